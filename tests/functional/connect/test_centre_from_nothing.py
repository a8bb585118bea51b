"""A centre made by boto3 alone, from an empty account to a contact that is offered and stopped."""

from __future__ import annotations

import json
from typing import Any

import boto3
import pytest
from moto import mock_aws

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from tests.functional.connect.conftest import START
from tests.functional.connect.furnishing import OFFICE, PASSWORD, voice
from tests.functional.connect.refusals import all_of, refusal

CUSTOMER = "+905321112233"


def inbound(queue_arn: str) -> str:
    """Write a flow that says something and queues the contact."""
    ends = {"Type": "DisconnectParticipant", "Identifier": "ends", "Parameters": {}}
    blocks: list[dict[str, Any]] = [
        {
            "Type": "MessageParticipant",
            "Identifier": "greets",
            "Parameters": {"Text": "Welcome."},
            "Transitions": {
                "NextAction": "targets",
                "Errors": [{"NextAction": "targets", "ErrorType": "NoMatchingError"}],
            },
        },
        {
            "Type": "UpdateContactTargetQueue",
            "Identifier": "targets",
            "Parameters": {"QueueId": queue_arn},
            "Transitions": {
                "NextAction": "queues",
                "Errors": [{"NextAction": "ends", "ErrorType": "NoMatchingError"}],
            },
        },
        {
            "Type": "TransferContactToQueue",
            "Identifier": "queues",
            "Parameters": {},
            "Transitions": {
                "NextAction": "ends",
                "Errors": [
                    {"NextAction": "ends", "ErrorType": "QueueAtCapacity"},
                    {"NextAction": "ends", "ErrorType": "NoMatchingError"},
                ],
            },
        },
        {**ends, "Transitions": {}},
    ]
    return json.dumps(
        {"Version": "2019-10-30", "StartAction": "greets", "Metadata": {}, "Actions": blocks}
    )


