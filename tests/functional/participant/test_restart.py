"""Chats after the local Connect was stopped and started again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import boto3

from santral.local.connect import mocked
from tests.functional.connect.conftest import START
from tests.functional.connect.refusals import refusal
from tests.functional.participant.conftest import BUCKET, ChatCentre


def test_a_chat_that_was_going_on_has_ended_and_its_transcript_is_stored(
    bucket: Any, room: ChatCentre
) -> None:
    chat = room.chat().connects()
    chat.says("Is anybody there?")
    kept = list(room.account.connect.kept())

    with mocked(start=START + timedelta(hours=1), seed=2) as opened:
        opened.connect.restore(kept)
        opened.wait(seconds=5)
        participants: Any = boto3.client("connectparticipant", region_name="eu-central-1")
        connect = participants.create_participant_connection
        again = {"Type": ["WEBSOCKET"], "ParticipantToken": chat.begun["ParticipantToken"]}

        assert refusal(connect, **again) == "AccessDeniedException"
        assert refusal(participants.get_transcript, ConnectionToken=chat.token) == (
            "AccessDeniedException"
        )
        [key] = [each["Key"] for each in bucket.list_objects_v2(Bucket=BUCKET)["Contents"]]
        stored = json.loads(bucket.get_object(Bucket=BUCKET, Key=key)["Body"].read())
        assert [each.get("Content") for each in stored["Transcript"]] == [
            None,
            "Is anybody there?",
        ]


def test_a_later_chat_goes_on_with_one_of_before(room: ChatCentre) -> None:
    chat = room.chat().connects()
    chat.says("It is about order 7")
    room.participants.disconnect_participant(ConnectionToken=chat.token)
    kept = list(room.account.connect.kept())

    with mocked(start=START + timedelta(hours=1), seed=2) as opened:
        opened.connect.restore(kept)
        opened.wait(seconds=1)
        client: Any = boto3.client("connect", region_name="eu-central-1")
        participants: Any = boto3.client("connectparticipant", region_name="eu-central-1")
        begun = client.start_chat_contact(
            **room.centre.mine,
            ContactFlowId=room.centre.flow,
            ParticipantDetails={"DisplayName": "Ece"},
            PersistentChat={"RehydrationType": "FROM_SEGMENT", "SourceContactId": chat.id},
        )
        token = participants.create_participant_connection(
            Type=["CONNECTION_CREDENTIALS"], ParticipantToken=begun["ParticipantToken"]
        )["ConnectionCredentials"]["ConnectionToken"]

        items = participants.get_transcript(ConnectionToken=token, MaxResults=100)["Transcript"]
        assert "It is about order 7" in [each.get("Content") for each in items]
