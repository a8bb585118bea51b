"""Views: pages of the agents' guides, what is saved and published of each, and its versions.

Source: API Reference, CreateView, UpdateViewContent, DescribeView, CreateViewVersion; Administrator
Guide, "Customer managed views".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from santral.engine.documents import read_document
from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.errors import not_found, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, describing
from santral.local.connect.searching import USUAL_TEXTS, search

VIEW = Kind("view", "view", quota="views", rank=84, qualified=True)

_TYPE: Final = "CUSTOMER_MANAGED"
_SIZE_LIMIT: Final = 400_000  # bytes
_PATH: Final = re.compile(r"\$\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)")
_QUALIFIERS: Final[Mapping[str, str]] = {"$LATEST": "Published", "$SAVED": "Saved"}
Content = Mapping[str, Any]


@operation("CreateView")
def create(instance: Instance, given: Given) -> Answer:
    content = _checked(given)
    details: dict[str, Any] = {
        **describing(given),
        "Saved": content,
        "ContentUs": instance.timeline.now_us,
        "Versions": {},
        "LastVersion": 0,
    }
    if given["Status"] == "PUBLISHED":
        details["Published"] = content
    resource = instance.table(VIEW).create(given["Name"], details, given.get("Tags"))
    return {"View": _described(resource, content, status=given["Status"])}


@operation("DescribeView")
def describe(instance: Instance, given: Given) -> Answer:
    resource = instance.table(VIEW).get(given["ViewId"])
    qualifier = given["ViewId"].rpartition("/")[2].partition(":")[2] or "$LATEST"
    if qualifier not in _QUALIFIERS:
        return {"View": _described_version(resource, qualifier)}
    content = resource.details.get(_QUALIFIERS[qualifier])
    if content is None:
        raise not_found("published view")
    status = "PUBLISHED" if qualifier == "$LATEST" else "SAVED"
    return {"View": _described(resource, content, status=status)}


@operation("UpdateViewContent")
def update_content(instance: Instance, given: Given) -> Answer:
    table = instance.table(VIEW)
    resource = table.get(given["ViewId"])
    content, status = _checked(given), given["Status"]
    details: dict[str, Any] = {"Saved": content, "ContentUs": instance.timeline.now_us}
    if status == "PUBLISHED":
        details["Published"] = content
    table.change(resource, **details)
    return {"View": _described(resource, content, status=status)}


@operation("UpdateViewMetadata")
def update_metadata(instance: Instance, given: Given) -> Answer:
    table = instance.table(VIEW)
    table.change(table.get(given["ViewId"]), name=given.get("Name"), **describing(given))
    return {}


@operation("DeleteView")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(VIEW)
    table.delete(table.get(given["ViewId"]))
    return {}


@operation("ListViews")
def list_(instance: Instance, given: Given) -> Answer:
    views = sorted(instance.table(VIEW).visible(), key=_name)
    if given.get("Type", _TYPE) != _TYPE:
        views = []  # AWS's own are not here
    return paging.page(
        given,
        "ViewsSummaryList",
        views,
        lambda each: {**_summary(each), "Status": _status(each)},
        order=_name,
    )


@operation("SearchViews")
def search_views(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "Views",
        sorted(instance.table(VIEW).visible(), key=_name),
        lambda each: _described(each, _newest(each), status=_status(each)),
        texts=USUAL_TEXTS,
        tags=lambda each: each.tags,
        conditions={
            "ViewTypeCondition": lambda wanted: lambda _: wanted == _TYPE,
            "ViewStatusCondition": lambda wanted: lambda each: wanted == _status(each),
        },
        order=_name,
    )


# --- versions ---


@operation("CreateViewVersion")
def create_version(instance: Instance, given: Given) -> Answer:
    """Keep what is published as a version; the newest where that has it already."""
    table = instance.table(VIEW)
    resource = table.get(given["ViewId"])
    content = resource.details.get("Published")
    if content is None:
        raise not_found("published view")
    if given.get("ViewContentSha256", _checksum(content)) != _checksum(content):
        raise refused("ViewContentSha256: expected that of the published content")
    versions = resource.details["Versions"]
    newest = versions.get(str(max(map(int, versions), default=0)))
    number = resource.details["LastVersion"]
    if newest is None or newest["Content"] != content:
        number += 1
        version = {
            "Content": content,
            "Description": given.get("VersionDescription"),
            "CreatedUs": instance.timeline.now_us,
        }
        table.change(resource, Versions={**versions, str(number): version}, LastVersion=number)
    return {"View": _described_version(resource, str(number))}


@operation("ListViewVersions")
def list_versions(instance: Instance, given: Given) -> Answer:
    resource = instance.table(VIEW).get(given["ViewId"])
    versions = resource.details["Versions"]
    return paging.page(
        given,
        "ViewVersionSummaryList",
        sorted(map(int, versions)),
        lambda number: {
            **_summary(resource),
            "Arn": f"{resource.arn}:{number}",
            "Version": number,
            "VersionDescription": versions[str(number)]["Description"],
        },
        order=int,
    )


@operation("DeleteViewVersion")
def delete_version(instance: Instance, given: Given) -> Answer:
    table = instance.table(VIEW)
    resource = table.get(given["ViewId"])
    left = {**resource.details["Versions"]}
    if left.pop(str(given["ViewVersion"]), None) is None:
        raise not_found("version of the view")
    table.change(resource, Versions=left)
    return {}


# --- what the API tells ---


def _name(resource: Resource) -> str:
    return resource.name


def _status(resource: Resource) -> str:
    return "PUBLISHED" if "Published" in resource.details else "SAVED"


def _newest(resource: Resource) -> Content:
    content: Content = resource.details.get("Published") or resource.details["Saved"]
    return content


def _summary(resource: Resource) -> dict[str, Any]:
    return {
        "Id": resource.id,
        "Arn": resource.arn,
        "Name": resource.name,
        "Type": _TYPE,
        "Description": resource.details.get("Description"),
    }


def _described(resource: Resource, content: Content, *, status: str) -> dict[str, Any]:
    return {
        **_summary(resource),
        "Status": status,
        "Content": {**content, "InputSchema": _input_schema(content)},
        "Tags": resource.tags or None,
        "CreatedTime": resource.created,
        "LastModifiedTime": to_datetime(resource.details["ContentUs"]),
        "ViewContentSha256": _checksum(content),
    }


def _described_version(resource: Resource, number: str) -> dict[str, Any]:
    version = resource.details["Versions"].get(number)
    if version is None:
        raise not_found("version of the view")
    return {
        **_described(resource, version["Content"], status="PUBLISHED"),
        "Arn": f"{resource.arn}:{number}",
        "Version": int(number),
        "VersionDescription": version["Description"],
        "LastModifiedTime": to_datetime(version["CreatedUs"]),
    }


def _checksum(content: Content) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


# --- contents ---


def _checked(given: Given) -> dict[str, Any]:
    """Check a content: a saved one may lack its template, and parts of it."""
    content = given["Content"]
    if len(json.dumps(content, ensure_ascii=False).encode()) > _SIZE_LIMIT:
        raise refused(f"Content: expected at most {_SIZE_LIMIT} bytes")
    actions = content.get("Actions", ())
    if len(set(actions)) < len(actions):
        raise refused("Content.Actions: expected each action once")
    is_published = given["Status"] == "PUBLISHED"
    if is_published or "Template" in content:
        root = read_document(content.get("Template", "")).root
        if root is None:
            raise refused("Content.Template: expected a JSON object")
        if is_published and not isinstance(root.get("Body"), list):
            raise refused("Content.Template: expected a Body with a list of components")
    return dict(content)


def _input_schema(content: Content) -> str:
    """Write what a view has to be given to be shown: each `$.path` in its template."""
    schema: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    root = read_document(content.get("Template", "")).root
    for text in _texts(root):
        for path in _PATH.findall(text):
            _require(schema, path.split("."))
    return json.dumps(schema)


def _require(schema: dict[str, Any], names: list[str]) -> None:
    first, *deeper = names
    if first not in schema["required"]:
        schema["required"].append(first)
    inner = schema["properties"].setdefault(first, {})
    if deeper:
        inner.setdefault("type", "object")
        inner.setdefault("properties", {})
        inner.setdefault("required", [])
        _require(inner, deeper)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
