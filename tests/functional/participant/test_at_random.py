"""Whatever people do in a chat, who listens is told what the transcript says, in its order."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from santral.engine.contact import Contact
from santral.local.connect.participant.items import as_item, of_chat
from santral.local.connect.participation import CUSTOMER
from tests.functional.participant.conftest import EVENT, Chat, ChatCentre

ACTS = (
    "customer says",
    "customer types",
    "agent accepts",
    "agent says",
    "agent passes on",
    "agent ends",
    "time passes",
    "customer ends",
)


def act(room: ChatCentre, chat: Chat, what: str) -> None:
    """Do it, if it can be done just now."""
    current = room.instance.switchboard.chats.current(chat.id)
    if what == "time passes":
        room.account.wait(seconds=40)
    elif what.startswith("agent") and current is not None:
        _agent_acts(room, current, what)
    elif what.startswith("customer"):
        with suppress(ClientError):
            _customer_acts(room, chat, what)


def _customer_acts(room: ChatCentre, chat: Chat, what: str) -> None:
    match what:
        case "customer says":
            chat.says("Hello")
        case "customer types":
            typing = {"ConnectionToken": chat.token, "ContentType": f"{EVENT}.typing"}
            room.participants.send_event(**typing)
        case "customer ends":
            room.participants.disconnect_participant(ConnectionToken=chat.token)


def _agent_acts(room: ChatCentre, current: Contact, what: str) -> None:
    board = room.instance.switchboard
    if what == "agent accepts" and current.offered_to is not None:
        board.joining.accept(current, current.offered_to)
    if current.agent is None:
        return
    with suppress(ClientError):
        match what:
            case "agent says":
                room.says(room.token_of(current.id), "Yes?")
            case "agent passes on" if board.transfers.to_queue(current, room.queue_arn):
                board.transfers.complete(current)
            case "agent ends":
                token = room.token_of(current.id)
                room.participants.disconnect_participant(ConnectionToken=token)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(ACTS), max_size=25))
def test_a_listener_is_told_what_the_transcript_says(room: ChatCentre, acts: list[str]) -> None:
    room.centre.becomes("Available")
    chat = room.chat().connects()
    told: list[dict[str, Any]] = []
    room.instance.rooms.listen(chat.id, CUSTOMER, told.append)
    before = len(of_chat(room.instance, chat.id, CUSTOMER))
    room.account.wait(seconds=1)

    for what in acts:
        act(room, chat, what)

    items = [as_item(each) for each in of_chat(room.instance, chat.id, CUSTOMER)]
    kept = [each for each in told if not each["ContentType"].endswith(".typing")]
    assert kept == items[before:]
    ends = [at for at, each in enumerate(items) if each["ContentType"].endswith("chat.ended")]
    over = room.instance.switchboard.chats.current(chat.id) is None
    assert ends == ([len(items) - 1] if over else [])
    act(room, chat, "customer ends")  # the next example has the agent for itself
    act(room, chat, "time passes")
