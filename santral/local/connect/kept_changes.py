"""What the state keeps of every change: instance, kind, id, and the thing as it then was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

INSTANCE: Final = "instance"  # the kind under which an instance itself is kept

# Instance id, kind of resource, its id, the resource (None when it was deleted).
Change = tuple[str, str, str, Mapping[str, Any] | None]

_OF_INSTANCE: Final[Mapping[str, type]] = {
    "id": str,
    "arn": str,
    "alias": str,
    "details": dict,
    "tags": dict,
    "created_us": int,
    "kept_us": int,
}
_OF_RESOURCE: Final[Mapping[str, type]] = {
    "id": str,
    "arn": str,
    "name": str,
    "order": int,
    "details": dict,
    "tags": dict,
    "created_us": int,
    "modified_us": int,
}


def kept_change(payload: Any) -> Change:
    """
    Raises:
        ValueError: it has not the form of a change.
    """
    match payload:
        case [str(instance_id), str(kind), str(resource_id), None]:
            return instance_id, kind, resource_id, None
        case [str(instance_id), str(kind), str(resource_id), dict(plain)] if _is_whole(kind, plain):
            return instance_id, kind, resource_id, plain
    raise ValueError("no change of anything")


def _is_whole(kind: str, plain: Mapping[str, Any]) -> bool:
    members = _OF_INSTANCE if kind == INSTANCE else _OF_RESOURCE
    return plain.keys() == members.keys() and all(
        isinstance(plain[name], of) for name, of in members.items()
    )
