"""Predefined attributes through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from santral.local.connect.operations.predefined_attributes import add_system_attributes
from tests.functional.connect.refusals import all_of, refusal


@pytest.fixture
def product(client: Any, instance: Instance) -> dict[str, str]:
    client.create_predefined_attribute(
        InstanceId=instance.id,
        Name="Product",
        Values={"StringList": ["Shoes", "Hats"]},
        Purposes=["Proficiency"],
        AttributeConfiguration={"EnableValueValidationOnAssociation": True},
    )
    return {"InstanceId": instance.id, "Name": "Product"}


def test_an_attribute_is_described(client: Any, product: dict[str, str]) -> None:
    attribute = client.describe_predefined_attribute(**product)["PredefinedAttribute"]

    assert attribute["Name"] == "Product"
    assert attribute["Values"] == {"StringList": ["Shoes", "Hats"]}
    assert attribute["Purposes"] == ["Proficiency"]
    assert attribute["AttributeConfiguration"] == {
        "EnableValueValidationOnAssociation": True,
        "IsReadOnly": False,
    }


def test_its_values_are_replaced(client: Any, product: dict[str, str]) -> None:
    client.update_predefined_attribute(**product, Values={"StringList": ["Gloves"]})

    attribute = client.describe_predefined_attribute(**product)["PredefinedAttribute"]
    assert attribute["Values"] == {"StringList": ["Gloves"]}
    assert attribute["Purposes"] == ["Proficiency"]


def test_a_name_is_taken_once_however_it_is_written(
    client: Any, instance: Instance, product: dict[str, str]
) -> None:
    code = refusal(client.create_predefined_attribute, InstanceId=instance.id, Name="PRODUCT")

    assert code == "DuplicateResourceException"


@pytest.mark.parametrize(
    "wrong",
    [
        {"Name": "connect:Mine"},
        {"Name": "aws:mine"},
        {"Name": "What?"},
        {"Name": "Mine", "Values": {"StringList": ["a", "A"]}},
        {"Name": "Mine", "Values": {"StringList": ["connect:a"]}},
    ],
)
def test_names_and_values_follow_the_pattern(
    client: Any, instance: Instance, wrong: dict[str, Any]
) -> None:
    code = refusal(client.create_predefined_attribute, InstanceId=instance.id, **wrong)

    assert code == "InvalidParameterException"


def test_the_language_takes_values_and_the_subtype_none(client: Any, instance: Instance) -> None:
    add_system_attributes(instance)
    values = {"StringList": ["Turkish"]}

    client.update_predefined_attribute(
        InstanceId=instance.id, Name="connect:Language", Values=values
    )
    subtype = refusal(
        client.update_predefined_attribute,
        InstanceId=instance.id,
        Name="connect:Subtype",
        Values=values,
    )
    deleted = refusal(
        client.delete_predefined_attribute, InstanceId=instance.id, Name="connect:Language"
    )

    language = client.describe_predefined_attribute(
        InstanceId=instance.id, Name="connect:Language"
    )["PredefinedAttribute"]
    assert language["Values"] == values
    assert subtype == deleted == "InvalidRequestException"


def test_a_deleted_attribute_is_gone(client: Any, product: dict[str, str]) -> None:
    client.delete_predefined_attribute(**product)

    for call in (
        client.describe_predefined_attribute,
        client.update_predefined_attribute,
        client.delete_predefined_attribute,
    ):
        assert refusal(call, **product) == "ResourceNotFoundException"


def test_attributes_are_listed_and_found(
    client: Any, instance: Instance, product: dict[str, str]
) -> None:
    client.create_predefined_attribute(InstanceId=instance.id, Name="Certificate")

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_predefined_attributes",
            "PredefinedAttributeSummaryList",
            size,
            InstanceId=instance.id,
        )
        assert [each["Name"] for each in listed] == ["Product", "Certificate"]
    for size in (1, 100):
        found = all_of(
            client,
            "search_predefined_attributes",
            "PredefinedAttributes",
            size,
            InstanceId=instance.id,
            SearchCriteria={"StringCondition": {"FieldName": "name", "Value": "certificate"}},
        )
        assert [each["Name"] for each in found] == ["Certificate"]
