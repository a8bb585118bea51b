"""What agents can do at their panel beside answering: calling out, and talking in threes."""

from __future__ import annotations

import pytest

from santral.engine.agent_events import states_in_hand
from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import ContactState
from santral.local.network import BUSY, Reply
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import whisper
from tests.scenario.api_centre import (
    CUSTOMER,
    NUMBER,
    available,
    done,
    offered_to,
    open_centre,
    queue_of,
    record,
    stage_of,
)

SHOP, TAXI = "+15550100000", "+15550109999"


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def ring(centre: SmallCentre, desk: Desk) -> Contact:
    outbound = centre.switchboard.outbound
    return done(outbound.call(desk.agent, CUSTOMER, system_number=NUMBER, queue=queue_of(centre)))


def in_hand(desk: Desk) -> list[ContactState]:
    return list(states_in_hand(desk.agent).values())


def consult(centre: SmallCentre) -> tuple[Call, Desk, Desk, Contact]:
    """Ada talks to a customer, and has reached Bo."""
    ada, bo = available(centre, "Ada", wrap_up_s=None), centre.staff("Bo", "all", wrap_up_s=None)
    call = centre.waiting("sales")
    ada.accepts()
    bo.becomes("Available")
    following = ada.sends_to(agent="bo")
    assert following is not None
    bo.accepts()
    return call, ada, bo, following


# --- calling out ---


