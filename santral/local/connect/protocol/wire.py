"""The protocol of Amazon Connect's API, rest-json: an HTTP request in, a reply out.

Source: Smithy, "AWS restJson1 protocol".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qs

from botocore.model import ListShape

from santral.local.connect.connect import Connect
from santral.local.connect.errors import UNKNOWN, ConnectError
from santral.local.connect.protocol.model import Member, Operation, model
from santral.local.connect.protocol.requests import Reply, scope
from santral.local.connect.protocol.shapes import check_required, read, read_text
from santral.local.connect.registry import OPERATIONS
from santral.local.identifiers import REGION

LONGEST_PAGE: Final = 1000


class Wire:
    def __init__(self, connect: Connect) -> None:
        self.connect = connect

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Carry out one request.

        Args:
            target: path and query as they were sent, percent-encoded.
        """
        path, _, query = target.partition("?")
        routed = model().route(method, path)
        if routed is None:
            return self._refuse(ConnectError(UNKNOWN, "There is no such operation."), frozenset())
        operation, in_path = routed
        signed = scope(headers)
        self.connect.region = REGION if signed is None else signed.region
        try:
            self.connect.admit(operation.name)
            given: dict[str, Any] = {}
            if operation.name in OPERATIONS:  # else its name is the answer, whatever was sent
                given = read_input(operation, in_path, query, headers, body)
            answer = self.connect.perform(operation, given)
        except ConnectError as error:
            return self._refuse(error, operation.errors)
        except RecursionError:
            too_deep = ConnectError("SerializationException", "The body is nested too deeply.")
            return self._refuse(too_deep, operation.errors)
        return self._reply(200, answer, {})

    def _refuse(self, error: ConnectError, codes: frozenset[str]) -> Reply:
        code = error.as_modelled(codes)
        answer: dict[str, Any] = {"Message": error.message}
        for name, shape in model().error_members(code).items():
            value = error.members.get(name)
            if value is not None:
                answer[shape.serialization.get("name", name)] = value
        return self._reply(model().status_of(code), answer, {"x-amzn-ErrorType": code})

    def _reply(self, status: int, answer: object, headers: Mapping[str, str]) -> Reply:
        return Reply(
            status,
            {
                "Content-Type": "application/json",
                "x-amzn-RequestId": self.connect.new_id(),
                **headers,
            },
            json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode(),
        )


def read_input(
    operation: Operation,
    in_path: Mapping[str, str],
    query: str,
    headers: Mapping[str, str],
    body: bytes,
) -> dict[str, Any]:
    """Read what an operation was given, from path, query, headers and body.

    Raises:
        ConnectError: InvalidParameterException, InvalidRequestException.
    """
    document = _read_document(body)
    in_query = parse_qs(query, keep_blank_values=True)
    given: dict[str, Any] = {}
    for member in operation.members:
        value: Any = None
        if member.location == "body":
            raw = document.get(member.wire_name)
            value = None if raw is None else _read_member(member, raw)
        elif member.location == "uri":
            value = read_text(member.shape, in_path[member.wire_name], member.name)
        elif member.location == "querystring":
            value = _read_query(member, in_query.get(member.wire_name))
        else:
            text = headers.get(member.wire_name)
            value = None if text is None else read_text(member.shape, text, member.name)
        if value is not None:
            given[member.name] = value
    if operation.input is not None:
        check_required(operation.input, given, "")
    return given


def _read_member(member: Member, raw: Any) -> Any:
    return read(member.shape, _clamped(member, raw), member.name)


def _read_query(member: Member, texts: list[str] | None) -> Any:
    if texts is None:
        return None
    if isinstance(member.shape, ListShape):
        return read(member.shape, texts, member.name)
    if member.name == "MaxResults" and re.fullmatch(r"\d{1,9}", texts[0], re.ASCII):
        return read(member.shape, _clamped(member, int(texts[0])), member.name)
    return read_text(member.shape, texts[0], member.name)


def _clamped(member: Member, raw: Any) -> Any:
    """Let pages of up to a thousand be asked for everywhere; none is longer than its operation's.

    Some operations have at most 100 on a page; what the service says to more is not documented.
    """
    if member.name == "MaxResults" and isinstance(raw, int) and 0 < raw <= LONGEST_PAGE:
        return min(raw, member.shape.metadata.get("max", raw))
    return raw


def _read_document(body: bytes) -> Mapping[str, Any]:
    if not body:
        return {}
    try:
        text = body.decode("utf-8")  # json.loads would take other encodings, and half a pair
        document = json.loads(text, parse_constant=_refuse_constant)
        if "\\u" in text:  # half of a surrogate pair is JSON, and no text
            json.dumps(document, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise ConnectError("SerializationException", "The body is not JSON.") from None
    if not isinstance(document, dict):
        raise ConnectError("SerializationException", "The body is not a JSON object.")
    return document


def _refuse_constant(_written: str) -> None:
    raise ValueError("NaN and Infinity are no JSON")
