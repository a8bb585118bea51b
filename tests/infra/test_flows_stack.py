"""The flows are published by one resource, which may touch those of its stage and no others."""

from __future__ import annotations

import pytest

from functions.catalogue import FUNCTIONS, Trigger
from infra.flow_set import flow_set, given_names
from tests.infra.iam import is_allowed
from tests.infra.roles import Role, Roles
from tests.infra.template import Centre, Found

STAGE, OF, ASKED = "prod", "aws:ResourceTag/stage", "aws:RequestTag/stage"
ON_FLOWS = ["UpdateContactFlowContent", "DeleteContactFlow", "CreateContactFlowVersion"]
ON_MODULES = ["UpdateContactFlowModuleContent", "DeleteContactFlowModule"]


@pytest.fixture
def role(prod: Centre) -> Role:
    return Roles(prod)("flows", "PublishFlowsRole")


def _flows(centre: Centre) -> Found:
    [found] = centre["flows"].resources("Custom::SantralFlows")
    return found


def test_every_name_in_a_flow_stands_for_something_that_is_deployed(prod: Centre) -> None:
    names = _flows(prod).properties["Names"]

    named = {name for each in flow_set(given_names()) for name in each.named}
    assert {each for each in named if not each.startswith(("flow.", "module."))} <= set(names)


def test_flows_wait_until_connect_may_call_what_they_call(prod: Centre) -> None:
    waited_for = _flows(prod).body["DependsOn"]
    associated = {
        each.logical_id for each in prod["flows"].resources("AWS::Connect::IntegrationAssociation")
    }
    permissions = list(prod["flows"].resources("AWS::Lambda::Permission"))

    called = [each for each in FUNCTIONS.values() if each.trigger is Trigger.FLOW]
    assert len(associated) == len(permissions) == len(called) == 4
    assert associated | {each.logical_id for each in permissions} <= set(waited_for)
    for each in permissions:
        assert each.properties["Principal"] == "connect.amazonaws.com"
        assert "Instance" in each.properties["SourceArn"]["Fn::ImportValue"]
        assert each.properties["SourceAccount"]


def test_lambda_has_given_up_before_cloudformation_does(prod: Centre) -> None:
    three_times_and_the_pauses_between_s = 3 * FUNCTIONS["publish_flows"].timeout_s + 60 + 120

    waits_s = int(_flows(prod).properties["ServiceTimeout"])
    assert three_times_and_the_pauses_between_s < waits_s


def test_flows_outlive_their_stack_in_production(prod: Centre) -> None:
    assert _flows(prod).body["DeletionPolicy"] == "Retain"


@pytest.mark.parametrize(
    ("path", "operation"),
    [
        *(("contact-flow/1", each) for each in ON_FLOWS),
        *(("flow-module/1", each) for each in ON_MODULES),
    ],
)
def test_only_flows_of_the_stage_are_changed_or_deleted(
    prod: Centre, role: Role, path: str, operation: str
) -> None:
    instance = Roles(prod).instance

    def may(where: str, **context: str) -> bool:
        return is_allowed(role.statements, f"connect:{operation}", f"{where}/{path}", context)

    assert may(instance, **{OF: STAGE})
    assert not may(instance, **{OF: "dev"})
    assert not may(instance, **{"aws:ResourceTag/tenant": "klima"})
    assert not may(instance.replace("Instance", "Other"), **{OF: STAGE})


def test_what_is_made_bears_the_stage_and_no_tag_of_a_business_is_set(
    prod: Centre, role: Role
) -> None:
    flow = f"{Roles(prod).instance}/contact-flow/1"

    def may(operation: str, context: dict[str, str | tuple[str, ...]]) -> bool:
        return is_allowed(role.statements, f"connect:{operation}", flow, context)

    assert may("CreateContactFlow", {ASKED: STAGE})
    assert not may("CreateContactFlow", {})
    assert may("TagResource", {ASKED: STAGE, "aws:TagKeys": ("stage", "publisher")})
    assert not may("TagResource", {ASKED: STAGE, "aws:TagKeys": ("stage", "tenant")})


@pytest.mark.parametrize(
    "action",
    ["connect:DeleteQueue", "connect:AssociatePhoneNumberContactFlow", "dynamodb:GetItem"],
)
def test_publish_flows_may_do_nothing_else(prod: Centre, role: Role, action: str) -> None:
    assert not is_allowed(role.statements, action, f"{Roles(prod).instance}/queue/1", {OF: STAGE})
