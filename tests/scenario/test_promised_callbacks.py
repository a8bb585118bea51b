"""Callbacks promised through the API, and how long a promise lasts."""

from __future__ import annotations

import pytest

from santral.engine.contact import Stage
from santral.engine.refusals import Refusal
from santral.engine.starting import Particulars
from santral.engine.timeline import MINUTE, SECOND
from santral.local.network import Reply
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import HANG_UP, action, flow, into_queue, whisper
from tests.scenario.api_centre import (
    CUSTOMER,
    available,
    done,
    flow_of,
    open_centre,
    queue_of,
    record,
    stage_of,
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def test_an_agent_calls_back_somebody_who_never_called(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    centre.network.expect(CUSTOMER, Reply("answered", 8 * SECOND))
    contact = done(
        centre.switchboard.callbacks.promise_to(
            CUSTOMER, queue_of(centre), delay_us=60 * SECOND, particulars=Particulars({"a": "b"})
        )
    )
    centre.wait(seconds=59)
    assert stage_of(contact) is Stage.CREATED

    centre.wait(seconds=1)
    ada.accepts()
    centre.wait(seconds=8)
    ada.hang_up()

    written = record(centre, contact)
    assert written["InitiationMethod"] == "CALLBACK"
    assert written["PreviousContactId"] is None
    assert written["ScheduledTimestamp"] == "2026-11-23T07:01:00Z"
    assert written["ConnectedToSystemTimestamp"] == "2026-11-23T07:01:08Z"
    assert written["Attributes"] == {"a": "b"}
    assert contact.chain.outcome == "answered"
    centre.finish()


def test_a_flow_may_choose_the_queue_of_a_promised_callback(centre: SmallCentre) -> None:
    support = centre.queue("support")
    to_support = flow_of(centre, "to support", into_queue("support"))

    contact = done(
        centre.switchboard.callbacks.promise_to(CUSTOMER, queue_of(centre), flow=to_support)
    )
    centre.wait(seconds=1)

    assert contact.queue is support


def test_a_busy_line_is_tried_again_and_given_up_as_busy(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    centre.network.expect(CUSTOMER, Reply("busy", SECOND), Reply("busy", SECOND))
    contact = done(
        centre.switchboard.callbacks.promise_to(
            CUSTOMER, queue_of(centre), attempts=2, retry_delay_us=MINUTE
        )
    )
    centre.wait(seconds=1)
    ada.accepts()
    centre.wait(seconds=61)
    ada.accepts()
    centre.wait(seconds=1)

    assert record(centre, contact)["DisconnectReason"] == "TELECOM_BUSY"
    assert contact.chain.outcome == "abandoned"
    centre.finish()


def test_what_cannot_be_promised(centre: SmallCentre) -> None:
    promise_to, sales = centre.switchboard.callbacks.promise_to, queue_of(centre)
    closed = centre.queue("closed")
    closed.enabled = False
    full = centre.queue("full", capacity=0)

    assert promise_to("12", sales) is Refusal.NOT_DIALABLE
    assert promise_to(CUSTOMER, closed) is Refusal.QUEUE_DISABLED
    assert promise_to(CUSTOMER, full) is Refusal.QUEUE_FULL
    assert not centre.switchboard.contacts


def test_a_callback_that_waits_is_given_up_after_seven_days(centre: SmallCentre) -> None:
    contact = done(centre.switchboard.callbacks.promise_to(CUSTOMER, queue_of(centre)))
    centre.wait(minutes=7 * 24 * 60 - 1)
    assert stage_of(contact) is Stage.QUEUED

    centre.wait(minutes=1)

    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"
    assert queue_of(centre).size == 0
    centre.finish()


def test_a_callback_that_an_agent_has_taken_on_is_made_after_its_time(
    centre: SmallCentre,
) -> None:
    slow = whisper("The customer asked for a call about her order." * 8)
    centre.flow("slow", slow, type_="AGENT_WHISPER", hook="AgentWhisper")
    centre.network.expect(CUSTOMER, Reply("answered", 5 * SECOND))
    contact = done(centre.switchboard.callbacks.promise_to(CUSTOMER, queue_of(centre)))
    centre.wait(minutes=7 * 24 * 60 - 0.1)
    available(centre, "Ada").accepts()

    centre.wait(seconds=40)

    assert stage_of(contact) is Stage.WITH_AGENT
    centre.wait(minutes=5)
    assert stage_of(contact) is Stage.WITH_AGENT


def test_a_callback_that_came_to_nothing_after_its_time_is_not_tried_again(
    centre: SmallCentre,
) -> None:
    centre.network.expect(CUSTOMER, Reply("unanswered"))
    contact = done(
        centre.switchboard.callbacks.promise_to(
            CUSTOMER, queue_of(centre), attempts=5, retry_delay_us=10 * MINUTE
        )
    )
    centre.wait(minutes=7 * 24 * 60 - 0.1)
    available(centre, "Ada").accepts()

    centre.wait(minutes=3)

    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"
    centre.finish()


def test_a_second_segment_keeps_the_callback_number_and_the_references(
    centre: SmallCentre,
) -> None:
    other = "+15550188888"
    ada = available(centre, "Ada")
    call = centre.waiting("sales")
    call.contact.callback_number = other
    call.contact.references = {"order": {"Type": "NUMBER", "Value": "7"}}
    centre.switchboard.updates.tag(call.contact, {"department": "sales"})
    ada.accepts()

    following = ada.sends_to(queue="sales")

    assert following is not None
    assert following.callback_number == other
    assert following.references == {"order": {"Type": "NUMBER", "Value": "7"}}
    assert following.tags == {}  # each segment is billed by its own tags


def test_a_queue_flow_cannot_hang_up_on_a_customer_for_whom_an_agent_rings(
    centre: SmallCentre,
) -> None:
    giving_up = flow(
        action(
            "play",
            "MessageParticipantIteratively",
            {
                "Messages": [{"PromptId": "arn:aws:connect:::prompt/music"}],
                "InterruptFrequencySeconds": "30",
            },
            when={"MessagesInterrupted": "hang up"},
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )
    centre.flow("giving up", giving_up, type_="CUSTOMER_QUEUE", hook="CustomerQueue")
    call = centre.waiting("sales")
    centre.wait(seconds=25)
    ada = available(centre, "Ada")
    centre.wait(seconds=10)

    assert not call.is_over
    ada.accepts()
    assert call.talks_to == "Ada"


def test_a_queue_flow_hangs_up_on_a_customer_who_only_waits(centre: SmallCentre) -> None:
    centre.flow("no more", flow(HANG_UP), type_="CUSTOMER_QUEUE", hook="CustomerQueue")

    call = centre.waiting("sales")

    assert call.is_over
    assert record(centre, call.first)["DisconnectReason"] == "CONTACT_FLOW_DISCONNECT"
