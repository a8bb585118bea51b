"""The OpenAPI 3.1 document, made from the endpoints; CI compares docs/openapi.json with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from functions.api import replies
from functions.api.endpoint import Endpoint
from functions.api.problems import CONTENT_TYPE, KINDS
from functions.api.reading import LONGEST_KEY
from functions.api.shapes import Shape

Plain = dict[str, Any]

_REF: Final = "#/components/schemas/{model}"
_DESCRIPTION: Final = """\
Everything that a page or a program needs of a Santral contact centre.

**Signing in.** Send `Authorization: Bearer …`, with the access token of a member or with a key of
the business (`santral_…`). The business that is meant is always the asker's own.

**Changes.** What two people may change has an `ETag`; send it back as `If-Match`. Where somebody
else was quicker the answer is 412, and nothing is changed.

**Repeating.** Send a new random `Idempotency-Key` with each POST. The same POST with the same key
is carried out once within 24 hours, and is answered alike.

**Lists** come in pages: ask again with `next_cursor` as `cursor` until it is null.

**Long work** answers 202 with a job; `GET /v1/jobs/{job_id}` says how far it is.

**Errors** are problems of RFC 9457; `type` names the kind, `errors` what is wrong where.
"""
_PROBLEM: Final[Plain] = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "names the kind, as `/v1/problems#invalid`"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["path", "expected"],
                "properties": {"path": {"type": "string"}, "expected": {"type": "string"}},
            },
        },
    },
}


def document(endpoints: Iterable[Endpoint], version: str) -> Plain:
    """Return the document.

    Args:
        version: of this release.
    """
    known = tuple(endpoints)
    names, schemas = _schemas(known)
    paths: dict[str, Plain] = {}
    for each in known:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Santral",
            "version": version,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "tags": [{"name": tag} for tag in dict.fromkeys(each.tag for each in known)],
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": _PROBLEM},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


Names = Mapping[tuple[type[BaseModel], str], str]


def _schemas(endpoints: Iterable[Endpoint]) -> tuple[Names, Plain]:
    """Return the reference to each shape's schema, by shape and direction, and the schemas."""
    wanted: list[tuple[type[BaseModel], Any]] = []
    for each in endpoints:
        for shape, mode in ((each.body, "validation"), (each.shown, "serialization")):
            if shape is not None and (shape, mode) not in wanted:
                wanted.append((shape, mode))
    by_shape, definitions = models_json_schema(wanted, ref_template=_REF)
    names: dict[Any, str] = {key: schema["$ref"] for key, schema in by_shape.items()}
    return names, definitions.get("$defs", {})


def _operation(endpoint: Endpoint, names: Names) -> Plain:
    made: Plain = {
        "operationId": endpoint.operation,
        "tags": [endpoint.tag],
        "summary": endpoint.summary,
        "description": _description(endpoint),
        "parameters": list(_parameters(endpoint)),
        "responses": _responses(endpoint, names),
    }
    if endpoint.roles is None:
        made["security"] = []
    else:
        made["security"] = [{"bearer": []}]
        made["x-roles"] = sorted(role.value for role in endpoint.roles)
    if endpoint.body is not None:
        schema = {"$ref": names[endpoint.body, "validation"]}
        made["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema}},
        }
    return made


def _description(endpoint: Endpoint) -> str:
    roles = "Everybody, without signing in."
    if endpoint.roles is not None:
        roles = f"Roles: {', '.join(sorted(role.value for role in endpoint.roles))}."
    return f"{endpoint.description}\n\n{roles}".strip()


def _parameters(endpoint: Endpoint) -> Iterator[Plain]:
    for name, kind in endpoint.path_types.items():
        yield {"name": name, "in": "path", "required": True, "schema": _inline(kind)}
    if endpoint.query is not None:
        yield from _query(endpoint.query)
    if endpoint.versioned:
        yield _header("If-Match", "the ETag that the change was made from, or *", required=True)
    if endpoint.method == "POST":
        text = "a new random text for each new request"
        schema = {"type": "string", "pattern": f"^[!-~]{{1,{LONGEST_KEY}}}$"}
        yield _header("Idempotency-Key", text, required=endpoint.is_once) | {"schema": schema}
    if endpoint.method == "GET" and endpoint.result is replies.Versioned:
        yield _header("If-None-Match", "the ETag of what you have", required=False)


