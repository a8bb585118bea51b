"""Supervisors who listen to conversations, or join them."""

from __future__ import annotations

import pytest

from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import HANG_UP, flow, say
from tests.scenario.api_centre import (
    available,
    done,
    event_types,
    flow_of,
    offered_to,
    open_centre,
    record,
    stage_of,
)

BOTH = ("SILENT_MONITOR", "BARGE")


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def talk(centre: SmallCentre) -> tuple[Call, Desk]:
    ada = available(centre, "Ada", wrap_up_s=None)
    call = centre.waiting("sales")
    ada.accepts()
    return call, ada


def listen(
    centre: SmallCentre, call: Call, boss: Desk, capabilities: tuple[str, ...] = BOTH
) -> Contact:
    return done(centre.switchboard.monitoring.start(call.contact, boss.agent, capabilities))


def test_a_supervisor_listens_until_the_call_is_over(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    boss = available(centre, "Boss")

    listening = listen(centre, call, boss)
    centre.wait(seconds=30)
    call.hang_up()

    assert event_types(centre, listening) == [
        "INITIATED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
    ]
    written = record(centre, listening)
    assert written["InitiationMethod"] == "MONITOR"
    assert written["PreviousContactId"] == call.first.id
    assert written["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    worked = written["Agent"]
    assert isinstance(worked, dict)
    assert worked["Username"] == "boss"
    assert worked["AgentInteractionDuration"] == 30
    assert worked["AfterContactWorkDuration"] == 0
    assert worked["StateTransitions"] == [
        {
            "State": "SILENT_MONITOR",
            "StateStartTimestamp": "2026-11-23T07:00:00Z",
            "StateEndTimestamp": "2026-11-23T07:00:30Z",
        }
    ]
    assert call.first.next_id is None
    assert not boss.agent.contacts


def test_a_supervisor_who_listens_is_offered_no_call(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    boss = available(centre, "Boss")
    listening = listen(centre, call, boss)
    waiting = centre.waiting("sales").contact
    assert offered_to(waiting) is None

    assert centre.switchboard.conversations.agent_hangs_up(listening)

    assert offered_to(waiting) is boss.agent
    assert call.talks_to == "Ada"
    assert record(centre, listening)["DisconnectReason"] == "AGENT_DISCONNECT"


def test_a_supervisor_barges_in_and_listens_again(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    listening = listen(centre, call, available(centre, "Boss"))
    monitoring = centre.switchboard.monitoring

    centre.wait(seconds=10)
    assert monitoring.barge(listening) is None
    assert monitoring.barge(listening) is Refusal.WRONG_STAGE
    centre.wait(seconds=20)
    assert monitoring.listen(listening) is None
    centre.wait(seconds=5)
    call.hang_up()

    worked = record(centre, listening)["Agent"]
    assert isinstance(worked, dict)
    assert [each["State"] for each in worked["StateTransitions"]] == [
        "SILENT_MONITOR",
        "BARGE",
        "SILENT_MONITOR",
    ]
    assert worked["StateTransitions"][1]["StateEndTimestamp"] == "2026-11-23T07:00:30Z"


def test_a_supervisor_who_may_only_listen_does_not_barge_in(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    listening = listen(centre, call, available(centre, "Boss"), ("SILENT_MONITOR",))

    assert centre.switchboard.monitoring.barge(listening) is Refusal.NOT_ALLOWED


def test_nobody_listens_to_what_follows_the_agent(centre: SmallCentre) -> None:
    survey = flow(say("ask", "How was it? Please tell us.", then="hang up"), HANG_UP)
    centre.flow("survey", survey, hook="CustomerRemaining")
    call, ada = talk(centre)
    listening = listen(centre, call, available(centre, "Boss"))

    ada.hang_up()

    assert stage_of(call.contact) is Stage.AFTER_AGENT
    assert stage_of(listening) is Stage.ENDED
    assert record(centre, listening)["DisconnectReason"] == "AGENT_DISCONNECT"


def test_five_supervisors_may_listen_to_one_call(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    for number in range(5):
        listen(centre, call, available(centre, f"Boss{number}"))

    refused = centre.switchboard.monitoring.start(call.contact, available(centre, "Late").agent)

    assert refused is Refusal.TOO_MANY
    call.hang_up()
    assert len(centre.books.records) == 5


def test_whom_and_what_cannot_be_monitored(centre: SmallCentre) -> None:
    start = centre.switchboard.monitoring.start
    task = done(centre.switchboard.tasks.start(flow_of(centre, "to sales")))
    waiting = centre.waiting("sales").contact
    call, ada = talk(centre)
    talking = next(each for each in ada.agent.contacts if each.channel == "VOICE")
    boss = centre.staff("Boss", "all")
    assert start(talking, boss.agent) is Refusal.AGENT_OFFLINE
    boss.becomes("Break")

    assert start(task, boss.agent) is Refusal.WRONG_CHANNEL
    assert start(call.contact, boss.agent) is Refusal.WRONG_STAGE
    assert start(talking, ada.agent) is Refusal.WRONG_STAGE
    listening = done(start(talking, boss.agent))
    assert start(talking, boss.agent) is Refusal.AGENT_BUSY
    assert start(listening, ada.agent) is Refusal.WRONG_STAGE
    assert waiting is talking
    centre.switchboard.stop(talking)
    assert start(talking, boss.agent) is Refusal.ENDED
