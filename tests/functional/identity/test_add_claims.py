"""Tenant and role in the access token: from the member's item, at every sign-in and refresh."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyotp
import pytest

from functions.add_claims.handler import handler
from santral.domain.access import Role
from santral.domain.errors import DependencyError, InvocationError, UnauthenticatedError
from santral.domain.members import Member
from santral.local.attached import attach
from santral.local.cognito.wire import Wire
from santral.local.identifiers import CLIENT_ID
from santral.stores import members
from santral.stores.clients import Clients
from santral.stores.tokens import TokenVerifier
from tests.fakes.user_pool import ADDRESS, ISSUER, PASSWORD, PeoplesPool, new_pool
from tests.functional.cloud import REGION, Cloud, Context


@pytest.fixture
def town(empty_cloud: Cloud) -> PeoplesPool:
    """A pool whose trigger is the function, which in turn may ask the pool."""
    made = new_pool(trigger=lambda event: handler(event, Context()))
    clients = Clients(REGION)
    attach(clients.cognito, "cognito-idp", Wire(made.pool))
    clients.dynamodb = empty_cloud.clients.dynamodb
    empty_cloud.use(clients=clients)
    return made


def member(town: PeoplesPool, role: Role = Role.AGENT) -> Member:
    found = Member(town.signed_up(), "klima", role, ADDRESS)
    members.add(found)
    return found


def verified(town: PeoplesPool, token: str) -> Any:
    verifier = TokenVerifier(ISSUER, CLIENT_ID, town.pool.jwks, town.clock, lambda: 0.0)
    return verifier.verify(token)


def event(subject: str) -> dict[str, Any]:
    return {
        "version": "2",
        "triggerSource": "TokenGeneration_Authentication",
        "region": REGION,
        "userPoolId": "eu-central-1_santral00",
        "userName": subject,
        "callerContext": {"awsSdkVersion": "aws-sdk-unknown-unknown", "clientId": CLIENT_ID},
        "request": {
            "userAttributes": {"sub": subject, "email": ADDRESS},
            "groupConfiguration": {
                "groupsToOverride": ["owners"],
                "iamRolesToOverride": [],
                "preferredRole": None,
            },
            "scopes": ["aws.cognito.signin.user.admin"],
        },
        "response": {"claimsAndScopeOverrideDetails": None},
    }


def test_a_member_is_signed_in_as_the_item_says(town: PeoplesPool) -> None:
    subject = member(town, Role.SUPERVISOR).subject

    principal = verified(town, town.signed_in().access)

    assert (principal.subject, principal.tenant) == (subject, "klima")
    assert (principal.role, principal.must_set_up_mfa) == (Role.SUPERVISOR, False)


def test_the_answer_has_the_shape_that_cognito_reads(town: PeoplesPool) -> None:
    asked = event(member(town).subject)

    answer = handler(asked, Context())

    assert answer["version"] == "2"
    assert answer["response"] == {
        "claimsAndScopeOverrideDetails": {
            "accessTokenGeneration": {
                "claimsToAddOrOverride": {"tenant": "klima", "role": "agent"}
            },
            "groupOverrideDetails": {
                "groupsToOverride": [],
                "iamRolesToOverride": [],
                "preferredRole": "",
            },
        }
    }


@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN])
def test_who_needs_a_second_factor_and_has_none_may_only_set_one_up(
    town: PeoplesPool, role: Role
) -> None:
    member(town, role)
    given = town.signed_in()
    assert verified(town, given.access).must_set_up_mfa

    app = pyotp.TOTP(town.identity.associate_totp(given.access))
    town.identity.verify_totp(given.access, app.at(town.clock.now))
    refreshed = town.identity.refresh(given.refresh or "")

    assert not verified(town, refreshed.access).must_set_up_mfa


def test_who_switches_the_second_factor_off_at_the_pool_is_back_to_setting_one_up(
    town: PeoplesPool,
) -> None:
    member(town, Role.OWNER)
    given = town.signed_in()
    app = pyotp.TOTP(town.identity.associate_totp(given.access))
    town.identity.verify_totp(given.access, app.at(town.clock.now))
    town.client.set_user_mfa_preference(
        AccessToken=given.access, SoftwareTokenMfaSettings={"Enabled": False}
    )

    refreshed = town.identity.refresh(given.refresh or "")

    assert verified(town, refreshed.access).must_set_up_mfa


def test_who_belongs_to_no_business_is_not_signed_in(town: PeoplesPool) -> None:
    town.signed_up()

    with pytest.raises(UnauthenticatedError):
        town.identity.sign_in(ADDRESS, PASSWORD)


def test_who_was_disabled_is_neither_signed_in_nor_refreshed(town: PeoplesPool) -> None:
    found = member(town)
    given = town.signed_in()
    members.change(replace(found, disabled=True), replacing=1)

    with pytest.raises(UnauthenticatedError):
        town.identity.refresh(given.refresh or "")
    with pytest.raises(UnauthenticatedError):
        town.identity.sign_in(ADDRESS, PASSWORD)


def test_a_new_role_is_in_the_next_token(town: PeoplesPool) -> None:
    found = member(town)
    given = town.signed_in()
    members.change(replace(found, role=Role.ANALYST), replacing=1)

    refreshed = town.identity.refresh(given.refresh or "")

    assert verified(town, refreshed.access).role is Role.ANALYST


def test_while_the_store_does_not_answer_nobody_is_signed_in(
    town: PeoplesPool, empty_cloud: Cloud
) -> None:
    member(town)
    empty_cloud.dynamodb.fault = empty_cloud.dynamodb.break_down

    with pytest.raises(DependencyError) as failed:
        town.identity.sign_in(ADDRESS, PASSWORD)

    assert failed.value.retryable


def test_a_failure_names_nobody(town: PeoplesPool, empty_cloud: Cloud) -> None:
    with pytest.raises(InvocationError) as failed:
        handler(event("3f2c1b7e-9a44-4d2f-8b1e-6c5d4e3f2a10"), Context())

    assert str(failed.value) == "add_claims: UnauthenticatedError: nobody who may come in"
    assert ADDRESS not in empty_cloud.log.getvalue()
