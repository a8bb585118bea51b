"""Amazon Connect's API as botocore's service model has it: routes, and what goes in and out.

Source: botocore, data/connect/2017-08-08/service-2.json (protocol rest-json).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape, StructureShape

# Of errors that no operation has in its model.
_STATUS_OF_OURS = {"UnsupportedOperationException": 501, "UnknownOperationException": 404}
_PARAMETER = re.compile(r"\{(\w+)\+?\}")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an operation's input, and where it travels."""

    name: str
    shape: Shape
    location: str  # body, uri, querystring or header
    wire_name: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API.

    Attributes:
        errors: codes that the model lists for it.
    """

    name: str
    method: str
    path: str
    input: StructureShape | None
    output: StructureShape | None
    members: tuple[Member, ...]
    errors: frozenset[str]

    @property
    def token_member(self) -> str | None:
        """Name the member that makes a repeated request one request."""
        for each in self.members:
            if each.shape.metadata.get("idempotencyToken"):
                return each.name
        return None


class Model:
    """All operations, by name and by route."""

    def __init__(self, service: ServiceModel) -> None:
        self._service = service
        names: list[str] = list(service.operation_names)
        self.names = frozenset(names)
        self._routes: dict[str, Any] = {}
        self._operations: dict[str, Operation] = {}
        for name in names:
            http = service.operation_model(name).http
            self._add_route(http["method"], http["requestUri"].split("?")[0], name)

    def _add_route(self, method: str, path: str, name: str) -> None:
        node = self._routes.setdefault(method, {})
        for segment in path.strip("/").split("/"):
            key = "" if _PARAMETER.fullmatch(segment) else segment
            node = node.setdefault(key, {})
        node[None] = name  # the end of a path

    def operation(self, name: str) -> Operation:
        known = self._operations.get(name)
        if known is None:
            known = self._operations[name] = _operation(self._service.operation_model(name))
        return known

    def route(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """Find the operation of a raw path, and its parameters by their names on the wire."""
        segments = path.strip("/").split("/")
        name = _follow(self._routes.get(method, {}), segments, 0)
        if name is None:
            return None
        operation = self.operation(name)
        given: dict[str, str] = {}
        for segment, pattern in zip(segments, operation.path.strip("/").split("/"), strict=True):
            parameter = _PARAMETER.fullmatch(pattern)
            if parameter:
                given[parameter[1]] = unquote(segment)
        return operation, given

    def status_of(self, code: str) -> int:
        """Give the HTTP status of an error."""
        if code not in self._service.shape_names:
            return _STATUS_OF_OURS.get(code, 400)
        error: Mapping[str, int] = self._service.shape_for(code).metadata.get("error", {})
        return error.get("httpStatusCode", 400)

    def error_members(self, code: str) -> Mapping[str, Shape]:
        if code not in self._service.shape_names:
            return {}
        shape = self._service.shape_for(code)
        return shape.members if isinstance(shape, StructureShape) else {}

    def shape(self, name: str) -> Shape:
        return self._service.shape_for(name)


def _follow(node: Mapping[Any, Any], segments: list[str], at: int) -> str | None:
    """Walk down the routes; a literal segment wins over a parameter."""
    if at == len(segments):
        name: str | None = node.get(None)
        return name
    for key in (segments[at], ""):
        following = node.get(key)
        # An empty segment stands for no parameter.
        if following is not None and segments[at]:
            found = _follow(following, segments, at + 1)
            if found is not None:
                return found
    return None


def _operation(model: OperationModel) -> Operation:
    members: tuple[Member, ...] = ()
    if model.input_shape is not None:
        members = tuple(
            Member(
                name,
                shape,
                shape.serialization.get("location", "body"),
                shape.serialization.get("name", name),
            )
            for name, shape in model.input_shape.members.items()
        )
    return Operation(
        model.name,
        model.http["method"],
        model.http["requestUri"].split("?")[0],
        model.input_shape,
        model.output_shape,
        members,
        frozenset(shape.name for shape in model.error_shapes),
    )


@cache
def model(service: str = "connect") -> Model:
    """Read a model, which takes a tenth of a second, once a process."""
    return Model(ServiceModel(Loader().load_service_model(service, "service-2"), service))
