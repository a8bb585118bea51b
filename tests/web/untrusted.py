"""Answers of the API in which every text that somebody could have written is a payload.

What is free text is read from the OpenAPI file: a string without an enumeration, a format or a
pattern. So each text that a page shows is in it, the next one too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
_STRUCTURE: Final = ("enum", "const", "format", "pattern")
# Texts of ours that pages look up or link to, and nobody else writes.
_OURS: Final = frozenset(
    {"id", "type", "timezone", "language", "url", "etag", "next_cursor", "cursor", "currency"}
)
Schema = Mapping[str, Any]


@cache
def _document() -> Schema:
    document: Schema = json.loads(_FILE.read_text())
    return document


def answer_schema(path: str) -> Schema | None:
    """Find what GET of a path answers, by the template that it fits."""
    for template, methods in _document()["paths"].items():
        form = re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(template))
        if "get" in methods and re.fullmatch(form, path):
            content = methods["get"]["responses"].get("200", {}).get("content", {})
            schema: Schema | None = content.get("application/json", {}).get("schema")
            return schema
    return None


def written_by(value: Any, schema: Schema, text: Callable[[], str], key: str = "") -> Any:
    """Return the value with every free text replaced."""
    schema = _resolved(schema, value)
    if isinstance(value, dict):
        fields = schema.get("properties", {})
        others = schema.get("additionalProperties") or {}
        return {
            name: written_by(
                each, fields.get(name, others if others is not True else {}), text, name
            )
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [written_by(each, schema.get("items", {}), text, key) for each in value]
    return text() if isinstance(value, str) and _is_free(schema, key) else value


def _is_free(schema: Schema, key: str) -> bool:
    own = key in _OURS or key.endswith(("_id", "_at"))
    return schema.get("type") == "string" and not own and not any(m in schema for m in _STRUCTURE)


def _resolved(schema: Schema, value: Any) -> Schema:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _resolved(_document()["components"]["schemas"][name], value)
    for each in schema.get("anyOf", ()) or schema.get("allOf", ()):
        found = _resolved(each, value)
        if _fits(found, value):
            return found
    return schema


def _fits(schema: Schema, value: Any) -> bool:
    kinds: dict[str, type] = {"object": dict, "array": list, "string": str, "null": type(None)}
    kind = kinds.get(schema.get("type", ""))
    return kind is not None and isinstance(value, kind)
