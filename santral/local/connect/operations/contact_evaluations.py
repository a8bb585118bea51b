"""Contact evaluations: a form filled in for one contact, drafted, submitted and scored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.engine.contact import Contact
from santral.engine.instants import to_datetime, to_seconds_text
from santral.local.connect import paging
from santral.local.connect.authors import author
from santral.local.connect.contacts import contact_of
from santral.local.connect.criteria import conditions
from santral.local.connect.errors import CONFLICT, ConnectError, invalid
from santral.local.connect.evaluations.answers import check_complete, merge_answers, merge_notes
from santral.local.connect.evaluations.enablement import disabled_items
from santral.local.connect.evaluations.items import walk
from santral.local.connect.evaluations.kind import EVALUATION
from santral.local.connect.evaluations.scores import scores
from santral.local.connect.instance import Instance
from santral.local.connect.operations.evaluation_forms import (
    EVALUATION_FORM,
    Version,
    content_of,
    version_of,
)
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order
from santral.local.connect.searching import any_of, has_tags, search


@operation("StartContactEvaluation")
def start(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    form = instance.table(EVALUATION_FORM).get(given["EvaluationFormId"])
    number = form.details.get("ActiveVersion")
    if number is None:
        raise ConnectError(CONFLICT, "No version of the evaluation form is active.")
    if (given.get("AutoEvaluationConfiguration") or {}).get("Enabled"):
        raise invalid("AutoEvaluationConfiguration.Enabled", "there is no automated evaluation")
    details: dict[str, Any] = {
        "ContactId": contact.id,
        "AgentId": _agent_id(contact),
        "FormId": form.id,
        "FormVersion": number,
        "FormTitle": form.name,
        "Status": "DRAFT",
        "Evaluator": author(instance),
        "Answers": {},
        "Notes": {},
    }
    resource = instance.table(EVALUATION).create("", details, given.get("Tags"))
    _tell(instance, resource, "IN_PROGRESS")
    return _named(resource)


@operation("DescribeContactEvaluation")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(EVALUATION).get(given["EvaluationId"])
    details = resource.details
    form, version = _version(instance, resource)
    return {
        "Evaluation": {
            **_named(resource),
            "Metadata": {
                "ContactId": details["ContactId"],
                "EvaluatorArn": details["Evaluator"],
                "ContactAgentId": details.get("AgentId"),
                "Score": details.get("Score"),
            },
            "Answers": {ref: {"Value": each} for ref, each in details["Answers"].items()},
            "Notes": {ref: {"Value": each} for ref, each in details["Notes"].items()},
            "Status": details["Status"],
            "Scores": details.get("Scores"),
            "CreatedTime": resource.created,
            "LastModifiedTime": resource.modified,
            "EvaluationType": "STANDARD",
            "Tags": resource.tags or None,
            "ItemEnablementStatus": _enablement(version["Content"], details["Answers"]),
        },
        "EvaluationForm": {
            "EvaluationFormVersion": details["FormVersion"],
            "EvaluationFormId": form.id,
            "EvaluationFormArn": form.arn,
            **content_of(version),
        },
    }


@operation("UpdateContactEvaluation")
def update(instance: Instance, given: Given) -> Answer:
    resource = instance.table(EVALUATION).get(given["EvaluationId"])
    if resource.details["Status"] != "DRAFT":
        raise ConnectError(CONFLICT, "The evaluation has been submitted.")
    _write(instance, resource, given, given.get("UpdatedBy"))
    return _named(resource)


@operation("SubmitContactEvaluation")
def submit(instance: Instance, given: Given) -> Answer:
    """Submit an evaluation, or submit one again."""
    resource = instance.table(EVALUATION).get(given["EvaluationId"])
    _write(instance, resource, given, given.get("SubmittedBy"), submitting=True)
    _tell(instance, resource, "COMPLETE")
    return _named(resource)


@operation("DeleteContactEvaluation")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(EVALUATION)
    resource = table.get(given["EvaluationId"])
    table.delete(resource)
    _tell(instance, resource, "DELETED")
    return None


@operation("ListContactEvaluations")
def list_(instance: Instance, given: Given) -> Answer:
    contact = contact_of(instance, given["ContactId"])
    return paging.page(
        given,
        "EvaluationSummaryList",
        [
            each
            for each in instance.table(EVALUATION).visible()
            if each.details["ContactId"] == contact.id
        ],
        lambda each: {
            **_named(each),
            "EvaluationFormTitle": each.details["FormTitle"],
            "EvaluationFormId": each.details["FormId"],
            "Status": each.details["Status"],
            "EvaluatorArn": each.details["Evaluator"],
            "Score": each.details.get("Score"),
            "EvaluationType": "STANDARD",
            "CreatedTime": each.created,
            "LastModifiedTime": each.modified,
        },
        order=by_order,
    )


@operation("SearchContactEvaluations")
def search_evaluations(instance: Instance, given: Given) -> Answer:
    filter_ = (given.get("SearchFilter") or {}).get("ContactEvaluationAttributeFilter")
    return search(
        given,
        "EvaluationSearchSummaryList",
        [
            each
            for each in instance.table(EVALUATION).visible()
            if filter_ is None or _passes(filter_, each)
        ],
        _search_summary,
        texts={
            "EvaluationId": lambda each: each.id,
            "EvaluationFormId": lambda each: each.details["FormId"],
            "EvaluationFormTitle": lambda each: each.details["FormTitle"],
            "ContactId": lambda each: each.details["ContactId"],
            "ContactAgentId": lambda each: each.details.get("AgentId", ""),
            "EvaluatorArn": lambda each: each.details["Evaluator"],
            "Status": lambda each: each.details["Status"],
            "EvaluationType": lambda _each: "STANDARD",
        },
        tags=lambda each: each.tags,
        conditions=conditions(
            numbers={
                "ScorePercentage": lambda each: _score(each).get("Percentage"),
                "EvaluationFormVersion": lambda each: each.details["FormVersion"],
            },
            moments={
                "CreatedTime": lambda each: each.created_us,
                "LastModifiedTime": lambda each: each.modified_us,
            },
            flags={
                "ScoreAutomaticFail": lambda each: _score(each).get("AutomaticFail"),
                "ScoreNotApplicable": lambda each: _score(each).get("NotApplicable"),
            },
        ),
        order=by_order,
    )


def evaluations_of(instance: Instance, contact_id: str) -> dict[str, Any]:
    """Write a contact's evaluations by their ids, as the API's Contact has them."""
    return {
        each.id: {
            "FormId": each.details["FormId"],
            "EvaluationArn": each.arn,
            "Status": "IN_PROGRESS" if each.details["Status"] == "DRAFT" else "COMPLETE",
            "StartTimestamp": each.created,
            "EndTimestamp": to_datetime(each.details["SubmittedUs"])
            if "SubmittedUs" in each.details
            else None,
        }
        for each in instance.table(EVALUATION).of(contact_id)
    }


# --- what the API tells ---


def _named(resource: Resource) -> dict[str, Any]:
    return {"EvaluationId": resource.id, "EvaluationArn": resource.arn}


def _score(resource: Resource) -> Mapping[str, Any]:
    score: Mapping[str, Any] = resource.details.get("Score") or {}
    return score


def _search_summary(resource: Resource) -> dict[str, Any]:
    details, score = resource.details, _score(resource)
    return {
        **_named(resource),
        "EvaluationFormId": details["FormId"],
        "EvaluationFormVersion": details["FormVersion"],
        "EvaluationFormTitle": details["FormTitle"],
        "Metadata": {
            "ContactId": details["ContactId"],
            "EvaluatorArn": details["Evaluator"],
            "ContactAgentId": details.get("AgentId"),
            "ScorePercentage": score.get("Percentage"),
            "ScoreAutomaticFail": score.get("AutomaticFail"),
            "ScoreNotApplicable": score.get("NotApplicable"),
            "EarnedPoints": score.get("EarnedPoints"),
            "MaxBasePoint": score.get("MaxBasePoint"),
            "PerformanceCategory": score.get("PerformanceCategory"),
            "AutoEvaluationEnabled": False,
        },
        "Status": details["Status"],
        "EvaluationType": "STANDARD",
        "CreatedTime": resource.created,
        "LastModifiedTime": resource.modified,
        "Tags": resource.tags or None,
    }


def _version(instance: Instance, resource: Resource) -> tuple[Resource, Version]:
    form = instance.table(EVALUATION_FORM).get(resource.details["FormId"])
    return form, version_of(form, resource.details["FormVersion"])


def _agent_id(contact: Contact) -> str | None:
    return None if contact.part is None else contact.part.agent.arn.rpartition("/")[2]


def _tell(instance: Instance, resource: Resource, status: str) -> None:
    """Let the contact's record say how the evaluation stands; it is delivered anew."""
    details, now_us = resource.details, instance.timeline.now_us
    contact, submitted_us = (
        instance.ledger.contact(details["ContactId"]),
        details.get("SubmittedUs"),
    )
    if contact is None:
        return  # forgotten since
    plain = {
        "EvaluationArn": resource.arn,
        "Status": status,
        "StartTimestamp": to_seconds_text(resource.created_us),
        "EndTimestamp": None if submitted_us is None else to_seconds_text(submitted_us),
        "DeleteTimestamp": to_seconds_text(now_us) if status == "DELETED" else None,
        "ExportLocation": None,
    }
    instance.switchboard.updates.evaluation(contact, details["FormId"], plain)


