"""Evaluation forms: their versions, of which one at most is active."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.authors import author
from santral.local.connect.criteria import conditions
from santral.local.connect.errors import CONFLICT, ConnectError, in_use, not_found
from santral.local.connect.evaluations.enablement import as_plain, from_plain
from santral.local.connect.evaluations.items import check_form
from santral.local.connect.evaluations.kind import EVALUATION
from santral.local.connect.instance import Instance
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order
from santral.local.connect.searching import search

EVALUATION_FORM = Kind(
    "evaluation form", "evaluation-form", quota="evaluation-forms", unique=False, rank=86
)

_CONTENT: Final = (
    "Title",
    "Description",
    "Items",
    "ScoringStrategy",
    "AutoEvaluationConfiguration",
    "ReviewConfiguration",
    "TargetConfiguration",
    "LanguageConfiguration",
    "AIVersion",
)
Version = Mapping[str, Any]


@operation("CreateEvaluationForm")
def create(instance: Instance, given: Given) -> Answer:
    version = _version(instance, given)
    resource = instance.table(EVALUATION_FORM).create(
        given["Title"], {"Versions": {"1": version}}, given.get("Tags")
    )
    return _named(resource)


@operation("DescribeEvaluationForm")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(EVALUATION_FORM).get(given["EvaluationFormId"])
    number = given.get("EvaluationFormVersion") or latest(resource)
    version = version_of(resource, number)
    return {
        "EvaluationForm": {
            **_version_summary(instance, resource, number),
            **content_of(version),
            "Tags": resource.tags or None,
        }
    }


@operation("UpdateEvaluationForm")
def update(instance: Instance, given: Given) -> Answer:
    """Replace the content of a version that was never active, or add a version."""
    table = instance.table(EVALUATION_FORM)
    resource = table.get(given["EvaluationFormId"])
    number = given["EvaluationFormVersion"]
    old = version_of(resource, number)
    version = _version(instance, given)
    if given.get("CreateNewVersion"):
        number = latest(resource) + 1
    elif old["Locked"]:
        raise ConnectError(CONFLICT, "The version is locked: expected CreateNewVersion.")
    else:
        version["CreatedUs"] = old["CreatedUs"]
    _put(instance, resource, number, version)
    return {**_named(resource), "EvaluationFormVersion": number}


@operation("ActivateEvaluationForm")
def activate(instance: Instance, given: Given) -> Answer:
    resource = instance.table(EVALUATION_FORM).get(given["EvaluationFormId"])
    number = given["EvaluationFormVersion"]
    version = version_of(resource, number)
    check_form(version["Content"], complete=True)
    _put(
        instance,
        resource,
        number,
        {**version, "Locked": True},
        ActiveVersion=number,
        ActivatedUs=instance.timeline.now_us,
    )
    return {**_named(resource), "EvaluationFormVersion": number}


@operation("DeactivateEvaluationForm")
def deactivate(instance: Instance, given: Given) -> Answer:
    table = instance.table(EVALUATION_FORM)
    resource = table.get(given["EvaluationFormId"])
    number = given["EvaluationFormVersion"]
    version_of(resource, number)
    if resource.details.get("ActiveVersion") != number:
        raise ConnectError(CONFLICT, "The version is not active.")
    table.change(resource, ActiveVersion=None)
    return {**_named(resource), "EvaluationFormVersion": number}


@operation("DeleteEvaluationForm")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(EVALUATION_FORM)
    resource = table.get(given["EvaluationFormId"])
    number = given.get("EvaluationFormVersion")
    if number is not None:
        version_of(resource, number)
    active = resource.details.get("ActiveVersion")
    if active is not None and number in (None, active):
        raise ConnectError(CONFLICT, "The version is active.")
    _refuse_if_evaluated(instance, resource, number)
    left = {} if number is None else {**resource.details["Versions"]}
    left.pop(str(number), None)
    if left:
        name = left[max(left, key=int)]["Content"]["Title"]
        table.change(resource, name=name, Versions=left)
    else:
        table.delete(resource)
    return None


@operation("ListEvaluationForms")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "EvaluationFormSummaryList",
        instance.table(EVALUATION_FORM).visible(),
        lambda each: _summary(instance, each),
        order=by_order,
    )


@operation("ListEvaluationFormVersions")
def list_versions(instance: Instance, given: Given) -> Answer:
    resource = instance.table(EVALUATION_FORM).get(given["EvaluationFormId"])
    return paging.page(
        given,
        "EvaluationFormVersionSummaryList",
        sorted(int(each) for each in resource.details["Versions"]),
        lambda number: _version_summary(instance, resource, number),
        order=int,
    )


@operation("SearchEvaluationForms")
def search_forms(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "EvaluationFormSearchSummaryList",
        instance.table(EVALUATION_FORM).visible(),
        lambda each: _search_summary(instance, each),
        texts={
            "Title": lambda each: each.name,
            "Description": lambda each: _latest_content(each).get("Description", ""),
            "Status": lambda each: _status(each),
            "EvaluationFormId": lambda each: each.id,
            "ContactInteractionType": lambda each: (
                _of_latest(each, "Target", "ContactInteractionType") or ""
            ),
            "EvaluationFormLanguage": lambda each: (
                _of_latest(each, "Language", "FormLanguage") or ""
            ),
        },
        tags=lambda each: each.tags,
        conditions=conditions(
            numbers={
                "LatestVersion": lambda each: latest(each),
                "ActiveVersion": lambda each: each.details.get("ActiveVersion"),
            },
            moments={
                "CreatedTime": lambda each: each.created_us,
                "LastModifiedTime": lambda each: each.modified_us,
                "LastActivatedTime": lambda each: each.details.get("ActivatedUs"),
            },
            flags={"AutoEvaluationEnabled": lambda each: _is_automatic(each)},
        ),
        order=by_order,
    )


# --- versions ---


def latest(resource: Resource) -> int:
    return max(int(each) for each in resource.details["Versions"])


def version_of(resource: Resource, number: int) -> Version:
    """
    Raises:
        ConnectError: ResourceNotFoundException.
    """
    found: Version | None = resource.details["Versions"].get(str(number))
    if found is None:
        raise not_found("version of the evaluation form")
    return found


def content_of(version: Version) -> dict[str, Any]:
    """Give a version's content as the API has it."""
    content: dict[str, Any] = from_plain(version["Content"])
    return content


