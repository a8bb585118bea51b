"""Writes tenant and role into the access token, from the member's item and nowhere else.

Who is no member, or a disabled one, is not signed in, and nobody is while the store does not
answer. It is asked at every sign-in and at every refresh.

Whose role needs a second factor is looked up in the pool as well: users can switch theirs off by
themselves, at the pool, and no item of ours would know. Without one the token says so, and the API
lets them set one up and do nothing else.

Source: Amazon Cognito Developer Guide, "Pre token generation Lambda trigger", event version two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.entry import takes_events
from functions.wiring import collaborators
from santral.domain.access import (
    MFA_CLAIM,
    MFA_SET_UP,
    ROLE_CLAIM,
    TENANT_CLAIM,
    WITH_MFA,
)
from santral.domain.errors import UnauthenticatedError
from santral.domain.members import Member
from santral.stores import members
from santral.stores.identity import uses_mfa


@takes_events("add_claims")
def handler(event: Mapping[str, Any]) -> dict[str, Any]:
    member = _member(event["request"]["userAttributes"]["sub"])
    claims = {TENANT_CLAIM: member.tenant, ROLE_CLAIM: member.role.value}
    if member.role in WITH_MFA and not _uses_mfa(event["userPoolId"], member):
        claims[MFA_CLAIM] = MFA_SET_UP
    details = {
        "accessTokenGeneration": {"claimsToAddOrOverride": claims},
        "groupOverrideDetails": {
            "groupsToOverride": [],
            "iamRolesToOverride": [],
            "preferredRole": "",
        },
    }
    return {**event, "response": {"claimsAndScopeOverrideDetails": details}}


def _member(subject: str) -> Member:
    found = members.find(subject)
    if found is None or found.value.disabled:
        raise UnauthenticatedError("nobody who may come in")
    return found.value


def _uses_mfa(user_pool_id: str, member: Member) -> bool:
    return uses_mfa(collaborators().clients.cognito, user_pool_id, member.subject)
