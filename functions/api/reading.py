"""Reads a request: path, query, headers and body, each as its endpoint says, or a problem."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from chalice.app import Request
from pydantic import ValidationError

from functions.api.endpoint import Endpoint
from functions.api.problems import ProblemError, of_validation

LARGEST_BODY: Final = 1024 * 1024
LONGEST_KEY: Final = 128
JSON: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it was sent.

    Attributes:
        id: of the request, as the gateway gave it.
        viewer_header: in small letters, the header in which the proxy before the gateway says who
            asked it, and which it lets nobody else write; "" is that there is no such proxy.
    """

    endpoint: Endpoint
    request: Request
    id: str
    viewer_header: str = ""

    def header(self, name: str) -> str:
        value = self.request.headers.get(name)
        return value.strip(" \t") if isinstance(value, str) else ""

    @property
    def address(self) -> str:
        """Return the network address that it came from; personal data."""
        if self.viewer_header:
            return self.header(self.viewer_header)
        identity = (self.request.context or {}).get("identity")
        address = identity.get("sourceIp") if isinstance(identity, Mapping) else None
        return address if isinstance(address, str) else ""

    @property
    def if_match(self) -> str:
        return _tag(self.header("if-match"))

    @property
    def if_none_match(self) -> str:
        return _tag(self.header("if-none-match"))

    @property
    def key(self) -> str:
        """Return the Idempotency-Key; "" where none belongs.

        Raises:
            ProblemError: it is needed and missing, or no key.
        """
        if self.endpoint.method != "POST":
            return ""
        key = self.header("idempotency-key")
        if not key and self.endpoint.is_once:
            raise ProblemError("key-missing", "Send a new random one with each new request.")
        if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
            detail = f"An Idempotency-Key has up to {LONGEST_KEY} ASCII characters."
            raise ProblemError("malformed", detail)
        return key

    @property
    def target(self) -> str:
        """Return the path that was asked for, with the ids that stand in it."""
        given = self.request.uri_params or {}
        names = self.endpoint.names
        return self.endpoint.path.format(**{name: given.get(name, "") for name in names})

    def octets(self) -> bytes:
        """
        Raises:
            ProblemError: it is not what it says it is.
        """
        try:
            body = self.request.raw_body
        except (binascii.Error, ValueError):
            raise ProblemError("malformed", "The body cannot be decoded.") from None
        return body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")

    def identity(self) -> dict[str, str]:
        """Return what makes a second request the same one."""
        body = base64.b64encode(self.octets()).decode()
        return {"target": self.target, "body": body}


def arguments(asked: Asked) -> dict[str, Any]:
    """Return what the endpoint's function takes.

    Raises:
        ProblemError: something is missing, or not as expected.
    """
    endpoint = asked.endpoint
    read = _path(asked)
    if endpoint.query is not None:
        read["query"] = _query(asked, endpoint.query)
    if endpoint.versioned and not asked.if_match:
        raise ProblemError("version-missing", "Send the ETag that you read as If-Match, or *.")
    _ = asked.key
    if endpoint.body is not None:
        read["body"] = _body(asked, endpoint.body)
    return read


def _path(asked: Asked) -> dict[str, Any]:
    given = asked.request.uri_params or {}
    try:
        return {
            name: kind.validate_python(given.get(name))
            for name, kind in asked.endpoint.path_types.items()
        }
    except ValidationError:
        raise ProblemError("not-found", "There is nothing of that name.") from None


def _query(asked: Asked, shape: type[Any]) -> Any:
    given = asked.request.query_params
    sent: dict[str, Any] = {}
    if given is not None:
        for name in given:
            values = given.getlist(name)
            sent[name] = values[0] if len(values) == 1 else values
    try:
        return shape.model_validate(sent)
    except ValidationError as error:
        raise of_validation(error, "query") from None


def _body(asked: Asked, shape: type[Any]) -> Any:
    kind = asked.header("content-type").partition(";")[0].strip().lower()
    if kind != JSON:
        raise ProblemError("media-type", f"Expected Content-Type: {JSON}.")
    octets = asked.octets()
    if len(octets) > LARGEST_BODY:
        raise ProblemError("too-large", "At most 1 MiB.")
    try:
        return shape.model_validate_json(octets)
    except ValidationError as error:
        raise of_validation(error, "body") from None


def _tag(header: str) -> str:
    return header.removeprefix("W/").strip('"')
