"""A centre made through boto3 in which contacts of every channel find one agent."""

from __future__ import annotations

import json
from typing import Any

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import add_number
from santral.local.testing.participants import Desk
from santral.local.testing.small_flows import into_queue
from tests.functional.connect.furnishing import (
    make_flow,
    make_profile,
    make_queue,
    make_user,
    put_status,
    voice,
)

CUSTOMER, LINE = "+905325550101", "+902125550100"
CHANNELS = ("VOICE", "CHAT", "TASK")


class ContactCentre:
    """One queue, one flow into it, one agent who takes a call, two chats or two tasks.

    Attributes:
        mine: what nearly every request begins with.
    """

    def __init__(self, client: Any, account: Mocked, instance: Instance) -> None:
        self.client, self.account, self.instance = client, account, instance
        self.mine = {"InstanceId": instance.id}
        number = add_number(instance, LINE)
        self.queue = make_queue(
            client,
            instance,
            "Support",
            OutboundCallerConfig={"OutboundCallerIdNumberId": number.id},
        )
        self.profile = make_profile(
            client,
            instance,
            "Everything",
            self.queue,
            MediaConcurrencies=[
                {"Channel": "VOICE", "Concurrency": 1},
                {"Channel": "CHAT", "Concurrency": 2},
                {"Channel": "TASK", "Concurrency": 2},
            ],
            QueueConfigs=[voice(self.queue, channel=each) for each in CHANNELS],
        )
        self.user = make_user(client, instance, "deniz", self.profile)
        queue_arn = client.describe_queue(**self.mine, QueueId=self.queue)["Queue"]["QueueArn"]
        content = json.dumps(into_queue(queue_arn))
        self.flow = make_flow(client, instance, "Into support", "CONTACT_FLOW", content)

    def becomes(self, status: str, user: str = "") -> None:
        put_status(self.client, self.instance, user or self.user, status)

    def idle_profile(self) -> str:
        """Make a routing profile that no queue feeds."""
        return make_profile(self.client, self.instance, "Listeners")

    def another_user(self, name: str) -> str:
        return make_user(self.client, self.instance, name, self.profile)

    @property
    def agent(self) -> Desk:
        return self.account.centre(self.instance.id).agent("deniz")

    def calls_out(self, **more: Any) -> str:
        request = {"DestinationPhoneNumber": CUSTOMER, "QueueId": self.queue, **more}
        made = self.client.start_outbound_voice_contact(
            **{**self.mine, "ContactFlowId": self.flow, **request}
        )
        return str(made["ContactId"])

    def task(self, **more: Any) -> str:
        request = {**self.mine, "ContactFlowId": self.flow, "Name": "Write back", **more}
        return str(self.client.start_task_contact(**request)["ContactId"])

    def chat(self, **more: Any) -> str:
        request = {
            **self.mine,
            "ContactFlowId": self.flow,
            "ParticipantDetails": {"DisplayName": "Ece"},
            **more,
        }
        return str(self.client.start_chat_contact(**request)["ContactId"])

    def described(self, contact: str) -> dict[str, Any]:
        answer = self.client.describe_contact(**self.mine, ContactId=contact)
        described: dict[str, Any] = answer["Contact"]
        return described

    def with_agent(self, contact: str) -> str:
        """Let the agent accept a contact that is on its way to her."""
        self.becomes("Available")
        self.account.wait(seconds=1)
        self.agent.accepts()
        self.account.wait(seconds=1)
        return contact
