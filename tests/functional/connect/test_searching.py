"""What a search refuses, it refuses whether or not there is anything to find."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import make_queue
from tests.functional.connect.refusals import refusal

BY_COLOUR = {"StringCondition": {"FieldName": "colour", "Value": "r", "ComparisonType": "EXACT"}}
BY_NAME = {"StringCondition": {"FieldName": "NAME", "Value": "none", "ComparisonType": "EXACT"}}


def _deep(levels: int) -> dict[str, Any]:
    criteria: dict[str, Any] = BY_NAME
    for _ in range(levels):
        criteria = {"AndConditions": [criteria]}
    return criteria


@pytest.mark.parametrize("criteria", [BY_COLOUR, {"OrConditions": [BY_NAME, BY_COLOUR]}, _deep(11)])
def test_no_queue_is_needed_to_refuse_a_condition(
    client: Any, instance: Instance, criteria: dict[str, Any]
) -> None:
    request = {"InstanceId": instance.id, "SearchCriteria": criteria}

    empty = refusal(client.search_queues, **request)
    make_queue(client, instance, "None")

    assert empty == refusal(client.search_queues, **request) == "InvalidParameterException"


def test_ten_levels_are_searched(client: Any, instance: Instance) -> None:
    make_queue(client, instance, "None")

    found = client.search_queues(InstanceId=instance.id, SearchCriteria=_deep(10))["Queues"]

    assert [each["Name"] for each in found] == ["None"]


def test_dates_numbers_and_proficiencies_are_checked_with_nothing_to_find(
    client: Any, instance: Instance
) -> None:
    date = {"FieldName": "Birthday", "Value": "2026-11-23", "ComparisonType": "EQUAL_TO"}
    number = {"FieldName": "Height", "MinValue": 1, "ComparisonType": "EQUAL"}
    proficiency = {"TargetListType": "PROFICIENCIES", "Conditions": [{"NumberCondition": number}]}

    codes = [
        refusal(search, InstanceId=instance.id, SearchCriteria=criteria)
        for search, criteria in (
            (client.search_hours_of_operation_overrides, {"DateCondition": date}),
            (client.search_evaluation_forms, {"NumberCondition": number}),
            (client.search_users, {"ListCondition": proficiency}),
        )
    ]

    assert codes == ["InvalidParameterException"] * 3
