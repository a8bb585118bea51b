"""Profiles and statuses change while people wait, are rung and talk.

Source: API Reference, UpdateRoutingProfileQueues, UpdateRoutingProfileConcurrency,
UpdateUserRoutingProfile; Administrator Guide, "About routing", "Routing profiles".
"""

from __future__ import annotations

import pytest

from santral.engine.contact import AgentPart, Contact, Stage
from santral.engine.routing.agents import (
    AgentStatus,
    AvailabilityTimer,
    Concurrency,
    ContactState,
    ServedQueue,
    StatusType,
)
from santral.engine.timeline import SECOND
from santral.local.testing.participants import Desk
from santral.local.testing.small import Serves, SmallCentre

WITH_TASKS = {"VOICE": Concurrency(1, only=False), "TASK": Concurrency(2, only=False)}
BOTH = {"VOICE": Concurrency(1, only=False), "CHAT": Concurrency(2, only=False)}


def serves(centre: SmallCentre, *lines: Serves) -> list[ServedQueue]:
    """Write down what a profile is to serve."""
    return [
        ServedQueue(
            centre.directory.queue(line.queue) or centre.queue(line.queue),
            line.channel,
            line.priority,
            line.delay_s * SECOND,
        )
        for line in lines
    ]


def dials(centre: SmallCentre, desk: Desk) -> Contact:
    """Let an agent talk to somebody whom she has called herself."""
    board = centre.switchboard
    contact = board.new_contact(board.new_id(), method="OUTBOUND")
    contact.agent, contact.stage = desk.agent, Stage.WITH_AGENT
    contact.part = AgentPart(desk.agent, centre.timeline.now_us, centre.timeline.now_us)
    board.tell_contact(contact)
    desk.agent.set_state(contact, ContactState.CONNECTED)
    board.acd.slot_taken(desk.agent)
    return contact


# --- profiles ---


