"""Which tags are in use in an instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.searching import compare

# The API's type -> what stands before the id in an ARN. Source: API Reference, SearchResourceTags.
_PATHS: Final[Mapping[str, str]] = {
    "agent": "agent",
    "agent-state": "agent-state",
    "routing-profile": "routing-profile",
    "standard-queue": "queue",
    "security-profile": "security-profile",
    "operating-hours": "operating-hours",
    "prompt": "prompt",
    "contact-flow": "contact-flow",
    "flow-module": "flow-module",
    "transfer-destination": "transfer-destination",
}


@operation("SearchResourceTags")
def search_tags(instance: Instance, given: Given) -> Answer:
    """List every key with every value that it has somewhere, each pair once."""
    types = given.get("ResourceTypes") or list(_PATHS)
    if not set(types) <= set(_PATHS):
        raise invalid("ResourceTypes", f"expected {', '.join(_PATHS)}")
    paths = {_PATHS[each] for each in types}
    condition = given.get("SearchCriteria", {}).get("TagSearchCondition", {})
    found = {
        pair
        for table in instance.tables
        if table.kind.path in paths
        for resource in table.visible()
        for pair in resource.tags.items()
        if _meets(condition, *pair)
    }
    return paging.page(
        given,
        "Tags",
        sorted(found, key=_order),
        lambda pair: {"key": pair[0], "value": pair[1]},
        order=_order,
    )


def _meets(condition: Mapping[str, Any], key: str, value: str) -> bool:
    return all(
        compare(condition.get(f"{name}ComparisonType", "EXACT"), text, condition[name])
        for name, text in (("tagKey", key), ("tagValue", value))
        if condition.get(name)
    )


def _order(pair: tuple[str, str]) -> str:
    return "\0".join(pair)
