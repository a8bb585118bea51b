"""Queues, agents, profiles, hours and flows are renamed and removed while the centre runs."""

from __future__ import annotations

import pytest

from santral.engine.routing.agents import Agent
from santral.engine.routing.queues import Queue
from santral.engine.timeline import HOUR, SECOND
from santral.local.network import Reply
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import HANG_UP, action, flow, say
from tests.scenario.api_centre import done
from tests.scenario.busy_centre import enter as enter_queue


def test_a_renamed_queue_is_found_by_its_new_name_only(small_centre: SmallCentre) -> None:
    directory, queue = small_centre.directory, Queue("sales", "arn:queue/1")
    directory.add_queue(queue)

    queue.name = "orders"
    directory.add_queue(queue)

    assert directory.queue("sales") is None
    assert directory.queue("orders") is directory.queue("arn:queue/1") is queue


def test_of_two_queues_of_one_name_the_other_is_found_when_one_is_removed(
    small_centre: SmallCentre,
) -> None:
    directory = small_centre.directory
    first, second = Queue("sales", "arn:queue/1"), Queue("sales", "arn:queue/2")
    directory.add_queue(first)
    directory.add_queue(second)
    before = directory.queue("sales")

    directory.remove_queue(second, [])

    assert (before, directory.queue("sales")) == (second, first)
    assert directory.queues == [first]


def test_a_queue_in_which_somebody_waits_is_not_removed(small_centre: SmallCentre) -> None:
    queue = small_centre.queue("sales")
    call = small_centre.waiting("sales")
    refused = small_centre.directory.remove_queue(queue, [])
    call.hang_up()

    assert not refused
    assert small_centre.directory.remove_queue(queue, [])


def test_a_queue_that_a_profile_serves_is_not_removed(small_centre: SmallCentre) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    queue = profile.served[0].queue
    refused = small_centre.directory.remove_queue(queue, [])
    small_centre.switchboard.acd.change_profile(profile, [])

    assert not refused
    assert small_centre.directory.remove_queue(queue, [])