def test_an_agent_rings_a_customer_and_wraps_up(centre: SmallCentre) -> None:
    centre.flow("outbound", whisper("We are calling about your order."), hook="OutboundWhisper")
    centre.network.expect(CUSTOMER, Reply(after_us=4_000_000))
    ada = available(centre, "Ada", wrap_up_s=None)

    contact = ring(centre, ada)
    assert in_hand(ada) == [ContactState.CONNECTING]
    centre.wait(seconds=3)
    assert in_hand(ada) == [ContactState.CONNECTING]
    centre.wait(seconds=10)
    assert in_hand(ada) == [ContactState.CONNECTED]
    centre.switchboard.hang_up(contact)
    assert in_hand(ada) == [ContactState.ENDED]
    ada.clear()

    written = record(centre, contact)
    assert written["InitiationMethod"] == "OUTBOUND"
    assert written["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert written["CustomerEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": CUSTOMER}
    assert written["SystemEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": NUMBER}
    heard = [each["text"] for each in centre.events("heard", contact)]
    assert heard == ["We are calling about your order."]


def test_nothing_is_offered_to_an_agent_who_calls(centre: SmallCentre) -> None:
    centre.network.expect(CUSTOMER, Reply(after_us=30_000_000))
    ada = available(centre, "Ada")
    ring(centre, ada)

    call = centre.waiting("sales")

    assert offered_to(call.contact) is None


def test_a_customer_who_does_not_answer_is_seen_until_it_is_dismissed(
    centre: SmallCentre,
) -> None:
    centre.network.expect(CUSTOMER, Reply(BUSY, after_us=1_000_000))
    ada = available(centre, "Ada")
    contact = ring(centre, ada)
    centre.wait(seconds=2)

    assert in_hand(ada) == [ContactState.ERROR]
    assert record(centre, contact)["DisconnectReason"] == "TELECOM_BUSY"
    call = centre.waiting("sales")
    assert offered_to(call.contact) is None

    centre.switchboard.acd.dismiss(contact, ada.agent)
    assert offered_to(call.contact) is ada.agent


def test_an_agent_hangs_up_while_it_rings(centre: SmallCentre) -> None:
    centre.network.expect(CUSTOMER, Reply(after_us=5_000_000))
    ada = available(centre, "Ada", wrap_up_s=None)
    contact = ring(centre, ada)
    centre.wait(seconds=1)

    assert centre.switchboard.conversations.agent_hangs_up(contact)
    centre.wait(seconds=10)

    assert in_hand(ada) == []
    assert record(centre, contact)["DisconnectReason"] == "AGENT_DISCONNECT"


def test_who_is_in_a_call_or_offline_rings_nobody(centre: SmallCentre) -> None:
    ada, bo = available(centre, "Ada"), centre.staff("Bo", "all")
    centre.waiting("sales")
    ada.accepts()

    calls = [
        centre.switchboard.outbound.call(
            each.agent, CUSTOMER, system_number=NUMBER, queue=queue_of(centre)
        )
        for each in (ada, bo)
    ]

    assert calls == [Refusal.AGENT_BUSY, Refusal.AGENT_OFFLINE]


# --- colleagues ---


def test_a_colleague_is_rung_and_both_are_free_once_one_hangs_up(centre: SmallCentre) -> None:
    ada, bo = available(centre, "Ada"), available(centre, "Bo")

    contact = done(centre.switchboard.transfers.ring(ada.agent, bo.agent))
    assert in_hand(ada) == [ContactState.CONNECTING]
    assert [offer.is_open for offer in bo.offers] == [True]
    bo.accepts()
    assert in_hand(ada) == in_hand(bo) == [ContactState.CONNECTED]
    assert centre.switchboard.conversations.agent_hangs_up(contact)

    assert in_hand(ada) == in_hand(bo) == []
    assert stage_of(contact) is Stage.ENDED


def test_a_colleague_who_hangs_up_ends_the_call_of_who_rang(centre: SmallCentre) -> None:
    ada, bo = available(centre, "Ada"), available(centre, "Bo")
    done(centre.switchboard.transfers.ring(ada.agent, bo.agent))
    bo.accepts()

    bo.hang_up()

    assert in_hand(ada) == in_hand(bo) == []


def test_who_rings_a_colleague_may_give_up(centre: SmallCentre) -> None:
    ada, bo = available(centre, "Ada"), available(centre, "Bo")
    contact = done(centre.switchboard.transfers.ring(ada.agent, bo.agent))

    assert centre.switchboard.conversations.agent_hangs_up(contact)

    assert in_hand(ada) == in_hand(bo) == []


# --- three ---


def test_all_three_talk_and_the_first_agent_leaves_the_others(centre: SmallCentre) -> None:
    call, ada, bo, following = consult(centre)
    first = call.first
    transfer = first.transfer
    assert transfer is not None
    assert (first.on_hold_since_us is not None, transfer.on_hold) == (True, False)

    assert centre.switchboard.transfers.conference(first)
    assert (first.on_hold_since_us is not None, transfer.on_hold) == (False, False)
    assert in_hand(ada) == [ContactState.CONNECTED]
    assert centre.switchboard.conversations.agent_hangs_up(first)

    assert in_hand(ada) == [ContactState.ENDED]
    assert in_hand(bo) == [ContactState.CONNECTED]
    assert call.contact is following
    assert not call.is_over


def test_customer_and_colleague_wait_in_turn(centre: SmallCentre) -> None:
    call, _ada, _bo, _following = consult(centre)
    first = call.first
    transfer = first.transfer
    assert transfer is not None

    waiting = []
    for _ in range(2):
        assert centre.switchboard.transfers.toggle(first)
        waiting.append((first.on_hold_since_us is not None, transfer.on_hold))

    assert waiting == [(False, True), (True, False)]


def test_a_colleague_leaves_the_three_and_the_call_goes_on(centre: SmallCentre) -> None:
    call, ada, bo, _following = consult(centre)
    centre.switchboard.transfers.conference(call.first)

    bo.hang_up()

    assert in_hand(ada) == [ContactState.CONNECTED]
    assert in_hand(bo) == [ContactState.ENDED]
    assert not call.is_over


def test_nobody_is_joined_before_somebody_was_reached(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    centre.network.expect(TAXI, Reply(after_us=5_000_000))
    call = centre.waiting("sales")
    ada.accepts()
    ada.sends_to(number=TAXI)

    assert not centre.switchboard.transfers.conference(call.first)
    centre.wait(seconds=6)
    assert centre.switchboard.transfers.conference(call.first)


# --- what is heard ---


def test_muting_and_keys_reach_whom_they_are_for(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    call = centre.waiting("sales")
    conversations = centre.switchboard.conversations
    assert not conversations.send_digits(call.first, "1")
    ada.accepts()

    assert conversations.mute(call.first, "customer", muted=True)
    assert conversations.send_digits(call.first, "12#")

    assert call.first.muted == {"customer"}
    assert [each["digits"] for each in centre.events("digits")] == ["12#"]
    conversations.mute(call.first, "customer", muted=False)
    assert call.first.muted == frozenset()


# --- gone ---


def test_what_rings_at_an_empty_desk_keeps_its_place(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    first = centre.waiting("sales")
    centre.wait(seconds=1)
    second = centre.waiting("sales")
    assert offered_to(first.contact) is ada.agent

    ada.becomes("Offline")
    centre.switchboard.joining.give_back(ada.agent)

    assert ada.status == "Offline"
    assert offered_to(first.contact) is None
    assert queue_of(centre).position(first.contact) == 1
    bo = available(centre, "Bo")
    assert offered_to(first.contact) is bo.agent
    assert offered_to(second.contact) is None
