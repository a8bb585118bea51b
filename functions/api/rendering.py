"""Writes what an endpoint answered, with the headers that belong to it."""

from __future__ import annotations

import json
from typing import Any, Final

from chalice.app import Response

from functions.api import replies
from functions.api.reading import JSON, Asked
from functions.api.shapes import Shape

_PAGE: Final = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


def rendered(asked: Asked, result: Any) -> Response:
    status = asked.endpoint.status
    match result:
        case Shape():
            return Response(result.model_dump_json(), {}, status)
        case None:
            return Response("", {}, status)
        case replies.Html(text):
            return Response(text, {**_PAGE}, status)
        case replies.Plain(plain):
            return Response(_text(plain), {}, status)
        case replies.Listed():
            return Response(_text(result.plain()), {}, status)
        case replies.Versioned(_, etag) if _has_it(asked, etag):
            return Response("", _headers(result), 304)
    return Response(result.body.model_dump_json(), _headers(result), status)


def finished(response: Response, request_id: str) -> Response:
    """Add what every answer carries."""
    response.headers.setdefault("Content-Type", JSON)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Request-Id"] = request_id
    return response


def _has_it(asked: Asked, etag: str) -> bool:
    return asked.endpoint.method == "GET" and asked.if_none_match in (etag, "*")


def _headers(result: Any) -> dict[str, str | list[str]]:
    headers: dict[str, str | list[str]] = {}
    if etag := getattr(result, "etag", ""):
        headers["ETag"] = f'"{etag}"'
    if location := getattr(result, "location", ""):
        headers["Location"] = location
    if origin := getattr(result, "origin", ""):
        headers |= {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
    return headers


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