def test_a_queue_of_a_channel_that_its_profile_does_not_take_is_not_removed(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales", channel="CHAT"))

    assert not small_centre.directory.remove_queue(profile.entries[0].queue, [])


def test_a_flow_that_has_chosen_a_queue_which_is_removed_meanwhile_takes_its_error_branch(
    small_centre: SmallCentre,
) -> None:
    queue = small_centre.queue("sales")
    set_queue, enter = enter_queue("sales")
    set_queue["Transitions"]["NextAction"] = "greet"
    sorry = say("sorry", "This line is closed.", then="hang up")
    enter["Transitions"]["Errors"] = [{"ErrorType": "NoMatchingError", "NextAction": "sorry"}]
    greet = say("greet", "Good morning.", then="enter sales")
    number = small_centre.number("+15550100009", flow(set_queue, greet, enter, sorry, HANG_UP))
    call = small_centre.call("+15550100001", number)

    small_centre.directory.remove_queue(queue, [])
    small_centre.wait(seconds=10)

    assert call.heard == ["Good morning.", "This line is closed."]


def test_an_agent_is_removed_only_when_she_is_offline_and_has_nobody(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    directory = small_centre.directory
    while_available = directory.remove_agent(desk.agent, [])
    desk.becomes("Offline")

    removed = directory.remove_agent(desk.agent, [])

    assert (while_available, removed) == (False, True)
    assert directory.agent("ada") is None
    assert directory.agent_queue("arn:instance/agent/ada") is None
    assert profile.agents == []
    assert profile.staffing.totals().online == 0


def test_an_agent_for_whom_somebody_waits_in_her_own_queue_is_not_removed(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales")
    for_ada = action("set", "UpdateContactTargetQueue", {"AgentId": "ada"}, then="enter sales")
    for_ada["Transitions"]["Errors"] = [{"ErrorType": "NoMatchingError", "NextAction": "hang up"}]
    _, enter = enter_queue("sales", full="hang up")
    number = small_centre.number("+15550100009", flow(for_ada, enter, HANG_UP))
    waiting = small_centre.call("+15550100001", number)

    refused = small_centre.directory.remove_agent(desk.agent, [])
    waiting.hang_up()

    assert not refused
    assert small_centre.directory.remove_agent(desk.agent, [])


def test_a_queue_to_which_a_promised_callback_is_to_come_is_not_removed(
    small_centre: SmallCentre,
) -> None:
    queue, board = small_centre.queue("sales"), small_centre.switchboard
    promised = done(board.callbacks.promise_to("+15550100001", queue, delay_us=HOUR))
    while_promised = removes(small_centre, queue)
    board.give_up(promised, "EXPIRED")

    assert (while_promised, removes(small_centre, queue)) == (False, True)


def test_a_queue_that_a_callback_has_left_to_be_dialled_is_not_removed_as_it_may_come_back(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    queue, board = profile.served[0].queue, small_centre.switchboard
    ada = small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.network.expect("+15550100001", Reply("unanswered", 20 * SECOND))
    done(board.callbacks.promise_to("+15550100001", queue, attempts=2, retry_delay_us=HOUR))
    small_centre.wait(seconds=1)
    ada.accepts()
    board.acd.change_profile(profile, [])
    while_dialled = removes(small_centre, queue)
    small_centre.wait(seconds=30)

    assert (while_dialled, removes(small_centre, queue)) == (False, False)


def test_an_agent_whom_a_promised_callback_waits_for_is_not_removed(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk, board = small_centre.staff("Ada", "sales"), small_centre.switchboard
    done(board.callbacks.promise_to("+15550100001", desk.agent.queue, delay_us=HOUR))

    assert not small_centre.directory.remove_agent(desk.agent, board.contacts.values())


def test_a_renamed_agent_is_found_by_her_new_name_and_her_queue_with_her(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    directory, agent = small_centre.directory, Agent("ada", "arn:instance/agent/1", profile)
    directory.add_agent(agent)

    agent.rename("adele", "Adele", "Kaya")
    directory.add_agent(agent)

    assert directory.agent("ada") is None
    assert directory.agent("adele") is agent
    assert directory.agent_queue("adele") is agent.queue


def test_a_profile_is_removed_once_nobody_has_it_and_serves_nothing_then(
    small_centre: SmallCentre,
) -> None:
    sales, other = small_centre.profile("sales", Serves("sales")), small_centre.profile("other")
    queue = sales.served[0].queue
    agent = small_centre.staff("Ada", "sales").agent
    directory = small_centre.directory
    while_hers = directory.remove_profile(sales)
    small_centre.switchboard.acd.move(agent, other)

    assert (while_hers, directory.remove_profile(sales)) == (False, True)
    assert directory.profile("sales") is None
    assert directory.remove_queue(queue, [])


def test_hours_are_gone_when_removed(small_centre: SmallCentre) -> None:
    class Always:
        def is_open(self, at: object) -> bool:
            return True

    directory = small_centre.directory
    directory.add_hours("arn:hours/1", "office", Always())

    assert directory.remove_hours("arn:hours/1")
    assert directory.hours("office") is directory.hours("1") is None
    assert not directory.remove_hours("arn:hours/1")


def test_a_caller_goes_on_in_the_flow_she_began_while_the_next_one_hears_the_new_one(
    small_centre: SmallCentre,
) -> None:
    def greeting(text: str) -> dict[str, object]:
        return flow(say("say", text, then="again"), say("again", text, then="hang up"), HANG_UP)

    small_centre.flow("welcome", greeting("Good morning."))
    number = small_centre.number("+15550100009", "welcome")
    early = small_centre.call("+15550100001", number)

    small_centre.flow("welcome", greeting("Good day."))
    late = small_centre.call("+15550100002", number)
    small_centre.wait(seconds=10)

    assert early.heard == ["Good morning.", "Good morning."]
    assert late.heard == ["Good day.", "Good day."]


def test_nobody_answers_the_number_of_a_flow_that_is_removed(small_centre: SmallCentre) -> None:
    small_centre.flow("welcome", flow(say("say", "Good morning.", then="hang up"), HANG_UP))
    number = small_centre.number("+15550100009", "welcome")
    directory = small_centre.directory
    welcome = directory.flow("welcome")
    assert welcome is not None

    assert directory.remove_flow(welcome)
    assert directory.flow("welcome") is None
    with pytest.raises(LookupError):
        small_centre.call("+15550100001", number)


def test_a_flow_and_a_module_of_one_name_are_removed_apart(small_centre: SmallCentre) -> None:
    small_centre.flow("ask", flow(HANG_UP))
    end = {"Identifier": "end", "Type": "EndFlowModuleExecution", "Parameters": {}}
    small_centre.flow("ask", flow({**end, "Transitions": {}}), type_="MODULE")
    directory = small_centre.directory
    module = directory.module("ask")
    assert module is not None

    directory.remove_flow(module)

    assert directory.module("ask") is None
    assert directory.flow("ask") is not None


def removes(centre: SmallCentre, queue: Queue) -> bool:
    return centre.directory.remove_queue(queue, centre.switchboard.contacts.values())
