"""The protocol of the local Cognito: what it takes, what it refuses and in which words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.cognito.model import OutputError, operation_model, service, write
from santral.local.cognito.registry import OPERATIONS
from santral.local.cognito.wire import Wire
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool

TARGET = "AWSCognitoIdentityProviderService."
SIGNED = (
    "AWS4-HMAC-SHA256 Credential=anybody/20261123/eu-central-1/cognito-idp/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0f"
)


@pytest.fixture
def town() -> PeoplesPool:
    return new_pool()


def ask(
    town: PeoplesPool, operation: str, given: object, *, signed: bool = False
) -> tuple[int, Any]:
    headers = {"X-Amz-Target": TARGET + operation}
    if signed:
        headers["Authorization"] = SIGNED
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    reply = Wire(town.pool).answer("POST", "/", headers, body)
    assert reply.headers["Content-Type"] == "application/x-amz-json-1.1"
    return reply.status, json.loads(reply.body)


def code(town: PeoplesPool, operation: str, given: object, *, signed: bool = False) -> str:
    status, answer = ask(town, operation, given, signed=signed)
    assert status == 400
    assert answer["message"]
    name: str = answer["__type"]
    return name


def test_every_operation_is_one_of_the_services(town: PeoplesPool) -> None:
    assert set(OPERATIONS) <= set(service().operation_names)
    assert len(OPERATIONS) >= 34


@pytest.mark.parametrize("name", ["AdminGetUser", "ListUsers", "DescribeUserPool"])
def test_what_administrators_do_has_to_be_signed(town: PeoplesPool, name: str) -> None:
    asked = {"UserPoolId": USER_POOL_ID, "Username": ADDRESS}

    assert code(town, name, asked) == "MissingAuthenticationTokenException"


def test_every_operation_of_administrators_has_to_be_signed() -> None:
    unsigned = {name for name in OPERATIONS if _is_unsigned(name)}

    assert not {each for each in unsigned if each.startswith(("Admin", "List", "Describe"))}
    assert {"SignUp", "InitiateAuth", "RespondToAuthChallenge", "RevokeToken"} <= unsigned


def _is_unsigned(name: str) -> bool:
    model = operation_model(name)
    return model is not None and model.auth_type == "none"


def test_what_is_not_here_says_so_by_name(town: PeoplesPool) -> None:
    status, answer = ask(town, "CreateGroup", {}, signed=True)

    assert (status, answer) == (
        400,
        {
            "__type": "UnsupportedOperationException",
            "message": "CreateGroup is not supported by the local Cognito.",
        },
    )


@pytest.mark.parametrize("name", ["", "NoSuchThing", "signUp"])
def test_what_is_nowhere_is_unknown(town: PeoplesPool, name: str) -> None:
    assert code(town, name, {}) == "UnknownOperationException"


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b"\xff", b'{"ClientId": 7, "Username": "a", "Password": "b"}', b"7"]
)
def test_what_cannot_be_read_is_refused(town: PeoplesPool, body: bytes) -> None:
    assert code(town, "SignUp", body) == "SerializationException"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("ClientId", None),
        ("ClientId", "not-a-word!"),
        ("Username", None),
        ("Username", ""),
        ("Username", "x" * 129),
        ("Username", "a\nb@c"),
        ("Password", "x" * 257),
        ("Password", "with space"),
        ("UserAttributes", [{"Value": "no name"}]),
        ("UserAttributes", [{"Name": "name", "Value": "x" * 2049}]),
    ],
)
def test_a_member_that_does_not_fit_the_model_is_named_and_not_repeated(
    town: PeoplesPool, member: str, value: object
) -> None:
    asked = {"ClientId": CLIENT_ID, "Username": ADDRESS, "Password": PASSWORD, member: value}

    status, answer = ask(town, "SignUp", asked)

    assert (status, answer["__type"]) == (400, "InvalidParameterException")
    assert answer["message"].startswith("1 validation error detected: Value at '")
    assert str(value) not in answer["message"] or value in (None, "")


def test_another_client_is_none_of_this_pool(town: PeoplesPool) -> None:
    asked = {"ClientId": "another", "Username": ADDRESS, "Password": PASSWORD}

    assert code(town, "SignUp", asked) == "ResourceNotFoundException"


def test_another_pool_is_none_of_ours(town: PeoplesPool) -> None:
    asked = {"UserPoolId": "eu-central-1_another00", "Username": ADDRESS}

    assert code(town, "AdminGetUser", asked, signed=True) == "ResourceNotFoundException"


def test_an_answer_that_does_not_fit_the_model_is_a_fault_of_ours() -> None:
    shape = service().shape_for("SignUpResponse")

    with pytest.raises(OutputError, match="UserSub"):
        write(shape, {"UserConfirmed": True})
    with pytest.raises(OutputError, match="no member"):
        write(shape, {"UserConfirmed": True, "UserSub": "x", "Tenant": "klima"})


def test_users_are_listed_page_by_page_and_found_by_address(town: PeoplesPool) -> None:
    subjects = {town.signed_up(f"person-{number}@klima.example") for number in range(5)}

    pages = list(
        town.client.get_paginator("list_users").paginate(
            UserPoolId=USER_POOL_ID, PaginationConfig={"PageSize": 2}
        )
    )
    [found] = town.client.list_users(
        UserPoolId=USER_POOL_ID, Filter='email = "Person-3@klima.example"'
    )["Users"]
    some = town.client.list_users(UserPoolId=USER_POOL_ID, Filter='email ^= "person-"')["Users"]

    assert [len(page["Users"]) for page in pages] == [2, 2, 1]
    assert {user["Username"] for page in pages for user in page["Users"]} == subjects
    assert found["UserStatus"] == "CONFIRMED"
    assert len(some) == 5


def test_pool_and_client_say_how_they_are_set(town: PeoplesPool) -> None:
    pool = town.client.describe_user_pool(UserPoolId=USER_POOL_ID)["UserPool"]
    client = town.client.describe_user_pool_client(UserPoolId=USER_POOL_ID, ClientId=CLIENT_ID)[
        "UserPoolClient"
    ]

    assert pool["MfaConfiguration"] == "OPTIONAL"
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] == 12
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert (client["AccessTokenValidity"], client["TokenValidityUnits"]["AccessToken"]) == (
        10,
        "minutes",
    )
    assert "ClientSecret" not in client
