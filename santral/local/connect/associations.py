"""What is merely listed as belonging to an instance, each known by its name alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.local.connect.errors import CONFLICT, ConnectError, not_found
from santral.local.connect.instance import Instance
from santral.local.connect.resources import Kind, Resource


def associate(
    instance: Instance, kind: Kind, name: str, details: Mapping[str, Any] | None = None
) -> Resource:
    """
    Raises:
        ConnectError: ResourceConflictException where it is listed already, LimitExceededException.
    """
    table = instance.table(kind)
    if table.named(name) is not None:
        raise ConnectError(CONFLICT, f"The {kind.name} is associated already.")
    return table.create(name, details or {})


def disassociate(instance: Instance, kind: Kind, name: str) -> None:
    """
    Raises:
        ConnectError: ResourceNotFoundException.
    """
    table = instance.table(kind)
    found = table.named(name)
    if found is None:
        raise not_found(kind.name)
    table.delete(found)
