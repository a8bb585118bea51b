"""Rules: what is to be done on an event. They are kept and checked; no event triggers them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.authors import author
from santral.local.connect.errors import refused
from santral.local.connect.flows.editions import flow_of, lasting
from santral.local.connect.instance import Instance
from santral.local.connect.operations.evaluation_forms import EVALUATION_FORM
from santral.local.connect.operations.integration_associations import INTEGRATION
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order
from santral.local.connect.searching import search

RULE = Kind("rule", "rule", quota="rules", rank=87)

_VERSION: Final = "2022-11-25"
_ANALYSIS: Final = frozenset(
    {
        "OnPostCallAnalysisAvailable",
        "OnRealTimeCallAnalysisAvailable",
        "OnRealTimeChatAnalysisAvailable",
        "OnPostChatAnalysisAvailable",
    }
)
_INTEGRATIONS: Final = frozenset(
    {"OnZendeskTicketCreate", "OnZendeskTicketStatusUpdate", "OnSalesforceCaseCreate"}
)
_NOTIFYING: Final = _ANALYSIS | {"OnContactEvaluationSubmit", "OnMetricDataUpdate"}
# Type of action -> the member that says more, where it cannot be left out.
_MEMBERS: Final[Mapping[str, str]] = {
    "CREATE_TASK": "TaskAction",
    "GENERATE_EVENTBRIDGE_EVENT": "EventBridgeAction",
    "SEND_NOTIFICATION": "SendNotificationAction",
    "CREATE_CASE": "CreateCaseAction",
    "UPDATE_CASE": "UpdateCaseAction",
    "ASSIGN_SLA": "AssignSlaAction",
    "SUBMIT_AUTO_EVALUATION": "SubmitAutoEvaluationAction",
    "EXTRACT_INFORMATION": "ExtractInformationAction",
    "SEND_IN_APP_NOTIFICATION": "SendInAppNotificationAction",
}
# Type of action -> the event sources that it may follow. Source: API Reference, RuleAction.
_SOURCES: Final[Mapping[str, frozenset[str]]] = {
    "GENERATE_EVENTBRIDGE_EVENT": _NOTIFYING,
    "ASSIGN_CONTACT_CATEGORY": _ANALYSIS | _INTEGRATIONS,
    "SEND_NOTIFICATION": _NOTIFYING,
    "CREATE_CASE": frozenset({"OnPostCallAnalysisAvailable", "OnPostChatAnalysisAvailable"}),
    "UPDATE_CASE": frozenset({"OnCaseCreate", "OnCaseUpdate"}),
    "END_ASSOCIATED_TASKS": frozenset({"OnCaseUpdate"}),
    "END_ASSOCIATED_EMAILS": frozenset({"OnCaseUpdate"}),
    "SEND_IN_APP_NOTIFICATION": _ANALYSIS
    | {
        "OnAfterCallWorkAvailable",
        "OnAfterChatWorkAvailable",
        "OnEmailAnalysisAvailable",
        "OnContactEvaluationSubmit",
        "OnCaseCreate",
        "OnCaseUpdate",
        "OnSlaBreach",
        "OnSchedulePublish",
        "OnScheduleUpdate",
        "OnScheduleTimeOffRequestActivity",
    },
}
# Stands for the agent of the evaluation, beside ids of users.
_EVALUATED_AGENT: Final = "$.ContactLens.ContactEvaluation.Agent.AgentId"


@operation("CreateRule")
def create(instance: Instance, given: Given) -> Answer:
    source = given["TriggerEventSource"]
    _check_source(instance, source)
    details = _checked(instance, given, source["EventSourceName"])
    resource = instance.table(RULE).create(
        given["Name"], {"TriggerEventSource": source, **details}, given.get("Tags")
    )
    return {"RuleId": resource.id, "RuleArn": resource.arn}


@operation("DescribeRule")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(RULE).get(given["RuleId"])
    return {
        "Rule": {
            **_described(instance, resource),
            "Function": resource.details["Function"],
            "Actions": resource.details["Actions"],
        }
    }


@operation("UpdateRule")
def update(instance: Instance, given: Given) -> Answer:
    table = instance.table(RULE)
    resource = table.get(given["RuleId"])
    source = resource.details["TriggerEventSource"]["EventSourceName"]
    filters = {"PreEvaluationFilters": None} if _has_filters(resource) else {}
    details = _checked(instance, given, source)
    table.change(resource, name=given["Name"], **{**filters, **details})
    return None


@operation("DeleteRule")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(RULE)
    table.delete(table.get(given["RuleId"]))
    return None


@operation("ListRules")
def list_(instance: Instance, given: Given) -> Answer:
    status, source = given.get("PublishStatus"), given.get("EventSourceName")
    rules = [
        each
        for each in instance.table(RULE).visible()
        if status in (None, each.details["PublishStatus"]) and source in (None, _source(each))
    ]
    return paging.page(
        given,
        "RuleSummaryList",
        rules,
        lambda each: {
            **_summary(each),
            "EventSourceName": _source(each),
        },
        order=by_order,
    )


@operation("SearchRules")
def search_rules(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "Rules",
        instance.table(RULE).visible(),
        lambda each: {**_described(instance, each), "ActionSummaries": _actions(each)},
        texts={
            "Name": lambda each: each.name,
            "PublishStatus": lambda each: each.details["PublishStatus"],
            "EventSourceName": _source,
            "RuleId": lambda each: each.id,
            "IntegrationAssociationId": lambda each: each.details["TriggerEventSource"].get(
                "IntegrationAssociationId", ""
            ),
            "ActionSummaries": lambda each: [action["ActionType"] for action in _actions(each)],
            # Of rules that ask a model, of which there are none.
            "RuleCapabilityTiers": lambda _each: "",
        },
        tags=lambda each: each.tags,
        order=by_order,
    )


# --- what the API tells ---


def _source(resource: Resource) -> str:
    name: str = resource.details["TriggerEventSource"]["EventSourceName"]
    return name


def _has_filters(resource: Resource) -> bool:
    return "PreEvaluationFilters" in resource.details


def _actions(resource: Resource) -> list[dict[str, str]]:
    return [{"ActionType": each["ActionType"]} for each in resource.details["Actions"]]


def _summary(resource: Resource) -> dict[str, Any]:
    return {
        "Name": resource.name,
        "RuleId": resource.id,
        "RuleArn": resource.arn,
        "PublishStatus": resource.details["PublishStatus"],
        "ActionSummaries": _actions(resource),
        "CreatedTime": resource.created,
        "LastUpdatedTime": resource.modified,
    }


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {
        "Name": resource.name,
        "RuleId": resource.id,
        "RuleArn": resource.arn,
        "TriggerEventSource": resource.details["TriggerEventSource"],
        "PublishStatus": resource.details["PublishStatus"],
        "PreEvaluationFilters": resource.details.get("PreEvaluationFilters"),
        "CreatedTime": resource.created,
        "LastUpdatedTime": resource.modified,
        "LastUpdatedBy": author(instance),
        "Tags": resource.tags or None,
    }


# --- what a rule may be ---


def _checked(instance: Instance, given: Given, source: str) -> dict[str, Any]:
    _check_function(given["Function"])
    if not given["Actions"]:
        raise refused("Actions: expected at least one")
    for at, action in enumerate(given["Actions"]):
        _check_action(instance, f"Actions[{at}]", action, source)
    filters = given.get("PreEvaluationFilters")
    return {
        "Function": given["Function"],
        "Actions": [_kept(instance, each) for each in given["Actions"]],
        "PublishStatus": given["PublishStatus"],
        **({} if filters is None else {"PreEvaluationFilters": filters}),
    }


def _check_source(instance: Instance, source: Mapping[str, str]) -> None:
    association = source.get("IntegrationAssociationId")
    if association is not None:
        instance.table(INTEGRATION).get(association)
    elif source["EventSourceName"] in _INTEGRATIONS:
        raise refused("TriggerEventSource.IntegrationAssociationId: a value is required")


def _check_function(text: str) -> None:
    """Source: Developer Guide, "Connect Rules Function language": what every function has."""
    try:
        function = json.loads(text)
    except (ValueError, RecursionError):
        raise refused("Function: expected JSON") from None
    if not isinstance(function, dict) or function.get("Version") != _VERSION:
        raise refused(f"Function.Version: expected {_VERSION}")
    top = function.get("RuleFunction")
    if not isinstance(top, dict) or top.get("Operator") not in ("AND", "OR"):
        raise refused("Function.RuleFunction.Operator: expected AND or OR")
    if not isinstance(top.get("Operands"), list):
        raise refused("Function.RuleFunction.Operands: expected a list of conditions")


def _kept(instance: Instance, action: Mapping[str, Any]) -> dict[str, Any]:
    """Write an action as it is to be kept: its flow by a reference that lasts."""
    if action["ActionType"] != "CREATE_TASK":
        return dict(action)
    task = action["TaskAction"]
    flow = lasting(instance, task["ContactFlowId"])
    return {**action, "TaskAction": {**task, "ContactFlowId": flow}}


def _check_action(instance: Instance, where: str, action: Mapping[str, Any], source: str) -> None:
    type_ = action["ActionType"]
    member = _MEMBERS.get(type_)
    if member is not None and member not in action:
        raise refused(f"{where}.{member}: a value is required")
    allowed = _SOURCES.get(type_)
    if allowed is not None and source not in allowed:
        raise refused(f"{where}.ActionType: expected one that may follow the event source")
    if type_ == "CREATE_TASK":
        flow_of(instance, action["TaskAction"]["ContactFlowId"])
    elif type_ == "SUBMIT_AUTO_EVALUATION":
        form = action["SubmitAutoEvaluationAction"]["EvaluationFormId"]
        instance.table(EVALUATION_FORM).get(form)
    elif type_ in ("SEND_NOTIFICATION", "SEND_IN_APP_NOTIFICATION"):
        _check_recipients(instance, f"{where}.{_MEMBERS[type_]}", action[_MEMBERS[type_]])


def _check_recipients(instance: Instance, where: str, notification: Mapping[str, Any]) -> None:
    recipient = notification["Recipient"]
    users: Sequence[str] = recipient.get("UserIds", ())
    if not users and not recipient.get("UserTags"):
        raise refused(f"{where}.Recipient: expected UserIds or UserTags")
    excluded = (notification.get("Exclusion") or {}).get("UserIds", ())
    for user in (*users, *excluded):
        if user != _EVALUATED_AGENT:
            instance.table(USER).get(user)
