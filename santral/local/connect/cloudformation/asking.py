"""Asks the API for one operation, as a client would: the input is read against the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.local.connect.connect import Connect
from santral.local.connect.protocol.model import model
from santral.local.connect.protocol.shapes import check_required, read


def ask(connect: Connect, operation: str, **given: Any) -> Any:
    """
    Raises:
        ConnectError: what Connect would refuse.
    """
    asked = model().operation(operation)
    shapes = {member.name: member.shape for member in asked.members}
    taken = {name: read(shapes[name], value, name) for name, value in given.items()}
    if asked.input is not None:
        check_required(asked.input, taken, "")
    return connect.perform(asked, taken)


def tags_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the member Tags of an operation, where a template has any."""
    tags = {each["Key"]: each["Value"] for each in given.get("Tags", ())}
    return {"Tags": tags} if tags else {}
