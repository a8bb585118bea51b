"""What CloudFormation makes is what the API shows: one store."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import boto3
import pytest

from santral.local.connect import mocked
from santral.local.connect.cloudformation.requests import answer
from santral.local.connect.cloudformation.types import TYPES
from santral.local.connect.in_process import Mocked
from tests.infra.conftest import ROOT

MIDNIGHT = {"Hours": 0, "Minutes": 0}
DAY = {"Day": "MONDAY", "StartTime": MIDNIGHT, "EndTime": {"Hours": 23, "Minutes": 59}}
STREAM = "arn:aws:kinesis:eu-central-1:123456789012:stream/records"


class Emulator:
    """What an emulator's CloudFormation sends for us."""

    def __init__(self, account: Mocked) -> None:
        self.account = account
        self.api: Any = boto3.client("connect", region_name="eu-central-1")
        self.instance = self.create(
            "Instance",
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="deployed",
            Attributes={"InboundCalls": True, "OutboundCalls": "false", "EarlyMedia": True},
        )["id"]
        self.instance_id = self.instance.rpartition("/")[2]

    def send(self, **asked: Any) -> tuple[int, dict[str, Any]]:
        return answer(self.account.connect, json.dumps(asked).encode())

    def create(self, kind: str, **properties: Any) -> dict[str, Any]:
        return self._good("create", kind, properties=properties)

    def update(self, kind: str, id_: str, old: dict[str, Any], **properties: Any) -> dict[str, Any]:
        return self._good("update", kind, id=id_, old=old, properties=properties)

    def delete(self, kind: str, id_: str, **old: Any) -> None:
        self._good("delete", kind, id=id_, old=old)

    def refused(self, kind: str, **properties: Any) -> str:
        asked = {"action": "create", "type": f"AWS::Connect::{kind}", "properties": properties}
        status, document = self.send(**asked)
        assert status == 400
        return str(document["message"])

    def _good(self, action: str, kind: str, **more: Any) -> dict[str, Any]:
        status, document = self.send(action=action, type=f"AWS::Connect::{kind}", **more)
        assert (status, document.get("message")) == (200, None)
        return document


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with mocked() as account:
        yield Emulator(account)


def hours(emulator: Emulator, name: str = "always") -> dict[str, Any]:
    return {
        "InstanceArn": emulator.instance,
        "Name": name,
        "TimeZone": "Etc/UTC",
        "Config": [DAY],
        "Tags": [{"Key": "stage", "Value": "dev"}],
    }


def test_an_instance_is_made_with_its_attributes_and_deleted(emulator: Emulator) -> None:
    [listed] = emulator.api.list_instances()["InstanceSummaryList"]

    assert (listed["InstanceAlias"], listed["OutboundCallsEnabled"]) == ("deployed", False)
    early = emulator.api.describe_instance_attribute(
        InstanceId=emulator.instance_id, AttributeType="EARLY_MEDIA"
    )
    assert early["Attribute"]["Value"] == "true"
    emulator.delete("Instance", emulator.instance)
    assert emulator.api.list_instances()["InstanceSummaryList"] == []


def test_a_queue_follows_its_template_by_the_apis_own_operations(emulator: Emulator) -> None:
    arn = emulator.create("HoursOfOperation", **hours(emulator))["attributes"][
        "HoursOfOperationArn"
    ]
    old = {"InstanceArn": emulator.instance, "Name": "basic", "HoursOfOperationArn": arn}
    made = emulator.create("Queue", **old)

    again = emulator.update("Queue", made["id"], old, **{**old, "Name": "first", "MaxContacts": 5})

    assert again == made
    assert made["attributes"] == {"QueueArn": made["id"]}
    shown = emulator.api.describe_queue(
        InstanceId=emulator.instance_id, QueueId=made["id"].rpartition("/")[2]
    )["Queue"]
    assert (shown["Name"], shown["MaxContacts"]) == ("first", 5)
    assert shown["HoursOfOperationId"] == arn.rpartition("/")[2]
    emulator.delete("Queue", made["id"], **old)
    names = emulator.api.list_queues(InstanceId=emulator.instance_id, QueueTypes=["STANDARD"])
    assert "first" not in [each.get("Name") for each in names["QueueSummaryList"]]


def test_tags_of_a_template_are_tags_of_the_resource(emulator: Emulator) -> None:
    given = hours(emulator)
    made = emulator.create("HoursOfOperation", **given)["id"]
    new = {**given, "Tags": [{"Key": "owner", "Value": "us"}]}

    emulator.update("HoursOfOperation", made, given, **new)

    assert emulator.api.list_tags_for_resource(resourceArn=made)["tags"] == {"owner": "us"}