def test_a_caller_who_waits_where_nobody_serves_is_offered_as_soon_as_somebody_does(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.queue("support")
    call = small_centre.waiting("support")
    small_centre.wait(seconds=30)

    small_centre.switchboard.acd.change_profile(
        profile, serves(small_centre, Serves("sales"), Serves("support", 2))
    )

    assert desk.offers[0].contact is call.contact


def test_the_agent_who_was_idle_longest_has_what_a_change_makes_visible(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    desks = [small_centre.staff(name, "sales") for name in ("Ada", "Bea")]
    for desk in reversed(desks):
        desk.becomes("Available")
        small_centre.wait(seconds=1)
    small_centre.queue("support")
    small_centre.waiting("support")

    small_centre.switchboard.acd.change_profile(profile, serves(small_centre, Serves("support")))

    assert [len(desk.offers) for desk in desks] == [0, 1]


def test_equally_idle_agents_keep_their_order_over_a_change(small_centre: SmallCentre) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    desks = [small_centre.staff(name, "sales") for name in ("Ada", "Bea", "Cem")]
    for desk in (desks[2], desks[0], desks[1]):
        desk.becomes("Available")

    small_centre.switchboard.acd.change_profile(profile, name="everything")
    for _ in desks:
        small_centre.waiting("sales")

    order = [event["agent"] for event in small_centre.events("offered")]
    assert order == ["cem", "ada", "bea"]


def test_a_queue_that_a_profile_loses_is_no_longer_served_but_the_call_in_hand_goes_on(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"), Serves("support"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    talking = small_centre.waiting("sales")
    desk.accepts()

    small_centre.switchboard.acd.change_profile(profile, serves(small_centre, Serves("support")))
    small_centre.waiting("sales")
    desk.hang_up()

    assert small_centre.record_of(talking).agent == "Ada"
    assert len(desk.offers) == 1


def test_a_call_that_rings_goes_on_ringing_when_the_profile_loses_its_queue(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    call = small_centre.waiting("sales")

    small_centre.switchboard.acd.change_profile(profile, [])
    desk.accepts()

    assert call.talks_to == "Ada"


def test_an_agent_who_may_take_chats_from_now_on_is_offered_the_one_that_waits(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("all", Serves("sales"), Serves("sales", channel="CHAT"))
    desk = small_centre.staff("Ada", "all").becomes("Available")
    small_centre.waiting("sales")
    desk.accepts()
    chat = small_centre.waiting("sales", channel="CHAT")
    before = len(desk.offers)

    small_centre.switchboard.acd.change_profile(profile, concurrency=BOTH)

    assert before == 1
    assert desk.offers[-1].contact is chat.contact


def test_a_chat_whose_channel_her_profile_has_lost_keeps_calls_away_until_it_is_over(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile(
        "all", Serves("sales"), Serves("sales", channel="CHAT"), concurrency=BOTH
    )
    desk = small_centre.staff("Ada", "all").becomes("Available")
    small_centre.waiting("sales", channel="CHAT")
    desk.accepts()

    small_centre.switchboard.acd.change_profile(profile, concurrency=WITH_TASKS)
    call = small_centre.waiting("sales")
    during = len(desk.offers)
    desk.hang_up()

    assert during == 1
    assert desk.offers[-1].contact is call.contact


@pytest.mark.parametrize("state", [ContactState.CONNECTED, ContactState.PAUSED])
def test_a_task_left_from_another_profile_keeps_calls_away_where_calls_are_all_she_takes(
    small_centre: SmallCentre, state: ContactState
) -> None:
    profile = small_centre.profile(
        "all", Serves("sales"), Serves("sales", channel="TASK"), concurrency=WITH_TASKS
    )
    desk = small_centre.staff("Ada", "all").becomes("Available")
    task = small_centre.waiting("sales", channel="TASK").contact
    desk.accepts()
    desk.agent.set_state(task, state)

    small_centre.switchboard.acd.change_profile(profile, concurrency={"VOICE": Concurrency()})
    small_centre.waiting("sales")

    assert not desk.agent.can_take("VOICE")
    assert len(desk.offers) == 1


def test_a_new_delay_is_kept_for_those_who_wait_already(small_centre: SmallCentre) -> None:
    helpers = small_centre.profile("helpers")
    desk = small_centre.staff("Ada", "helpers").becomes("Available")
    small_centre.queue("sales")
    small_centre.waiting("sales")
    small_centre.wait(seconds=10)

    small_centre.switchboard.acd.change_profile(
        helpers, serves(small_centre, Serves("sales", delay_s=30))
    )
    small_centre.wait(seconds=19)
    before = len(desk.offers)
    small_centre.wait(seconds=1)

    assert (before, len(desk.offers)) == (0, 1)


def test_an_agent_moved_to_another_profile_serves_its_queues(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    support = small_centre.profile("support", Serves("support"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    call = small_centre.waiting("support")

    small_centre.switchboard.acd.move(desk.agent, support)
    small_centre.waiting("sales")

    assert [offer.contact for offer in desk.offers] == [call.contact]


def test_a_moved_agent_counts_among_the_staff_of_her_new_queues_only(
    small_centre: SmallCentre,
) -> None:
    sales = small_centre.profile("sales", Serves("sales"))
    support = small_centre.profile("support", Serves("support"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    before = (sales.staffing.totals().available, support.staffing.totals().available)

    small_centre.switchboard.acd.move(desk.agent, support)

    assert before == (1, 0)
    assert (sales.staffing.totals().available, support.staffing.totals().available) == (0, 1)


def test_a_move_leaves_what_she_has_in_hand_and_her_place_among_the_idle(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    support = small_centre.profile("support", Serves("support"))
    ada = small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.wait(seconds=5)
    bea = small_centre.staff("Bea", "support").becomes("Available")

    small_centre.switchboard.acd.move(ada.agent, support)
    small_centre.waiting("support")

    assert (len(ada.offers), len(bea.offers)) == (1, 0)


# --- whose turn it is ---


@pytest.mark.parametrize(
    ("timer", "first"),
    [(AvailabilityTimer.LAST_ACTIVITY, "bea"), (AvailabilityTimer.LAST_INBOUND, "ada")],
)
def test_an_outbound_call_costs_her_place_only_where_the_profile_counts_it(
    small_centre: SmallCentre, timer: AvailabilityTimer, first: str
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    small_centre.switchboard.acd.change_profile(profile, timer=timer)
    ada, bea = (small_centre.staff(name, "sales") for name in ("Ada", "Bea"))
    ada.becomes("Available")
    dialled = dials(small_centre, ada)
    small_centre.wait(seconds=30)
    bea.becomes("Available")
    small_centre.wait(seconds=30)
    small_centre.switchboard.end(dialled, "CUSTOMER_DISCONNECT")

    small_centre.waiting("sales")

    assert small_centre.events("offered")[-1]["agent"] == first


def test_with_another_timer_those_who_stand_idle_change_places_at_once(
    small_centre: SmallCentre,
) -> None:
    profile = small_centre.profile("sales", Serves("sales"))
    ada, bea = (small_centre.staff(name, "sales") for name in ("Ada", "Bea"))
    ada.becomes("Available")
    dialled = dials(small_centre, ada)
    small_centre.wait(seconds=30)
    bea.becomes("Available")
    small_centre.wait(seconds=30)
    small_centre.switchboard.end(dialled, "CUSTOMER_DISCONNECT")

    small_centre.queue("support")
    small_centre.waiting("support")

    small_centre.switchboard.acd.change_profile(
        profile,
        serves(small_centre, Serves("sales"), Serves("support")),
        timer=AvailabilityTimer.LAST_INBOUND,
    )
    small_centre.waiting("sales")

    order = [event["agent"] for event in small_centre.events("offered")]
    assert order == ["ada", "bea"]


# --- statuses ---


def test_to_choose_the_same_custom_status_again_does_not_begin_it_anew(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    agent = small_centre.staff("Ada", "sales").agent
    lunch = AgentStatus("Lunch", StatusType.CUSTOM, "arn:agent-state/lunch")
    small_centre.switchboard.set_status(agent, lunch)
    since_us = agent.status_since_us
    small_centre.wait(minutes=5)

    again = AgentStatus("Lunch", StatusType.CUSTOM, "arn:agent-state/lunch")
    small_centre.switchboard.set_status(agent, again)

    assert agent.status_since_us == since_us


def test_a_dismissed_missed_call_makes_her_available_again(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    call = small_centre.waiting("sales")
    small_centre.wait(seconds=20)

    dismissed = small_centre.switchboard.acd.dismiss(call.contact, desk.agent)

    assert dismissed
    assert len(desk.offers) == 2


def test_a_call_that_she_missed_and_is_given_by_hand_is_missed_no_longer(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    call = small_centre.waiting("sales")
    small_centre.wait(seconds=20)

    assigned = small_centre.switchboard.acd.assign(call.contact, desk.agent)
    desk.accepts().hang_up()
    small_centre.waiting("sales")

    assert assigned
    assert len(desk.offers) == 3


def test_what_was_not_missed_cannot_be_dismissed(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    call = small_centre.waiting("sales")

    assert not small_centre.switchboard.acd.dismiss(call.contact, desk.agent)
