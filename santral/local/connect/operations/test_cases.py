"""Test cases: what a simulated contact does in a flow, and what is expected of the flow.

They are kept, and checked when they are published; nothing runs them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from santral.engine.documents import read_document
from santral.local.connect import paging
from santral.local.connect.errors import ConnectError, duplicate, invalid, not_found
from santral.local.connect.flows.editions import flow_of, lasting
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, describing
from santral.local.connect.searching import search
from santral.local.connect.simulations import problems

TEST_CASE = Kind("test case", "test-case", quota="test-cases", rank=88)

_CONTENT: Final = ("Content", "EntryPoint", "InitializationData")
_INITIAL: Final = ("Attributes", "SegmentAttributes")


@operation("CreateTestCase")
def create(instance: Instance, given: Given) -> Answer:
    table = instance.table(TEST_CASE)
    id_ = given.get("TestCaseId")
    if id_ is not None and table.find(id_) is not None:
        raise duplicate(TEST_CASE.name)
    edition = _checked(instance, {name: given[name] for name in _CONTENT if name in given})
    details = {**describing(given), "Saved": edition}
    if given.get("Status", "PUBLISHED") == "PUBLISHED":
        _check_publishable(edition)
        details["Published"] = edition
    resource = table.create(given["Name"], details, given.get("Tags"), id_=id_)
    return {"TestCaseId": resource.id, "TestCaseArn": resource.arn}


@operation("DescribeTestCase")
def describe(instance: Instance, given: Given) -> Answer:
    """Describe what is published, else what is saved, or the one that is asked for."""
    resource = instance.table(TEST_CASE).get(given["TestCaseId"])
    status = given.get("Status") or _status(resource)
    return {"TestCase": _described(instance, resource, status)}


@operation("UpdateTestCase")
def update(instance: Instance, given: Given) -> Answer:
    table = instance.table(TEST_CASE)
    resource = table.get(given["TestCaseId"])
    changed = {name: given[name] for name in _CONTENT if name in given}
    edition = _checked(instance, {**resource.details["Saved"], **changed})
    details = {**describing(given), "Saved": edition}
    if (given.get("Status") or _status(resource)) == "PUBLISHED":
        _check_publishable(edition)
        details["Published"] = edition
    table.change(resource, name=given.get("Name"), **details)
    return {}


@operation("DeleteTestCase")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(TEST_CASE)
    table.delete(table.get(given["TestCaseId"]))
    return {}


@operation("ListTestCases")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "TestCaseSummaryList",
        instance.table(TEST_CASE).visible(),
        lambda each: {
            "Id": each.id,
            "Arn": each.arn,
            "Name": each.name,
            "Status": _status(each),
            "LastModifiedTime": each.modified,
            "LastModifiedRegion": instance.region,
        },
        order=by_order,
    )


@operation("SearchTestCases")
def search_cases(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "TestCases",
        instance.table(TEST_CASE).visible(),
        lambda each: _described(instance, each, _status(each)),
        texts={
            "name": lambda each: each.name,
            "description": lambda each: each.details.get("Description") or "",
            "resourceID": lambda each: each.id,
        },
        tags=lambda each: each.tags,
        conditions={"StatusCondition": lambda wanted: lambda each: _status(each) == wanted},
        order=by_order,
    )


def _status(resource: Resource) -> str:
    return "PUBLISHED" if "Published" in resource.details else "SAVED"


def _described(instance: Instance, resource: Resource, status: str) -> dict[str, Any]:
    edition = resource.details.get("Published" if status == "PUBLISHED" else "Saved")
    if edition is None:
        raise not_found("published test case")
    return {
        "Arn": resource.arn,
        "Id": resource.id,
        "Name": resource.name,
        "Description": resource.details.get("Description"),
        **edition,
        "Status": status,
        "LastModifiedTime": resource.modified,
        "LastModifiedRegion": instance.region,
        "Tags": resource.tags or None,
        "TestCaseSha256": hashlib.sha256(edition["Content"].encode()).hexdigest(),
    }


# --- what a test case may be ---


def _checked(instance: Instance, edition: Mapping[str, Any]) -> dict[str, Any]:
    checked = dict(edition)
    if "EntryPoint" in edition:
        checked["EntryPoint"] = _entry_point(instance, edition["EntryPoint"])
    if "InitializationData" in edition:
        root = read_document(edition["InitializationData"]).root
        if root is None or any(name not in _INITIAL for name in root):
            raise invalid("InitializationData", f"expected JSON with {' and '.join(_INITIAL)}")
    return checked


def _entry_point(instance: Instance, entry_point: Mapping[str, Any]) -> dict[str, Any]:
    """Check an entry point, and write it as it is to be kept: its flow by a reference that lasts.

    Raises:
        ConnectError: InvalidParameterException, or what `flow_of` raises.
    """
    type_ = entry_point.get("Type")
    member = {
        "VOICE_CALL": "VoiceCallEntryPointParameters",
        "CHAT": "ChatEntryPointParameters",
    }.get(type_ or "", "")
    if not member:
        raise invalid("EntryPoint.Type", "a value is required")
    parameters = entry_point.get(member) or {}
    flow, number = parameters.get("FlowId"), parameters.get("DestinationPhoneNumber")
    if flow is None and number is None:
        raise invalid(f"EntryPoint.{member}", "expected a flow or, for a call, a number")
    if number is not None and "SourcePhoneNumber" not in parameters:
        raise invalid(f"EntryPoint.{member}.SourcePhoneNumber", "a value is required")
    if flow is None:
        return dict(entry_point)
    flow_of(instance, flow)
    return {**entry_point, member: {**parameters, "FlowId": lasting(instance, flow)}}


def _check_publishable(edition: Mapping[str, Any]) -> None:
    found = problems(edition["Content"], (edition.get("EntryPoint") or {}).get("Type"))
    if found:
        raise ConnectError(
            "InvalidTestCaseException",
            "The content is not valid.",
            Problems=[{"message": each} for each in found],
        )