# --- filling in ---


def _write(
    instance: Instance,
    resource: Resource,
    given: Given,
    by: Mapping[str, str] | None,
    *,
    submitting: bool = False,
) -> None:
    form = _version(instance, resource)[1]["Content"]
    details: dict[str, Any] = {
        "Answers": merge_answers(form, resource.details["Answers"], given.get("Answers") or {}),
        "Notes": merge_notes(form, resource.details["Notes"], given.get("Notes") or {}),
    }
    if by is not None:
        details["Evaluator"] = instance.table(USER).get(by["ConnectUserArn"]).arn
    if submitting:
        disabled = disabled_items(form["Items"], details["Answers"])
        check_complete(form, details["Answers"], disabled)
        whole, by_ref = scores(form, details["Answers"], disabled)
        details["Status"], details["SubmittedUs"] = "SUBMITTED", instance.timeline.now_us
        if whole:
            details["Score"], details["Scores"] = whole, by_ref
    instance.table(EVALUATION).change(resource, **details)


def _enablement(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, str] | None:
    """Tell what is enabled, for forms in which that depends on something."""
    places = list(walk(form["Items"]))
    if not any("Enablement" in each.item for each in places):
        return None
    disabled = disabled_items(form["Items"], answers)
    return {each.ref_id: "DISABLED" if each.ref_id in disabled else "ENABLED" for each in places}


