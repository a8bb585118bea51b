"""What a module's settings declare binds the module and the flows that invoke it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.instance import Instance
from tests.fakes.flow_files import action, flow, to
from tests.functional.connect.flow_texts import MODULE_SETTINGS

SETTINGS = json.dumps(
    {
        "input": {
            "schema": {
                "type": "object",
                "properties": {"account": {"type": "string"}, "tries": {"type": "number"}},
            }
        },
        "resultData": {"schema": {"type": "object", "properties": {"tier": {"type": "string"}}}},
        "transitions": {"results": [{"name": "gold", "description": ""}]},
    }
)


def _returns(**parameters: Any) -> str:
    end = action("end", "EndFlowModuleExecution", **parameters)
    return json.dumps(flow(end, Settings=MODULE_SETTINGS))


def _invokes(module: str, result: str = "gold", **input_: Any) -> str:
    transitions = to("bye", "NoMatchingError", "NoMatchingCondition", **{result: "bye"})
    run = action("run", "InvokeFlowModule", transitions, FlowModuleId=module, Input=input_)
    return json.dumps(flow(run))


@pytest.fixture
def tier(client: Any, instance: Instance) -> dict[str, str]:
    """A module that takes an account and a number of tries, and may return by gold, with a tier."""
    made = client.create_contact_flow_module(
        InstanceId=instance.id,
        Name="Tier",
        Content=_returns(Result="gold", ResultData={"tier": "$.Attributes.tier"}),
        Settings=SETTINGS,
    )
    return {"InstanceId": instance.id, "ContactFlowModuleId": made["Id"]}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (_returns(Result="Success"), "Result: the module's settings declare no such result"),
        (
            _returns(ResultData={"age": "9"}),
            "ResultData.age: the module's settings do not declare it",
        ),
    ],
)
def test_a_module_returns_what_it_declares(
    client: Any, tier: dict[str, str], content: str, problem: str
) -> None:
    with pytest.raises(client.exceptions.InvalidContactFlowModuleException) as refused:
        client.update_contact_flow_module_content(**tier, Content=content)

    assert [each["message"] for each in refused.value.response["Problems"]] == [
        f"Tier: block 'end' (EndFlowModuleExecution) Parameters.{problem}"
    ]


def test_without_settings_there_is_no_result_data(client: Any, instance: Instance) -> None:
    with pytest.raises(client.exceptions.InvalidContactFlowModuleException):
        client.create_contact_flow_module(
            InstanceId=instance.id, Name="New", Content=_returns(ResultData={"tier": "gold"})
        )


def test_settings_cannot_take_back_what_the_content_needs(
    client: Any, tier: dict[str, str]
) -> None:
    with pytest.raises(client.exceptions.InvalidContactFlowModuleException):
        client.update_contact_flow_module_content(**tier, Settings="{}")

    client.update_contact_flow_module_content(**tier, Settings="{}", Content=_returns())
    described = client.describe_contact_flow_module(**tier)["ContactFlowModule"]
    assert described["Settings"] == "{}"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"name": "Ada"}, "Parameters.Input.name: the module's settings do not declare it"),
        (
            {"tries": "$.Attributes.tries"},
            "Parameters.Input.tries: a reference is allowed only where a string is declared",
        ),
        ({"result": "silver"}, "Transitions.Conditions[0]: the module declares no such result"),
    ],
)
def test_a_flow_invokes_a_module_as_it_declares(
    client: Any, instance: Instance, tier: dict[str, str], wrong: dict[str, str], problem: str
) -> None:
    with pytest.raises(client.exceptions.InvalidContactFlowException) as refused:
        client.create_contact_flow(
            InstanceId=instance.id,
            Name="Main",
            Type="CONTACT_FLOW",
            Content=_invokes(tier["ContactFlowModuleId"], **wrong),
        )

    assert [each["message"] for each in refused.value.response["problems"]] == [
        f"Main: block 'run' (InvokeFlowModule) {problem}"
    ]


def test_a_flow_that_keeps_to_it_is_published(
    client: Any, instance: Instance, tier: dict[str, str]
) -> None:
    content = _invokes(tier["ContactFlowModuleId"], account="$.Attributes.account", tries=3)
    made = client.create_contact_flow(
        InstanceId=instance.id, Name="Main", Type="CONTACT_FLOW", Content=content
    )

    flow_ = client.describe_contact_flow(
        InstanceId=instance.id, ContactFlowId=made["ContactFlowId"]
    )
    assert flow_["ContactFlow"]["Content"] == content


def test_a_flow_keeps_to_what_the_version_declares_that_it_invokes(
    client: Any, instance: Instance, tier: dict[str, str]
) -> None:
    client.create_contact_flow_module_version(**tier)
    client.update_contact_flow_module_content(**tier, Settings="{}", Content=_returns())
    module = tier["ContactFlowModuleId"]
    made = client.create_contact_flow(
        InstanceId=instance.id,
        Name="Main",
        Type="CONTACT_FLOW",
        Content=_invokes(f"{module}:1", account="A-7"),
    )

    with pytest.raises(client.exceptions.InvalidContactFlowException):
        client.update_contact_flow_content(
            InstanceId=instance.id,
            ContactFlowId=made["ContactFlowId"],
            Content=_invokes(module, account="A-7"),
        )


@pytest.mark.parametrize("module", ["nothing", "$.Attributes.module"])
def test_a_module_that_is_not_known_yet_declares_nothing(
    client: Any, instance: Instance, module: str
) -> None:
    client.create_contact_flow(
        InstanceId=instance.id,
        Name="Main",
        Type="CONTACT_FLOW",
        Content=_invokes(module, account="A-7"),
    )


@pytest.mark.parametrize(
    ("input_", "conditions"),
    [
        (["account"], []),
        ({}, [{"Condition": {"Operands": [["gold"], {}]}}, "gold"]),
        ({}, [{"Condition": []}]),
        ({}, {"Condition": "gold"}),
    ],
)
def test_what_has_not_the_form_of_a_flow_is_refused_as_such(
    client: Any, instance: Instance, tier: dict[str, str], input_: Any, conditions: Any
) -> None:
    module = tier["ContactFlowModuleId"]
    transitions = {**to("bye", "NoMatchingError", "NoMatchingCondition"), "Conditions": conditions}
    run = action("run", "InvokeFlowModule", transitions, FlowModuleId=module, Input=input_)
    content = {**flow(run), "Actions": [run, "no action"]}

    with pytest.raises(client.exceptions.InvalidContactFlowException):
        client.create_contact_flow(
            InstanceId=instance.id, Name="Main", Type="CONTACT_FLOW", Content=json.dumps(content)
        )


@pytest.mark.parametrize(
    "parameters", [{"Result": {"gold": 1}}, {"Result": "gold", "ResultData": ["tier"]}]
)
def test_a_result_that_is_none_is_refused_as_such(
    client: Any, tier: dict[str, str], parameters: dict[str, Any]
) -> None:
    with pytest.raises(client.exceptions.InvalidContactFlowModuleException):
        client.update_contact_flow_module_content(**tier, Content=_returns(**parameters))
