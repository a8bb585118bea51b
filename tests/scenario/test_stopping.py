"""Contacts stopped from outside, wherever they are."""

from __future__ import annotations

import pytest

from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.local.network import Reply
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import whisper
from tests.scenario.api_centre import (
    CUSTOMER,
    available,
    done,
    flow_of,
    offered_to,
    open_centre,
    queue_of,
    record,
    stage_of,
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def begin(centre: SmallCentre, channel: str) -> Contact:
    board, to_sales = centre.switchboard, flow_of(centre, "to sales")
    if channel == "TASK":
        return done(board.tasks.start(to_sales))
    return (
        done(board.chats.start(to_sales)) if channel == "CHAT" else centre.waiting("sales").contact
    )


@pytest.mark.parametrize(
    ("channel", "reason"), [("VOICE", "OTHER"), ("CHAT", "API"), ("TASK", "API")]
)
def test_a_waiting_contact_is_stopped_with_its_channels_reason(
    centre: SmallCentre, channel: str, reason: str
) -> None:
    contact = begin(centre, channel)

    assert centre.switchboard.stop(contact) is None

    assert record(centre, contact)["DisconnectReason"] == reason
    assert contact.chain.outcome == "abandoned"
    assert queue_of(centre).size == 0
    centre.finish()


@pytest.mark.parametrize("channel", ["VOICE", "CHAT", "TASK"])
def test_an_offer_that_is_stopped_rings_no_more(centre: SmallCentre, channel: str) -> None:
    ada = available(centre, "Ada")
    contact = begin(centre, channel)
    assert offered_to(contact) is ada.agent

    centre.switchboard.stop(contact)
    centre.wait(seconds=30)

    assert not ada.agent.contacts
    assert not ada.agent.missed
    centre.finish()


def test_a_contact_is_stopped_while_the_agent_is_being_whispered_to(centre: SmallCentre) -> None:
    centre.flow("w", whisper("A call from the shop."), type_="AGENT_WHISPER", hook="AgentWhisper")
    ada = available(centre, "Ada")
    contact = begin(centre, "VOICE")
    ada.accepts()
    assert stage_of(contact) is Stage.JOINING

    centre.switchboard.stop(contact)

    assert not ada.agent.contacts
    centre.finish()


@pytest.mark.parametrize("channel", ["VOICE", "CHAT", "TASK"])
def test_the_agent_of_a_stopped_contact_wraps_up(centre: SmallCentre, channel: str) -> None:
    ada = available(centre, "Ada", wrap_up_s=None)
    contact = begin(centre, channel)
    ada.accepts()
    centre.wait(seconds=40)

    centre.switchboard.stop(contact)

    assert stage_of(contact) is Stage.WRAP_UP
    assert contact.chain.outcome == "answered"
    assert centre.switchboard.stop(contact) is Refusal.ENDED
    assert ada.clear()
    centre.finish()


def test_a_campaign_may_say_why(centre: SmallCentre) -> None:
    contact = begin(centre, "VOICE")

    centre.switchboard.stop(contact, "OUTBOUND_ATTEMPT_FAILED")

    assert record(centre, contact)["DisconnectReason"] == "OUTBOUND_ATTEMPT_FAILED"


def test_a_call_that_was_passed_on_cannot_be_stopped(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    call = centre.waiting("sales")
    ada.accepts()
    following = ada.sends_to(queue="sales")
    assert following is not None

    assert centre.switchboard.stop(following) is Refusal.WRONG_METHOD
    assert centre.switchboard.stop(call.first) is None
    centre.finish()


def test_a_callback_is_stopped_before_it_is_due_and_while_it_waits(centre: SmallCentre) -> None:
    callbacks, sales = centre.switchboard.callbacks, queue_of(centre)
    later = done(callbacks.promise_to(CUSTOMER, sales, delay_us=60_000_000))
    now = done(callbacks.promise_to(CUSTOMER, sales))
    centre.wait(seconds=1)
    assert stage_of(now) is Stage.QUEUED

    centre.switchboard.stop(later)
    centre.switchboard.stop(now)
    centre.wait(minutes=5)

    assert record(centre, later)["DisconnectReason"] == "OTHER"
    assert record(centre, now)["DisconnectReason"] == "OTHER"
    centre.finish()


def test_a_callback_is_stopped_while_the_customer_is_dialled(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    centre.network.expect(CUSTOMER, Reply("answered", 10_000_000))
    contact = done(centre.switchboard.callbacks.promise_to(CUSTOMER, queue_of(centre)))
    centre.wait(seconds=1)
    ada.accepts()
    centre.wait(seconds=5)

    centre.switchboard.stop(contact)
    centre.wait(seconds=30)

    assert not ada.agent.contacts
    assert record(centre, contact)["ConnectedToSystemTimestamp"] is None
    centre.finish()
