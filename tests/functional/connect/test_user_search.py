"""SearchUsers, and users' proficiencies, through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import make_profile, make_user
from tests.functional.connect.refusals import all_of, refusal


def search(client: Any, instance: Instance, **request: Any) -> list[str]:
    found = client.search_users(InstanceId=instance.id, **request)
    assert found["ApproximateTotalCount"] == len(found["Users"])
    return [each["Username"] for each in found["Users"]]


def by_text(field: str, value: str, comparison: str = "EXACT") -> dict[str, Any]:
    condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
    return {"SearchCriteria": {"StringCondition": condition}}


def by_attributes(**filter_: Any) -> dict[str, Any]:
    return {"SearchFilter": {"UserAttributeFilter": filter_}}


def proficient(name: str, value: str, level: float = 3) -> dict[str, Any]:
    return {"AttributeName": name, "AttributeValue": value, "Level": level}


@pytest.fixture
def people(client: Any, instance: Instance) -> dict[str, str]:
    """Deniz in Bursa, Eda in all of Turkey, Can in no group."""
    client.update_user_hierarchy_structure(
        InstanceId=instance.id,
        HierarchyStructure={"LevelOne": {"Name": "Country"}, "LevelTwo": {"Name": "City"}},
    )
    group = client.create_user_hierarchy_group
    turkey = group(InstanceId=instance.id, Name="Turkey")["HierarchyGroupId"]
    bursa = group(InstanceId=instance.id, Name="Bursa", ParentGroupId=turkey)["HierarchyGroupId"]
    profile = make_profile(client, instance)
    return {
        "turkey": turkey,
        "bursa": bursa,
        "profile": profile,
        "deniz": make_user(
            client, instance, "deniz", profile, HierarchyGroupId=bursa, Tags={"team": "north"}
        ),
        "eda": make_user(
            client, instance, "eda", profile, HierarchyGroupId=turkey, Tags={"team": "south"}
        ),
        "can": make_user(client, instance, "can"),
    }


def test_a_search_tells_names_and_work_in_milliseconds_and_no_addresses(
    client: Any, instance: Instance
) -> None:
    identity = {"FirstName": "Deniz", "LastName": "Kaya", "Email": "deniz@example.com"}
    user = make_user(client, instance, "deniz", IdentityInfo=identity)

    [found] = client.search_users(InstanceId=instance.id)["Users"]

    assert found["Id"] == user
    assert found["IdentityInfo"] == {"FirstName": "Deniz", "LastName": "Kaya"}
    assert found["PhoneConfig"] == {
        "PhoneType": "SOFT_PHONE",
        "AfterContactWorkTimeLimit": 30_000,
    }
    assert "LastModifiedTime" not in found


def test_users_are_found_by_their_texts(
    client: Any, instance: Instance, people: dict[str, str]
) -> None:
    described = client.describe_user(InstanceId=instance.id, UserId=people["eda"])["User"]
    [rights] = described["SecurityProfileIds"]

    assert search(client, instance, **by_text("Username", "DE", "STARTS_WITH")) == ["deniz"]
    assert search(client, instance, **by_text("FirstName", "can")) == ["can"]
    assert search(client, instance, **by_text("LastName", "est", "CONTAINS")) == [
        "deniz",
        "eda",
        "can",
    ]
    assert search(client, instance, **by_text("RoutingProfileId", people["profile"])) == [
        "deniz",
        "eda",
    ]
    assert search(client, instance, **by_text("SecurityProfileId", rights)) == ["eda"]
    assert search(client, instance, **by_text("resourceId", people["can"])) == ["can"]
    unknown = by_text("Email", "x")
    assert (
        refusal(client.search_users, InstanceId=instance.id, **unknown)
        == "InvalidParameterException"
    )
    paged = all_of(client, "search_users", "Users", 1, InstanceId=instance.id)
    assert [each["Username"] for each in paged] == ["deniz", "eda", "can"]


def test_users_are_found_by_group_alone_or_with_what_is_below(
    client: Any, instance: Instance, people: dict[str, str]
) -> None:
    def condition(match: str) -> dict[str, Any]:
        return {"Value": people["turkey"], "HierarchyGroupMatchType": match}

    def found(match: str) -> list[str]:
        criteria = {"HierarchyGroupCondition": condition(match)}
        return search(client, instance, SearchCriteria=criteria)

    def filtered(match: str) -> list[str]:
        return search(client, instance, **by_attributes(HierarchyGroupCondition=condition(match)))

    assert (found("EXACT"), filtered("EXACT")) == (["eda"], ["eda"])
    assert found("WITH_CHILD_GROUPS") == ["deniz", "eda"]
    assert filtered("WITH_CHILD_GROUPS") == ["deniz", "eda"]


def test_users_are_filtered_by_tags_and_groups_together(
    client: Any, instance: Instance, people: dict[str, str]
) -> None:
    def tag(value: str) -> dict[str, str]:
        return {"TagKey": "team", "TagValue": value}

    in_turkey = {"Value": people["turkey"], "HierarchyGroupMatchType": "WITH_CHILD_GROUPS"}
    both = {"TagConditions": [tag("north")], "HierarchyGroupCondition": in_turkey}
    either = [{"TagConditions": [tag("north")]}, {"TagConditions": [tag("south")]}]
    plain = {"SearchFilter": {"TagFilter": {"TagCondition": tag("south")}}}

    assert search(client, instance, **by_attributes(TagCondition=tag("north"))) == ["deniz"]
    assert search(client, instance, **by_attributes(AndCondition=both)) == ["deniz"]
    assert search(client, instance, **by_attributes(OrConditions=either)) == ["deniz", "eda"]
    assert search(client, instance, **by_attributes(TagCondition={"TagKey": "team"})) == [
        "deniz",
        "eda",
    ]
    assert search(client, instance, **plain) == ["eda"]


# --- proficiencies ---


@pytest.fixture
def languages(client: Any, instance: Instance) -> None:
    client.create_predefined_attribute(
        InstanceId=instance.id, Name="Language", Values={"StringList": ["Turkish", "Russian"]}
    )


@pytest.fixture
def deniz(client: Any, instance: Instance, languages: None) -> str:
    return make_user(client, instance, "deniz")


def listed(client: Any, instance: Instance, user: str) -> list[tuple[str, float]]:
    found = all_of(
        client,
        "list_user_proficiencies",
        "UserProficiencyList",
        1,
        InstanceId=instance.id,
        UserId=user,
    )
    return [(each["AttributeValue"], each["Level"]) for each in found]


def test_proficiencies_are_given_changed_and_taken_away(
    client: Any, instance: Instance, deniz: str
) -> None:
    request = {"InstanceId": instance.id, "UserId": deniz}
    turkish, russian = proficient("Language", "Turkish", 5), proficient("Language", "Russian", 2)

    client.associate_user_proficiencies(**request, UserProficiencies=[turkish, russian])
    given = listed(client, instance, deniz)
    client.update_user_proficiencies(
        **request, UserProficiencies=[proficient("Language", "Russian", 4)]
    )
    improved = listed(client, instance, deniz)
    del turkish["Level"]
    client.disassociate_user_proficiencies(**request, UserProficiencies=[turkish])

    assert given == [("Russian", 2), ("Turkish", 5)]
    assert improved == [("Russian", 4), ("Turkish", 5)]
    assert listed(client, instance, deniz) == [("Russian", 4)]


def test_a_proficiency_has_the_name_of_its_attribute_however_it_is_written(
    client: Any, instance: Instance, deniz: str
) -> None:
    request = {"InstanceId": instance.id, "UserId": deniz}

    for name, level in (("Language", 2), ("LANGUAGE", 5)):
        client.associate_user_proficiencies(
            **request, UserProficiencies=[proficient(name, "Turkish", level)]
        )

    [only] = client.list_user_proficiencies(**request)["UserProficiencyList"]
    assert (only["AttributeName"], only["Level"]) == ("Language", 5)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (proficient("Height", "Tall"), "ResourceNotFoundException"),
        (proficient("Language", "Latin"), "InvalidParameterException"),
        (proficient("Language", "Turkish", 2.5), "InvalidParameterException"),
        (proficient("Language", "Turkish", 6), "InvalidParameterException"),
    ],
)
def test_a_proficiency_that_cannot_be_is_refused(
    client: Any, instance: Instance, deniz: str, wrong: dict[str, Any], code: str
) -> None:
    request = {"InstanceId": instance.id, "UserId": deniz, "UserProficiencies": [wrong]}

    assert refusal(client.associate_user_proficiencies, **request) == code
    assert listed(client, instance, deniz) == []


def test_only_what_a_user_has_is_changed_or_taken_away(
    client: Any, instance: Instance, deniz: str
) -> None:
    request = {"InstanceId": instance.id, "UserId": deniz}
    turkish = proficient("Language", "Turkish")

    changed = refusal(client.update_user_proficiencies, **request, UserProficiencies=[turkish])
    twice = refusal(
        client.associate_user_proficiencies, **request, UserProficiencies=[turkish, turkish]
    )
    del turkish["Level"]
    taken = refusal(client.disassociate_user_proficiencies, **request, UserProficiencies=[turkish])

    assert (changed, taken) == ("InvalidRequestException", "InvalidRequestException")
    assert twice == "InvalidParameterException"


def test_a_user_has_ten_proficiencies(client: Any, instance: Instance, deniz: str) -> None:
    values = [f"Model {number}" for number in range(11)]
    client.create_predefined_attribute(
        InstanceId=instance.id, Name="Product", Values={"StringList": values}
    )
    request = {"InstanceId": instance.id, "UserId": deniz}
    wanted = [proficient("Product", each) for each in values]
    client.associate_user_proficiencies(**request, UserProficiencies=wanted[:10])

    eleventh = refusal(
        client.associate_user_proficiencies, **request, UserProficiencies=wanted[10:]
    )
    client.associate_user_proficiencies(
        **request, UserProficiencies=[proficient("Product", "Model 0", 5)]
    )

    assert eleventh == "InvalidRequestException"
    assert len(listed(client, instance, deniz)) == 10


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ({"ComparisonType": "GREATER_OR_EQUAL", "MinValue": 3}, ["deniz", "eda"]),
        ({"ComparisonType": "GREATER", "MinValue": 3}, ["eda"]),
        ({"ComparisonType": "LESSER", "MaxValue": 5}, ["deniz"]),
        ({"ComparisonType": "LESSER_OR_EQUAL", "MaxValue": 2}, []),
        ({"ComparisonType": "EQUAL", "MinValue": 5}, ["eda"]),
        ({"ComparisonType": "NOT_EQUAL", "MinValue": 5}, ["deniz"]),
        ({"ComparisonType": "RANGE", "MinValue": 1, "MaxValue": 4}, ["deniz"]),
        ({"ComparisonType": "RANGE", "MinValue": 4}, ["eda"]),
        ({"MaxValue": 4}, ["deniz"]),
    ],
)
def test_users_are_found_by_what_they_are_good_at(
    client: Any,
    instance: Instance,
    languages: None,
    number: dict[str, Any],
    expected: list[str],
) -> None:
    for name, level in (("deniz", 3), ("eda", 5)):
        user = make_user(client, instance, name)
        client.associate_user_proficiencies(
            InstanceId=instance.id,
            UserId=user,
            UserProficiencies=[
                proficient("Language", "Turkish", level),
                proficient("Language", "Russian", 1),
            ],
        )
    turkish = {"FieldName": "value", "Value": "Turkish", "ComparisonType": "EXACT"}
    conditions = [
        {"StringCondition": turkish},
        {"NumberCondition": number | {"FieldName": "level"}},
    ]

    assert search(client, instance, SearchCriteria=_in_list(*conditions)) == expected


def _in_list(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"ListCondition": {"TargetListType": "PROFICIENCIES", "Conditions": list(conditions)}}


@pytest.mark.parametrize(
    "condition",
    [
        {"StringCondition": {"FieldName": "colour", "Value": "x", "ComparisonType": "EXACT"}},
        {"NumberCondition": {"FieldName": "age", "MinValue": 1, "ComparisonType": "EQUAL"}},
        {"NumberCondition": {"FieldName": "level", "ComparisonType": "EQUAL"}},
    ],
)
def test_a_condition_on_something_else_is_refused(
    client: Any, instance: Instance, deniz: str, condition: dict[str, Any]
) -> None:
    client.associate_user_proficiencies(
        InstanceId=instance.id,
        UserId=deniz,
        UserProficiencies=[proficient("Language", "Turkish")],
    )

    refused = refusal(
        client.search_users, InstanceId=instance.id, SearchCriteria=_in_list(condition)
    )

    assert refused == "InvalidParameterException"
