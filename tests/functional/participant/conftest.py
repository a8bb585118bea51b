"""A centre whose customers chat through boto3's own clients, on virtual time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from santral.engine.contact import Contact
from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from santral.local.connect.participant.agents import agent_token
from santral.local.testing.small_flows import Json
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import make_flow

BUCKET = "files-of-chats"
EVENT = "application/vnd.amazonaws.connect.event"


class Chat:
    """A chat as its customer has it.

    Attributes:
        token: of her connection.
    """

    def __init__(self, room: ChatCentre, **more: Any) -> None:
        self.room = room
        self.begun = room.centre.client.start_chat_contact(
            **room.centre.mine,
            **{
                "ContactFlowId": room.centre.flow,
                "ParticipantDetails": {"DisplayName": "Ece"},
                **more,
            },
        )
        self.id: str = self.begun["ContactId"]
        self.token = self.socket = ""

    def connects(self) -> Chat:
        made = self.room.participants.create_participant_connection(
            Type=["WEBSOCKET", "CONNECTION_CREDENTIALS"],
            ParticipantToken=self.begun["ParticipantToken"],
        )
        self.socket = made["Websocket"]["Url"]
        self.token = made["ConnectionCredentials"]["ConnectionToken"]
        return self

    def says(self, text: str, content_type: str = "text/plain") -> str:
        return self.room.says(self.token, text, content_type)

    @property
    def contact(self) -> Contact:
        found = self.room.instance.ledger.contact(self.id)
        assert found is not None
        return found


class ChatCentre:
    """The queue and the agent of ContactCentre, and buckets for what chats leave behind."""

    def __init__(self, client: Any, account: Mocked, instance: Instance) -> None:
        self.account, self.instance = account, instance
        self.centre = ContactCentre(client, account, instance)
        self.participants: Any = boto3.client("connectparticipant", region_name="eu-central-1")
        for type_, prefix in (("CHAT_TRANSCRIPTS", "chats"), ("ATTACHMENTS", "attached")):
            client.associate_instance_storage_config(
                InstanceId=instance.id,
                ResourceType=type_,
                StorageConfig={
                    "StorageType": "S3",
                    "S3Config": {"BucketName": BUCKET, "BucketPrefix": prefix},
                },
            )

    @property
    def queue_arn(self) -> str:
        queue = self.centre.client.describe_queue(**self.centre.mine, QueueId=self.centre.queue)
        return str(queue["Queue"]["QueueArn"])

    def flow(self, name: str, content: Json, type_: str = "CONTACT_FLOW") -> str:
        return make_flow(self.centre.client, self.instance, name, type_, json.dumps(content))

    def chat(self, **more: Any) -> Chat:
        return Chat(self, **more)

    def says(self, token: str, text: str, content_type: str = "text/plain") -> str:
        answer = self.participants.send_message(
            ConnectionToken=token, ContentType=content_type, Content=text
        )
        return str(answer["Id"])

    def read(self, token: str, **how: Any) -> list[tuple[str, str]]:
        """Read who said what, the oldest first; an event is the end of its name in brackets."""
        answer = self.participants.get_transcript(
            ConnectionToken=token, **{"MaxResults": 100, "SortOrder": "ASCENDING", **how}
        )
        return [(each.get("ParticipantRole", ""), what(each)) for each in answer["Transcript"]]

    def agent_has(self, chat: Chat, contact: str = "") -> str:
        """Let the agent accept, and give her token."""
        self.centre.with_agent(contact or chat.id)
        return self.token_of(contact or chat.id)

    def token_of(self, contact_id: str) -> str:
        contact = self.instance.ledger.contact(contact_id)
        assert contact is not None
        assert contact.agent is not None
        return agent_token(self.instance, contact, contact.agent)[0]


def what(item: dict[str, Any]) -> str:
    if item["Type"] == "EVENT":
        return f"[{item['ContentType'].removeprefix(f'{EVENT}.')}]"
    if item["Type"] == "ATTACHMENT":
        return f"<{item['Attachments'][0]['AttachmentName']}>"
    return str(item["Content"])


@pytest.fixture
def bucket() -> Iterator[Any]:
    """The bucket, by an S3 client; without it nothing is stored, which takes no time."""
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket=BUCKET)
        yield s3


@pytest.fixture
def room() -> Iterator[ChatCentre]:
    with mocked(start=START) as account:
        instance = account.connect.add_instance(
            "test-centre", {"IdentityManagementType": "CONNECT_MANAGED"}
        )
        add_standard_statuses(instance)
        client = boto3.client("connect", region_name="eu-central-1")
        yield ChatCentre(client, account, instance)
