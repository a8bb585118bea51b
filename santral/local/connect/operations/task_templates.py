"""Task templates: the fields that a task is created with, and what they are by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import (
    DUPLICATE,
    NOT_FOUND,
    ConnectError,
    invalid,
    not_found,
    refused,
)
from santral.local.connect.flows.editions import flow_of, lasting
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import QUICK_CONNECT
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order
from santral.local.connect.template_fields import (
    MISSING,
    UNKNOWN,
    Field,
    check_fields,
    mismatch,
    name_of,
    wrong,
)

TASK_TEMPLATE = Kind("task template", "task-template", quota="task-templates", rank=85)

_MEMBERS: Final = (
    "Description",
    "ContactFlowId",
    "SelfAssignFlowId",
    "ContactHooks",
    "Constraints",
    "Defaults",
    "Status",
    "Fields",
)
# Members of StartTaskContact that hold the one field of a type; all others are References.
_OWN_MEMBER: Final[Mapping[str, str]] = {
    "NAME": "Name",
    "DESCRIPTION": "Description",
    "SCHEDULED_TIME": "ScheduledTime",
    "QUICK_CONNECT": "QuickConnectId",
}
# What agents choose in the Contact Control Panel and no member of a request has.
_OF_THE_PANEL: Final = frozenset({"SELF_ASSIGN", "EXPIRY_DURATION"})
_REFERENCE_TYPES: Final[Mapping[str, str]] = {
    "URL": "URL",
    "NUMBER": "NUMBER",
    "DATE_TIME": "DATE",
    "EMAIL": "EMAIL",
}


@operation("CreateTaskTemplate")
def create(instance: Instance, given: Given) -> Answer:
    details = _checked(instance, given)
    try:
        resource = instance.table(TASK_TEMPLATE).create(
            given["Name"], {"Status": "ACTIVE", **details}
        )
    except ConnectError as error:
        raise _as_property(error) from error
    return {"Id": resource.id, "Arn": resource.arn}


@operation("GetTaskTemplate")
def get(instance: Instance, given: Given) -> Answer:
    if "SnapshotVersion" in given:
        raise not_found("version of the task template")  # tasks here have none
    resource = instance.table(TASK_TEMPLATE).get(given["TaskTemplateId"])
    return {**_described(instance, resource), "Tags": resource.tags or None}


@operation("UpdateTaskTemplate")
def update(instance: Instance, given: Given) -> Answer:
    """Replace a whole template: what is not given is not there any more, but for its name."""
    table = instance.table(TASK_TEMPLATE)
    resource = table.get(given["TaskTemplateId"])
    if "Status" not in given:
        raise wrong("Status", MISSING, "a value is required")
    details = _checked(instance, given)
    gone = {name: None for name in resource.details if name not in details}
    try:
        table.change(resource, name=given.get("Name"), **gone, **details)
    except ConnectError as error:
        raise _as_property(error) from error
    return _described(instance, resource)


@operation("DeleteTaskTemplate")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(TASK_TEMPLATE)
    table.delete(table.get(given["TaskTemplateId"]))
    return {}


@operation("ListTaskTemplates")
def list_(instance: Instance, given: Given) -> Answer:
    status, name = given.get("Status"), given.get("Name")
    templates = [
        each
        for each in instance.table(TASK_TEMPLATE).visible()
        if status in (None, each.details["Status"]) and name in (None, each.name)
    ]
    return paging.page(
        given,
        "TaskTemplates",
        templates,
        lambda each: {
            "Id": each.id,
            "Arn": each.arn,
            "Name": each.name,
            "Description": each.details.get("Description"),
            "Status": each.details["Status"],
            "LastModifiedTime": each.modified,
            "CreatedTime": each.created,
        },
        order=by_order,
    )


def _checked(instance: Instance, given: Given) -> dict[str, Any]:
    details = {name: given[name] for name in _MEMBERS if name in given}
    check_fields(details)
    quick = any(each.get("Type") == "QUICK_CONNECT" for each in details["Fields"])
    if not details.get("ContactFlowId") and not quick:
        raise wrong("ContactFlowId", MISSING, "a value, or a QUICK_CONNECT field, is required")
    for name in ("ContactFlowId", "SelfAssignFlowId"):
        if details.get(name):
            details[name] = _kept_flow(instance, name, details[name])
        else:
            details.pop(name, None)
    hooks = details.get("ContactHooks") or {}
    if hooks.get("WrapUpFlowId"):
        kept = _kept_flow(instance, "ContactHooks.WrapUpFlowId", hooks["WrapUpFlowId"])
        details["ContactHooks"] = {**hooks, "WrapUpFlowId": kept}
    _check_quick_connect(instance, details)
    return details


def _kept_flow(instance: Instance, path: str, reference: str) -> str:
    """Check a reference to a flow, and write it as it is to be kept."""
    try:
        flow_of(instance, reference)
        return lasting(instance, reference)
    except ConnectError as error:
        if error.code != NOT_FOUND:
            raise
        raise wrong(path, UNKNOWN, "expected a contact flow of the instance") from error


def _check_quick_connect(instance: Instance, details: Mapping[str, Any]) -> None:
    types = {name_of(each): each.get("Type") for each in details["Fields"]}
    for name, value in _defaults(details).items():
        known = instance.table(QUICK_CONNECT).find(value) is not None
        if types[name] == "QUICK_CONNECT" and value and not known:
            path = "Defaults.DefaultFieldValues"
            raise wrong(path, UNKNOWN, "expected a quick connect of the instance")


def _as_property(error: ConnectError) -> ConnectError:
    if error.code != DUPLICATE:
        return error
    return wrong("Name", "RESOURCE_NAME_ALREADY_EXISTS", "expected a name that no other has")


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {
        "InstanceId": instance.id,
        "Id": resource.id,
        "Arn": resource.arn,
        "Name": resource.name,
        **resource.details,
        "LastModifiedTime": resource.modified,
        "CreatedTime": resource.created,
    }


# --- tasks from templates ---


def apply(instance: Instance, reference: str, given: Given) -> dict[str, Any]:
    """Write the input of StartTaskContact as if it had been given without the template.

    What the caller gives comes before the template's defaults, and a quick connect before the
    template's flow.

    Raises:
        ConnectError: ResourceNotFoundException; InvalidRequestException where the template is not
            active; InvalidParameterException where a field is missing, unknown, or not of its
            type.
    """
    template = instance.table(TASK_TEMPLATE).get(reference).details
    if template["Status"] != "ACTIVE":
        raise refused("The task template is not active.")
    fields = [each for each in template["Fields"] if each.get("Type") not in _OF_THE_PANEL]
    _check_references(fields, given.get("References") or {})
    asked = {name: value for name, value in given.items() if name != "TaskTemplateId"}
    references = dict(given.get("References") or {})
    defaults = _defaults(template)
    for field in fields:
        _fill(asked, references, field, defaults.get(name_of(field)))
    _check_required(template, fields, asked, references)
    if references:
        asked["References"] = references
    if "QuickConnectId" not in asked and "ContactFlowId" in template:
        asked["ContactFlowId"] = template["ContactFlowId"]
    return asked


def _defaults(template: Mapping[str, Any]) -> dict[str, str]:
    values = (template.get("Defaults") or {}).get("DefaultFieldValues", ())
    return {name_of(each): each.get("DefaultValue", "") for each in values}


def _check_references(fields: list[Field], references: Mapping[str, Mapping[str, str]]) -> None:
    known = {name_of(each): each for each in fields if each.get("Type") not in _OWN_MEMBER}
    for name, reference in references.items():
        field = known.get(name)
        if field is None:
            raise invalid("References", "expected the names of the template's fields")
        if reference["Type"] != _reference_type(field):
            raise invalid("References", "expected each of the type of its field")
        expected = mismatch(field, reference.get("Value", ""))
        if expected is not None:
            raise invalid("References", expected)


def _reference_type(field: Field) -> str:
    return _REFERENCE_TYPES.get(field.get("Type", "TEXT"), "STRING")


def _fill(
    asked: dict[str, Any], references: dict[str, Any], field: Field, default: str | None
) -> None:
    if not default:
        return
    member = _OWN_MEMBER.get(field.get("Type", "TEXT"))
    if member is None:
        references.setdefault(name_of(field), {"Type": _reference_type(field), "Value": default})
    elif member != "ScheduledTime":  # a time that is the same for every task is the panel's
        asked.setdefault(member, default)


def _check_required(
    template: Mapping[str, Any],
    fields: list[Field],
    asked: Mapping[str, Any],
    references: Mapping[str, Mapping[str, str]],
) -> None:
    required = {name_of(each) for each in template["Constraints"]["RequiredFields"]}
    for field in fields:
        member = _OWN_MEMBER.get(field.get("Type", "TEXT"))
        value = (
            asked.get(member)
            if member is not None
            else references.get(name_of(field), {}).get("Value")
        )
        if name_of(field) in required and not value:
            raise invalid(member or "References", "a value is required by the task template")
    if "QuickConnectId" not in asked and "ContactFlowId" not in template:
        raise invalid("QuickConnectId", "a value is required by the task template")
