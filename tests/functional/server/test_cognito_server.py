"""Cognito's API over HTTP, as pages and programs reach it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from santral.local.cognito.wire import Wire
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from santral.local.server.application import new_application
from santral.local.server.aws import add_aws
from santral.local.server.cognito import add_cognito
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool
from tests.functional.server.asking import SIGNED, Answered, AtOnce, ask

TARGET = "AWSCognitoIdentityProviderService."


def served(town: PeoplesPool) -> web.Application:
    app = new_application(lambda _: None)
    add_aws(app)
    add_cognito(app, Wire(town.pool), AtOnce())
    return app


def sent(town: PeoplesPool, operation: str, given: Any, **headers: str) -> Answered:
    return ask(
        served(town),
        "POST",
        "/",
        headers={
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": TARGET + operation,
            **headers,
        },
        body=json.dumps(given).encode(),
    )


def test_a_page_signs_up_and_in_without_a_signature() -> None:
    town = new_pool()
    asked = {"ClientId": CLIENT_ID, "Username": ADDRESS, "Password": PASSWORD}

    signed_up = sent(town, "SignUp", asked)
    code = {"ClientId": CLIENT_ID, "Username": ADDRESS, "ConfirmationCode": town.code()}
    confirmed = sent(town, "ConfirmSignUp", code)
    signed_in = sent(
        town,
        "InitiateAuth",
        {
            "ClientId": CLIENT_ID,
            "AuthFlow": "USER_PASSWORD_AUTH",
            "AuthParameters": {"USERNAME": ADDRESS, "PASSWORD": PASSWORD},
        },
    )

    assert (signed_up.status, confirmed.status) == (200, 200)
    assert signed_in.json["AuthenticationResult"]["TokenType"] == "Bearer"


def test_a_refusal_is_in_cognitos_form() -> None:
    asked = {"ClientId": CLIENT_ID, "Username": ADDRESS, "Password": "weak"}

    refused = sent(new_pool(), "SignUp", asked)

    assert refused.code == (400, "InvalidPasswordException")
    assert refused.json["__type"] == "InvalidPasswordException"


def test_what_administrators_do_comes_signed_for_cognito() -> None:
    town = new_pool()
    town.signed_up()
    asked = {"UserPoolId": USER_POOL_ID, "Username": ADDRESS}
    signature = SIGNED.replace("/connect/", "/cognito-idp/")

    unsigned = sent(town, "AdminGetUser", asked)
    signed = sent(town, "AdminGetUser", asked, Authorization=signature)

    assert unsigned.code == (400, "MissingAuthenticationTokenException")
    assert signed.json["UserStatus"] == "CONFIRMED"


def test_a_post_that_is_not_for_cognito_is_for_nobody() -> None:
    refused = ask(served(new_pool()), "POST", "/", body=b"{}")

    assert refused.code == (403, "MissingAuthenticationTokenException")


def test_a_page_of_another_site_may_not_ask() -> None:
    preflight = ask(
        served(new_pool()),
        "OPTIONS",
        "/",
        headers={
            "Origin": "https://attacker.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "x-amz-target",
        },
    )

    assert preflight.status == 405
    assert "Access-Control-Allow-Origin" not in preflight.headers
