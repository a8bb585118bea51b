"""What is in use cannot be deleted: what users have, and flows; a mere mention is no use."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.flow_texts import HOLD, marks
from tests.functional.connect.furnishing import make_flow, make_hours
from tests.functional.connect.refusals import refusal


@pytest.fixture
def furnished(client: Any, account: Mocked) -> Instance:
    made = client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="shop",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    return account.connect.instance(made["Id"])


def _user(client: Any, instance: Instance, security_profile: str, **more: Any) -> str:
    routing = client.list_routing_profiles(InstanceId=instance.id)
    made = client.create_user(
        InstanceId=instance.id,
        Username="ayse",
        Password="Correct-horse-1",
        IdentityInfo={"FirstName": "Ayse", "LastName": "Kaya"},
        PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": False},
        SecurityProfileIds=[security_profile],
        RoutingProfileId=routing["RoutingProfileSummaryList"][0]["Id"],
        **more,
    )
    return str(made["UserId"])


def _security_profile(client: Any, instance: Instance) -> str:
    made = client.create_security_profile(InstanceId=instance.id, SecurityProfileName="Trainee")
    return str(made["SecurityProfileId"])


def test_a_security_profile_goes_with_its_last_user(client: Any, furnished: Instance) -> None:
    profile = _security_profile(client, furnished)
    user = _user(client, furnished, profile)
    request = {"InstanceId": furnished.id, "SecurityProfileId": profile}

    too_early = refusal(client.delete_security_profile, **request)
    client.delete_user(InstanceId=furnished.id, UserId=user)
    client.delete_security_profile(**request)

    assert too_early == "ResourceInUseException"
    assert refusal(client.describe_security_profile, **request) == "ResourceNotFoundException"


def test_a_hierarchy_group_goes_with_its_last_user(client: Any, furnished: Instance) -> None:
    client.update_user_hierarchy_structure(
        InstanceId=furnished.id, HierarchyStructure={"LevelOne": {"Name": "Country"}}
    )
    group = client.create_user_hierarchy_group(InstanceId=furnished.id, Name="Italy")
    user = _user(
        client,
        furnished,
        _security_profile(client, furnished),
        HierarchyGroupId=group["HierarchyGroupId"],
    )
    request = {"InstanceId": furnished.id, "HierarchyGroupId": group["HierarchyGroupId"]}

    too_early = refusal(client.delete_user_hierarchy_group, **request)
    client.update_user_hierarchy(InstanceId=furnished.id, UserId=user)
    client.delete_user_hierarchy_group(**request)

    assert too_early == "ResourceInUseException"
    assert refusal(client.describe_user_hierarchy_group, **request) == "ResourceNotFoundException"


def test_an_attribute_goes_once_nobody_is_proficient(client: Any, furnished: Instance) -> None:
    client.create_predefined_attribute(
        InstanceId=furnished.id, Name="Product", Values={"StringList": ["Shoes"]}
    )
    user = _user(client, furnished, _security_profile(client, furnished))
    shoes = {"AttributeName": "Product", "AttributeValue": "Shoes"}
    client.associate_user_proficiencies(
        InstanceId=furnished.id, UserId=user, UserProficiencies=[{**shoes, "Level": 3.0}]
    )
    request = {"InstanceId": furnished.id, "Name": "Product"}

    too_early = refusal(client.delete_predefined_attribute, **request)
    client.disassociate_user_proficiencies(
        InstanceId=furnished.id, UserId=user, UserProficiencies=[shoes]
    )
    client.delete_predefined_attribute(**request)

    assert too_early == "ResourceInUseException"
    gone = refusal(client.describe_predefined_attribute, **request)
    assert gone == "ResourceNotFoundException"


def test_a_flow_goes_though_texts_and_past_contacts_mention_it(
    client: Any, account: Mocked, furnished: Instance
) -> None:
    mine = {"InstanceId": furnished.id}
    flow = make_flow(client, furnished, "Old menu", "CONTACT_FLOW", marks("old"))
    answering = make_flow(client, furnished, "Menu", "CONTACT_FLOW", marks("new"))
    hours = make_hours(client, furnished)
    client.create_queue(
        **mine, Name="sales", HoursOfOperationId=hours, Description=f"was in contact-flow/{flow}"
    )
    client.start_chat_contact(
        **mine,
        ContactFlowId=answering,
        ParticipantDetails={"DisplayName": "Ece"},
        Attributes={"cameFromId": flow},
    )
    account.wait(minutes=1)

    client.delete_contact_flow(**mine, ContactFlowId=flow)

    gone = refusal(client.describe_contact_flow, **mine, ContactFlowId=flow)
    assert gone == "ResourceNotFoundException"


def test_a_flow_goes_with_the_last_queue_that_calls_with_it(
    client: Any, furnished: Instance
) -> None:
    mine = {"InstanceId": furnished.id}
    flow = make_flow(client, furnished, "Whisper", "OUTBOUND_WHISPER", HOLD)
    hours = make_hours(client, furnished)
    queue = client.create_queue(
        **mine,
        Name="sales",
        HoursOfOperationId=hours,
        OutboundCallerConfig={"OutboundFlowId": flow},
    )
    request = {**mine, "ContactFlowId": flow}

    too_early = refusal(client.delete_contact_flow, **request)
    client.delete_queue(**mine, QueueId=queue["QueueId"])
    client.delete_contact_flow(**request)

    assert too_early == "InvalidRequestException"  # the operation has no ResourceInUseException
    assert refusal(client.describe_contact_flow, **request) == "ResourceNotFoundException"


def test_a_hierarchy_group_goes_once_no_security_profile_restricts_to_it(
    client: Any, furnished: Instance
) -> None:
    client.update_user_hierarchy_structure(
        InstanceId=furnished.id, HierarchyStructure={"LevelOne": {"Name": "Country"}}
    )
    made = client.create_user_hierarchy_group(InstanceId=furnished.id, Name="Italy")
    group = {"InstanceId": furnished.id, "HierarchyGroupId": made["HierarchyGroupId"]}
    profile = client.create_security_profile(
        InstanceId=furnished.id,
        SecurityProfileName="Italians",
        AllowedAccessControlHierarchyGroupId=made["HierarchyGroupId"],
    )["SecurityProfileId"]

    too_early = refusal(client.delete_user_hierarchy_group, **group)
    client.delete_security_profile(InstanceId=furnished.id, SecurityProfileId=profile)
    client.delete_user_hierarchy_group(**group)

    assert too_early == "ResourceInUseException"


def test_a_value_goes_once_nobody_is_proficient_in_it(client: Any, furnished: Instance) -> None:
    request = {"InstanceId": furnished.id, "Name": "Product"}
    client.create_predefined_attribute(**request, Values={"StringList": ["Shoes", "Hats"]})
    user = _user(client, furnished, _security_profile(client, furnished))
    shoes = {"AttributeName": "PRODUCT", "AttributeValue": "Shoes"}
    client.associate_user_proficiencies(
        InstanceId=furnished.id, UserId=user, UserProficiencies=[{**shoes, "Level": 3.0}]
    )

    client.update_predefined_attribute(**request, Values={"StringList": ["Shoes", "Bags"]})
    too_early = refusal(
        client.update_predefined_attribute, **request, Values={"StringList": ["Bags"]}
    )
    client.disassociate_user_proficiencies(
        InstanceId=furnished.id, UserId=user, UserProficiencies=[shoes]
    )
    client.update_predefined_attribute(**request, Values={"StringList": ["Bags"]})

    assert too_early == "InvalidRequestException"
