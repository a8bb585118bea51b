"""Tasks put aside and taken up again."""

from __future__ import annotations

import pytest

from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.timeline import HOUR
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import action, flow, into_queue
from tests.scenario.api_centre import (
    available,
    done,
    event_types,
    flow_of,
    offered_to,
    open_centre,
    queue_of,
    record,
    stage_of,
)

THINKING = flow(
    action(
        "think",
        "Wait",
        {"TimeLimitSeconds": "60"},
        when={"WaitCompleted": "set queue"},
        errors={"NoMatchingError": "hang up"},
    ),
    *into_queue("sales")["Actions"],
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def begin(centre: SmallCentre, flow_name: str = "to sales") -> Contact:
    return done(centre.switchboard.tasks.start(flow_of(centre, flow_name)))


def test_an_agent_who_pauses_a_task_may_have_another_one(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    first = begin(centre)
    ada.accepts()
    second = begin(centre)
    assert offered_to(second) is None

    assert centre.switchboard.pauses.pause(first) is None

    assert offered_to(second) is ada.agent
    assert first.agent is ada.agent
    assert event_types(centre, first)[-1] == "PAUSED"


def test_a_resumed_task_is_the_agents_though_her_slot_is_filled(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    first = begin(centre)
    ada.accepts()
    centre.switchboard.pauses.pause(first)
    begin(centre)
    ada.accepts()
    third = begin(centre)

    assert centre.switchboard.pauses.resume(first) is None

    assert [each.stage for each in ada.agent.contacts] == [Stage.WITH_AGENT, Stage.WITH_AGENT]
    assert offered_to(third) is None
    centre.check()


def test_pauses_are_counted_in_the_record_and_not_as_work(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    contact = begin(centre)
    ada.accepts()
    pauses = centre.switchboard.pauses

    centre.wait(seconds=30)
    pauses.pause(contact)
    centre.wait(seconds=100)
    pauses.resume(contact)
    centre.wait(seconds=20)
    pauses.pause(contact)
    centre.wait(seconds=50)
    ada.hang_up()

    written = record(centre, contact)
    assert written["TotalPauseCount"] == 2
    assert written["TotalPauseDurationInSeconds"] == 150
    assert written["LastPausedTimestamp"] == "2026-11-23T07:02:30Z"
    assert written["LastResumedTimestamp"] == "2026-11-23T07:02:10Z"
    worked = written["Agent"]
    assert isinstance(worked, dict)
    assert worked["AgentInteractionDuration"] == 50
    assert worked["AgentPauseDuration"] == 150
    assert event_types(centre, contact)[-5:] == [
        "PAUSED",
        "RESUMED",
        "PAUSED",
        "DISCONNECTED",
        "COMPLETED",
    ]


def test_the_work_after_a_paused_task_takes_a_slot_again(centre: SmallCentre) -> None:
    ada = available(centre, "Ada", wrap_up_s=None)
    first = begin(centre)
    ada.accepts()
    centre.switchboard.pauses.pause(first)

    centre.switchboard.stop(first)
    second = begin(centre)

    assert offered_to(second) is None
    ada.clear()
    assert offered_to(second) is ada.agent
    centre.check()


def test_a_paused_task_leaves_its_queue_and_comes_back_to_it(centre: SmallCentre) -> None:
    contact = begin(centre)
    pauses = centre.switchboard.pauses

    pauses.pause(contact)
    assert queue_of(centre).size == 0
    ada = available(centre, "Ada")
    assert not ada.offers
    pauses.resume(contact)

    assert offered_to(contact) is ada.agent
    assert event_types(centre, contact).count("QUEUED") == 2


def test_an_offered_task_that_is_paused_rings_no_more(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    contact = begin(centre)
    assert offered_to(contact) is ada.agent

    centre.switchboard.pauses.pause(contact)
    centre.wait(seconds=30)

    assert not ada.agent.contacts
    assert not ada.agent.missed
    centre.check()


def test_a_flow_says_where_a_resumed_task_goes_on(centre: SmallCentre) -> None:
    contact = begin(centre)
    support = centre.queue("support")
    pauses = centre.switchboard.pauses

    pauses.pause(contact)
    pauses.resume(contact, flow_of(centre, "to support", into_queue("support")))

    assert contact.queue is support


def test_a_flow_stands_still_in_its_block_for_as_long_as_the_pause(centre: SmallCentre) -> None:
    centre.flow("thinking", THINKING)
    contact = begin(centre, "thinking")
    pauses = centre.switchboard.pauses

    centre.wait(seconds=45)
    pauses.pause(contact)
    centre.wait(minutes=30)
    pauses.resume(contact)
    centre.wait(seconds=14)
    assert stage_of(contact) is Stage.IN_FLOW
    centre.wait(seconds=1)

    assert stage_of(contact) is Stage.QUEUED


def test_what_a_function_answers_during_a_pause_is_heard_after_it(centre: SmallCentre) -> None:
    asking = flow(
        action(
            "ask",
            "InvokeLambdaFunction",
            {
                "LambdaFunctionARN": "arn:aws:lambda:eu-central-1:123456789012:function:ask",
                "InvocationTimeLimitSeconds": "3",
            },
            then="set queue",
            errors={"NoMatchingError": "hang up"},
        ),
        *into_queue("sales")["Actions"],
    )
    centre.flow("asking", asking)
    contact = begin(centre, "asking")
    pauses = centre.switchboard.pauses

    pauses.pause(contact)
    centre.wait(seconds=10)
    assert stage_of(contact) is Stage.PAUSED
    pauses.resume(contact)

    assert stage_of(contact) is Stage.QUEUED


def test_the_flow_of_a_pause_is_told_and_decides_nothing(centre: SmallCentre) -> None:
    noting = flow(
        action(
            "note",
            "UpdateContactAttributes",
            {"Attributes": {"paused": "yes"}},
            then="enter",
            errors={"NoMatchingError": "end"},
        ),
        action(
            "enter",
            "TransferContactToQueue",
            then="end",
            errors={"QueueAtCapacity": "end", "NoMatchingError": "end"},
        ),
        action("end", "DisconnectParticipant"),
    )
    contact = begin(centre)

    centre.switchboard.pauses.pause(contact, flow_of(centre, "noting", noting))

    assert contact.attributes == {"paused": "yes"}
    assert stage_of(contact) is Stage.PAUSED


def test_a_paused_task_is_stopped_passed_on_and_expires_as_any_other(centre: SmallCentre) -> None:
    board, ada = centre.switchboard, available(centre, "Ada")
    stopped = begin(centre)
    ada.accepts()
    board.pauses.pause(stopped)
    passed_on = begin(centre)
    board.pauses.pause(passed_on)
    expired = done(board.tasks.start(flow_of(centre, "to sales"), life_us=HOUR))
    board.pauses.pause(expired)

    board.stop(stopped)
    following = done(board.tasks.transfer(passed_on, flow_of(centre, "to sales"), queue_of(centre)))
    centre.wait(minutes=60)

    assert record(centre, stopped)["DisconnectReason"] == "API"
    assert following.paused_since_us is None
    assert following.pauses == 0
    assert record(centre, expired)["DisconnectReason"] == "EXPIRED"


def test_only_tasks_at_work_are_paused_and_only_paused_ones_resumed(centre: SmallCentre) -> None:
    pauses, tasks = centre.switchboard.pauses, centre.switchboard.tasks
    call = centre.waiting("sales").contact
    later = done(
        tasks.start(flow_of(centre, "to sales"), scheduled_us=centre.timeline.now_us + HOUR)
    )
    contact = begin(centre)

    assert pauses.pause(call) is Refusal.WRONG_CHANNEL
    assert pauses.pause(later) is Refusal.WRONG_STAGE
    assert pauses.resume(contact) is Refusal.WRONG_STAGE
    pauses.pause(contact)
    assert pauses.pause(contact) is Refusal.WRONG_STAGE
    centre.switchboard.stop(contact)
    assert pauses.pause(contact) is Refusal.ENDED
    assert pauses.resume(contact) is Refusal.ENDED
