"""The REST API over HTTP: what never reaches the app is refused in the app's own shape."""

from __future__ import annotations

import json

from aiohttp import web

from functions.api.app import app
from santral.local.gateway import Gateway
from santral.local.server.api import add_api
from santral.local.server.application import LARGEST_REQUEST, new_application
from tests.functional.server.asking import Answered, ask


def asked(body: bytes, **headers: str) -> Answered:
    server: web.Application = new_application(lambda _: None)
    close = add_api(server, Gateway(app, list(app.routes), lambda: "request"))
    answered = ask(server, "POST", "/v1/sign-up", headers=headers, body=body)
    close()
    return answered


def test_a_body_of_several_megabytes_is_refused_as_a_problem() -> None:
    answered = asked(b"x" * (LARGEST_REQUEST + 1))

    assert answered.status == 413
    assert answered.headers["Content-Type"] == "application/problem+json"
    assert json.loads(answered.body)["type"] == "/v1/problems#too-large"


def test_a_body_that_is_not_in_the_encoding_it_names_is_refused_as_a_problem() -> None:
    answered = asked(b"no gzip", **{"Content-Encoding": "gzip"})

    assert (answered.status, json.loads(answered.body)["type"]) == (400, "/v1/problems#malformed")
