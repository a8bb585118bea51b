"""The participant service over HTTP: sockets, pages of other origins, files, slow readers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType
from aiohttp.test_utils import TestClient, TestServer

from santral.local.connect.participant.agents import listen
from santral.local.server.application import new_application
from santral.local.server.aws import add_aws
from santral.local.server.participant import (
    LARGEST_FRAME,
    MOST_SOCKETS,
    MOST_WAITING,
    add_participant,
)
from tests.functional.participant.conftest import EVENT, Chat, ChatCentre

T = TypeVar("T")
# As amazon-connect-chatjs signs: with an empty key.
SIGNED_BY_NOBODY = "AWS4-HMAC-SHA256 Credential=/20261123/eu-central-1/execute-api/aws4_request"


class AtOnce:
    def act(self, work: Callable[[], T]) -> T:
        return work()


def _fails(error: Exception) -> None:
    raise error


Client = TestClient[Any, Any]


@asynccontextmanager
async def served(room: ChatCentre, s3: Any = None) -> AsyncIterator[Client]:
    app = new_application(_fails)
    add_aws(app)
    add_participant(app, room.account.participants.service, s3, AtOnce())
    async with TestClient(TestServer(app)) as client:
        yield client


async def opened(client: Client, chat: Chat) -> ClientWebSocketResponse:
    """Open a socket and subscribe to the chat."""
    _, _, query = chat.socket.partition("?")
    socket = await client.ws_connect(f"/participant/socket?{query}")
    await socket.send_json({"topic": "aws/subscribe", "content": {"topics": ["aws/chat"]}})
    assert await socket.receive_json() == {
        "topic": "aws/subscribe",
        "content": {"status": "success", "topics": ["aws/chat"]},
    }
    return socket


async def item(socket: ClientWebSocketResponse) -> dict[str, Any]:
    frame = await socket.receive_json()
    assert frame["topic"] == "aws/chat"
    read: dict[str, Any] = json.loads(frame["content"])
    return read


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(_awaited(story), 20))


async def _awaited(story: Callable[[], Awaitable[None]]) -> None:
    await story()


@pytest.fixture
def chat(room: ChatCentre) -> Chat:
    return room.chat().connects()


def test_everybody_is_told_what_is_said_and_that_somebody_types(
    room: ChatCentre, chat: Chat
) -> None:
    heard: list[dict[str, Any]] = []

    async def story() -> None:
        async with served(room) as client:
            socket = await opened(client, chat)
            agent = room.agent_has(chat)
            contact = chat.contact
            assert contact.agent is not None
            stop = listen(room.instance, contact, contact.agent, heard.append)
            room.says(agent, "Hello")
            room.participants.send_event(ConnectionToken=agent, ContentType=f"{EVENT}.typing")
            assert (await item(socket))["ContentType"] == f"{EVENT}.participant.joined"
            said = await item(socket)
            assert (said["Content"], said["ParticipantRole"]) == ("Hello", "AGENT")
            assert (said["ContactId"], said["InitialContactId"]) == (chat.id, chat.id)
            assert (await item(socket))["ContentType"] == f"{EVENT}.typing"
            assert [each["Type"] for each in heard] == ["MESSAGE", "EVENT"]
            stop()
            chat.says("Unheard")
            assert len(heard) == 2

    run(story)


def test_a_socket_answers_heart_beats_and_says_nothing_before_it_is_asked_to(
    room: ChatCentre, chat: Chat
) -> None:
    async def story() -> None:
        async with served(room) as client:
            _, _, query = chat.socket.partition("?")
            socket = await client.ws_connect(f"/participant/socket?{query}")
            chat.says("Nobody is told")
            await socket.send_json({"topic": "aws/heartbeat"})
            assert await socket.receive_json() == {
                "topic": "aws/heartbeat",
                "statusCode": 200,
                "statusContent": "OK",
            }

    run(story)


@pytest.mark.parametrize("frame", ["", "{", "[]", '{"topic": "aws/other"}', "x" * LARGEST_FRAME])
def test_a_frame_that_is_none_closes_the_socket(room: ChatCentre, chat: Chat, frame: str) -> None:
    async def story() -> None:
        async with served(room) as client:
            socket = await opened(client, chat)
            await socket.send_str(frame)
            assert (await socket.receive()).type is WSMsgType.CLOSE

    run(story)


def test_a_page_that_does_not_read_loses_its_socket(room: ChatCentre, chat: Chat) -> None:
    async def story() -> None:
        async with served(room) as client:
            socket = await opened(client, chat)
            for _ in range(MOST_WAITING + 1):  # its writer has no turn meanwhile
                chat.says("Hello")
            assert (await socket.receive()).type is WSMsgType.CLOSED
            again = await opened(client, chat)
            chat.says("Here you are")
            assert (await item(again))["Content"] == "Here you are"

    run(story)


def test_the_oldest_socket_gives_way_where_there_are_too_many(room: ChatCentre, chat: Chat) -> None:
    async def story() -> None:
        async with served(room) as client:
            sockets = [await opened(client, chat) for _ in range(MOST_SOCKETS + 1)]
            assert (await sockets[0].receive()).type is WSMsgType.CLOSE
            chat.says("Hello")
            for each in sockets[1:]:
                assert (await item(each))["Content"] == "Hello"

    run(story)


def test_nobody_comes_in_without_a_ticket_or_when_the_chat_is_over(
    room: ChatCentre, chat: Chat
) -> None:
    async def story() -> None:
        async with served(room) as client:
            assert (await client.get("/participant/socket?ticket=x")).status == 403
            room.participants.disconnect_participant(ConnectionToken=chat.token)
            _, _, query = chat.socket.partition("?")
            assert (await client.get(f"/participant/socket?{query}")).status == 403

    run(story)


def test_a_page_of_any_origin_asks_by_its_token_alone(room: ChatCentre, chat: Chat) -> None:
    async def story() -> None:
        async with served(room) as client:
            asks = {
                "Origin": "https://shop.example",
                "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "x-amz-bearer,amz-sdk-request",
            }
            allowed = await client.options("/participant/message", headers=asks)
            assert allowed.status == 204
            assert allowed.headers["Access-Control-Allow-Origin"] == "*"
            assert allowed.headers["Access-Control-Allow-Headers"] == "x-amz-bearer,amz-sdk-request"
            said = await client.post(
                "/participant/message",
                json={"ContentType": "text/plain", "Content": "Hello"},
                headers={"X-Amz-Bearer": chat.token, "Authorization": SIGNED_BY_NOBODY},
            )
            assert said.status == 200
            assert said.headers["Access-Control-Allow-Origin"] == "*"
            refused = await client.post("/participant/message", json={}, headers={})
            assert (refused.status, refused.headers["x-amzn-ErrorType"]) == (
                403,
                "AccessDeniedException",
            )
            assert await refused.json() == {"Message": "Access denied"}

    run(story)


def test_a_file_that_everybody_has_seen_is_not_replaced_by_a_slower_one(
    bucket: Any, room: ChatCentre, chat: Chat
) -> None:
    begun = room.participants.start_attachment_upload(
        ConnectionToken=chat.token,
        AttachmentName="terms.txt",
        ContentType="text/plain",
        AttachmentSizeInBytes=5,
    )
    link = begun["UploadMetadata"]["Url"].removeprefix("http://127.0.0.1")
    kind, file = {"Content-Type": "text/plain"}, begun["AttachmentId"]

    async def story() -> None:
        began, goes_on = asyncio.Event(), asyncio.Event()

        async def slowly() -> AsyncIterator[bytes]:
            yield b"EV"
            began.set()
            await goes_on.wait()
            yield b"IL!"

        async with served(room, bucket) as client:
            slow = asyncio.create_task(client.put(link, data=slowly(), headers=kind))
            await began.wait()
            assert (await client.put(link, data=b"hello", headers=kind)).status == 200
            room.participants.complete_attachment_upload(
                ConnectionToken=chat.token, AttachmentIds=[file]
            )
            goes_on.set()
            assert (await slow).status == 403
            fetched = room.participants.get_attachment(
                ConnectionToken=chat.token, AttachmentId=file
            )
            shown = await client.get(fetched["Url"].removeprefix("http://127.0.0.1"))
            assert await shown.read() == b"hello"

    run(story)


def test_a_file_goes_to_the_bucket_and_comes_back_harmless(
    bucket: Any, room: ChatCentre, chat: Chat
) -> None:
    begun = room.participants.start_attachment_upload(
        ConnectionToken=chat.token,
        AttachmentName="Ölçü.txt",
        ContentType="text/plain",
        AttachmentSizeInBytes=5,
    )
    link = begun["UploadMetadata"]["Url"].removeprefix("http://127.0.0.1")
    kind = begun["UploadMetadata"]["HeadersToInclude"]

    async def story() -> None:
        async with served(room, bucket) as client:
            assert (await client.put(link, data=b"hell", headers=kind)).status == 400
            assert (await client.put(link, data=b"hello!", headers=kind)).status == 400
            html = {"Content-Type": "text/html"}
            assert (await client.put(link, data=b"hello", headers=html)).status == 403
            assert (await client.get(link)).status == 403
            assert (await client.put(link, data=b"hello", headers=kind)).status == 200
            assert (await client.put(link, data=b"other", headers=kind)).status == 403
            room.participants.complete_attachment_upload(
                ConnectionToken=chat.token, AttachmentIds=[begun["AttachmentId"]]
            )
            fetched = room.participants.get_attachment(
                ConnectionToken=chat.token, AttachmentId=begun["AttachmentId"]
            )
            file = await client.get(fetched["Url"].removeprefix("http://127.0.0.1"))
            assert await file.read() == b"hello"
            assert file.headers["Access-Control-Allow-Origin"] == "*"
            assert file.headers["Cache-Control"] == "no-store"
            assert file.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
            assert file.headers["Content-Disposition"] == (
                "attachment; filename*=UTF-8''%C3%96l%C3%A7%C3%BC.txt"
            )

    run(story)
