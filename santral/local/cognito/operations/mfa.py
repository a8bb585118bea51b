"""A second factor: an authenticator app, the only one that this pool has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from santral.local.cognito.errors import CognitoError, invalid
from santral.local.cognito.one_time_codes import SECRET_OCTETS, step_of
from santral.local.cognito.operations.authentication import MFA_SETUP
from santral.local.cognito.operations.naming import named_user
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.users import User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool


@operation("AssociateSoftwareToken")
def associate_software_token(pool: UserPool, given: Given) -> Answer:
    """Hand out a secret; it is of no use before a code of it came back."""
    user, session = _who(pool, given)
    user.totp_new = pool.chance.base32(SECRET_OCTETS)
    pool.put(user)
    return {"SecretCode": user.totp_new, "Session": session}


@operation("VerifySoftwareToken")
def verify_software_token(pool: UserPool, given: Given) -> Answer:
    user, session = _who(pool, given)
    if user.totp_new is None:
        text = "Software token was not associated."
        raise CognitoError("SoftwareTokenMFANotFoundException", text)
    step = step_of(user.totp_new, given["UserCode"], pool.app_now_s(), after=0)
    if step is None:
        raise CognitoError("EnableSoftwareTokenMFAException", "Code mismatch")
    user.totp, user.totp_new, user.totp_step = user.totp_new, None, step
    pool.put(user)
    if session is not None:
        challenge = pool.challenges.look(session, MFA_SETUP, pool.now_s())
        pool.challenges.close(session)
        session = pool.challenges.add(replace(challenge, is_verified=True))
    return {"Status": "SUCCESS", "Session": session}


@operation("SetUserMFAPreference")
def set_user_mfa_preference(pool: UserPool, given: Given) -> Answer:
    _prefer(pool, pool.user_of(given["AccessToken"]), given)
    return {}


@operation("AdminSetUserMFAPreference")
def admin_set_user_mfa_preference(pool: UserPool, given: Given) -> Answer:
    _prefer(pool, named_user(pool, given), given)
    return {}


def settings_of(user: User) -> dict[str, Any]:
    """Give the members of a user's answer that tell of MFA."""
    if not user.uses_totp:
        return {}
    return {
        "PreferredMfaSetting": "SOFTWARE_TOKEN_MFA",
        "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"],
    }


def _who(pool: UserPool, given: Given) -> tuple[User, str | None]:
    """Find whose app it is: by access token, or in the middle of a sign-in."""
    token, session = given.get("AccessToken"), given.get("Session")
    if (token is None) == (session is None):
        raise invalid("Only one of access token and session can be given.")
    if token is not None:
        return pool.user_of(token), None
    return pool.challenges.look(session or "", MFA_SETUP, pool.now_s()).user, session


def _prefer(pool: UserPool, user: User, given: Given) -> None:
    for other in ("SMSMfaSettings", "EmailMfaSettings"):
        if (given.get(other) or {}).get("Enabled"):
            raise invalid("User pool has no such MFA configured.")
    wanted: Mapping[str, Any] = given.get("SoftwareTokenMfaSettings") or {}
    if wanted.get("Enabled") and user.totp is None:
        raise invalid("User has not verified software token mfa")
    if "Enabled" in wanted:
        user.uses_totp = wanted["Enabled"]
        pool.put(user)
