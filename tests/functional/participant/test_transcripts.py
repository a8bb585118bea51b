"""The transcript: read page by page, gone on with, kept for a restart, stored when all is over."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.engine.timeline import HOUR
from santral.local.connect.participant.items import CHAT_ITEM
from tests.functional.connect.refusals import refusal
from tests.functional.participant.conftest import BUCKET, Chat, ChatCentre

NUMBERS = [str(number) for number in range(1, 8)]


@pytest.fixture
def chat(room: ChatCentre) -> Chat:
    """A chat of seven messages, a second apart, behind the event that its customer has come."""
    begun = room.chat().connects()
    for number in NUMBERS:
        room.account.wait(seconds=1)
        begun.says(number)
    return begun


def page(room: ChatCentre, token: str, **how: Any) -> tuple[str, str | None]:
    """Give the messages of a page, and where the next one begins."""
    answer = room.participants.get_transcript(ConnectionToken=token, **how)
    texts = [each.get("Content", "*") for each in answer["Transcript"]]
    return "".join(texts), answer.get("NextToken")


def all_pages(room: ChatCentre, token: str, **how: Any) -> list[str]:
    texts, following = page(room, token, **how)
    pages = [texts]
    while following:
        texts, following = page(room, token, **how, NextToken=following)
        pages.append(texts)
    return pages


def test_pages_go_back_from_the_newest_unless_it_is_said_otherwise(
    room: ChatCentre, chat: Chat
) -> None:
    assert page(room, chat.token) == ("7654321*", None)
    assert all_pages(room, chat.token, MaxResults=3) == ["765", "432", "1*"]
    ascending = all_pages(room, chat.token, MaxResults=3, SortOrder="ASCENDING")
    assert ascending == ["567", "234", "*1"]
    forward = {"ScanDirection": "FORWARD", "SortOrder": "ASCENDING"}
    assert all_pages(room, chat.token, MaxResults=3, **forward) == ["*12", "345", "67"]


def test_a_page_begins_where_one_wants(room: ChatCentre, chat: Chat) -> None:
    ids = {
        each.details["Content"]: each.id
        for each in room.instance.table(CHAT_ITEM)
        if "Content" in each.details
    }
    forward = {"ScanDirection": "FORWARD", "SortOrder": "ASCENDING"}
    at = {"AbsoluteTime": "2026-11-23T07:00:04.000Z"}

    assert page(room, chat.token, StartPosition={"Id": ids["4"]})[0] == "4321*"
    assert page(room, chat.token, StartPosition={"Id": ids["4"]}, **forward)[0] == "4567"
    assert page(room, chat.token, StartPosition=at)[0] == "4321*"
    assert page(room, chat.token, StartPosition=at, **forward)[0] == "4567"
    assert page(room, chat.token, StartPosition={"MostRecent": 2}, **forward)[0] == "67"


@pytest.mark.parametrize(
    "how",
    [
        {"NextToken": "x"},
        {"NextToken": "WzEsIGZhbHNlXQ=="},
        {"StartPosition": {"Id": "x"}},
        {"StartPosition": {"AbsoluteTime": "yesterday"}},
        {"StartPosition": {"AbsoluteTime": "2026-11-23T07:00:04"}},
        {"StartPosition": {"Id": "x", "MostRecent": 1}},
    ],
)
def test_a_place_that_is_none(room: ChatCentre, chat: Chat, how: dict[str, Any]) -> None:
    refused = refusal(room.participants.get_transcript, ConnectionToken=chat.token, **how)

    assert refused == "ValidationException"


def test_a_transcript_is_of_contacts_of_its_chat(room: ChatCentre, chat: Chat) -> None:
    other = room.chat().connects()

    assert page(room, chat.token, ContactId=chat.id)[0] == "7654321*"
    assert page(room, chat.token, ContactId=other.id)[0] == ""


def test_a_chat_that_goes_on_with_an_earlier_one_begins_with_its_messages(
    room: ChatCentre, chat: Chat
) -> None:
    room.participants.disconnect_participant(ConnectionToken=chat.token)
    past = {"RehydrationType": "ENTIRE_PAST_SESSION", "SourceContactId": chat.id}

    again = room.chat(PersistentChat=past).connects()
    again.says("It is me again")

    texts = [what for _, what in room.read(again.token)]
    assert texts == [
        "[participant.joined]",
        *NUMBERS,
        "[participant.left]",
        "[chat.ended]",
        "[chat.rehydrated]",
        "[participant.joined]",
        "It is me again",
    ]


def test_the_transcript_is_stored_when_the_contact_is_over(bucket: Any, room: ChatCentre) -> None:
    chat = room.chat().connects()
    agent = room.agent_has(chat)
    chat.says("Ciao 👋")
    room.participants.disconnect_participant(ConnectionToken=agent)
    room.account.wait(seconds=35)

    key = f"chats/2026/11/23/{chat.id}_20261123T07:00_UTC.json"
    body = bucket.get_object(Bucket=BUCKET, Key=key)["Body"]
    stored = json.loads(body.read())
    assert stored["Version"] == "2019-08-26"
    assert (stored["ContactId"], stored["InitialContactId"]) == (chat.id, chat.id)
    assert len(stored["Participants"]) == 2
    assert [each["Type"] for each in stored["Transcript"]] == [
        "EVENT",
        "EVENT",
        "MESSAGE",
        "EVENT",
        "EVENT",
    ]
    said = stored["Transcript"][2]
    assert (said["Content"], said["DisplayName"], said["ParticipantRole"]) == (
        "Ciao 👋",
        "Ece",
        "CUSTOMER",
    )
    [record] = room.account.books().records
    assert record["Recording"] == {
        "Type": "CHAT",
        "Location": f"{BUCKET}/{key}",
        "Status": "AVAILABLE",
        "DeletionReason": None,
    }


def test_a_chat_in_which_nothing_was_said_leaves_no_transcript(room: ChatCentre) -> None:
    chat = room.chat()
    room.centre.client.stop_contact(**room.centre.mine, ContactId=chat.id)
    room.account.wait(seconds=2)

    [event] = room.instance.table(CHAT_ITEM).of(chat.id)
    assert event.details["ContentType"].endswith("chat.ended")


def test_what_was_said_is_forgotten_with_the_contact(room: ChatCentre) -> None:
    room.instance.ledger.most = 1
    chat = room.chat().connects()
    room.participants.disconnect_participant(ConnectionToken=chat.token)
    assert room.instance.table(CHAT_ITEM).of(chat.id)

    other = room.chat().connects()
    room.participants.disconnect_participant(ConnectionToken=other.token)

    assert room.instance.table(CHAT_ITEM).of(chat.id) == []
    assert room.instance.table(CHAT_ITEM).of(other.id)


def test_a_chat_ends_after_its_time_with_everybody_in_it(room: ChatCentre) -> None:
    chat = room.chat(ChatDurationInMinutes=60).connects()
    agent = room.agent_has(chat)

    room.account.timeline.advance_to(room.account.timeline.now_us + HOUR)

    assert chat.contact.disconnect_reason == "EXPIRED"
    assert refusal(room.read, token=chat.token) == "AccessDeniedException"
    assert refusal(room.says, token=agent, text="Hello?") == "AccessDeniedException"
