"""Signing in: passwords, their proofs, and the tokens that come of it."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped]

from santral.local.cognito.settings import Client, Settings
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from santral.stores.identity_values import Challenge, ChallengeKind, Tokens
from tests.fakes.user_pool import ADDRESS, ISSUER, PASSWORD, PeoplesPool, claims, new_pool

STRANGER = "nobody@serin-klima.example"


@pytest.fixture
def town() -> PeoplesPool:
    made = new_pool()
    made.signed_up()
    return made


def by_srp(town: PeoplesPool, name: str, password: str) -> Any:
    return AWSSRP(name, password, USER_POOL_ID, CLIENT_ID, client=town.client).authenticate_user()


def said(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    told = error.value.response["Error"]
    return told["Code"], told["Message"]


def test_the_right_password_gives_tokens_that_the_pool_vouches_for(town: PeoplesPool) -> None:
    given = town.signed_in()

    access, about = claims(given.access), claims(given.id)
    assert (access["token_use"], access["client_id"]) == ("access", CLIENT_ID)
    assert "aud" not in access
    assert access["exp"] - access["iat"] == 600
    assert (about["token_use"], about["aud"], about["email"]) == ("id", CLIENT_ID, ADDRESS)
    assert access["sub"] == about["sub"] == access["username"]
    assert access["origin_jti"] == about["origin_jti"]
    assert jwt.get_unverified_header(given.access).keys() == {"alg", "kid"}


def test_an_unmodified_srp_client_signs_in(town: PeoplesPool) -> None:
    result = by_srp(town, ADDRESS.upper(), PASSWORD)["AuthenticationResult"]

    assert claims(result["AccessToken"])["iss"] == ISSUER


def test_a_wrong_password_is_refused_by_either_way_in_the_same_words(town: PeoplesPool) -> None:
    with pytest.raises(ClientError) as plain:
        town.client.initiate_auth(
            ClientId=CLIENT_ID,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": ADDRESS, "PASSWORD": "wrong-Password-1"},
        )
    with pytest.raises(ClientError) as proven:
        by_srp(town, ADDRESS, "wrong-Password-1")

    assert said(plain) == said(proven)
    assert said(plain) == ("NotAuthorizedException", "Incorrect username or password.")


@pytest.mark.parametrize("name", [STRANGER, STRANGER.upper()])
def test_strangers_are_answered_as_who_has_a_wrong_password(town: PeoplesPool, name: str) -> None:
    with pytest.raises(ClientError) as plain:
        town.client.initiate_auth(
            ClientId=CLIENT_ID,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": name, "PASSWORD": PASSWORD},
        )
    with pytest.raises(ClientError) as proven:
        by_srp(town, name, PASSWORD)

    assert said(plain) == said(proven)
    assert said(plain) == ("NotAuthorizedException", "Incorrect username or password.")


def test_a_strangers_salt_and_name_stay_the_same(town: PeoplesPool) -> None:
    def asked(name: str) -> Any:
        return town.client.initiate_auth(
            ClientId=CLIENT_ID,
            AuthFlow="USER_SRP_AUTH",
            AuthParameters={"USERNAME": name, "SRP_A": "2"},
        )["ChallengeParameters"]

    first, second, known = asked(STRANGER), asked(STRANGER.upper()), asked(ADDRESS)

    assert (first["SALT"], first["USER_ID_FOR_SRP"]) == (second["SALT"], second["USER_ID_FOR_SRP"])
    assert first.keys() == known.keys()
    assert first["SRP_B"] != second["SRP_B"]


@pytest.mark.parametrize("public", ["0", "00", "not hexadecimal", "f" * 2000])
def test_a_public_value_that_is_everybodys_password_is_refused(
    town: PeoplesPool, public: str
) -> None:
    with pytest.raises(ClientError) as refused:
        town.client.initiate_auth(
            ClientId=CLIENT_ID,
            AuthFlow="USER_SRP_AUTH",
            AuthParameters={"USERNAME": ADDRESS, "SRP_A": public},
        )

    assert said(refused)[0] == "InvalidParameterException"


def test_a_proof_is_taken_once(town: PeoplesPool) -> None:
    client = AWSSRP(ADDRESS, PASSWORD, USER_POOL_ID, CLIENT_ID, client=town.client)
    asked = town.client.initiate_auth(
        ClientId=CLIENT_ID, AuthFlow="USER_SRP_AUTH", AuthParameters=client.get_auth_params()
    )
    proof = client.process_challenge(asked["ChallengeParameters"], client.get_auth_params())
    answer = {
        "ClientId": CLIENT_ID,
        "ChallengeName": "PASSWORD_VERIFIER",
        "ChallengeResponses": proof,
    }
    town.client.respond_to_auth_challenge(**answer)

    with pytest.raises(ClientError) as refused:
        town.client.respond_to_auth_challenge(**answer)

    assert said(refused)[0] == "NotAuthorizedException"


def test_a_proof_comes_within_three_minutes(town: PeoplesPool) -> None:
    client = AWSSRP(ADDRESS, PASSWORD, USER_POOL_ID, CLIENT_ID, client=town.client)
    asked = town.client.initiate_auth(
        ClientId=CLIENT_ID, AuthFlow="USER_SRP_AUTH", AuthParameters=client.get_auth_params()
    )
    proof = client.process_challenge(asked["ChallengeParameters"], client.get_auth_params())
    town.passes(minutes=3)

    with pytest.raises(ClientError) as refused:
        town.client.respond_to_auth_challenge(
            ClientId=CLIENT_ID, ChallengeName="PASSWORD_VERIFIER", ChallengeResponses=proof
        )

    assert said(refused) == (
        "NotAuthorizedException",
        "Invalid session for the user, session is expired.",
    )


def test_a_flow_that_the_client_does_not_have_is_refused() -> None:
    town = new_pool(settings=Settings(client=Client(flows=frozenset({"ALLOW_USER_SRP_AUTH"}))))
    town.signed_up()

    with pytest.raises(ClientError) as refused:
        town.client.initiate_auth(
            ClientId=CLIENT_ID,
            AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": ADDRESS, "PASSWORD": PASSWORD},
        )

    assert said(refused) == (
        "InvalidParameterException",
        "USER_PASSWORD_AUTH flow not enabled for this client",
    )


def test_who_is_disabled_is_not_let_in_and_a_guesser_does_not_learn_it(town: PeoplesPool) -> None:
    subject = claims(town.signed_in().access)["sub"]
    town.identity.disable(subject)

    with pytest.raises(ClientError) as right:
        by_srp(town, ADDRESS, PASSWORD)
    with pytest.raises(ClientError) as wrong:
        by_srp(town, ADDRESS, "wrong-Password-1")

    assert said(right)[1] == "User is disabled."
    assert said(wrong)[1] == "Incorrect username or password."
    town.identity.enable(subject)
    assert town.signed_in().access


def test_a_person_who_was_made_with_a_temporary_password_chooses_another(
    town: PeoplesPool,
) -> None:
    address = "artem@serin-klima.example"
    town.client.admin_create_user(
        UserPoolId=USER_POOL_ID, Username=address, TemporaryPassword="Temporary-pass-1"
    )

    asked = town.identity.sign_in(address, "Temporary-pass-1")

    assert isinstance(asked, Challenge)
    assert asked.kind is ChallengeKind.NEW_PASSWORD
    assert isinstance(town.identity.answer_challenge(asked, PASSWORD), Tokens)
    assert isinstance(town.identity.sign_in(address, PASSWORD), Tokens)
