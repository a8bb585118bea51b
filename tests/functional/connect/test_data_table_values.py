"""Values of data tables through boto3: batches, locks, records, and what is found."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal
from tests.functional.connect.test_data_tables import Json, make_attribute, make_table


def _of(city: str) -> Json:
    return {"PrimaryValues": [{"AttributeName": "City", "Value": city}]}


def _set(name: str, value: str, **more: Any) -> Json:
    return {"AttributeName": name, "Value": value, **more}


@pytest.fixture
def table(client: Any, instance: Instance) -> Json:
    """A table of cities, each with its number and whether it is open."""
    return _table(client, instance)


def _table(client: Any, instance: Instance, level: str = "NONE") -> Json:
    made = make_table(client, instance, f"Cities {level}", ValueLockLevel=level)
    named = {"InstanceId": instance.id, "DataTableId": made}
    make_attribute(client, named, "City", Primary=True, Validation={"IgnoreCase": True})
    make_attribute(client, named, "Phone")
    make_attribute(client, named, "Open", "BOOLEAN")
    return named


def _create(client: Any, table: Json, *values: Json) -> Json:
    answer: Json = client.batch_create_data_table_value(**table, Values=[*values])
    return answer


def _values(client: Any, table: Json, **more: Any) -> list[tuple[str, str, str]]:
    listed = client.list_data_table_values(**table, **more)["Values"]
    return [
        (
            each["PrimaryValues"][0]["Value"] if each["PrimaryValues"] else "",
            each["AttributeName"],
            each["Value"],
        )
        for each in listed
    ]


def _messages(answer: Json) -> list[str]:
    return [each["Message"] for each in answer["Failed"]]


def test_values_of_a_record_go_by_its_primary_values(client: Any, table: Json) -> None:
    made = _create(
        client,
        table,
        _set("Phone", "1", **_of("Ankara")),
        _set("Open", "true", **_of("ANKARA")),
        _set("Phone", "2", **_of("Izmir")),
        _set("Open", "false"),
    )

    assert made["Failed"] == []
    records = [each["RecordId"] for each in made["Successful"]]
    assert records[0] == records[1]
    assert len(set(records)) == 3
    assert _values(client, table) == [
        ("", "Open", "false"),
        ("Ankara", "Phone", "1"),
        ("Ankara", "Open", "true"),
        ("Izmir", "Phone", "2"),
    ]


def test_each_value_of_a_batch_fails_by_itself(client: Any, table: Json) -> None:
    good = _set("Phone", "1", **_of("Ankara"))

    made = _create(
        client,
        table,
        good,
        good,
        _set("Open", "perhaps", **_of("Ankara")),
        _set("City", "Izmir"),
        _set("Colour", "red"),
        _set("Open", "true", PrimaryValues=[{"AttributeName": "Phone", "Value": "1"}]),
    )

    assert len(made["Successful"]) == 1
    assert _messages(made) == [
        "The name is taken by another value of the request.",
        "Value: expected true or false",
        "AttributeName: expected an attribute that is not primary",
        "There is no such attribute of the data table.",
        "PrimaryValues: expected each primary attribute once",
    ]
    assert _messages(_create(client, table, good)) == [
        "The name is taken by another value of the record."
    ]


def test_values_are_changed_described_and_deleted(client: Any, table: Json) -> None:
    _create(client, table, _set("Phone", "1", **_of("Ankara")))
    asked = {"AttributeName": "Phone", **_of("Ankara")}

    client.batch_update_data_table_value(**table, Values=[_set("Phone", "9", **_of("Ankara"))])
    described = client.batch_describe_data_table_value(
        **table, Values=[asked, {"AttributeName": "Phone", **_of("Izmir")}]
    )
    gone = client.batch_delete_data_table_value(**table, Values=[{**asked, "LockVersion": {}}] * 2)

    assert [each["Value"] for each in described["Successful"]] == ["9"]
    assert _messages(described) == ["There is no such value of the record."]
    assert (len(gone["Successful"]), len(gone["Failed"])) == (1, 1)
    assert _values(client, table) == []
    assert client.list_data_table_primary_values(**table)["PrimaryValuesList"] == []


@pytest.mark.parametrize(
    ("level", "member"),
    [
        ("DATA_TABLE", "DataTable"),
        ("ATTRIBUTE", "Attribute"),
        ("PRIMARY_VALUE", "PrimaryValues"),
        ("VALUE", "Value"),
    ],
)
def test_an_edit_needs_the_newest_lock_of_the_tables_level(
    client: Any, instance: Instance, level: str, member: str
) -> None:
    table = _table(client, instance, level)
    made = _create(
        client,
        table,
        _set("Phone", "1", **_of("Ankara")),
        _set("Open", "true", **_of("Ankara")),
    )
    listed = client.list_data_table_values(**table)["Values"]
    locks = [each["LockVersion"] for each in listed]

    def update(lock: Json) -> Json:
        values = [
            _set("Phone", "2", LockVersion=lock, **_of("Ankara")),
            _set("Open", "false", LockVersion=locks[1], **_of("Ankara")),
        ]
        answer: Json = client.batch_update_data_table_value(**table, Values=values)
        return answer

    first, second = update(locks[0]), update(locks[0])

    assert made["Failed"] == first["Failed"] == []
    assert _messages(second) == ["LockVersion: expected the newest one"] * 2
    assert first["Successful"][0]["LockVersion"][member] != locks[0][member]


def test_an_edit_of_another_value_does_not_count_where_values_are_locked(
    client: Any, instance: Instance
) -> None:
    table = _table(client, instance, "VALUE")
    _create(client, table, _set("Phone", "1"), _set("Open", "true"))
    phone, open_ = (
        each["LockVersion"] for each in client.list_data_table_values(**table)["Values"]
    )

    client.batch_update_data_table_value(**table, Values=[_set("Phone", "2", LockVersion=phone)])
    other = client.batch_update_data_table_value(
        **table, Values=[_set("Open", "false", LockVersion=open_)]
    )

    assert other["Failed"] == []


def test_a_record_can_go_by_other_primary_values(client: Any, table: Json) -> None:
    _create(client, table, _set("Phone", "1", **_of("Ankara")), _set("Phone", "2", **_of("Izmir")))
    value = client.list_data_table_values(**table)["Values"][0]
    asked = {**table, **_of("Ankara"), "LockVersion": value["LockVersion"]}

    def to(city: str) -> Json:
        return {"NewPrimaryValues": _of(city)["PrimaryValues"]}

    taken = refusal(client.update_data_table_primary_values, **asked, **to("izmir"))
    none = refusal(client.update_data_table_primary_values, **asked, NewPrimaryValues=[])
    client.update_data_table_primary_values(**asked, **to("Bursa"))
    again = refusal(client.update_data_table_primary_values, **asked, **to("Adana"))
    asked.update(_of("Bursa"))
    old = refusal(client.update_data_table_primary_values, **asked, **to("Adana"))

    assert (taken, none) == ("ConflictException", "InvalidParameterException")
    assert (again, old) == ("ResourceNotFoundException", "ConflictException")
    assert _values(client, table) == [("Bursa", "Phone", "1"), ("Izmir", "Phone", "2")]


def test_records_and_values_are_listed_page_by_page(client: Any, table: Json) -> None:
    _create(
        client,
        table,
        *(_set("Phone", city, **_of(city)) for city in ("Ankara", "Izmir", "Bursa")),
        _set("Open", "true", **_of("Ankara")),
    )

    for size in (1, 1000):
        rows = all_of(client, "list_data_table_values", "Values", size, **table)
        assert [each["Value"] for each in rows] == ["Ankara", "true", "Izmir", "Bursa"]
        records = all_of(
            client, "list_data_table_primary_values", "PrimaryValuesList", size, **table
        )
        cities = [each["PrimaryValues"][0]["Value"] for each in records]
        assert cities == ["Ankara", "Izmir", "Bursa"]
    filter_ = [{"AttributeName": "City", "Values": ["Izmir", "Bursa"]}]
    assert len(_values(client, table, PrimaryAttributeValues=filter_)) == 2
    bursa = records[2]["RecordId"]
    assert _values(client, table, RecordIds=[bursa]) == [("Bursa", "Phone", "Bursa")]
    ankara = {**table, "RecordIds": [records[0]["RecordId"]]}
    for size in (1, 1000):
        rows = all_of(client, "list_data_table_values", "Values", size, **ankara)
        assert [each["Value"] for each in rows] == ["Ankara", "true"]
    last_two = {**table, "RecordIds": [each["RecordId"] for each in records[1:]]}
    for size in (1, 1000):
        rows = all_of(
            client, "list_data_table_primary_values", "PrimaryValuesList", size, **last_two
        )
        assert [each["PrimaryValues"][0]["Value"] for each in rows] == ["Izmir", "Bursa"]


def test_a_value_is_that_of_the_record_else_the_default(client: Any, table: Json) -> None:
    _create(client, table, _set("Open", "false"), _set("Phone", "1", **_of("Ankara")))
    sets = [
        {"AttributeNames": ["Phone", "Open"], **_of("ankara")},
        {"AttributeNames": ["Phone"], **_of("Izmir")},
    ]

    rows = client.evaluate_data_table_values(**table, Values=sets)["Values"]
    first = client.evaluate_data_table_values(**table, Values=sets, MaxResults=1)
    rest = client.evaluate_data_table_values(**table, Values=sets, NextToken=first["NextToken"])

    assert [(each["Found"], each["EvaluatedValue"]) for each in rows] == [
        (True, "1"),
        (True, "false"),
        (False, ""),
    ]
    assert first["Values"] + rest["Values"] == rows
    request = {**table, "Values": [{"AttributeNames": ["Phone"]}], "TimeZone": "Mars/Olympus"}
    assert refusal(client.evaluate_data_table_values, **request) == "InvalidParameterException"
    request = {**table, "Values": [{"AttributeNames": ["Colour"]}]}
    assert refusal(client.evaluate_data_table_values, **request) == "ResourceNotFoundException"


def test_a_value_that_does_not_fit_a_changed_attribute_is_an_error(
    client: Any, table: Json
) -> None:
    _create(client, table, _set("Phone", "none"))
    client.update_data_table_attribute(
        **table, AttributeName="Phone", Name="Phone", ValueType="NUMBER"
    )

    row = client.evaluate_data_table_values(**table, Values=[{"AttributeNames": ["Phone"]}])

    assert [(each["Found"], each["Error"]) for each in row["Values"]] == [(True, True)]


def test_primary_attributes_keep_records_apart(client: Any, table: Json) -> None:
    _create(client, table, _set("Phone", "1", **_of("Ankara")), _set("Phone", "2", **_of("Izmir")))
    asked = {**table, "AttributeName": "City"}

    deleted = refusal(client.delete_data_table_attribute, **asked)
    demoted = refusal(client.update_data_table_attribute, **asked, Name="City", ValueType="TEXT")
    make_attribute(client, table, "District", Primary=True)
    half = _create(client, table, _set("Open", "true", **_of("Ankara")))

    assert deleted == demoted == "ConflictException"
    assert _messages(half) == ["PrimaryValues: expected a value of each primary attribute"]
    client.update_data_table_attribute(
        **table, AttributeName="Phone", Name="Phone", ValueType="TEXT", Primary=True
    )
    client.delete_data_table_attribute(**asked)
    records = client.list_data_table_primary_values(**table)["PrimaryValuesList"]
    assert [[each["Value"] for each in record["PrimaryValues"]] for record in records] == [
        ["", "1"],
        ["", "2"],
    ]


def test_a_table_has_a_thousand_values_at_most(client: Any, table: Json) -> None:
    made = _create(client, table, *(_set("Phone", "1", **_of(f"{n}")) for n in range(1001)))

    assert len(made["Successful"]) == 1000
    assert _messages(made) == ["Values: the quota values-per-data-table is used up"]
