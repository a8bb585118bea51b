"""Who may ask the server, and what the others are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from aiohttp import web

from santral.local.connect.protocol.requests import Reply
from santral.local.server.application import LARGEST_REQUEST, new_application
from santral.local.server.aws import add_aws, add_connect
from tests.functional.server.asking import SIGNED, AtOnce, ask


class EchoConnect:
    """Answers what it was asked; fails when told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, bytes]] = []

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        self.asked.append((method, target, body))
        if target == "/fail":
            raise LookupError(headers["x-note"])
        return Reply(200, {"Content-Type": "application/json", "x-amzn-RequestId": "r-1"}, b"{}")


class Served(NamedTuple):
    app: web.Application
    connect: EchoConnect
    errors: list[Exception]


@pytest.fixture
def served() -> Served:
    errors: list[Exception] = []
    app = new_application(errors.append)
    connect = EchoConnect()
    add_aws(app)
    add_connect(app, connect, AtOnce())
    return Served(app, connect, errors)


def test_a_signed_request_reaches_connect_as_it_was_sent(served: Served) -> None:
    answered = ask(
        served.app,
        "PUT",
        "/users/a%2Fb/%C3%A7?maxResults=7&x=a%26b",
        headers={"Authorization": SIGNED},
        body=b'{"Name": "x"}',
    )

    assert served.connect.asked == [
        ("PUT", "/users/a%2Fb/%C3%A7?maxResults=7&x=a%26b", b'{"Name": "x"}')
    ]
    assert (answered.status, answered.body) == (200, b"{}")
    assert answered.headers["x-amzn-RequestId"] == "r-1"
    assert answered.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("authorization", [None, "", "Bearer token", "Basic eDp5"])
def test_a_request_without_a_signature_is_told_so_as_aws_does(
    served: Served, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization}

    answered = ask(served.app, "GET", "/queues-summary/1", headers=headers)

    assert answered.code == (403, "MissingAuthenticationTokenException")
    assert answered.json["message"] == "Missing Authentication Token"
    assert served.connect.asked == []


def test_a_page_of_another_site_is_not_allowed_to_sign(served: Served) -> None:
    preflight = ask(
        served.app,
        "OPTIONS",
        "/contact/task",
        headers={
            "Origin": "http://elsewhere.example",
            "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "authorization",
        },
    )

    assert preflight.status == 403
    assert not [name for name in preflight.headers if name.lower().startswith("access-control")]


def test_a_signature_without_a_whole_credential_is_incomplete(served: Served) -> None:
    answered = ask(
        served.app, "GET", "/", headers={"Authorization": "AWS4-HMAC-SHA256 Credential=me/connect"}
    )

    assert answered.code == (400, "IncompleteSignatureException")


def test_a_client_of_another_service_learns_what_is_served_here(served: Served) -> None:
    dynamodb = SIGNED.replace("/connect/", "/dynamodb/")

    answered = ask(served.app, "POST", "/", headers={"Authorization": dynamodb}, body=b"{}")

    assert answered.code == (403, "InvalidSignatureException")
    assert answered.json["message"] == (
        "Credential should be scoped to correct service: this server serves 'connect' "
        "(Amazon Connect), no other. Set that service's endpoint alone, as "
        "AWS_ENDPOINT_URL_CONNECT, not AWS_ENDPOINT_URL."
    )


@pytest.mark.parametrize(
    "host", ["localhost:8090", "LOCALHOST", "127.0.0.1:8090", "[::1]:8090", "127.0.0.1:49152"]
)
def test_this_computer_may_be_called_by_its_own_names(served: Served, host: str) -> None:
    answered = ask(served.app, "GET", "/", headers={"Host": host})

    assert answered.status == 200


@pytest.mark.parametrize(
    "host",
    [
        "rebound.example:8090",
        "127.0.0.1.rebound.example",
        "localhost.rebound.example",
        "localhost:8090@rebound.example",
        "0.0.0.0:8090",
        "192.168.1.7:8090",
        "localhost:",
        "[::2]:8090",
        "",
    ],
)
def test_a_foreign_name_that_leads_here_is_refused_though_signed(served: Served, host: str) -> None:
    answered = ask(served.app, "GET", "/", headers={"Host": host, "Authorization": SIGNED})

    assert answered.status == 421
    assert b"localhost, 127.0.0.1 or [::1] only" in answered.body
    assert served.connect.asked == []


def test_the_front_page_says_what_is_served_where(served: Served) -> None:
    answered = ask(served.app, "GET", "/")

    assert answered.body.decode() == (
        "Santral, on this computer\n\nany path, signed for `connect`  Amazon Connect's API\n"
    )


def test_a_body_of_more_than_four_mebibytes_is_refused(served: Served) -> None:
    body = b"x" * (LARGEST_REQUEST + 1)

    answered = ask(served.app, "PUT", "/x", headers={"Authorization": SIGNED}, body=body)

    assert answered.code == (413, "RequestEntityTooLargeException")
    assert answered.json["message"] == "A request may have 4 MiB."
    assert served.connect.asked == []


def test_a_body_of_four_mebibytes_is_not(served: Served) -> None:
    body = b"x" * LARGEST_REQUEST

    answered = ask(served.app, "PUT", "/x", headers={"Authorization": SIGNED}, body=body)

    assert answered.status == 200
    assert served.connect.asked == [("PUT", "/x", body)]


def test_a_body_that_is_not_encoded_as_it_says_is_refused(served: Served) -> None:
    headers = {"Authorization": SIGNED, "Content-Encoding": "gzip"}

    answered = ask(served.app, "PUT", "/x", headers=headers, body=b'{"Name": "Ay"}')

    assert answered.code == (400, "SerializationException")
    assert answered.json["message"] == "The body cannot be decoded."
    assert (served.connect.asked, served.errors) == ([], [])


def test_a_failure_inside_is_connects_own_and_repeats_nothing(served: Served) -> None:
    headers = {"Authorization": SIGNED, "x-note": "Ayşe"}

    answered = ask(served.app, "GET", "/fail", headers=headers)

    assert answered.code == (500, "InternalServiceException")
    assert "Ay" not in answered.body.decode()
    assert [type(error) for error in served.errors] == [LookupError]


def test_a_path_of_the_server_keeps_its_own_refusals(served: Served) -> None:
    assert ask(served.app, "DELETE", "/").status == 405


def test_what_stands_beside_connect_is_served_unsigned(served: Served) -> None:
    async def page(_: Any) -> web.Response:
        return web.Response(text="a page")

    served.app.router.add_get("/page", page)

    assert ask(served.app, "GET", "/page").body == b"a page"
