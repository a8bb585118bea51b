"""Files in a chat: announced, put, made known, fetched."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from santral.local.connect.participant.attached_files import (
    LARGEST_BYTES,
    MOST_IN_CHAT,
    TYPES,
    arrived,
)
from tests.functional.connect.refusals import refusal
from tests.functional.participant.conftest import Chat, ChatCentre

PHOTO = {
    "AttachmentName": "photo.png",
    "ContentType": "image/png",
    "AttachmentSizeInBytes": 2000,
}


def announced(room: ChatCentre, chat: Chat, **other: Any) -> dict[str, Any]:
    request = {**PHOTO, **other, "ConnectionToken": chat.token}
    answer: dict[str, Any] = room.participants.start_attachment_upload(**request)
    return answer


def put(room: ChatCentre, answer: dict[str, Any]) -> str:
    """Do what a page does with the link of an announcement; give the file's id."""
    link = urlsplit(answer["UploadMetadata"]["Url"])
    file = room.account.participants.service.linked(
        link.path.rpartition("/")[2], parse_qs(link.query)["ticket"][0]
    )
    assert file is not None
    arrived(file.instance, file.resource)
    return str(answer["AttachmentId"])


def complete(room: ChatCentre, token: str, file: str) -> None:
    room.participants.complete_attachment_upload(ConnectionToken=token, AttachmentIds=[file])


def test_a_file_is_seen_by_everybody_once_it_is_there(room: ChatCentre) -> None:
    chat = room.chat().connects()
    agent = room.agent_has(chat)
    begun = announced(room, chat)
    assert begun["UploadMetadata"]["HeadersToInclude"] == {"Content-Type": "image/png"}

    file = put(room, begun)
    assert ("CUSTOMER", "<photo.png>") not in room.read(agent)
    complete(room, chat.token, file)
    complete(room, chat.token, file)

    assert room.read(agent)[-1] == ("CUSTOMER", "<photo.png>")
    assert room.read(agent).count(("CUSTOMER", "<photo.png>")) == 1
    fetched = room.participants.get_attachment(ConnectionToken=agent, AttachmentId=file)
    assert fetched["AttachmentSizeInBytes"] == 2000
    place = room.account.participants.service.linked(
        file, parse_qs(urlsplit(fetched["Url"]).query)["ticket"][0]
    )
    assert place is not None
    assert place.resource.details["Place"] == (
        f"files-of-chats/attached/chat/2026/11/23/{chat.id}_{file}_20261123T07:00_UTC.png"
    )


def test_a_link_is_good_for_its_time_alone(room: ChatCentre) -> None:
    chat = room.chat().connects()
    link = urlsplit(announced(room, chat)["UploadMetadata"]["Url"])
    file, ticket = link.path.rpartition("/")[2], parse_qs(link.query)["ticket"][0]
    service = room.account.participants.service

    assert service.linked("other", ticket) is None
    assert service.linked(file, ticket) is not None
    room.account.wait(minutes=5)
    assert service.linked(file, ticket) is None


@pytest.mark.parametrize(
    "other",
    [
        {"AttachmentName": "page.html", "ContentType": "text/html"},
        {"AttachmentName": "../photo.png"},
        {"AttachmentName": "photo\u2028.png"},
        {"ContentType": "text/html"},
        {"ContentType": "image/png;\r\nX-More: 1"},
        {"ContentType": "image/png; charset=\u0441"},
        {"AttachmentSizeInBytes": 20 * 1024 * 1024 + 1},
    ],
)
def test_a_file_that_is_not_taken(room: ChatCentre, other: dict[str, Any]) -> None:
    chat = room.chat().connects()

    assert refusal(announced, room=room, chat=chat, **other) == "ValidationException"


def test_a_file_that_has_not_come_is_not_made_known(room: ChatCentre) -> None:
    chat = room.chat().connects()
    file = announced(room, chat)["AttachmentId"]
    get = {"ConnectionToken": chat.token, "AttachmentId": file}

    assert refusal(complete, room=room, token=chat.token, file=file) == "ConflictException"
    assert refusal(room.participants.get_attachment, **get) == "ValidationException"


def test_files_are_of_one_chat_and_of_who_sends_them(room: ChatCentre) -> None:
    chat = room.chat().connects()
    agent = room.agent_has(chat)
    other = room.chat().connects()
    file = put(room, announced(room, chat))

    assert refusal(complete, room=room, token=agent, file=file) == "ValidationException"
    assert refusal(complete, room=room, token=other.token, file=file) == "ValidationException"
    complete(room, chat.token, file)
    get = {"ConnectionToken": other.token, "AttachmentId": file}
    assert refusal(room.participants.get_attachment, **get) == "ValidationException"


def test_a_chat_has_so_many_files_and_no_more(room: ChatCentre) -> None:
    chat = room.chat().connects()
    for _ in range(MOST_IN_CHAT):
        announced(room, chat)

    assert refusal(announced, room=room, chat=chat) == "ServiceQuotaExceededException"


def test_without_a_bucket_for_them_there_are_no_files(room: ChatCentre) -> None:
    client, instance = room.centre.client, room.instance
    kind = {"InstanceId": instance.id, "ResourceType": "ATTACHMENTS"}
    [config] = client.list_instance_storage_configs(**kind)["StorageConfigs"]
    client.disassociate_instance_storage_config(**kind, AssociationId=config["AssociationId"])
    chat = room.chat().connects()

    assert refusal(announced, room=room, chat=chat) == "AccessDeniedException"


def test_the_chat_of_a_shop_offers_what_is_taken() -> None:
    offered = (Path(__file__).parents[3] / "web/src/widget/files.ts").read_text("utf-8")

    types = dict(re.findall(r"^  (\w+): '([^']+)',$", offered, re.MULTILINE))
    assert types == {ending: of[0] for ending, of in TYPES.items()}
    assert "const LARGEST_MB = 20;" in offered
    assert LARGEST_BYTES == 20 * 1024 * 1024