class FromNothing:
    """What the story needs to remember of what it has made."""

    def __init__(self, client: Any) -> None:
        self.client = client
        self.instance = client.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="from-nothing",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )["Id"]
        mine = {"InstanceId": self.instance}
        hours = client.create_hours_of_operation(
            **mine, Name="Office", TimeZone="Europe/Istanbul", Config=OFFICE
        )["HoursOfOperationId"]
        made = client.create_queue(**mine, Name="Support", HoursOfOperationId=hours)
        self.queue, self.queue_arn = made["QueueId"], made["QueueArn"]
        profile = client.create_routing_profile(
            **mine,
            Name="Everything",
            Description="Every channel",
            DefaultOutboundQueueId=self.queue,
            MediaConcurrencies=[
                {"Channel": "VOICE", "Concurrency": 1},
                {"Channel": "CHAT", "Concurrency": 2},
                {"Channel": "TASK", "Concurrency": 2},
            ],
            QueueConfigs=[voice(self.queue, channel=each) for each in ("VOICE", "CHAT", "TASK")],
        )["RoutingProfileId"]
        security = all_of(
            client, "list_security_profiles", "SecurityProfileSummaryList", 100, **mine
        )
        agent_may = next(each["Id"] for each in security if each["Name"] == "Agent")
        self.user = client.create_user(
            **mine,
            Username="ayla",
            Password=PASSWORD,
            IdentityInfo={"FirstName": "Ayla", "LastName": "Demir"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            SecurityProfileIds=[agent_may],
            RoutingProfileId=profile,
        )["UserId"]
        self.flow = client.create_contact_flow(
            **mine, Name="Into support", Type="CONTACT_FLOW", Content=inbound(self.queue_arn)
        )["ContactFlowId"]
        free = client.search_available_phone_numbers(
            **mine, PhoneNumberCountryCode="IT", PhoneNumberType="DID"
        )["AvailableNumbersList"]
        self.number = free[0]["PhoneNumber"]
        number_id = client.claim_phone_number(**mine, PhoneNumber=self.number)["PhoneNumberId"]
        client.associate_phone_number_contact_flow(
            **mine, PhoneNumberId=number_id, ContactFlowId=self.flow
        )

    def becomes_available(self) -> None:
        statuses = self.client.list_agent_statuses(InstanceId=self.instance)
        available = next(
            each["Id"] for each in statuses["AgentStatusSummaryList"] if each["Name"] == "Available"
        )
        self.client.put_user_status(
            InstanceId=self.instance, UserId=self.user, AgentStatusId=available
        )

    def state_of(self, contact: str) -> str | None:
        """Say how the agent has a contact, as GetCurrentUserData tells it."""
        data = self.client.get_current_user_data(
            InstanceId=self.instance, Filters={"Agents": [self.user]}
        )["UserDataList"]
        held = {each["ContactId"]: each for one in data for each in one.get("Contacts", [])}
        state = held.get(contact, {}).get("AgentContactState")
        return None if state is None else str(state)

    def in_queue(self) -> float:
        answer = self.client.get_current_metric_data(
            InstanceId=self.instance,
            Filters={"Queues": [self.queue]},
            CurrentMetrics=[{"Name": "CONTACTS_IN_QUEUE", "Unit": "COUNT"}],
        )
        results = answer["MetricResults"]
        return sum(float(each["Value"]) for one in results for each in one["Collections"])

    def described(self, contact: str) -> dict[str, Any]:
        answer = self.client.describe_contact(InstanceId=self.instance, ContactId=contact)
        described: dict[str, Any] = answer["Contact"]
        return described


def test_a_task_is_queued_offered_to_the_agent_and_stopped() -> None:
    with mocked(start=START) as account:
        centre = FromNothing(boto3.client("connect", region_name="eu-central-1"))
        account.wait(seconds=5)  # the number is claimed by now

        task = centre.client.start_task_contact(
            InstanceId=centre.instance, ContactFlowId=centre.flow, Name="Call the supplier"
        )["ContactId"]
        account.wait(seconds=5)
        assert centre.in_queue() == 1

        centre.becomes_available()
        account.wait(seconds=1)
        assert centre.state_of(task) == "CONNECTING"

        centre.client.stop_contact(InstanceId=centre.instance, ContactId=task)
        account.wait(seconds=1)
        assert centre.in_queue() == 0
        assert centre.described(task)["DisconnectReason"] == "API"
        assert centre.described(task)["Channel"] == "TASK"


def test_a_chat_is_joined_and_ends_with_after_contact_work() -> None:
    with mocked(start=START) as account:
        centre = FromNothing(boto3.client("connect", region_name="eu-central-1"))
        centre.becomes_available()

        chat = centre.client.start_chat_contact(
            InstanceId=centre.instance,
            ContactFlowId=centre.flow,
            ParticipantDetails={"DisplayName": "Elif"},
        )
        account.wait(seconds=5)
        assert chat["ParticipantToken"]
        assert centre.state_of(chat["ContactId"]) == "CONNECTING"

        people(account, centre)
        account.wait(seconds=10)
        assert centre.state_of(chat["ContactId"]) == "CONNECTED"

        centre.client.stop_contact(InstanceId=centre.instance, ContactId=chat["ContactId"])
        assert centre.state_of(chat["ContactId"]) == "ENDED"


def test_an_outbound_call_is_answered_and_leaves_a_record() -> None:
    with mock_aws(), mocked(start=START) as account:
        centre = FromNothing(boto3.client("connect", region_name="eu-central-1"))
        centre.becomes_available()

        call = centre.client.start_outbound_voice_contact(
            InstanceId=centre.instance,
            ContactFlowId=centre.flow,
            DestinationPhoneNumber=CUSTOMER,
            SourcePhoneNumber=centre.number,
        )["ContactId"]
        account.wait(seconds=60)
        described = centre.described(call)
        assert described["InitiationMethod"] == "API"
        assert described["QueueInfo"]["Id"] == centre.queue

        centre.client.stop_contact(InstanceId=centre.instance, ContactId=call)
        account.wait(minutes=1)
        assert centre.described(call)["DisconnectTimestamp"]


def test_an_inbound_call_to_the_claimed_number_reaches_the_agent() -> None:
    with mocked(start=START) as account:
        centre = FromNothing(boto3.client("connect", region_name="eu-central-1"))
        account.wait(seconds=5)
        centre.becomes_available()
        people_of = account.centre(centre.instance)

        call = people_of.call(from_=CUSTOMER, to=centre.number)
        account.wait(seconds=5)

        assert centre.state_of(call.contact.id) == "CONNECTING"


def people(account: Mocked, centre: FromNothing) -> None:
    """Let the agent accept what she is offered."""
    of_instance = account.centre(centre.instance)
    agent = of_instance.directory.agent(centre.user)
    assert agent is not None
    of_instance.desk(agent).accepts()


def test_three_hundred_queues_are_all_listed() -> None:
    with mocked(start=START, quotas={"queues": 400}) as account:
        client = boto3.client("connect", region_name="eu-central-1")
        centre = FromNothing(client)
        hours = client.list_hours_of_operations(InstanceId=centre.instance)
        hours_id = hours["HoursOfOperationSummaryList"][0]["Id"]
        for number in range(300):
            client.create_queue(
                InstanceId=centre.instance, Name=f"queue {number}", HoursOfOperationId=hours_id
            )
        mine = {"InstanceId": centre.instance, "QueueTypes": ["STANDARD"]}

        for size in (1, 7, 1000):
            names = [
                each["Name"]
                for each in all_of(client, "list_queues", "QueueSummaryList", size, **mine)
            ]
            assert names[:2] == ["BasicQueue", "Support"]
            assert names[2:] == [f"queue {number}" for number in range(300)]
        first = client.list_queues(**mine)
        assert len(first["QueueSummaryList"]) == 100
        assert first["NextToken"]
        assert account.connect.instances


def test_the_hundred_and_first_queue_is_one_too_many() -> None:
    with mocked(start=START):
        client = boto3.client("connect", region_name="eu-central-1")
        centre = FromNothing(client)
        hours = client.list_hours_of_operations(InstanceId=centre.instance)
        request = {
            "InstanceId": centre.instance,
            "HoursOfOperationId": hours["HoursOfOperationSummaryList"][0]["Id"],
        }
        for number in range(98):  # BasicQueue and Support are there
            client.create_queue(Name=f"queue {number}", **request)

        assert refusal(client.create_queue, Name="one more", **request) == "LimitExceededException"
        assert (
            refusal(client.create_queue, Name="Support", **request) == "DuplicateResourceException"
        )


@pytest.mark.parametrize("region", ["us-east-1", "eu-west-2"])
def test_a_client_of_any_region_makes_its_instance_there(region: str) -> None:
    with mocked():
        client = boto3.client("connect", region_name=region)
        made = client.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="elsewhere",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=False,
        )

        assert made["Arn"].split(":")[3] == region
