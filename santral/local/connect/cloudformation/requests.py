"""One request of an emulator's CloudFormation for a resource of Connect, as JSON in and out.

    {"action": "create", "type": "AWS::Connect::Queue", "properties": {…}}
    {"action": "update", "type": …, "id": …, "old": {…}, "properties": {…}}
    {"action": "delete", "type": …, "id": …, "old": {…}}

The answer is `{"id": …, "attributes": {…}}`, or `{"message": …}` with the status 400.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect.cloudformation.made import Made, Properties, ResourceType
from santral.local.connect.cloudformation.types import TYPES
from santral.local.connect.connect import Connect
from santral.local.connect.errors import ConnectError

PATH: Final = "/_cloudformation"


class RequestError(Exception):
    """A request that CloudFormation's own validation would refuse."""


def answer(connect: Connect, body: bytes) -> tuple[int, dict[str, Any]]:
    """Carry one out; return the status and the document."""
    try:
        made = _done(connect, json.loads(body))
    except RequestError as error:
        return 400, {"message": str(error)}
    except ConnectError as error:
        return 400, {"message": f"{error.code}: {error.message}"}
    except (AttributeError, KeyError, TypeError, ValueError):
        return 400, {"message": "expected action, type and properties"}
    return 200, {"id": made.id, "attributes": dict(made.attributes)}


def _done(connect: Connect, asked: Mapping[str, Any]) -> Made:
    kind = TYPES.get(asked["type"])
    if kind is None:
        raise RequestError(f"the local Connect has no {asked['type']}")
    if asked["action"] == "delete":
        kind.delete(connect, asked["id"], asked["old"])
        return Made(asked["id"], {})
    given = _checked(kind, asked["type"], asked["properties"])
    if asked["action"] == "create":
        return kind.create(connect, given)
    old = asked["old"]
    if any(old.get(name) != given.get(name) for name in kind.create_only):
        made = kind.create(connect, given)  # the old one goes only once this one is there
        kind.delete(connect, asked["id"], old)
        return made
    return kind.update(connect, asked["id"], old, given)


def _checked(kind: ResourceType, name: str, given: Properties) -> Properties:
    missing = sorted(kind.required - given.keys())
    if missing:
        raise RequestError(f"{name}: expected {', '.join(missing)}")
    unknown = sorted(given.keys() - kind.properties)
    if unknown:
        raise RequestError(f"{name}: not supported by the local Connect: {', '.join(unknown)}")
    return given
