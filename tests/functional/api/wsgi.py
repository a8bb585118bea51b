"""The API as a WSGI application, for tools that ask such."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from santral.local.gateway import Gateway, Sent

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def wsgi(gateway: Gateway) -> Callable[[dict[str, Any], StartResponse], Iterable[bytes]]:
    def application(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        path = environ.get("RAW_URI") or environ.get("REQUEST_URI") or environ["PATH_INFO"]
        query = environ.get("QUERY_STRING", "")
        headers = [
            (name[5:].replace("_", "-").title(), value)
            for name, value in environ.items()
            if name.startswith("HTTP_")
        ]
        if environ.get("CONTENT_TYPE"):
            headers.append(("Content-Type", environ["CONTENT_TYPE"]))
        target = path if "?" in path or not query else f"{path}?{query}"
        body = environ["wsgi.input"].read(length)
        reply = gateway.answer(Sent(environ["REQUEST_METHOD"], target, headers, body))
        try:
            phrase = HTTPStatus(reply.status).phrase
        except ValueError:
            phrase = "Unknown"
        start_response(f"{reply.status} {phrase}", list(reply.headers.items()))
        return [reply.body]

    return application
