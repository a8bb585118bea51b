"""What those outside are told of chats, by the engine and in the shipped flows."""

from __future__ import annotations

import pytest

from santral.engine.contact import Contact
from santral.engine.starting import Particulars
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import into_queue, whisper
from santral.local.testing.whole import WholeCentre, open_centre
from tests.scenario import api_centre
from tests.scenario.api_centre import available, done, flow_of
from tests.scenario.shops import KLIMA, SHOP_TR


class Notes:
    """An audience that writes down what it is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def shown(self, contact: Contact, participant: str, text: str) -> None:
        self.lines.append(f"{participant.lower()} sees {text}")

    def joined(self, contact: Contact) -> None:
        assert contact.agent is not None
        self.lines.append(f"{contact.agent.username} joined {contact.id}")

    def left(self, contact: Contact) -> None:
        self.lines.append(f"left {contact.id}")

    def passed_on(self, following: Contact) -> None:
        self.lines.append(f"passed on to {following.id}")

    def over(self, contact: Contact) -> None:
        self.lines.append("over")


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return api_centre.open_centre(small_centre)


def test_of_messages_of_agents_and_of_the_end(centre: SmallCentre) -> None:
    notes = centre.switchboard.chats.audience = Notes()
    centre.flow("whispers", whisper("He is in a hurry."), type_="AGENT_WHISPER")
    flow = into_queue("sales", greeting="Hello.", hooks={"AgentWhisper": "whispers"})
    ada = available(centre, "Ada")

    chat = done(centre.switchboard.chats.start(flow_of(centre, "greets", flow)))
    ada.accepts()
    centre.wait(seconds=5)
    centre.switchboard.hang_up(chat)

    assert notes.lines == [
        "customer sees Hello.",
        "agent sees He is in a hurry.",
        f"ada joined {chat.id}",
        f"left {chat.id}",
        "over",
    ]


def test_of_a_chat_that_is_passed_on(centre: SmallCentre) -> None:
    notes = centre.switchboard.chats.audience = Notes()
    ada = available(centre, "Ada")
    chat = done(centre.switchboard.chats.start(flow_of(centre, "to sales")))
    ada.accepts()
    centre.wait(seconds=5)

    following = ada.sends_to(queue="sales")
    assert following is not None
    assert centre.switchboard.chats.current(chat.id) is chat
    ada.leaves()
    assert centre.switchboard.chats.current(chat.id) is following
    centre.switchboard.hang_up(following)

    assert centre.switchboard.chats.current(chat.id) is None
    assert notes.lines[1:] == [
        f"left {chat.id}",
        f"passed on to {following.id}",
        f"left {following.id}",
        "over",
    ]


def test_of_a_call_nobody_is_told(centre: SmallCentre) -> None:
    notes = centre.switchboard.chats.audience = Notes()
    ada = available(centre, "Ada")
    call = centre.waiting("sales")
    ada.accepts()
    centre.wait(seconds=5)
    call.hang_up()

    assert notes.lines == []


# --- in the shipped flows ---


def chats(shop: WholeCentre, **attributes: str) -> Contact:
    """Chat with the shop, half a minute."""
    directory = shop.laptop.directory
    entry = directory.flow(directory.numbers[SHOP_TR])
    assert entry is not None
    board = shop.laptop.switchboard
    contact = done(board.chats.start(entry, particulars=Particulars(attributes=attributes)))
    shop.wait(seconds=30)
    return contact


def read(shop: WholeCentre, contact: Contact) -> list[str]:
    """List what was sent into a chat."""
    return [str(each["text"]) for each in shop.events("heard", contact)]


def test_a_chat_finds_the_queue_of_what_its_page_has_asked() -> None:
    with open_centre([KLIMA]) as shop:
        for spec in KLIMA.tenant.agents:  # an empty queue would pass her on
            shop.laptop.log_in(shop.laptop.agent(spec.username))
        contacts = {choice: chats(shop, page_choice=choice) for choice in ("", "1", "21", "7", "x")}

        found = {choice: each.queue and each.queue.name for choice, each in contacts.items()}
        assert found == {
            "": "klima-reception",
            "1": "klima-sales",
            "21": "klima-repair",
            "7": "klima-reception",
            "x": "klima-reception",
        }
        assert {each.attributes["tenant"] for each in contacts.values()} == {"klima"}
        assert read(shop, contacts["1"])[0] == "Serin Klima'ya hoş geldiniz."


def test_who_waits_in_a_chat_is_told_where_she_stands() -> None:
    with open_centre([KLIMA]) as shop:
        contact = chats(shop)
        before = len(read(shop, contact))
        shop.wait(minutes=2)

        assert read(shop, contact)[before:] == ["Sıradaki yeriniz: 1."]


def test_outside_of_the_hours_a_chat_is_told_so_and_ends() -> None:
    with open_centre([KLIMA], at="2026-11-22 03:00") as shop:
        contact = chats(shop)

        assert contact.disconnect_reason == "CONTACT_FLOW_DISCONNECT"
        assert len(read(shop, contact)) == 1
