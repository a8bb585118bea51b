"""Signing in: passwords, their proofs, lock-outs, and the tokens that come of it."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped]

from santral.domain.errors import (
    DependencyError,
    InvocationError,
    LimitExceededError,
    UnauthenticatedError,
)
from santral.local.cognito.settings import Client, Settings
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from santral.stores.identity_values import Challenge, ChallengeKind, Tokens
from santral.stores.tokens import TokenVerifier
from tests.fakes.user_pool import ADDRESS, ISSUER, PASSWORD, PeoplesPool, new_pool, pool_key

STRANGER = "nobody@serin-klima.example"


@pytest.fixture
def town() -> PeoplesPool:
    made = new_pool()
    made.signed_up()
    return made


def tokens(town: PeoplesPool) -> Tokens:
    given = town.identity.sign_in(ADDRESS, PASSWORD)
    assert isinstance(given, Tokens)
    return given


def claims(token: str) -> dict[str, Any]:
    unchecked = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
    return jwt.decode(token, pool_key().public_key(), algorithms=["RS256"], options=unchecked)  # type: ignore[arg-type]


def by_srp(town: PeoplesPool, name: str, password: str) -> Any:
    return AWSSRP(name, password, USER_POOL_ID, CLIENT_ID, client=town.client).authenticate_user()


def said(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    told = error.value.response["Error"]
    return told["Code"], told["Message"]


def test_the_right_password_gives_tokens_that_the_pool_vouches_for(town: PeoplesPool) -> None:
    given = tokens(town)

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


def fail(town: PeoplesPool, name: str = ADDRESS) -> type[Exception]:
    try:
        town.identity.sign_in(name, "wrong-Password-1")
    except (LimitExceededError, UnauthenticatedError) as error:
        return type(error)
    raise AssertionError("let in")


@pytest.mark.parametrize("name", [ADDRESS, STRANGER])
def test_from_the_fifth_failure_on_nobody_listens_for_twice_as_long_each_time(
    town: PeoplesPool, name: str
) -> None:
    waited = []
    for _ in range(4):
        assert fail(town, name) is UnauthenticatedError
    for seconds in (1, 2, 4, 8):
        assert fail(town, name) is UnauthenticatedError
        assert fail(town, name) is LimitExceededError
        town.passes(seconds=seconds)
        waited.append(seconds)

    assert fail(town, name) is UnauthenticatedError


def test_the_right_password_does_not_help_while_nobody_listens(town: PeoplesPool) -> None:
    for _ in range(5):
        fail(town)

    with pytest.raises(LimitExceededError):
        town.identity.sign_in(ADDRESS, PASSWORD)

    town.passes(seconds=1)
    assert tokens(town).access


def test_the_longest_lock_out_is_a_quarter_of_an_hour(town: PeoplesPool) -> None:
    for _ in range(30):
        fail(town)
        town.passes(seconds=899)
    fail(town)
    town.passes(seconds=900)

    assert tokens(town).access


def test_a_quarter_of_an_hour_without_an_attempt_begins_anew(town: PeoplesPool) -> None:
    for _ in range(5):
        fail(town)
    town.passes(seconds=1 + 900)

    for _ in range(4):
        assert fail(town) is UnauthenticatedError
    assert tokens(town).access


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
    subject = claims(tokens(town).access)["sub"]
    town.identity.disable(subject)

    with pytest.raises(ClientError) as right:
        by_srp(town, ADDRESS, PASSWORD)
    with pytest.raises(ClientError) as wrong:
        by_srp(town, ADDRESS, "wrong-Password-1")

    assert said(right)[1] == "User is disabled."
    assert said(wrong)[1] == "Incorrect username or password."
    town.identity.enable(subject)
    assert tokens(town).access


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


# --- the trigger ---


class Claims:
    """A trigger that adds what it is told to, or fails."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.access: dict[str, Any] = {"tenant": "klima", "role": "agent"}
        self.error: Exception | None = None

    def __call__(self, event: dict[str, Any]) -> dict[str, Any]:
        self.events.append(event)
        if self.error is not None:
            raise self.error
        details = {"accessTokenGeneration": {"claimsToAddOrOverride": self.access}}
        return {**event, "response": {"claimsAndScopeOverrideDetails": details}}


def triggered() -> tuple[PeoplesPool, Claims]:
    trigger = Claims()
    town = new_pool(trigger=trigger)
    town.signed_up()
    return town, trigger


