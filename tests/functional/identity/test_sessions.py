"""What tokens say by the word of the trigger, and staying signed in and signing out."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.errors import DependencyError, InvocationError, UnauthenticatedError
from santral.local.cognito.settings import Client, Settings
from santral.local.identifiers import CLIENT_ID
from santral.stores.identity_values import Tokens
from santral.stores.tokens import TokenVerifier
from tests.fakes.user_pool import ADDRESS, ISSUER, PASSWORD, PeoplesPool, claims, new_pool


@pytest.fixture
def town() -> PeoplesPool:
    made = new_pool()
    made.signed_up()
    return made


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

    principal = verifier.verify(town.signed_in().access)

    assert (principal.tenant, principal.role.value) == ("klima", "agent")
    [event] = trigger.events
    assert (event["version"], event["triggerSource"]) == ("2", "TokenGeneration_Authentication")
    assert event["request"]["userAttributes"]["sub"] == principal.subject


def test_no_id_token_passes_for_an_access_token() -> None:
    town, _ = triggered()
    verifier = TokenVerifier(ISSUER, CLIENT_ID, town.pool.jwks, town.clock, lambda: 0.0)

    with pytest.raises(UnauthenticatedError):
        verifier.verify(town.signed_in().id)


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
    first = town.signed_in()
    trigger.access = {"tenant": "klima", "role": "admin"}

    second = town.identity.refresh(first.refresh or "")

    assert claims(second.access)["role"] == "admin"
    assert trigger.events[-1]["triggerSource"] == "TokenGeneration_RefreshTokens"
    for claim in ("sub", "origin_jti", "auth_time"):
        assert claims(second.access)[claim] == claims(first.access)[claim]


def test_a_member_who_was_let_go_is_not_refreshed_and_may_be_again() -> None:
    town, trigger = triggered()
    first = town.signed_in()
    trigger.error = InvocationError("add_claims: UnauthenticatedError: nobody who may come in")
    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(first.refresh or "")

    trigger.error = None

    assert town.identity.refresh(first.refresh or "").refresh


def test_a_refresh_token_is_good_for_a_repeated_request_and_not_for_longer(
    town: PeoplesPool,
) -> None:
    first = town.signed_in().refresh or ""
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
    token = town.signed_in().refresh or ""
    for _ in range(29):
        town.passes(days=1)
        token = town.identity.refresh(token).refresh or ""
    town.passes(days=1)

    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(token)


def test_signing_out_ends_one_session_and_leaves_the_other(town: PeoplesPool) -> None:
    here, there = town.signed_in().refresh or "", town.signed_in().refresh or ""
    town.identity.sign_out(here)
    town.identity.sign_out(here)

    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(here)
    assert isinstance(town.identity.refresh(there), Tokens)


def test_signing_out_everywhere_ends_them_all(town: PeoplesPool) -> None:
    here, there = town.signed_in(), town.signed_in()
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
    token = town.signed_in().refresh

    result = town.client.initiate_auth(
        ClientId=CLIENT_ID, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": token}
    )["AuthenticationResult"]

    assert "RefreshToken" not in result
    assert claims(result["AccessToken"])["token_use"] == "access"
