"""What a telephone in somebody's hands is told of its call, and how it is rung."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from santral.engine.contact import Contact, Stage
from santral.engine.trace import Event
from santral.local.phones import Message, Phone, Phones
from santral.local.testing.participants import Desk
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import HANG_UP, flow, into_queue, music, say
from santral.local.voice.parties import Customer, Outsider
from tests.scenario.api_centre import available, done, open_centre, queue_of

SHOP, MARY, TAXI = "+15550100000", "+15550100001", "+15550109999"


class InHand:
    """A telephone whose page notes what it is told."""

    def __init__(self, phones: Phones) -> None:
        self.told: list[Message] = []
        self.phone: Phone = phones.open(self.told.append)

    def all(self, type_: str) -> list[dict[str, Any]]:
        return [dict(each) for each in self.told if each["type"] == type_]

    @property
    def states(self) -> list[str]:
        return [each["state"] for each in self.all("state")]


class Centre(SmallCentre):
    """A small centre whose network is the telephones."""

    def __init__(self) -> None:
        super().__init__()
        board = self.switchboard
        self.phones = Phones(board.network, soon=self._soon, names=lambda: {"ada": "Ada"})
        self.phones.board = board
        board.network, board.trace = self.phones, self._trace

    def _soon(self, act: Callable[[], None]) -> None:
        self.timeline.after(0, lambda _: act())

    def _trace(self, event: Event) -> None:
        self.watch(event)
        self.phones.trace(event)

    def in_hand(self, lends: str | None = None) -> InHand:
        in_hand = InHand(self.phones)
        in_hand.phone.lend(lends)
        return in_hand

    def settles(self) -> None:
        self.wait(seconds=0)


@pytest.fixture
def centre() -> Centre:
    centre = Centre()
    open_centre(centre)
    centre.number(SHOP, into_queue("sales"))
    return centre


def passed_on(desk: Desk, **to: str) -> Contact:
    following = desk.sends_to(**to)
    assert following is not None
    return following


def menu(centre: Centre) -> None:
    centre.number(SHOP, flow(say("greet", "Welcome.", then="hang up"), HANG_UP))


def test_a_call_to_a_number_that_nobody_has_is_not_made(centre: Centre) -> None:
    mary = centre.in_hand()

    assert not mary.phone.call(MARY, "+15550100099")
    assert mary.told == []


def test_what_is_said_is_shown_and_every_block_that_is_run(centre: Centre) -> None:
    menu(centre)
    mary = centre.in_hand()

    assert mary.phone.call(MARY, SHOP)
    centre.settles()

    (caption,) = mary.all("caption")
    assert caption == {
        "type": "caption",
        "who": "flow",
        "text": "Welcome.",
        "language": "en-US",
        "lasts_ms": 536,
        "at": "2026-11-23T07:00:00.000Z",
    }
    assert [(each["block"], each["action"]) for each in mary.all("block")] == [
        ("greet", "MessageParticipant")
    ]
    state = mary.all("state")[-1]
    assert (state["state"], state["from"], state["to"]) == ("connected", MARY, SHOP)


def test_when_the_flow_hangs_up_the_phone_is_free_again(centre: Centre) -> None:
    menu(centre)
    mary = centre.in_hand()

    mary.phone.call(MARY, SHOP)
    centre.wait(seconds=2)

    assert mary.all("ended") == [{"type": "ended", "reason": "CONTACT_FLOW_DISCONNECT"}]
    assert mary.phone.state == "idle"
    assert mary.phone.party is None
    assert mary.phone.call(MARY, SHOP)


def test_music_is_named_as_music_and_once(centre: Centre) -> None:
    centre.flow("queue", music(), hook="CustomerQueue")
    mary = centre.in_hand()

    mary.phone.call(MARY, SHOP)
    centre.wait(seconds=60)

    assert [each["who"] for each in mary.all("caption")] == ["music"]


def test_she_stays_on_her_line_when_she_is_passed_on(centre: Centre) -> None:
    ada, bo = available(centre, "Ada", wrap_up_s=0), centre.staff("Bo", "all")
    mary = centre.in_hand()
    mary.phone.call(MARY, SHOP)
    centre.settles()
    ada.accepts()
    bo.becomes("Available")
    following = passed_on(ada, agent="bo")
    bo.accepts()
    assert mary.phone.contact is not following

    ada.leaves()
    centre.settles()

    assert mary.phone.contact is following
    assert mary.phone.state == "connected"
    assert mary.phone.party == Customer(following.chain)


def test_two_phones_are_told_of_their_own_call_alone(centre: Centre) -> None:
    menu(centre)
    mary, john = centre.in_hand(), centre.in_hand()
    mary.phone.call(MARY, SHOP)
    before = list(john.told)

    centre.wait(seconds=2)

    assert john.told == before == []
    assert mary.phone.state == "idle"


def test_a_page_that_closes_hangs_up(centre: Centre) -> None:
    mary = centre.in_hand()
    mary.phone.call(MARY, SHOP)
    contact = mary.phone.contact
    assert contact is not None

    mary.phone.gone()
    centre.settles()

    assert contact.disconnect_reason == "CUSTOMER_DISCONNECT"


def call_out(centre: Centre) -> Contact:
    ada = available(centre, "Ada")
    outbound = centre.switchboard.outbound
    return done(outbound.call(ada.agent, MARY, system_number=SHOP, queue=queue_of(centre)))


def test_a_number_that_is_lent_rings_there_and_is_answered(centre: Centre) -> None:
    mary = centre.in_hand(lends=MARY)
    contact = call_out(centre)
    centre.wait(seconds=3)
    assert mary.states == ["rung"]
    assert (mary.all("state")[0]["from"], mary.all("state")[0]["to"]) == (SHOP, MARY)

    mary.phone.answer()
    centre.settles()

    assert contact.stage is Stage.WITH_AGENT
    assert mary.phone.party == Customer(contact.chain)
    assert mary.phone.contact is contact


def test_a_call_that_she_declines_is_busy_to_who_rang(centre: Centre) -> None:
    mary = centre.in_hand(lends=MARY)
    contact = call_out(centre)

    mary.phone.decline()
    centre.settles()

    assert contact.disconnect_reason == "TELECOM_BUSY"
    assert mary.states == ["rung", "idle"]


def test_a_phone_that_nobody_answers_stops_ringing(centre: Centre) -> None:
    mary = centre.in_hand(lends=MARY)
    contact = call_out(centre)

    centre.wait(seconds=61)

    assert contact.disconnect_reason == "TELECOM_UNANSWERED"
    assert mary.all("ended") == [{"type": "ended", "reason": "unanswered"}]


def test_a_phone_stops_ringing_when_the_agent_gives_up(centre: Centre) -> None:
    mary = centre.in_hand(lends=MARY)
    contact = call_out(centre)

    centre.switchboard.conversations.agent_hangs_up(contact)
    centre.settles()

    assert mary.phone.state == "idle"


def test_a_phone_that_is_in_a_call_is_busy(centre: Centre) -> None:
    mary = centre.in_hand(lends=MARY)
    ada = available(centre, "Ada")
    mary.phone.call(MARY, SHOP)
    centre.settles()
    ada.accepts()
    following = passed_on(ada, number=MARY)

    centre.settles()

    assert following.disconnect_reason == "TELECOM_BUSY"


def test_a_number_outside_to_which_a_customer_is_passed_rings_its_phone(centre: Centre) -> None:
    mary, taxi = centre.in_hand(), centre.in_hand(lends=TAXI)
    ada = available(centre, "Ada")
    mary.phone.call(MARY, SHOP)
    centre.settles()
    ada.accepts()
    following = passed_on(ada, number=TAXI)

    taxi.phone.answer()
    centre.settles()
    assert taxi.phone.party == Outsider(following)
    taxi.phone.hang_up()
    centre.settles()

    assert following.disconnect_reason == "THIRD_PARTY_DISCONNECT"
    assert taxi.phone.state == "idle"
    assert mary.phone.state == "connected"


def test_without_a_phone_the_network_outside_answers(centre: Centre) -> None:
    contact = call_out(centre)

    centre.wait(seconds=60)

    assert contact.stage is not Stage.CREATED


def test_a_closed_page_lends_nothing_any_more(centre: Centre) -> None:
    mary = centre.in_hand(lends=MARY)
    mary.phone.gone()

    call_out(centre)
    centre.wait(seconds=1)

    assert mary.told == []
