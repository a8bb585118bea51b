"""Customers, agents and bots in a chat: who says what, who sees it, and how it ends."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.participant.agents import agent_token, listen
from santral.local.connect.participant.items import CHAT_ITEM
from santral.local.testing.small_flows import HANG_UP, action, flow, into_queue, say
from tests.functional.connect.refusals import refusal
from tests.functional.participant.conftest import EVENT, ChatCentre, what


def test_a_customer_and_an_agent_read_what_the_other_writes(room: ChatCentre) -> None:
    greets = room.flow("Greets", into_queue(room.queue_arn, greeting="Welcome."))
    chat = room.chat(
        ContactFlowId=greets, InitialMessage={"ContentType": "text/plain", "Content": "It drips"}
    )
    chat.connects()
    chat.says("Hello?")
    agent = room.agent_has(chat)
    room.says(agent, "I am here.")

    whole = [
        ("CUSTOMER", "It drips"),
        ("SYSTEM", "Welcome."),
        ("CUSTOMER", "[participant.joined]"),
        ("CUSTOMER", "Hello?"),
        ("AGENT", "[participant.joined]"),
        ("AGENT", "I am here."),
    ]
    assert room.read(chat.token) == room.read(agent) == whole


def test_what_a_flow_whispers_to_the_agent_the_customer_does_not_read(room: ChatCentre) -> None:
    whisper = flow(say("say it", "She is angry.", then="end"), action("end", "EndFlowExecution"))
    room.flow("Whisper", whisper, "AGENT_WHISPER")
    hooks = {"AgentWhisper": _arn_of(room, "Whisper")}
    whispers = room.flow("Whispers", into_queue(room.queue_arn, hooks=hooks))
    chat = room.chat(ContactFlowId=whispers).connects()

    agent = room.agent_has(chat)

    assert ("SYSTEM", "She is angry.") in room.read(agent)
    assert ("SYSTEM", "She is angry.") not in room.read(chat.token)


def _arn_of(room: ChatCentre, name: str) -> str:
    flows = room.centre.client.list_contact_flows(InstanceId=room.instance.id)
    return next(
        str(each["Arn"]) for each in flows["ContactFlowSummaryList"] if each["Name"] == name
    )


def test_the_flow_goes_on_when_the_customer_writes_again(room: ChatCentre) -> None:
    waits = flow(
        action(
            "wait",
            "Wait",
            {"TimeLimitSeconds": "900", "Events": ["CustomerReturned"]},
            then="hang up",
            when={"WaitCompleted": "hang up", "CustomerReturned": "greet"},
            errors={"NoMatchingError": "hang up"},
        ),
        say("greet", "There you are.", then="hang up"),
        HANG_UP,
    )
    chat = room.chat(ContactFlowId=room.flow("Waits", waits)).connects()
    room.account.wait(minutes=5)

    chat.says("Hello again")

    assert chat.contact.disconnect_reason == "CONTACT_FLOW_DISCONNECT"
    texts = [each.details.get("Content") for each in _items(room, chat.id)]
    assert texts[-3:] == ["Hello again", "There you are.", None]


def _items(room: ChatCentre, initial_id: str) -> list[Any]:
    return room.instance.table(CHAT_ITEM).of(initial_id)


# --- the end ---


def test_a_customer_ends_her_chat(room: ChatCentre) -> None:
    chat = room.chat().connects()
    agent = room.agent_has(chat)

    room.participants.disconnect_participant(ConnectionToken=chat.token)

    assert chat.contact.disconnect_reason == "CUSTOMER_DISCONNECT"
    assert room.read(agent)[-2:] == [("CUSTOMER", "[participant.left]"), ("", "[chat.ended]")]
    assert refusal(room.read, token=chat.token) == "AccessDeniedException"
    again = {"Type": ["WEBSOCKET"], "ParticipantToken": chat.begun["ParticipantToken"]}
    connect = room.participants.create_participant_connection
    assert refusal(connect, **again) == "AccessDeniedException"


def test_an_agent_ends_a_chat_and_reads_it_until_she_has_wrapped_up(room: ChatCentre) -> None:
    chat = room.chat().connects()
    agent = room.agent_has(chat)

    room.participants.disconnect_participant(ConnectionToken=agent)

    assert chat.contact.disconnect_reason == "AGENT_DISCONNECT"
    assert room.read(agent)[-2:] == [("AGENT", "[participant.left]"), ("", "[chat.ended]")]
    assert refusal(room.says, token=agent, text="One more thing") == "AccessDeniedException"
    room.account.wait(seconds=31)
    assert refusal(room.read, token=agent) == "AccessDeniedException"


def test_an_agent_who_has_left_speaks_no_more_while_the_flow_has_the_customer(
    room: ChatCentre,
) -> None:
    remains = flow(
        say("ask", "Were you content?", then="wait"),
        action(
            "wait",
            "Wait",
            {"TimeLimitSeconds": "900"},
            then="hang up",
            when={"WaitCompleted": "hang up"},
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )
    room.flow("Remains", remains)
    hooks = {"CustomerRemaining": _arn_of(room, "Remains")}
    chat = room.chat(
        ContactFlowId=room.flow("Into", into_queue(room.queue_arn, hooks=hooks))
    ).connects()
    agent = room.agent_has(chat)

    room.participants.disconnect_participant(ConnectionToken=agent)
    chat.says("Very")

    assert room.read(chat.token)[-3:] == [
        ("AGENT", "[participant.left]"),
        ("SYSTEM", "Were you content?"),
        ("CUSTOMER", "Very"),
    ]
    assert refusal(room.says, token=agent, text="Thanks") == "AccessDeniedException"


# --- passed on ---


def test_the_next_agent_reads_what_was_said_before_her(room: ChatCentre) -> None:
    chat = room.chat().connects()
    first = room.agent_has(chat)
    room.says(first, "A colleague knows more.")

    following = room.centre.agent.sends_to(queue="Support")
    assert following is not None
    room.centre.agent.leaves()
    room.account.wait(seconds=31)
    second = room.agent_has(chat, following.id)
    chat.says("Are you the colleague?")

    assert first != second
    assert room.read(second) == room.read(chat.token)
    assert room.read(second)[-5:] == [
        ("AGENT", "A colleague knows more."),
        ("AGENT", "[participant.left]"),
        ("", "[transfer.succeeded]"),
        ("AGENT", "[participant.joined]"),
        ("CUSTOMER", "Are you the colleague?"),
    ]
    assert refusal(room.says, token=first, text="Still here") == "AccessDeniedException"
    assert refusal(room.read, token=first) == "AccessDeniedException"


def test_who_has_passed_a_chat_on_reads_no_more_than_her_own_part_of_it(room: ChatCentre) -> None:
    chat = room.chat().connects()
    first = room.agent_has(chat)
    contact = chat.contact
    assert contact.agent is not None
    told: list[str] = []
    listen(room.instance, contact, contact.agent, lambda item: told.append(what(item)))
    room.says(first, "A colleague knows more.")

    assert room.centre.agent.sends_to(queue="Support") is not None
    room.centre.agent.leaves()
    chat.says("This is for your colleague alone")

    mine = ["A colleague knows more.", "[participant.left]"]
    assert [said for _, said in room.read(first)][-2:] == mine
    assert told == [*mine, "[transfer.succeeded]"]


# --- bots ---


def test_a_bot_takes_part_and_the_flow_notices_that_it_leaves(room: ChatCentre) -> None:
    waits = flow(
        action(
            "wait",
            "Wait",
            {"TimeLimitSeconds": "900", "Events": ["BotParticipantDisconnected"]},
            then="hang up",
            when={"WaitCompleted": "hang up", "BotParticipantDisconnected": "bye"},
            errors={"NoMatchingError": "hang up", "ParticipantNotFound": "hang up"},
        ),
        say("bye", "The bot has left.", then="wait more"),
        action(
            "wait more",
            "Wait",
            {"TimeLimitSeconds": "900"},
            then="hang up",
            when={"WaitCompleted": "hang up"},
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )
    chat = room.chat(ContactFlowId=room.flow("With a bot", waits)).connects()
    bot = room.centre.client.create_participant(
        **room.centre.mine,
        ContactId=chat.id,
        ParticipantDetails={"ParticipantRole": "CUSTOM_BOT", "DisplayName": "Helper"},
    )
    token = room.participants.create_participant_connection(
        Type=["CONNECTION_CREDENTIALS"],
        ParticipantToken=bot["ParticipantCredentials"]["ParticipantToken"],
        ConnectParticipant=True,
    )["ConnectionCredentials"]["ConnectionToken"]

    room.says(token, "Which colour?")
    room.participants.disconnect_participant(ConnectionToken=token)

    assert room.read(chat.token)[-4:] == [
        ("CUSTOM_BOT", "[participant.joined]"),
        ("CUSTOM_BOT", "Which colour?"),
        ("CUSTOM_BOT", "[participant.left]"),
        ("SYSTEM", "The bot has left."),
    ]


# --- receipts ---


def test_what_was_read_is_noted_on_the_message(room: ChatCentre) -> None:
    chat = room.chat().connects()
    agent = room.agent_has(chat)
    message = chat.says("Hello")

    for receipt in ("delivered", "read"):
        room.participants.send_event(
            ConnectionToken=agent,
            ContentType=f"{EVENT}.message.{receipt}",
            Content=json.dumps({"messageId": message}),
        )

    [item] = [
        each
        for each in room.participants.get_transcript(ConnectionToken=chat.token)["Transcript"]
        if each["Id"] == message
    ]
    [receipt] = item["MessageMetadata"]["Receipts"]
    assert receipt["ReadTimestamp"] == receipt["DeliveredTimestamp"] == "2026-11-23T07:00:02.000Z"
    own = {"ContentType": f"{EVENT}.message.read", "Content": json.dumps({"messageId": message})}
    refused = refusal(room.participants.send_event, ConnectionToken=chat.token, **own)
    assert refused == "ValidationException"
    for nothing in ('{"messageId": 5}', '{"messageId": ["x"]}', "[]", "{"):
        read = {"ContentType": f"{EVENT}.message.read", "Content": nothing}
        refused = refusal(room.participants.send_event, ConnectionToken=agent, **read)
        assert refused == "ValidationException", nothing


# --- what is refused ---


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("text/plain", "x" * 1025),
        ("text/plain", "  "),
        ("text/markdown", "**Hello**"),
        ("application/json", "{}"),
        ("text/html", "<b>Hello</b>"),
    ],
)
def test_a_message_that_the_chat_does_not_take(
    room: ChatCentre, content_type: str, content: str
) -> None:
    chat = room.chat().connects()

    refused = refusal(chat.says, text=content, content_type=content_type)

    assert refused == "ValidationException"


def test_a_chat_takes_the_types_that_its_page_shows(room: ChatCentre) -> None:
    types = ["text/plain", "text/markdown", "application/json"]
    chat = room.chat(SupportedMessagingContentTypes=types).connects()

    chat.says("**Hello**", "text/markdown")
    chat.says('{"a": 1}', "application/json")

    assert refusal(chat.says, text="{", content_type="application/json") == "ValidationException"
    assert [what for _, what in room.read(chat.token)][1:] == ["**Hello**", '{"a": 1}']


def test_the_same_message_sent_again_is_one_message(room: ChatCentre) -> None:
    chat = room.chat().connects()
    request = {"ConnectionToken": chat.token, "ContentType": "text/plain", "Content": "Hello"}

    ids = [room.participants.send_message(**request, ClientToken="one")["Id"] for _ in range(2)]

    assert ids[0] == ids[1]
    assert [what for _, what in room.read(chat.token)].count("Hello") == 1


def test_tokens_are_for_what_they_were_given_for_and_for_their_time(room: ChatCentre) -> None:
    chat = room.chat().connects()
    connect = room.participants.create_participant_connection
    types = ["CONNECTION_CREDENTIALS"]

    assert refusal(room.read, token=chat.begun["ParticipantToken"]) == "AccessDeniedException"
    assert refusal(room.read, token="x") == "AccessDeniedException"
    assert refusal(connect, Type=types, ParticipantToken=chat.token) == "AccessDeniedException"
    room.account.wait(minutes=24 * 60)
    assert refusal(room.read, token=chat.token) == "AccessDeniedException"
    assert room.read(chat.connects().token)


def test_an_agent_does_not_speak_before_she_has_accepted(room: ChatCentre) -> None:
    chat = room.chat().connects()
    room.centre.becomes("Available")
    room.account.wait(seconds=1)
    offered = chat.contact.offered_to
    assert offered is not None
    token, lasts_s = agent_token(room.instance, chat.contact, offered)

    assert lasts_s == 86_400
    assert refusal(room.says, token=token, text="Hello") == "AccessDeniedException"


def test_nobody_signs_in(room: ChatCentre) -> None:
    chat = room.chat().connects()
    session = {"SessionId": "0" * 36, "ConnectionToken": chat.token}
    cancel = room.participants.cancel_participant_authentication
    ask = room.participants.get_authentication_url

    assert refusal(cancel, **session) == "ValidationException"
    assert refusal(ask, **session, RedirectUri="https://shop.example") == "ValidationException"


def test_no_view_is_there(room: ChatCentre) -> None:
    chat = room.chat().connects()
    view = {"ViewToken": "x", "ConnectionToken": chat.token}

    assert refusal(room.participants.describe_view, **view) == "ResourceNotFoundException"
