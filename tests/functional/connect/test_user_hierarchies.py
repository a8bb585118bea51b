"""The hierarchy of users through boto3: levels and groups."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal


def _structure(client: Any, instance: Instance, **levels: str) -> None:
    client.update_user_hierarchy_structure(
        InstanceId=instance.id,
        HierarchyStructure={level: {"Name": name} for level, name in levels.items()},
    )


def _names(client: Any, instance: Instance) -> dict[str, str]:
    answer = client.describe_user_hierarchy_structure(InstanceId=instance.id)
    return {level: each["Name"] for level, each in answer["HierarchyStructure"].items()}


def _group(client: Any, instance: Instance, name: str, parent: str | None = None) -> str:
    above = {} if parent is None else {"ParentGroupId": parent}
    made = client.create_user_hierarchy_group(InstanceId=instance.id, Name=name, **above)
    return str(made["HierarchyGroupId"])


@pytest.fixture
def turkey(client: Any, instance: Instance) -> str:
    """A group on the first of two levels."""
    _structure(client, instance, LevelOne="Country", LevelTwo="City")
    return _group(client, instance, "Turkey")


def test_levels_are_added_renamed_and_removed(client: Any, instance: Instance) -> None:
    assert _names(client, instance) == {}

    _structure(client, instance, LevelOne="Country", LevelTwo="City", LevelThree="Team")
    _structure(client, instance, LevelOne="Land", LevelTwo="City")

    assert _names(client, instance) == {"LevelOne": "Land", "LevelTwo": "City"}


def test_a_renamed_level_is_the_same_level(client: Any, instance: Instance) -> None:
    _structure(client, instance, LevelOne="Country")
    before = client.describe_user_hierarchy_structure(InstanceId=instance.id)

    _structure(client, instance, LevelOne="Land")

    after = client.describe_user_hierarchy_structure(InstanceId=instance.id)
    first, second = before["HierarchyStructure"], after["HierarchyStructure"]
    assert first["LevelOne"]["Id"] == second["LevelOne"]["Id"]
    assert first["LevelOne"]["Arn"].startswith(f"{instance.arn}/agent-group-level/")


def test_levels_have_no_gap_and_short_names(client: Any, instance: Instance) -> None:
    def refused(structure: dict[str, Any]) -> str:
        return refusal(
            client.update_user_hierarchy_structure,
            InstanceId=instance.id,
            HierarchyStructure=structure,
        )

    assert refused({"LevelTwo": {"Name": "City"}}) == "InvalidRequestException"
    assert refused({"LevelOne": {"Name": "x" * 51}}) == "InvalidParameterException"
    twice = {"LevelOne": {"Name": "City"}, "LevelTwo": {"Name": "City"}}
    assert refused(twice) == "InvalidParameterException"


def test_a_level_with_groups_stays(client: Any, instance: Instance, turkey: str) -> None:
    _group(client, instance, "Ankara", turkey)

    code = refusal(
        client.update_user_hierarchy_structure,
        InstanceId=instance.id,
        HierarchyStructure={"LevelOne": {"Name": "Country"}},
    )

    assert code == "ResourceInUseException"
    assert _names(client, instance) == {"LevelOne": "Country", "LevelTwo": "City"}


def test_a_group_knows_the_groups_above(client: Any, instance: Instance, turkey: str) -> None:
    ankara = _group(client, instance, "Ankara", turkey)

    group = client.describe_user_hierarchy_group(InstanceId=instance.id, HierarchyGroupId=ankara)[
        "HierarchyGroup"
    ]

    structure = client.describe_user_hierarchy_structure(InstanceId=instance.id)
    assert group["Name"] == "Ankara"
    assert group["Arn"] == f"{instance.arn}/agent-group/{ankara}"
    assert group["LevelId"] == structure["HierarchyStructure"]["LevelTwo"]["Id"]
    assert {level: each["Id"] for level, each in group["HierarchyPath"].items()} == {
        "LevelOne": turkey,
        "LevelTwo": ankara,
    }


def test_a_group_needs_a_level_a_parent_and_a_name(
    client: Any, instance: Instance, turkey: str
) -> None:
    ankara = _group(client, instance, "Ankara", turkey)

    def refused(name: str, parent: str) -> str:
        return refusal(
            client.create_user_hierarchy_group,
            InstanceId=instance.id,
            Name=name,
            ParentGroupId=parent,
        )

    assert refused("Kizilay", ankara) == "InvalidRequestException"
    assert refused("Izmir", "nowhere") == "ResourceNotFoundException"
    assert refused("x" * 101, turkey) == "InvalidParameterException"
    assert refused("Ankara", turkey) == "DuplicateResourceException"


def test_without_levels_there_are_no_groups(client: Any, instance: Instance) -> None:
    code = refusal(client.create_user_hierarchy_group, InstanceId=instance.id, Name="Turkey")

    assert code == "InvalidRequestException"


def test_a_renamed_group_is_renamed_in_the_path_below(
    client: Any, instance: Instance, turkey: str
) -> None:
    ankara = _group(client, instance, "Ankara", turkey)

    client.update_user_hierarchy_group_name(
        InstanceId=instance.id, HierarchyGroupId=turkey, Name="Türkiye"
    )

    group = client.describe_user_hierarchy_group(InstanceId=instance.id, HierarchyGroupId=ankara)[
        "HierarchyGroup"
    ]
    taken = refusal(
        client.update_user_hierarchy_group_name,
        InstanceId=instance.id,
        HierarchyGroupId=turkey,
        Name="Ankara",
    )
    assert group["HierarchyPath"]["LevelOne"]["Name"] == "Türkiye"
    assert taken == "DuplicateResourceException"


def test_a_group_goes_once_nothing_is_below(client: Any, instance: Instance, turkey: str) -> None:
    ankara = _group(client, instance, "Ankara", turkey)

    too_early = refusal(
        client.delete_user_hierarchy_group, InstanceId=instance.id, HierarchyGroupId=turkey
    )
    client.delete_user_hierarchy_group(InstanceId=instance.id, HierarchyGroupId=ankara)
    client.delete_user_hierarchy_group(InstanceId=instance.id, HierarchyGroupId=turkey)

    assert too_early == "ResourceInUseException"
    for call in (client.describe_user_hierarchy_group, client.delete_user_hierarchy_group):
        assert (
            refusal(call, InstanceId=instance.id, HierarchyGroupId=turkey)
            == "ResourceNotFoundException"
        )


def test_groups_are_listed_and_found(client: Any, instance: Instance, turkey: str) -> None:
    _group(client, instance, "Ankara", turkey)
    below = {"StringCondition": {"FieldName": "parentId", "Value": turkey}}

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_user_hierarchy_groups",
            "UserHierarchyGroupSummaryList",
            size,
            InstanceId=instance.id,
        )
        assert [each["Name"] for each in listed] == ["Turkey", "Ankara"]
    for size in (1, 100):
        found = all_of(
            client,
            "search_user_hierarchy_groups",
            "UserHierarchyGroups",
            size,
            InstanceId=instance.id,
            SearchCriteria=below,
        )
        assert [each["Name"] for each in found] == ["Ankara"]