def _query(shape: type[BaseModel]) -> Iterator[Plain]:
    schema = shape.model_json_schema()
    required = schema.get("required", ())
    for name, each in schema["properties"].items():
        yield {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": _resolved(each, schema.get("$defs", {})),
        }


def _resolved(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """Put definitions where they are meant: a query's are its own, and small."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _resolved(definitions[schema["$ref"].rpartition("/")[2]], definitions)
        return {key: _resolved(value, definitions) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_resolved(each, definitions) for each in schema]
    return schema


def _inline(kind: TypeAdapter[Any]) -> Plain:
    schema = kind.json_schema()
    return {**_resolved(schema, schema.get("$defs", {}))}


def _header(name: str, text: str, *, required: bool) -> Plain:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": text,
        "schema": {"type": "string"},
    }


def _responses(endpoint: Endpoint, names: Names) -> Plain:
    good: Plain = {"description": _GOOD[endpoint.status]}
    content = _content(endpoint, names)
    if content:
        good["content"] = content
    headers = _ANSWER_HEADERS.get(endpoint.result, ())
    if headers:
        good["headers"] = {name: {"schema": {"type": "string"}} for name in headers}
    answers: Plain = {str(endpoint.status): good}
    if endpoint.method == "GET" and endpoint.result is replies.Versioned:
        answers["304"] = {"description": "You have it already."}
    for status in sorted(_refusals(endpoint)):
        answers[str(status)] = _refusal(status)
    return answers


_GOOD: Final = {
    200: "Here it is.",
    201: "Made.",
    202: "Begun: the job says how far it is.",
    204: "Done.",
}
_ANSWER_HEADERS: Final[Mapping[Any, tuple[str, ...]]] = {
    replies.Versioned: ("ETag",),
    replies.Created: ("Location", "ETag"),
    replies.Accepted: ("Location",),
}


def _content(endpoint: Endpoint, names: Names) -> Plain:
    if endpoint.result is replies.Html:
        return {"text/html": {"schema": {"type": "string"}}}
    if endpoint.result is replies.Plain:
        return {"application/json": {"schema": {"type": "object"}}}
    if endpoint.shown is None:
        return {}
    schema: Plain = {"$ref": names[endpoint.shown, "serialization"]}
    if endpoint.result is replies.Listed:
        schema = {
            "type": "object",
            "required": ["items", "next_cursor"],
            "properties": {
                "items": {"type": "array", "items": schema},
                "next_cursor": {"type": ["string", "null"]},
            },
        }
    return {"application/json": {"schema": schema}}


def _refusals(endpoint: Endpoint) -> set[int]:
    may_be = (
        (True, {500, 503}),
        (endpoint.roles is not None or endpoint.is_write, {401, 403, 429}),
        (bool(endpoint.names) or endpoint.is_write or _is_one_thing(endpoint), {404}),
        (endpoint.query is not None or endpoint.is_write, {422}),
        (endpoint.method == "POST", {400}),
        (endpoint.is_write, {409}),
        (endpoint.body is not None, {400, 413, 415}),
        (endpoint.versioned, {412, 428}),
    )
    return {status for applies, statuses in may_be if applies for status in statuses}


def _is_one_thing(endpoint: Endpoint) -> bool:
    """Say whether it shows something of the asker's that may not be there yet, or no more."""
    is_shown = endpoint.result in (Shape, replies.Versioned)
    return endpoint.roles is not None and is_shown


@cache
def _refusal(status: int) -> Plain:
    titles = [title for each, title in KINDS.values() if each == status]
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "; ".join(titles), "content": {CONTENT_TYPE: {"schema": schema}}}