# --- searching ---


def _passes(filter_: Mapping[str, Any], resource: Resource) -> bool:
    """Compare with a ContactEvaluationAttributeFilter, all of whose members hold."""
    answers: list[bool] = []
    if "TagCondition" in filter_:
        answers.append(has_tags({"TagCondition": filter_["TagCondition"]}, resource.tags))
    if "OrConditions" in filter_:
        answers.append(any_of(filter_["OrConditions"], lambda group: _all(group, resource)))
    if "AndCondition" in filter_:
        answers.append(_all(filter_["AndCondition"], resource))
    if "ContactEvaluationAttributeCondition" in filter_:
        answers.append(_is_of(filter_["ContactEvaluationAttributeCondition"], resource))
    return all(answers)


def _all(group: Mapping[str, Any], resource: Resource) -> bool:
    tags = {"AndCondition": {"TagConditions": group.get("TagConditions", [])}}
    attributes = group.get("AttributeConditions", ())
    return has_tags(tags, resource.tags) and all(_is_of(each, resource) for each in attributes)


def _is_of(condition: Mapping[str, Any], resource: Resource) -> bool:
    """Compare the agent, the one attribute that there is."""
    wanted = (condition.get("AttributeValue") or {}).get("StringValue")
    return wanted == resource.details.get("AgentId")