def _version(instance: Instance, given: Given) -> dict[str, Any]:
    check_form(given, complete=not given.get("AsDraft"))
    for each in (given.get("ReviewConfiguration") or {}).get("ReviewNotificationRecipients", ()):
        if "UserId" in each["Value"]:
            instance.table(USER).get(each["Value"]["UserId"])
    now_us = instance.timeline.now_us
    return {
        "Content": as_plain({name: given[name] for name in _CONTENT if name in given}),
        "Locked": False,
        "CreatedUs": now_us,
        "ModifiedUs": now_us,
    }


def _put(
    instance: Instance, resource: Resource, number: int, version: Version, **details: Any
) -> None:
    versions = {**resource.details["Versions"], str(number): version}
    name = versions[max(versions, key=int)]["Content"]["Title"]
    table = instance.table(EVALUATION_FORM)
    table.change(resource, name=name, Versions=versions, **details)


def _refuse_if_evaluated(instance: Instance, form: Resource, number: int | None) -> None:
    """Keep what was evaluated by a form readable."""
    for each in instance.table(EVALUATION):
        if each.details["FormId"] == form.id and number in (None, each.details["FormVersion"]):
            raise in_use(EVALUATION_FORM.name, "a contact evaluation")


# --- what the API tells ---


def _named(resource: Resource) -> dict[str, Any]:
    return {"EvaluationFormId": resource.id, "EvaluationFormArn": resource.arn}


def _latest_content(resource: Resource) -> Mapping[str, Any]:
    content: Mapping[str, Any] = version_of(resource, latest(resource))["Content"]
    return content


def _of_latest(resource: Resource, config: str, member: str) -> str | None:
    found = _latest_content(resource).get(f"{config}Configuration") or {}
    value: str | None = found.get(member)
    return value


def _is_automatic(resource: Resource) -> bool:
    config = _latest_content(resource).get("AutoEvaluationConfiguration") or {}
    return bool(config.get("Enabled"))


def _status(resource: Resource) -> str:
    return "DRAFT" if resource.details.get("ActiveVersion") is None else "ACTIVE"


def _version_summary(instance: Instance, resource: Resource, number: int) -> dict[str, Any]:
    version = version_of(resource, number)
    is_active = resource.details.get("ActiveVersion") == number
    return {
        **_named(resource),
        "EvaluationFormVersion": number,
        "Locked": version["Locked"],
        "Status": "ACTIVE" if is_active else "DRAFT",
        "CreatedTime": to_datetime(version["CreatedUs"]),
        "CreatedBy": author(instance),
        "LastModifiedTime": to_datetime(version["ModifiedUs"]),
        "LastModifiedBy": author(instance),
    }


def _summary(instance: Instance, resource: Resource) -> dict[str, Any]:
    activated_us = resource.details.get("ActivatedUs")
    return {
        **_named(resource),
        "Title": resource.name,
        "CreatedTime": resource.created,
        "CreatedBy": author(instance),
        "LastModifiedTime": resource.modified,
        "LastModifiedBy": author(instance),
        "LastActivatedTime": None if activated_us is None else to_datetime(activated_us),
        "LastActivatedBy": None if activated_us is None else author(instance),
        "LatestVersion": latest(resource),
        "ActiveVersion": resource.details.get("ActiveVersion"),
    }


def _search_summary(instance: Instance, resource: Resource) -> dict[str, Any]:
    content = _latest_content(resource)
    return {
        **_summary(instance, resource),
        "Status": _status(resource),
        "Description": content.get("Description"),
        "AutoEvaluationEnabled": _is_automatic(resource),
        "EvaluationFormLanguage": _of_latest(resource, "Language", "FormLanguage"),
        "ContactInteractionType": _of_latest(resource, "Target", "ContactInteractionType"),
        "AIVersion": content.get("AIVersion"),
        "Tags": resource.tags or None,
    }
