"""Descriptions through boto3: an empty one is none, whatever is described."""

from __future__ import annotations

from typing import Any

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.flow_texts import marks
from tests.functional.connect.furnishing import make_flow, make_hours
from tests.functional.connect.test_test_cases import make_case

TEXT = {"Description": "Of the shop"}
EMPTY = {"Description": ""}


def test_a_flow_loses_its_description(client: Any, instance: Instance) -> None:
    flow = make_flow(client, instance, "Main", "CONTACT_FLOW", marks("main"))
    asked = {"InstanceId": instance.id, "ContactFlowId": flow}
    client.update_contact_flow_metadata(**asked, **TEXT)
    before = client.describe_contact_flow(**asked)["ContactFlow"]

    client.update_contact_flow_metadata(**asked, **EMPTY)

    assert before["Description"] == "Of the shop"
    assert "Description" not in client.describe_contact_flow(**asked)["ContactFlow"]


def test_an_alias_and_a_version_may_have_none(client: Any, instance: Instance) -> None:
    flow = make_flow(client, instance, "Main", "CONTACT_FLOW", marks("main"))
    asked = {"InstanceId": instance.id, "ContactFlowId": flow}
    client.create_contact_flow_version(**asked, **EMPTY)
    made = client.create_contact_flow_alias(**asked, AliasName="live", ContactFlowVersion=1, **TEXT)
    alias = {**asked, "AliasId": made["Id"]}

    client.update_contact_flow_alias(**alias, **EMPTY)

    assert "Description" not in client.describe_contact_flow_alias(**alias)["ContactFlowAlias"]
    (version,) = client.list_contact_flow_versions(**asked)["ContactFlowVersionSummaryList"]
    assert "VersionDescription" not in version


def test_a_number_loses_its_description(account: Mocked, client: Any, instance: Instance) -> None:
    made = client.claim_phone_number(
        InstanceId=instance.id, PhoneNumber="+902123456700", PhoneNumberDescription="Front door"
    )
    number = {"PhoneNumberId": made["PhoneNumberId"]}
    account.wait(seconds=2)

    client.update_phone_number_metadata(**number, PhoneNumberDescription="")

    described = client.describe_phone_number(**number)["ClaimedPhoneNumberSummary"]
    assert "PhoneNumberDescription" not in described


def test_hours_lose_their_description(client: Any, instance: Instance) -> None:
    hours = make_hours(client, instance, Description="Of the shop")
    asked = {"InstanceId": instance.id, "HoursOfOperationId": hours}

    client.update_hours_of_operation(**asked, **EMPTY)

    assert "Description" not in client.describe_hours_of_operation(**asked)["HoursOfOperation"]


def test_a_test_case_loses_its_description(client: Any, instance: Instance) -> None:
    asked = {"InstanceId": instance.id, "TestCaseId": make_case(client, instance, **TEXT)}

    client.update_test_case(**asked, **EMPTY)

    assert "Description" not in client.describe_test_case(**asked)["TestCase"]
    plain = {
        "InstanceId": instance.id,
        "TestCaseId": make_case(client, instance, Name="B", **EMPTY),
    }
    assert "Description" not in client.describe_test_case(**plain)["TestCase"]
