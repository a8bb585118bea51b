"""Chats in which somebody writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from santral.local.connect.participation import CUSTOMER
from tests.functional.connect.refusals import refusal
from tests.functional.participant.conftest import EVENT, Chat, ChatCentre


def timer(role: str, type_: str, **value: Any) -> Mapping[str, Any]:
    return {"ParticipantRole": role, "TimerType": type_, "TimerValue": value}


def after(role: str, type_: str, minutes: int) -> Mapping[str, Any]:
    return timer(role, type_, ParticipantTimerDurationInMinutes=minutes)


def configure(room: ChatCentre, chat: Chat, *timers: Mapping[str, Any]) -> None:
    room.centre.client.update_participant_role_config(
        **room.centre.mine,
        ContactId=chat.id,
        ChannelConfiguration={"Chat": {"ParticipantTimerConfigList": list(timers)}},
    )


class Watched:
    """What everybody in a chat is told of idleness."""

    def __init__(self, room: ChatCentre, chat: Chat) -> None:
        self.events: list[tuple[str, str]] = []
        room.instance.rooms.listen(chat.id, CUSTOMER, self._told)

    def _told(self, item: dict[str, Any]) -> None:
        name = item["ContentType"].removeprefix(f"{EVENT}.participant.")
        if name in ("idle", "returned", "autodisconnection"):
            self.events.append((item["ParticipantRole"], name))


def test_a_customer_who_writes_nothing_is_idle_until_she_writes(room: ChatCentre) -> None:
    chat = room.chat().connects()
    told = Watched(room, chat)
    configure(room, chat, after("CUSTOMER", "IDLE", 2))
    room.agent_has(chat)

    room.account.wait(minutes=1)
    chat.says("One moment")
    room.account.wait(minutes=1.5)
    assert told.events == []
    room.account.wait(minutes=1)
    assert told.events == [("CUSTOMER", "idle")]
    chat.says("Here I am")

    assert told.events == [("CUSTOMER", "idle"), ("CUSTOMER", "returned")]
    assert ("CUSTOMER", "[participant.idle]") not in room.read(chat.token)


def test_the_agent_is_let_go_some_time_after_her_customer_was_called_idle(
    room: ChatCentre,
) -> None:
    chat = room.chat().connects()
    told = Watched(room, chat)
    configure(
        room, chat, after("CUSTOMER", "IDLE", 2), after("CUSTOMER", "DISCONNECT_NONCUSTOMER", 3)
    )
    room.agent_has(chat)

    room.account.wait(minutes=4)
    assert chat.contact.disconnected_us is None
    room.account.wait(minutes=1)

    assert told.events == [("CUSTOMER", "idle"), ("CUSTOMER", "autodisconnection")]
    assert chat.contact.disconnect_reason == "AGENT_DISCONNECT"


def test_without_a_time_for_idleness_the_other_begins_at_once(room: ChatCentre) -> None:
    chat = room.chat().connects()
    told = Watched(room, chat)
    configure(room, chat, after("AGENT", "DISCONNECT_NONCUSTOMER", 2))
    agent = room.agent_has(chat)
    room.account.wait(minutes=1)
    room.says(agent, "I am looking it up")

    room.account.wait(minutes=2)

    assert told.events == [("AGENT", "autodisconnection")]


def test_what_is_asked_for_counts_from_the_next_agent_on(room: ChatCentre) -> None:
    chat = room.chat().connects()
    told = Watched(room, chat)
    configure(room, chat, after("AGENT", "IDLE", 2), after("CUSTOMER", "IDLE", 2))
    configure(room, chat, timer("AGENT", "IDLE", ParticipantTimerAction="Unset"))
    room.agent_has(chat)
    configure(room, chat, timer("CUSTOMER", "IDLE", ParticipantTimerAction="Unset"))

    room.account.wait(minutes=10)

    assert told.events == [("CUSTOMER", "idle")]


@pytest.mark.parametrize("channel", ["task", "chat that is over"])
def test_there_are_timers_of_chats_that_go_on_alone(room: ChatCentre, channel: str) -> None:
    contact = room.centre.task() if channel == "task" else room.chat().id
    if channel != "task":
        room.centre.client.stop_contact(**room.centre.mine, ContactId=contact)
    list_ = [after("CUSTOMER", "IDLE", 2)]
    request = {"Chat": {"ParticipantTimerConfigList": list_}}

    refused = refusal(
        room.centre.client.update_participant_role_config,
        **room.centre.mine,
        ContactId=contact,
        ChannelConfiguration=request,
    )

    assert refused == "InvalidRequestException"
