"""The sample businesses, seen and changed by Amazon Connect's API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from santral.local.connect.protocol.hook import answering
from santral.local.connect.protocol.wire import Wire
from santral.local.identifiers import INSTANCE_ID
from santral.local.testing.whole import WholeCentre
from tests.functional.connect.refusals import all_of

MINE = {"InstanceId": INSTANCE_ID}
CALLER, SHOP = "+905550001122", "+902120000001"


@pytest.fixture
def client(centre: WholeCentre) -> Iterator[Any]:
    wire = Wire(centre.laptop.connect)
    answering.append(wire)
    yield boto3.client("connect", region_name="eu-central-1")
    answering.remove(wire)


def test_what_the_business_file_names_is_listed(client: Any) -> None:
    queues = all_of(client, "list_queues", "QueueSummaryList", 100, **MINE, QueueTypes=["STANDARD"])
    users = all_of(client, "list_users", "UserSummaryList", 100, **MINE)
    numbers = all_of(client, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", 100)

    assert [each["Name"] for each in queues] == [
        "BasicQueue",
        "klima-sales",
        "klima-repair",
        "klima-maintenance",
        "klima-managers",
        "klima-reception",
    ]
    assert [each["Username"] for each in users] == [
        "deniz",
        "elif",
        "mert",
        "olga",
        "hakan",
        "timur",
    ]
    assert sorted(each["PhoneNumber"] for each in numbers) == [SHOP, "+902120000002"]


def test_every_shipped_flow_can_be_published_again_as_it_is(client: Any) -> None:
    flows = all_of(client, "list_contact_flows", "ContactFlowSummaryList", 100, **MINE)
    modules = all_of(
        client, "list_contact_flow_modules", "ContactFlowModulesSummaryList", 9, **MINE
    )
    assert len(flows) == 8 + 10 + 2  # Connect's own, ours, and an entry flow for each number
    assert len(modules) == 5

    for each in flows:
        flow = client.describe_contact_flow(**MINE, ContactFlowId=each["Id"])["ContactFlow"]
        client.update_contact_flow_content(
            **MINE, ContactFlowId=each["Id"], Content=flow["Content"]
        )
    for each in modules:
        answer = client.describe_contact_flow_module(**MINE, ContactFlowModuleId=each["Id"])
        client.update_contact_flow_module_content(
            **MINE,
            ContactFlowModuleId=each["Id"],
            Content=answer["ContactFlowModule"]["Content"],
        )


def test_a_queue_that_the_api_closes_takes_nobody_any_more(
    centre: WholeCentre, client: Any
) -> None:
    sales = next(
        each["Id"]
        for each in all_of(client, "list_queues", "QueueSummaryList", 100, **MINE)
        if each.get("Name") == "klima-sales"
    )
    client.update_queue_status(**MINE, QueueId=sales, Status="DISABLED")

    call = centre.call(from_=CALLER, to=SHOP)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(minutes=1)

    assert call.waits_in != "klima-sales"


def test_an_agent_made_by_the_api_is_offered_the_shops_calls(
    centre: WholeCentre, client: Any
) -> None:
    mert = next(
        each["Id"]
        for each in all_of(client, "list_users", "UserSummaryList", 100, **MINE)
        if each["Username"] == "mert"
    )
    like = client.describe_user(**MINE, UserId=mert)["User"]
    made = client.create_user(
        **MINE,
        Username="selin",
        Password="Orchid-7-lamp",
        IdentityInfo={"FirstName": "Selin", "LastName": "Aydın"},
        PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True},
        SecurityProfileIds=like["SecurityProfileIds"],
        RoutingProfileId=like["RoutingProfileId"],
    )
    available = next(
        each["Id"]
        for each in client.list_agent_statuses(**MINE)["AgentStatusSummaryList"]
        if each["Name"] == "Available"
    )
    client.put_user_status(**MINE, UserId=made["UserId"], AgentStatusId=available)

    call = centre.call(from_=CALLER, to=SHOP)
    centre.wait(seconds=3)
    call.press("1")
    centre.wait(minutes=1)

    assert call.talks_to == "Selin"
    described = client.describe_contact(**MINE, ContactId=call.contact.id)["Contact"]
    assert described["AgentInfo"]["Id"] == made["UserId"]
