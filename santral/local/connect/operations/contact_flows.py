"""Contact flows: what is published and saved of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.local.connect import paging
from santral.local.connect.flows import changes
from santral.local.connect.flows.contents import checksum
from santral.local.connect.flows.contracts import problems_of_flow
from santral.local.connect.flows.editions import FLOW, FLOWS, edition
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order, describing, modified
from santral.local.connect.searching import any_of, has_tag, search


@operation("CreateContactFlow")
def create(instance: Instance, given: Given) -> Answer:
    flow = changes.add(
        instance,
        FLOWS,
        given["Name"],
        given["Type"],
        given["Content"],
        details=describing(given),
        tags=given.get("Tags"),
        saved_only=given.get("Status") == "SAVED",
        further=problems_of_flow(instance, given["Name"], given["Content"]),
    )
    return {
        "ContactFlowId": flow.id,
        "ContactFlowArn": flow.arn,
        "FlowContentSha256": checksum(flow.details["Published"])
        if "Published" in flow.details
        else None,
    }


@operation("DescribeContactFlow")
def describe(instance: Instance, given: Given) -> Answer:
    found = edition(instance, FLOWS, given["ContactFlowId"])
    answer = {
        **_described(instance, found.flow),
        "Status": found.status,
        "Content": found.content,
        "FlowContentSha256": checksum(found.content),
    }
    if found.version is not None:
        answer["Version"] = found.version.details["Version"]
        answer["VersionDescription"] = found.version.details.get("Description")
        answer |= modified(instance, found.version)
    return {"ContactFlow": answer}


@operation("UpdateContactFlowContent")
def update_content(instance: Instance, given: Given) -> Answer:
    reference, content = given["ContactFlowId"], given["Content"]
    further = problems_of_flow(instance, instance.table(FLOW).get(reference).name, content)
    changes.write_content(instance, FLOWS, reference, content, further=further)
    return {}


@operation("UpdateContactFlowMetadata")
def update_metadata(instance: Instance, given: Given) -> Answer:
    state = given.get("ContactFlowState")
    changes.change_metadata(instance, FLOWS, given["ContactFlowId"], given, state)
    return {}


@operation("UpdateContactFlowName")
def update_name(instance: Instance, given: Given) -> Answer:
    changes.change_metadata(instance, FLOWS, given["ContactFlowId"], given)
    return {}


@operation("DeleteContactFlow")
def delete(instance: Instance, given: Given) -> Answer:
    changes.delete(instance, FLOWS, given["ContactFlowId"])
    return {}


@operation("ListContactFlows")
def list_(instance: Instance, given: Given) -> Answer:
    types = given.get("ContactFlowTypes")
    flows = [
        each
        for each in instance.table(FLOW).visible()
        if not types or each.details["Type"] in types
    ]
    return paging.page(given, "ContactFlowSummaryList", flows, _summary, order=by_order)


@operation("SearchContactFlows")
def search_flows(instance: Instance, given: Given) -> Answer:
    """Search by name and description, type, state, status and tags; contents are left out."""
    attributes = (given.get("SearchFilter") or {}).get("FlowAttributeFilter")
    flows = [
        each
        for each in instance.table(FLOW).visible()
        if attributes is None or _has_attributes(attributes, each)
    ]
    return search(
        given,
        "ContactFlows",
        flows,
        lambda each: {**_described(instance, each), "Status": _status(each)},
        texts={
            "name": lambda each: each.name,
            "description": lambda each: each.details.get("Description"),
        },
        tags=lambda each: each.tags,
        conditions={
            "TypeCondition": lambda wanted: lambda each: each.details["Type"] == wanted,
            "StateCondition": lambda wanted: lambda each: each.details["State"] == wanted,
            "StatusCondition": lambda wanted: lambda each: _status(each) == wanted,
        },
        order=by_order,
    )


def _has_attributes(wanted: Mapping[str, Any], flow: Resource) -> bool:
    answers: list[bool] = []
    for name, value in wanted.items():
        if name == "OrConditions":
            answers.append(any_of(value, lambda each: _has_attributes(each, flow)))
        elif name == "AndCondition":
            answers.append(_has_attributes(value, flow))
        elif name == "TagConditions":
            answers.append(all(has_tag(each, flow.tags) for each in value))
        elif name == "TagCondition":
            answers.append(has_tag(value, flow.tags))
        elif name == "ContactFlowTypeCondition":
            answers.append(value.get("ContactFlowType") in (None, flow.details["Type"]))
    return all(answers)


def _status(flow: Resource) -> str:
    return "PUBLISHED" if "Published" in flow.details else "SAVED"


def _summary(flow: Resource) -> dict[str, Any]:
    return {
        "Id": flow.id,
        "Arn": flow.arn,
        "Name": flow.name,
        "ContactFlowType": flow.details["Type"],
        "ContactFlowState": flow.details["State"],
        "ContactFlowStatus": _status(flow),
    }


def _described(instance: Instance, flow: Resource) -> dict[str, Any]:
    return {
        "Arn": flow.arn,
        "Id": flow.id,
        "Name": flow.name,
        "Type": flow.details["Type"],
        "State": flow.details["State"],
        "Description": flow.details.get("Description"),
        "Tags": flow.tags,
        **modified(instance, flow),
    }