def test_what_may_not_change_is_made_anew_and_the_old_one_goes(emulator: Emulator) -> None:
    old = {"InstanceArn": emulator.instance, "SecurityProfileName": "Watcher", "Permissions": []}
    made = emulator.create("SecurityProfile", **old)["id"]

    replaced = emulator.update(
        "SecurityProfile", made, old, **{**old, "SecurityProfileName": "Looker"}
    )["id"]

    assert replaced != made
    listed = emulator.api.list_security_profiles(InstanceId=emulator.instance_id)
    names = [each["Name"] for each in listed["SecurityProfileSummaryList"]]
    assert "Looker" in names
    assert "Watcher" not in names


def test_records_go_where_the_template_says(emulator: Emulator) -> None:
    given = {
        "InstanceArn": emulator.instance,
        "ResourceType": "CONTACT_TRACE_RECORDS",
        "StorageType": "KINESIS_STREAM",
        "KinesisStreamConfig": {"StreamArn": STREAM},
    }
    made = emulator.create("InstanceStorageConfig", **given)

    [config] = emulator.api.list_instance_storage_configs(
        InstanceId=emulator.instance_id, ResourceType="CONTACT_TRACE_RECORDS"
    )["StorageConfigs"]

    assert config["KinesisStreamConfig"]["StreamArn"] == STREAM
    assert config["AssociationId"] == made["attributes"]["AssociationId"]
    emulator.delete("InstanceStorageConfig", made["id"], **given)


def test_origins_and_functions_are_let_in_and_out(emulator: Emulator) -> None:
    origin = {"InstanceId": emulator.instance, "Origin": "https://desk.example.com"}
    function = {
        "InstanceId": emulator.instance,
        "IntegrationType": "LAMBDA_FUNCTION",
        "IntegrationArn": "arn:aws:lambda:eu-central-1:123456789012:function:identify",
    }

    made = emulator.create("ApprovedOrigin", **origin)
    associated = emulator.create("IntegrationAssociation", **function)

    functions = emulator.api.list_lambda_functions(InstanceId=emulator.instance_id)
    assert functions["LambdaFunctions"] == [function["IntegrationArn"]]
    emulator.delete("IntegrationAssociation", associated["id"], **function)
    emulator.delete("ApprovedOrigin", made["id"], **origin)
    origins = emulator.api.list_approved_origins(InstanceId=emulator.instance_id)
    assert origins["Origins"] == []


def test_a_number_is_claimed_and_released(emulator: Emulator) -> None:
    given = {"TargetArn": emulator.instance, "CountryCode": "GB", "Type": "DID"}
    made = emulator.create("PhoneNumber", **given)

    assert made["attributes"]["Address"].startswith("+44")
    emulator.account.wait(minutes=1)  # a claim takes its time
    emulator.delete("PhoneNumber", made["id"], **given)
    listed = emulator.api.list_phone_numbers_v2(TargetArn=emulator.instance)
    assert listed["ListPhoneNumbersSummaryList"] == []


def test_a_broken_flow_is_refused_with_connects_own_word(emulator: Emulator) -> None:
    said = emulator.refused(
        "ContactFlow",
        InstanceArn=emulator.instance,
        Name="broken",
        Type="CONTACT_FLOW",
        Content="{}",
    )

    assert said.startswith("InvalidContactFlowException")


def test_a_property_that_nobody_heeds_is_refused_and_not_lost(emulator: Emulator) -> None:
    said = emulator.refused("HoursOfOperation", **hours(emulator), ParentHours=["x"])

    assert said == (
        "AWS::Connect::HoursOfOperation: not supported by the local Connect: ParentHours"
    )
    assert emulator.refused("Queue", Name="q") == (
        "AWS::Connect::Queue: expected HoursOfOperationArn, InstanceArn"
    )
    assert emulator.refused("Rule", Name="q") == "the local Connect has no AWS::Connect::Rule"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"type": 1}', b'{"type": "x"}'])
def test_what_is_no_request_is_told_so(emulator: Emulator, body: bytes) -> None:
    status, document = answer(emulator.account.connect, body)

    assert status == 400
    assert document["message"]


def test_every_type_of_our_stacks_is_known() -> None:
    written = "".join(each.read_text("utf-8") for each in (ROOT / "infra/stacks").glob("*.py"))
    used = {
        name.removeprefix("AWS::Connect::")
        for name in TYPES
        if f"connect.Cfn{name.removeprefix('AWS::Connect::')}(" in written
    }

    named = set(re.findall(r"connect\.Cfn(\w+)\(", written))
    named |= set(re.findall(r"of = connect\.Cfn(\w+)", written))
    assert {"Instance", "Queue"} <= used
    assert named - {each.removeprefix("AWS::Connect::") for each in TYPES} == set()
