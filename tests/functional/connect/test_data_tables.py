"""Data tables through boto3: tables, and the attributes that values are of."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.data_values import problem
from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal

Json = dict[str, Any]
TABLE: Json = {"TimeZone": "Europe/Istanbul", "ValueLockLevel": "NONE"}


def make_table(client: Any, instance: Instance, name: str = "Branches", **more: Any) -> str:
    request = {"Status": "PUBLISHED", **TABLE, **more}
    return str(client.create_data_table(InstanceId=instance.id, Name=name, **request)["Id"])


def make_attribute(client: Any, table: Json, name: str, type_: str = "TEXT", **more: Any) -> str:
    made = client.create_data_table_attribute(**table, Name=name, ValueType=type_, **more)
    return str(made["AttributeId"])


@pytest.fixture
def table(client: Any, instance: Instance) -> Json:
    """What names a table in a request."""
    return {"InstanceId": instance.id, "DataTableId": make_table(client, instance)}


def test_a_table_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    made = make_table(client, instance, " Branches ", Description="All", Tags={"team": "all"})

    described = client.describe_data_table(
        InstanceId=instance.id, DataTableId=f"{instance.arn}/data-table/{made}:$LATEST"
    )["DataTable"]

    assert described["Arn"] == f"{instance.arn}/data-table/{made}"
    assert (described["Name"], described["Description"]) == ("Branches", "All")
    assert described["TimeZone"] == "Europe/Istanbul"
    assert described["ValueLockLevel"] == "NONE"
    assert described["Status"] == "PUBLISHED"
    assert described["Tags"] == {"team": "all"}


def test_metadata_are_replaced_and_the_lock_is_another(client: Any, table: Json) -> None:
    before = client.describe_data_table(**table)["DataTable"]["LockVersion"]

    lock = client.update_data_table_metadata(
        **table, Name="Shops", TimeZone="UTC", ValueLockLevel="VALUE"
    )["LockVersion"]

    after = client.describe_data_table(**table)["DataTable"]
    assert (after["Name"], after["TimeZone"], after["ValueLockLevel"]) == ("Shops", "UTC", "VALUE")
    assert after["LockVersion"] == lock != before


def test_an_empty_description_takes_the_old_one_away(client: Any, table: Json) -> None:
    metadata = {**table, "Name": "Branches", "TimeZone": "UTC", "ValueLockLevel": "NONE"}
    client.update_data_table_metadata(**metadata, Description=" All of them ")
    assert client.describe_data_table(**table)["DataTable"]["Description"] == "All of them"

    client.update_data_table_metadata(**metadata, Description=" ")

    assert "Description" not in client.describe_data_table(**table)["DataTable"]


def test_a_tables_name_is_its_own_whatever_the_case(client: Any, instance: Instance) -> None:
    make_table(client, instance)
    request = {"InstanceId": instance.id, "Status": "PUBLISHED", **TABLE}

    assert refusal(client.create_data_table, Name="branches", **request) == (
        "DuplicateResourceException"
    )
    for change in ({"Name": "AWS:x"}, {"Name": " "}, {"Name": "x", "TimeZone": "Mars/Olympus"}):
        code = refusal(client.create_data_table, **{**request, **change})
        assert code == "InvalidParameterException"


def test_tables_are_listed_found_and_deleted(client: Any, instance: Instance) -> None:
    make_table(client, instance, Description="Of towns", Tags={"team": "all"})
    other = make_table(client, instance, "Holidays")

    def found(**request: Any) -> list[str]:
        answer = client.search_data_tables(InstanceId=instance.id, **request)
        return [each["Name"] for each in answer["DataTables"]]

    text = {"FieldName": "description", "Value": "towns", "ComparisonType": "CONTAINS"}
    tag = {"TagKey": "team", "TagValue": "all"}
    for size in (1, 100):
        for operation, key in (
            ("list_data_tables", "DataTableSummaryList"),
            ("search_data_tables", "DataTables"),
        ):
            rows = all_of(client, operation, key, size, InstanceId=instance.id)
            assert [each["Name"] for each in rows] == ["Branches", "Holidays"]
    assert found(SearchCriteria={"StringCondition": text}) == ["Branches"]
    assert found(SearchFilter={"AttributeFilter": {"TagCondition": tag}}) == ["Branches"]
    client.delete_data_table(InstanceId=instance.id, DataTableId=other)
    assert found() == ["Branches"]
    for call in (client.describe_data_table, client.delete_data_table):
        code = refusal(call, InstanceId=instance.id, DataTableId=other)
        assert code == "ResourceNotFoundException"


def test_an_instance_has_a_hundred_tables_at_most(client: Any, instance: Instance) -> None:
    for number in range(100):
        make_table(client, instance, f"Table {number}")

    request = {"InstanceId": instance.id, "Status": "PUBLISHED", **TABLE}
    assert refusal(client.create_data_table, Name="Branches", **request) == (
        "ServiceQuotaExceededException"
    )


# --- attributes ---


def test_an_attribute_is_described_as_it_was_made_and_changed(client: Any, table: Json) -> None:
    id_ = make_attribute(client, table, "City", Primary=True, Validation={"MaxLength": 20})

    made = client.describe_data_table_attribute(**table, AttributeName="city")["Attribute"]
    client.update_data_table_attribute(
        **table, AttributeName="City", Name="Town", ValueType="TEXT", Primary=True
    )

    changed = client.describe_data_table_attribute(**table, AttributeName="Town")["Attribute"]
    assert made["AttributeId"] == changed["AttributeId"] == id_
    assert (made["Name"], made["ValueType"], made["Primary"]) == ("City", "TEXT", True)
    assert made["Validation"] == {"MaxLength": 20}
    assert "Validation" not in changed
    assert made["LockVersion"] != changed["LockVersion"]


def test_attributes_are_listed_and_deleted(client: Any, table: Json) -> None:
    ids = [make_attribute(client, table, name) for name in ("City", "Open", "Number")]

    client.delete_data_table_attribute(**table, AttributeName="Open")

    for size in (1, 1000):
        rows = all_of(client, "list_data_table_attributes", "Attributes", size, **table)
        assert [each["Name"] for each in rows] == ["City", "Number"]
    some = client.list_data_table_attributes(**table, AttributeIds=[ids[2]])
    assert [each["Name"] for each in some["Attributes"]] == ["Number"]
    for call in (client.describe_data_table_attribute, client.delete_data_table_attribute):
        assert refusal(call, **table, AttributeName="Open") == "ResourceNotFoundException"


def test_an_attribute_that_cannot_be_is_refused(client: Any, table: Json) -> None:
    make_attribute(client, table, "City")
    make_attribute(client, table, "Number", "NUMBER")
    request = {**table, "ValueType": "NUMBER"}

    for bad in ({"Minimum": 2.0, "Maximum": 1.0}, {"MultipleOf": 0.0}):
        code = refusal(client.create_data_table_attribute, **request, Name="Price", Validation=bad)
        assert code == "InvalidParameterException"
    taken = refusal(client.create_data_table_attribute, **request, Name="CITY")
    reserved = refusal(client.create_data_table_attribute, **request, Name="connect:x")
    renamed = refusal(
        client.update_data_table_attribute, **request, AttributeName="Number", Name="City"
    )
    assert taken == "DuplicateResourceException"
    assert reserved == "InvalidParameterException"
    assert renamed == "ConflictException"


def test_a_table_has_a_hundred_attributes_at_most(client: Any, table: Json) -> None:
    for number in range(100):
        make_attribute(client, table, f"A{number}")

    code = refusal(client.create_data_table_attribute, **table, Name="B", ValueType="TEXT")

    assert code == "ServiceQuotaExceededException"


@pytest.mark.parametrize(
    ("type_", "validation", "good", "bad"),
    [
        ("TEXT", {}, "", "x" * 1001),
        ("TEXT", {"MinLength": 2, "MaxLength": 3}, "ab", "a"),
        ("TEXT", {"Enum": {"Strict": True, "Values": ["a"]}}, "a", "A"),
        ("TEXT", {"Enum": {"Strict": True, "Values": ["a"]}, "IgnoreCase": True}, "A", "b"),
        ("TEXT", {"Enum": {"Strict": False, "Values": ["a"]}}, "b", "x" * 1001),
        ("NUMBER", {}, "-1.5", "one"),
        ("NUMBER", {"Minimum": 1.0}, "1", "0.9"),
        ("NUMBER", {"Maximum": 1.0}, "1", "NaN"),
        ("NUMBER", {"ExclusiveMinimum": 1.0, "ExclusiveMaximum": 3.0}, "2", "3"),
        ("NUMBER", {"MultipleOf": 0.1}, "0.3", "0.35"),
        ("NUMBER", {"MultipleOf": 1.0}, "1e50", "1e-50"),
        ("NUMBER", {"MultipleOf": 5e-324}, "9" * 996 + "e999", "1e-324"),
        ("NUMBER", {}, "+.5E-3", "1_000"),
        ("NUMBER", {}, "1.", " 1 "),
        ("NUMBER", {}, "0", "\uff11"),
        ("NUMBER", {}, "1e999", "1e1000"),
        ("NUMBER_LIST", {}, "[1e300]", "[1e999]"),
        ("BOOLEAN", {}, "true", "yes"),
        ("TEXT_LIST", {"MaxValues": 1}, '["a"]', '["a", "b"]'),
        ("TEXT_LIST", {"MaxLength": 1}, '["a"]', '["ab"]'),
        ("TEXT_LIST", {}, "[]", "[1]"),
        ("NUMBER_LIST", {"Minimum": 1.0}, "[1, 2.5]", "[0]"),
        ("NUMBER_LIST", {}, "[1]", "[true]"),
        ("NUMBER_LIST", {"MinValues": 1}, "[1]", "[]"),
        ("NUMBER_LIST", {}, "[1]", "1"),
    ],
)
def test_a_value_is_of_its_attributes_type_and_within_its_limits(
    type_: str, validation: Json, good: str, bad: str
) -> None:
    attribute = {"ValueType": type_, "Validation": validation}

    assert problem(attribute, good) is None
    assert problem(attribute, bad) is not None
