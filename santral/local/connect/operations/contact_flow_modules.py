"""Flow modules: what is published and saved of each, with the settings that its callers see."""

from __future__ import annotations

import json
from typing import Any

from santral.engine.documents import read_document
from santral.engine.flow_types import MODULE
from santral.local.connect import paging
from santral.local.connect.errors import invalid, refused
from santral.local.connect.flows import changes
from santral.local.connect.flows.contents import checksum
from santral.local.connect.flows.contracts import (
    NO_SETTINGS,
    problems_of_flow,
    problems_of_module,
)
from santral.local.connect.flows.editions import MODULE_KIND, MODULES, SAVED, edition, qualifier_of
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order, describing
from santral.local.connect.searching import search


@operation("CreateContactFlowModule")
def create(instance: Instance, given: Given) -> Answer:
    settings = given.get("Settings", NO_SETTINGS)
    _check_settings(settings)
    _require_content_settings(given["Content"])
    module = changes.add(
        instance,
        MODULES,
        given["Name"],
        MODULE,
        given["Content"],
        details={
            **describing(given),
            "Settings": settings,
            "ExternalInvocation": given.get("ExternalInvocationConfiguration"),
        },
        tags=given.get("Tags"),
        further=_contract_problems(instance, given["Name"], given["Content"], settings),
    )
    return {"Id": module.id, "Arn": module.arn}


@operation("DescribeContactFlowModule")
def describe(instance: Instance, given: Given) -> Answer:
    found = edition(instance, MODULES, given["ContactFlowModuleId"])
    answer = {
        **_described(found.flow),
        "Status": found.status,
        "Content": found.content,
        "FlowModuleContentSha256": checksum(found.content),
    }
    if found.version is None:
        saving = qualifier_of(given["ContactFlowModuleId"]) == SAVED
        answer["Settings"] = _settings(found.flow, saved=saving)
    else:
        answer["Version"] = found.version.details["Version"]
        answer["VersionDescription"] = found.version.details.get("Description")
        answer["Settings"] = found.version.details.get("Settings")
    return {"ContactFlowModule": answer}


@operation("UpdateContactFlowModuleContent")
def update_content(instance: Instance, given: Given) -> Answer:
    """Change content, settings or both, which have to fit each other once they are published."""
    reference = given["ContactFlowModuleId"]
    module = instance.table(MODULE_KIND).get(reference)
    if "Content" not in given and "Settings" not in given:
        raise refused("Content: it or Settings is required")
    saving = qualifier_of(reference) == SAVED
    settings = given.get("Settings", _settings(module, saved=saving))
    _check_settings(settings)
    content = given.get("Content", module.details["Saved" if saving else "Published"])
    if not saving:
        _require_content_settings(content)
    changes.write_content(
        instance,
        MODULES,
        reference,
        content,
        further=_contract_problems(instance, module.name, content, settings),
        Settings=settings,
    )
    return {}


@operation("UpdateContactFlowModuleMetadata")
def update_metadata(instance: Instance, given: Given) -> Answer:
    reference = given["ContactFlowModuleId"]
    changes.change_metadata(instance, MODULES, reference, given, given.get("State"))
    return {}


@operation("DeleteContactFlowModule")
def delete(instance: Instance, given: Given) -> Answer:
    changes.delete(instance, MODULES, given["ContactFlowModuleId"])
    return {}


@operation("ListContactFlowModules")
def list_(instance: Instance, given: Given) -> Answer:
    state = given.get("ContactFlowModuleState")
    modules = [
        each
        for each in instance.table(MODULE_KIND).visible()
        if state in (None, each.details["State"])
    ]
    return paging.page(
        given,
        "ContactFlowModulesSummaryList",
        modules,
        lambda each: {
            "Id": each.id,
            "Arn": each.arn,
            "Name": each.name,
            "State": each.details["State"],
        },
        order=by_order,
    )


@operation("SearchContactFlowModules")
def search_modules(instance: Instance, given: Given) -> Answer:
    """Search by name and description, state, status and tags; contents are left out."""
    return search(
        given,
        "ContactFlowModules",
        instance.table(MODULE_KIND).visible(),
        lambda each: {**_described(each), "Status": "PUBLISHED"},
        texts={
            "name": lambda each: each.name,
            "description": lambda each: each.details.get("Description"),
        },
        tags=lambda each: each.tags,
        conditions={
            "StateCondition": lambda wanted: lambda each: each.details["State"] == wanted,
            "StatusCondition": lambda wanted: lambda _: wanted == "PUBLISHED",
        },
        order=by_order,
    )


def _described(module: Resource) -> dict[str, Any]:
    return {
        "Arn": module.arn,
        "Id": module.id,
        "Name": module.name,
        "Description": module.details.get("Description"),
        "State": module.details["State"],
        "Tags": module.tags,
        "Settings": _settings(module),
        "ExternalInvocationConfiguration": module.details.get("ExternalInvocation"),
    }


def _settings(module: Resource, *, saved: bool = False) -> str:
    published: str = module.details.get("Settings", NO_SETTINGS)
    return str(module.details.get("SavedSettings", published)) if saved else published


def _contract_problems(instance: Instance, name: str, content: str, settings: str) -> list[str]:
    return [
        *problems_of_flow(instance, name, content),
        *problems_of_module(name, content, settings),
    ]


def _check_settings(text: str) -> None:
    try:
        settings = json.loads(text)
    except (ValueError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        raise invalid("Settings", "expected a JSON object as text")


def _require_content_settings(content: str) -> None:
    """Refuse a content without Settings of its own, which are not those of the request.

    Source: attempts to create one.
    """
    root = read_document(content).root
    if root is not None and root.get("Settings") is None:
        raise refused("Content: JSON field is missing or null for field name: settings")
