"""The pre token generation trigger: what it is told, and what it may change.

Source: Amazon Cognito Developer Guide, "Pre token generation Lambda trigger", version two of the
event, and the claims there that cannot be changed. Read 2026-10.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from santral.domain.errors import InvocationError
from santral.local.cognito.errors import CognitoError
from santral.local.cognito.settings import Settings
from santral.local.cognito.users import User

Trigger = Callable[[dict[str, Any]], Any]

SCOPE: Final = "aws.cognito.signin.user.admin"
_RESERVED: Final = frozenset(
    [
        "acr",
        "amr",
        "at_hash",
        "auth_time",
        "azp",
        "client_id",
        "device_key",
        "event_id",
        "exp",
        "iat",
        "iss",
        "jti",
        "nbf",
        "nonce",
        "origin_jti",
        "sub",
        "token_use",
        "username",
        "version",
    ]
)


class Source(StrEnum):
    SIGN_IN = "TokenGeneration_Authentication"
    NEW_PASSWORD = "TokenGeneration_NewPasswordChallenge"  # noqa: S105 - a source's name
    REFRESH = "TokenGeneration_RefreshTokens"


class Changes(NamedTuple):
    """What tokens get beside their own claims."""

    access: Mapping[str, Any]
    id: Mapping[str, Any]
    scopes: tuple[str, ...]


def changes(trigger: Trigger | None, user: User, settings: Settings, source: Source) -> Changes:
    """Ask the trigger; without one nothing is changed.

    Raises:
        CognitoError: UserLambdaValidationException where it fails, InvalidLambdaResponseException.
    """
    if trigger is None:
        return Changes({}, {}, (SCOPE,))
    try:
        answer = trigger(_event(user, settings, source))
    except InvocationError as error:
        text = f"PreTokenGeneration failed with error {error}."
        raise CognitoError("UserLambdaValidationException", text) from None
    try:
        return _read(answer["response"]["claimsAndScopeOverrideDetails"] or {})
    except (AttributeError, KeyError, TypeError, ValueError):
        text = "Unrecognizable lambda output"
        raise CognitoError("InvalidLambdaResponseException", text) from None


def _event(user: User, settings: Settings, source: Source) -> dict[str, Any]:
    status = {"cognito:user_status": user.status}
    return {
        "version": "2",
        "triggerSource": source.value,
        "region": settings.region,
        "userPoolId": settings.pool_id,
        "userName": user.sub,
        "callerContext": {"awsSdkVersion": "local", "clientId": settings.client.id},
        "request": {
            "userAttributes": {**user.all_attributes(), **status},
            "groupConfiguration": {
                "groupsToOverride": [],
                "iamRolesToOverride": [],
                "preferredRole": None,
            },
            "scopes": [SCOPE],
        },
        "response": {"claimsAndScopeOverrideDetails": None},
    }


def _read(details: Mapping[str, Any]) -> Changes:
    access = details.get("accessTokenGeneration") or {}
    id_ = details.get("idTokenGeneration") or {}
    scopes = {SCOPE} - set(access.get("scopesToSuppress") or ())
    scopes |= set(access.get("scopesToAdd") or ())
    return Changes(_claims(access), _claims(id_), tuple(sorted(scopes)))


def _claims(generation: Mapping[str, Any]) -> dict[str, Any]:
    claims = dict(generation.get("claimsToAddOrOverride") or {})
    if not _RESERVED.isdisjoint(claims):
        raise ValueError("a claim that cannot be changed")
    return claims
