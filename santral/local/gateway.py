"""API Gateway on a laptop: finds the resource of a path, and hands the app the event that it sends.

Nothing is checked here that the gateway does not check: tokens, bodies and roles are the app's.

Source: API Gateway Developer Guide, "Input format of a Lambda function for proxy integration": the
event of a REST API; "Set up resources": a resource that is spelled out comes before one with a
parameter.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from functions.api.problems import ProblemError

App = Callable[[Any, Any], dict[str, Any]]

_PARAMETER: Final = "{"
_HERE: Final = "/"  # no part of a path can be called so; an empty one, as in //, can be sent


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request.

    Attributes:
        target: path and query, as they came.
        address: of who sent it.
    """

    method: str
    target: str
    headers: Iterable[tuple[str, str]] = ()
    body: bytes = b""
    address: str = "127.0.0.1"


class Gateway:
    """May be used from several threads."""

    def __init__(self, app: App, paths: Iterable[str], new_id: Callable[[], str]) -> None:
        """
        Args:
            paths: of the app's resources.
        """
        self._app, self._new_id = app, new_id
        self._root: dict[str, Any] = {}
        for path in paths:
            node = self._root
            for part in _parts(path):
                node = node.setdefault(part, {})
            node[_HERE] = path

    def answer(self, sent: Sent) -> Reply:
        path, _, query = sent.target.partition("?")
        request_id = self._new_id()
        found = self._resource(self._root, _parts(path), {})
        if found is None:
            refusal = ProblemError("not-found", "There is nothing at this path.")
            return as_reply(refusal.response(request_id).to_dict())
        resource, parameters = found
        event = _event(sent, path, query, request_id) | {
            "resource": resource,
            "pathParameters": parameters or None,
        }
        event["requestContext"]["resourcePath"] = resource
        return as_reply(self._app(event, None))

    def _resource(
        self, node: Mapping[str, Any], parts: list[str], taken: dict[str, str]
    ) -> tuple[str, dict[str, str]] | None:
        if not parts:
            return (node[_HERE], taken) if _HERE in node else None
        part, *rest = parts
        if part in node and not part.startswith(_PARAMETER):
            found = self._resource(node[part], rest, taken)
            if found is not None:
                return found
        for name in (each for each in node if each.startswith(_PARAMETER)):
            value = unquote(part, errors="replace")
            found = self._resource(node[name], rest, {**taken, name.strip("{}"): value})
            if found is not None:
                return found
        return None


def _parts(path: str) -> list[str]:
    return path.strip("/").split("/")


def _event(sent: Sent, path: str, query: str, request_id: str) -> dict[str, Any]:
    headers: dict[str, list[str]] = {}
    for name, value in sent.headers:
        headers.setdefault(name, []).append(value)
    asked: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        asked.setdefault(name, []).append(value)
    body, is_base64 = _body(sent.body)
    return {
        "httpMethod": sent.method,
        "path": path,
        "headers": {name: values[-1] for name, values in headers.items()},
        "multiValueHeaders": headers,
        "queryStringParameters": {name: values[-1] for name, values in asked.items()} or None,
        "multiValueQueryStringParameters": asked or None,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": sent.method,
            "requestId": request_id,
            "identity": {"sourceIp": sent.address},
            "stage": "local",
            "path": path,
        },
        "body": body,
        "isBase64Encoded": is_base64,
    }


def _body(octets: bytes) -> tuple[str | None, bool]:
    if not octets:
        return None, False
    try:
        return octets.decode(), False
    except UnicodeDecodeError:
        return base64.b64encode(octets).decode(), True


def as_reply(answer: Mapping[str, Any]) -> Reply:
    headers = {name: str(value) for name, value in (answer.get("headers") or {}).items()}
    body = answer.get("body") or ""
    octets = base64.b64decode(body) if answer.get("isBase64Encoded") else str(body).encode()
    return Reply(int(answer["statusCode"]), headers, octets)
