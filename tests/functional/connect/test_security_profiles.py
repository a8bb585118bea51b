"""Security profiles through boto3."""

from __future__ import annotations

from typing import Any

from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal


def _profile(client: Any, instance: Instance, name: str = "Supervisor", **more: Any) -> str:
    made = client.create_security_profile(InstanceId=instance.id, SecurityProfileName=name, **more)
    return str(made["SecurityProfileId"])


def _permissions(client: Any, instance: Instance, profile: str) -> list[str]:
    answer = client.list_security_profile_permissions(
        InstanceId=instance.id, SecurityProfileId=profile
    )
    permissions: list[str] = answer["Permissions"]
    return permissions


def test_a_profile_is_described_without_its_permissions(client: Any, instance: Instance) -> None:
    profile = _profile(
        client,
        instance,
        Description="Sees the figures",
        Permissions=["BasicAgentAccess", "AccessMetrics"],
        AllowedAccessControlTags={"team": "north"},
        TagRestrictedResources=["User"],
        Tags={"team": "north"},
    )

    described = client.describe_security_profile(InstanceId=instance.id, SecurityProfileId=profile)[
        "SecurityProfile"
    ]

    assert described["Arn"] == f"{instance.arn}/security-profile/{profile}"
    assert described["SecurityProfileName"] == "Supervisor"
    assert described["OrganizationResourceId"] == instance.id
    assert described["Description"] == "Sees the figures"
    assert described["AllowedAccessControlTags"] == {"team": "north"}
    assert described["TagRestrictedResources"] == ["User"]
    assert described["Tags"] == {"team": "north"}
    assert described["Type"] == "CUSTOMER_MANAGED"
    assert "Permissions" not in described
    assert _permissions(client, instance, profile) == ["BasicAgentAccess", "AccessMetrics"]


def test_an_update_replaces_only_what_it_names(client: Any, instance: Instance) -> None:
    profile = _profile(client, instance, Description="Old", Permissions=["AccessMetrics"])

    client.update_security_profile(
        InstanceId=instance.id, SecurityProfileId=profile, Permissions=["BasicAgentAccess"]
    )

    described = client.describe_security_profile(InstanceId=instance.id, SecurityProfileId=profile)[
        "SecurityProfile"
    ]
    assert described["Description"] == "Old"
    assert _permissions(client, instance, profile) == ["BasicAgentAccess"]


def test_permissions_and_applications_are_listed_page_by_page(
    client: Any, instance: Instance
) -> None:
    applications = [
        {"Namespace": "orders", "ApplicationPermissions": ["ACCESS"]},
        {"Namespace": "tickets", "ApplicationPermissions": ["ACCESS"]},
    ]
    profile = _profile(
        client, instance, Permissions=["Users.View", "Queues.View"], Applications=applications
    )
    request = {"InstanceId": instance.id, "SecurityProfileId": profile}

    for size in (1, 1000):
        permissions = all_of(
            client, "list_security_profile_permissions", "Permissions", size, **request
        )
        found = all_of(
            client, "list_security_profile_applications", "Applications", size, **request
        )
        assert permissions == ["Users.View", "Queues.View"]
        assert found == applications


def test_profiles_are_listed_and_found(client: Any, instance: Instance) -> None:
    _profile(client, instance, Permissions=["AccessMetrics"])
    _profile(client, instance, "Trainee", Tags={"team": "south"})

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_security_profiles",
            "SecurityProfileSummaryList",
            size,
            InstanceId=instance.id,
        )
        assert [each["Name"] for each in listed] == ["Supervisor", "Trainee"]
    found = all_of(
        client,
        "search_security_profiles",
        "SecurityProfiles",
        1,
        InstanceId=instance.id,
        SearchCriteria={"StringCondition": {"FieldName": "permission", "Value": "AccessMetrics"}},
    )
    tagged = client.search_security_profiles(
        InstanceId=instance.id,
        SearchFilter={"TagFilter": {"TagCondition": {"TagKey": "team", "TagValue": "south"}}},
    )
    assert [each["SecurityProfileName"] for each in found] == ["Supervisor"]
    assert [each["SecurityProfileName"] for each in tagged["SecurityProfiles"]] == ["Trainee"]


def test_a_deleted_profile_is_gone(client: Any, instance: Instance) -> None:
    profile = _profile(client, instance)
    request = {"InstanceId": instance.id, "SecurityProfileId": profile}

    client.delete_security_profile(**request)

    for call in (
        client.describe_security_profile,
        client.update_security_profile,
        client.delete_security_profile,
        client.list_security_profile_permissions,
        client.list_security_profile_applications,
    ):
        assert refusal(call, **request) == "ResourceNotFoundException"


def test_a_name_is_taken_once(client: Any, instance: Instance) -> None:
    _profile(client, instance)

    again = refusal(
        client.create_security_profile, InstanceId=instance.id, SecurityProfileName="Supervisor"
    )

    assert again == "DuplicateResourceException"


def test_a_hierarchy_group_that_restricts_has_to_be_there(client: Any, instance: Instance) -> None:
    no_group = refusal(
        client.create_security_profile,
        InstanceId=instance.id,
        SecurityProfileName="Supervisor",
        AllowedAccessControlHierarchyGroupId="nowhere",
    )
    no_resource = refusal(
        client.create_security_profile,
        InstanceId=instance.id,
        SecurityProfileName="Supervisor",
        HierarchyRestrictedResources=["Queue"],
    )

    assert no_group == "ResourceNotFoundException"
    assert no_resource == "InvalidParameterException"


def test_a_hierarchy_group_may_be_named_by_arn(client: Any, instance: Instance) -> None:
    client.update_user_hierarchy_structure(
        InstanceId=instance.id, HierarchyStructure={"LevelOne": {"Name": "Country"}}
    )
    group = client.create_user_hierarchy_group(InstanceId=instance.id, Name="Italy")

    profile = _profile(
        client,
        instance,
        HierarchyRestrictedResources=["User"],
        AllowedAccessControlHierarchyGroupId=group["HierarchyGroupArn"],
    )

    described = client.describe_security_profile(InstanceId=instance.id, SecurityProfileId=profile)[
        "SecurityProfile"
    ]
    assert described["AllowedAccessControlHierarchyGroupId"] == group["HierarchyGroupId"]
    assert described["HierarchyRestrictedResources"] == ["User"]
