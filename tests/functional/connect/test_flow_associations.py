"""Which flow answers which number, through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import add_number
from tests.functional.connect.flow_texts import NUMBER, marks
from tests.functional.connect.refusals import all_of, refusal

WHATSAPP = "arn:aws:social-messaging:eu-central-1:123456789012:phone-number-id/0a1b"
SMS = "arn:aws:sms-voice:eu-central-1:123456789012:phone-number/phone-0a1b"
KEY = "FlowAssociationSummaryList"


@pytest.fixture
def main(client: Any, instance: Instance) -> str:
    made = client.create_contact_flow(
        InstanceId=instance.id, Name="Main", Type="CONTACT_FLOW", Content=marks("main")
    )
    return str(made["ContactFlowArn"])


@pytest.fixture
def whatsapp(client: Any, instance: Instance, main: str) -> dict[str, str]:
    request = {
        "InstanceId": instance.id,
        "ResourceId": WHATSAPP,
        "ResourceType": "WHATSAPP_MESSAGING_PHONE_NUMBER",
    }
    client.associate_flow(**request, FlowId=main)
    return request


def test_a_resource_has_its_flow(client: Any, main: str, whatsapp: dict[str, str]) -> None:
    found = client.get_flow_association(**whatsapp)

    del found["ResponseMetadata"]
    assert found == {
        "ResourceId": WHATSAPP,
        "FlowId": main,
        "ResourceType": "WHATSAPP_MESSAGING_PHONE_NUMBER",
    }


def test_a_later_flow_stands_in_place_of_the_first(
    client: Any, instance: Instance, main: str, whatsapp: dict[str, str]
) -> None:
    flow_id = main.rpartition("/")[2]
    client.create_contact_flow_version(InstanceId=instance.id, ContactFlowId=flow_id)
    client.associate_flow(**whatsapp, FlowId=f"{main}:1")

    assert client.get_flow_association(**whatsapp)["FlowId"] == f"{main}:1"


def test_a_flow_is_not_deleted_while_a_resource_has_it(
    client: Any, instance: Instance, main: str, whatsapp: dict[str, str]
) -> None:
    flow = {"InstanceId": instance.id, "ContactFlowId": main.rpartition("/")[2]}

    assert refusal(client.delete_contact_flow, **flow) == "InvalidRequestException"
    client.disassociate_flow(**whatsapp)
    client.delete_contact_flow(**flow)


def test_what_is_not_there_is_not_found(client: Any, whatsapp: dict[str, str]) -> None:
    other = {**whatsapp, "ResourceType": "INBOUND_EMAIL"}

    assert refusal(client.get_flow_association, **other) == "ResourceNotFoundException"
    assert refusal(client.disassociate_flow, **other) == "ResourceNotFoundException"
    assert refusal(client.associate_flow, **other, FlowId="nothing") == "ResourceNotFoundException"


def test_associations_are_listed_with_those_of_claimed_numbers(
    client: Any, instance: Instance, main: str, whatsapp: dict[str, str]
) -> None:
    voice = add_number(instance, NUMBER, flow=main)
    client.associate_flow(
        InstanceId=instance.id, ResourceId=SMS, ResourceType="SMS_PHONE_NUMBER", FlowId=main
    )

    for size in (1, 1000):
        listed = all_of(client, "list_flow_associations", KEY, size, InstanceId=instance.id)
        assert [(each["ResourceId"], each["ResourceType"]) for each in listed] == [
            (WHATSAPP, "WHATSAPP_MESSAGING_PHONE_NUMBER"),
            (voice.arn, "VOICE_PHONE_NUMBER"),
        ]
    of_type = client.list_flow_associations(
        InstanceId=instance.id, ResourceType="VOICE_PHONE_NUMBER"
    )
    assert [each["ResourceId"] for each in of_type[KEY]] == [voice.arn]


def test_several_are_asked_for_at_once(
    client: Any, instance: Instance, main: str, whatsapp: dict[str, str]
) -> None:
    voice = add_number(instance, NUMBER, flow=main)
    request = {"InstanceId": instance.id, "ResourceIds": [voice.arn, WHATSAPP, SMS]}

    both = client.batch_get_flow_association(**request)[KEY]
    assert [each["ResourceId"] for each in both] == [WHATSAPP, voice.arn]
    one = client.batch_get_flow_association(**request, ResourceType="VOICE_PHONE_NUMBER")[KEY]
    assert one == [{"ResourceId": voice.arn, "FlowId": main, "ResourceType": "VOICE_PHONE_NUMBER"}]
