"""References to flows with a qualifier: what they mean where, and what keeps them alive."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.phone_numbers import add_number
from santral.local.testing.small_flows import whisper
from tests.functional.connect.flow_texts import NUMBER, marks, module_marks, rung
from tests.functional.connect.furnishing import make_flow, make_queue
from tests.functional.connect.refusals import refusal
from tests.functional.connect.test_rules import FUNCTION


class Aliased:
    """A flow with version 1, its alias "live", and another content published since."""

    def __init__(self, client: Any, instance: Instance, type_: str, first: str, then: str) -> None:
        self.client, self.instance = client, instance
        self.id = make_flow(client, instance, f"Some {type_}", type_, first)
        self.mine = {"InstanceId": instance.id, "ContactFlowId": self.id}
        client.create_contact_flow_version(**self.mine)
        made = client.create_contact_flow_alias(**self.mine, AliasName="live", ContactFlowVersion=1)
        self.alias = str(made["Id"])
        client.update_contact_flow_content(**self.mine, Content=then)

    @property
    def by_name(self) -> str:
        return f"{self.id}:live"

    @property
    def by_id(self) -> str:
        return f"{self.id}:{self.alias}"

    def rename(self) -> None:
        self.client.update_contact_flow_alias(**self.mine, AliasId=self.alias, Name="calm")

    def delete_alias(self) -> str:
        return refusal(self.client.delete_contact_flow_alias, **self.mine, AliasId=self.alias)


@pytest.fixture
def main(client: Any, instance: Instance) -> Aliased:
    return Aliased(client, instance, "CONTACT_FLOW", marks("one"), marks("two"))


def test_a_number_follows_an_alias_that_is_renamed(
    account: Mocked, client: Any, instance: Instance, main: Aliased
) -> None:
    number = add_number(instance, NUMBER)
    client.associate_phone_number_contact_flow(
        InstanceId=instance.id, PhoneNumberId=number.id, ContactFlowId=main.by_name
    )

    main.rename()

    [listed] = client.list_flow_associations(InstanceId=instance.id)["FlowAssociationSummaryList"]
    assert rung(account, instance) == "one"
    assert listed["FlowId"] == f"{instance.arn}/contact-flow/{main.by_id}"
    assert main.delete_alias() == "InvalidRequestException"


def test_a_resource_keeps_an_alias_that_is_renamed(
    client: Any, instance: Instance, main: Aliased
) -> None:
    resource = {
        "InstanceId": instance.id,
        "ResourceId": "arn:aws:social-messaging:eu-central-1:123456789012:phone-number-id/0a1b",
        "ResourceType": "WHATSAPP_MESSAGING_PHONE_NUMBER",
    }
    client.associate_flow(**resource, FlowId=main.by_name)

    main.rename()

    kept = client.get_flow_association(**resource)["FlowId"]
    assert kept == f"{instance.arn}/contact-flow/{main.by_id}"
    assert main.delete_alias() == "InvalidRequestException"


def test_a_quick_connect_keeps_an_alias_that_is_renamed(
    client: Any, instance: Instance, main: Aliased
) -> None:
    config = {"QuickConnectType": "FLOW", "FlowConfig": {"ContactFlowId": main.by_name}}
    made = client.create_quick_connect(
        InstanceId=instance.id, Name="Main", QuickConnectConfig=config
    )

    main.rename()

    described = client.describe_quick_connect(
        InstanceId=instance.id, QuickConnectId=made["QuickConnectId"]
    )["QuickConnect"]["QuickConnectConfig"]
    assert described["FlowConfig"] == {"ContactFlowId": main.by_id}
    assert main.delete_alias() == "InvalidRequestException"


def test_a_queue_keeps_an_alias_that_is_renamed(client: Any, instance: Instance) -> None:
    texts = [json.dumps(whisper(each)) for each in ("First.", "Then.")]
    whispered = Aliased(client, instance, "OUTBOUND_WHISPER", *texts)
    queue = make_queue(client, instance, OutboundCallerConfig={"OutboundFlowId": whispered.by_name})

    whispered.rename()

    bound = instance.directory.queue(queue)
    assert bound is not None
    assert bound.outbound_flow == whispered.by_id
    assert instance.directory.flow(whispered.by_id) is not None
    assert whispered.delete_alias() == "InvalidRequestException"


def test_a_rule_and_a_template_keep_an_alias_that_is_renamed(
    client: Any, instance: Instance, main: Aliased
) -> None:
    action = {
        "ActionType": "CREATE_TASK",
        "TaskAction": {"Name": "Look at it", "ContactFlowId": main.by_name},
    }
    rule = client.create_rule(
        InstanceId=instance.id,
        Name="after",
        TriggerEventSource={"EventSourceName": "OnContactEvaluationSubmit"},
        Function=FUNCTION,
        Actions=[action],
        PublishStatus="DRAFT",
    )
    name = {"Id": {"Name": "Task"}, "Type": "NAME"}
    template = client.create_task_template(
        InstanceId=instance.id,
        Name="Refund",
        ContactFlowId=main.by_name,
        Fields=[name],
        Constraints={"RequiredFields": [{"Id": name["Id"]}]},
    )

    main.rename()

    kept = client.describe_rule(InstanceId=instance.id, RuleId=rule["RuleId"])["Rule"]
    assert kept["Actions"][0]["TaskAction"]["ContactFlowId"] == main.by_id
    got = client.get_task_template(InstanceId=instance.id, TaskTemplateId=template["Id"])
    assert got["ContactFlowId"] == main.by_id
    assert main.delete_alias() == "InvalidRequestException"


def test_a_test_case_keeps_an_alias_that_is_renamed(
    client: Any, instance: Instance, main: Aliased
) -> None:
    entry = {"Type": "CHAT", "ChatEntryPointParameters": {"FlowId": main.by_name}}
    case = client.create_test_case(
        InstanceId=instance.id,
        Name="Sales",
        Content=json.dumps({"Version": "2019-10-30", "Metadata": {}, "Observations": []}),
        EntryPoint=entry,
        Status="SAVED",
    )["TestCaseId"]

    main.rename()

    kept = client.describe_test_case(InstanceId=instance.id, TestCaseId=case, Status="SAVED")
    parameters = kept["TestCase"]["EntryPoint"]["ChatEntryPointParameters"]
    assert parameters == {"FlowId": main.by_id}


@pytest.mark.parametrize("qualifier", ["live", "1", "77", "$SAVED", "$LATEST"])
def test_what_means_a_whole_flow_takes_no_qualifier(
    client: Any, main: Aliased, qualifier: str
) -> None:
    request = {**main.mine, "ContactFlowId": f"{main.id}:{qualifier}"}

    codes = [
        refusal(client.delete_contact_flow, **request),
        refusal(client.update_contact_flow_name, **request, Name="Other"),
        refusal(client.update_contact_flow_metadata, **request, Description="Other"),
        refusal(client.create_contact_flow_version, **request),
        refusal(client.list_contact_flow_aliases, **request),
    ]

    assert codes == ["InvalidRequestException"] * 5
    assert client.describe_contact_flow(**main.mine)["ContactFlow"]["Name"] == "Some CONTACT_FLOW"


def test_what_means_a_whole_module_takes_no_qualifier(client: Any, instance: Instance) -> None:
    module = client.create_contact_flow_module(
        InstanceId=instance.id, Name="Module", Content=module_marks("one")
    )["Id"]
    request = {"InstanceId": instance.id, "ContactFlowModuleId": f"{module}:$LATEST"}

    codes = [
        refusal(client.delete_contact_flow_module, **request),
        refusal(client.update_contact_flow_module_metadata, **request, Name="Other"),
        refusal(client.create_contact_flow_module_version, **request),
    ]

    assert codes == ["InvalidRequestException"] * 3


def test_one_qualifier_is_all_that_a_reference_has(client: Any, main: Aliased) -> None:
    request = {**main.mine, "ContactFlowId": f"{main.id}:1:2"}

    assert refusal(client.describe_contact_flow, **request) == "ResourceNotFoundException"