def test_the_triggers_claims_are_in_the_access_token_and_the_verifier_takes_it() -> None:
    town, trigger = triggered()
    verifier = TokenVerifier(ISSUER, CLIENT_ID, town.pool.jwks, town.clock, lambda: 0.0)

    principal = verifier.verify(tokens(town).access)

    assert (principal.tenant, principal.role.value) == ("klima", "agent")
    [event] = trigger.events
    assert (event["version"], event["triggerSource"]) == ("2", "TokenGeneration_Authentication")
    assert event["request"]["userAttributes"]["sub"] == principal.subject


def test_no_id_token_passes_for_an_access_token() -> None:
    town, _ = triggered()
    verifier = TokenVerifier(ISSUER, CLIENT_ID, town.pool.jwks, town.clock, lambda: 0.0)

    with pytest.raises(UnauthenticatedError):
        verifier.verify(tokens(town).id)


def test_who_is_no_member_is_not_signed_in() -> None:
    town, trigger = triggered()
    trigger.error = InvocationError("add_claims: UnauthenticatedError: nobody who may come in")

    with pytest.raises(UnauthenticatedError):
        town.identity.sign_in(ADDRESS, PASSWORD)

    assert list(town.pool.tokens) == []


def test_while_the_store_fails_nobody_is_signed_in_and_may_try_again() -> None:
    town, trigger = triggered()
    trigger.error = InvocationError("add_claims: DependencyError: dynamodb: no answer")

    with pytest.raises(DependencyError) as failed:
        town.identity.sign_in(ADDRESS, PASSWORD)

    assert failed.value.retryable


@pytest.mark.parametrize("claim", ["sub", "exp", "token_use", "client_id", "iss", "username"])
def test_a_trigger_cannot_change_whose_token_it_is(claim: str) -> None:
    town, trigger = triggered()
    trigger.access = {claim: "something else"}

    with pytest.raises(DependencyError):
        town.identity.sign_in(ADDRESS, PASSWORD)


# --- staying signed in ---


def test_a_refresh_asks_the_trigger_again() -> None:
    town, trigger = triggered()
    first = tokens(town)
    trigger.access = {"tenant": "klima", "role": "admin"}

    second = town.identity.refresh(first.refresh or "")

    assert claims(second.access)["role"] == "admin"
    assert trigger.events[-1]["triggerSource"] == "TokenGeneration_RefreshTokens"
    for claim in ("sub", "origin_jti", "auth_time"):
        assert claims(second.access)[claim] == claims(first.access)[claim]


def test_a_member_who_was_let_go_is_not_refreshed_and_may_be_again() -> None:
    town, trigger = triggered()
    first = tokens(town)
    trigger.error = InvocationError("add_claims: UnauthenticatedError: nobody who may come in")
    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(first.refresh or "")

    trigger.error = None

    assert town.identity.refresh(first.refresh or "").refresh


def test_a_refresh_token_is_good_for_a_repeated_request_and_not_for_longer(
    town: PeoplesPool,
) -> None:
    first = tokens(town).refresh or ""
    second = town.identity.refresh(first).refresh
    town.passes(seconds=29)
    again = town.identity.refresh(first).refresh
    town.passes(seconds=1)

    with pytest.raises(UnauthenticatedError, match="used before"):
        town.identity.refresh(first)

    assert len({first, second, again}) == 3
    assert isinstance(town.identity.refresh(second or ""), Tokens)


def test_a_session_ends_after_thirty_days_however_often_it_is_refreshed(
    town: PeoplesPool,
) -> None:
    token = tokens(town).refresh or ""
    for _ in range(29):
        town.passes(days=1)
        token = town.identity.refresh(token).refresh or ""
    town.passes(days=1)

    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(token)


def test_signing_out_ends_one_session_and_leaves_the_other(town: PeoplesPool) -> None:
    here, there = tokens(town).refresh or "", tokens(town).refresh or ""
    town.identity.sign_out(here)
    town.identity.sign_out(here)

    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(here)
    assert isinstance(town.identity.refresh(there), Tokens)


def test_signing_out_everywhere_ends_them_all(town: PeoplesPool) -> None:
    here, there = tokens(town), tokens(town)
    town.identity.sign_out_everywhere(claims(here.access)["sub"])

    for token in (here.refresh, there.refresh):
        with pytest.raises(UnauthenticatedError):
            town.identity.refresh(token or "")
    with pytest.raises(UnauthenticatedError):
        town.identity.associate_totp(here.access)


def test_without_rotation_the_flow_by_refresh_token_works_as_it_always_did() -> None:
    flows = frozenset({"ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"})
    town = new_pool(settings=Settings(client=Client(flows=flows, rotation_grace_s=None)))
    town.signed_up()
    token = tokens(town).refresh

    result = town.client.initiate_auth(
        ClientId=CLIENT_ID, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token}
    )["AuthenticationResult"]

    assert "RefreshToken" not in result
    assert claims(result["AccessToken"])["token_use"] == "access"
