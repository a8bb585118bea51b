"""Signing in: a password or its proof, then whatever else is asked for, then tokens.

Whether somebody may sign in at all is said only after the right password: before, nobody learns
that there is such a user.

Source: Amazon Cognito Developer Guide, "Authentication flows", and API Reference, InitiateAuth and
RespondToAuthChallenge. Read 2026-10.
"""

from __future__ import annotations

import binascii
import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from santral.local.cognito import srp
from santral.local.cognito.challenges import Challenge, Srp
from santral.local.cognito.errors import (
    CognitoError,
    code_mismatch,
    invalid,
    not_authorized,
)
from santral.local.cognito.one_time_codes import step_of
from santral.local.cognito.operations.naming import check_client, check_pool
from santral.local.cognito.operations.passwords import put_password
from santral.local.cognito.operations.sessions import refreshed
from santral.local.cognito.passwords import check_policy, is_password
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.trigger import Source
from santral.local.cognito.users import CONFIRMED, NEW_PASSWORD, UNCONFIRMED, User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool

PASSWORD_VERIFIER: Final = "PASSWORD_VERIFIER"  # noqa: S105 - a challenge's name
SOFTWARE_TOKEN_MFA: Final = "SOFTWARE_TOKEN_MFA"  # noqa: S105
MFA_SETUP: Final = "MFA_SETUP"
NEW_PASSWORD_REQUIRED: Final = "NEW_PASSWORD_REQUIRED"  # noqa: S105
_TIMESTAMP: Final = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun) "
    r"(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"[1-3]?[0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9] UTC [0-9]{4}",
    re.ASCII,
)
Parameters = Mapping[str, str]


# --- beginning ---


@operation("InitiateAuth")
def initiate_auth(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    return _begin(pool, given, _FLOWS)


@operation("AdminInitiateAuth")
def admin_initiate_auth(pool: UserPool, given: Given) -> Answer:
    check_pool(pool, given)
    check_client(pool, given)
    return _begin(pool, given, _ADMIN_FLOWS)


def _begin(pool: UserPool, given: Given, flows: Mapping[str, tuple[str, Flow]]) -> Answer:
    name = given["AuthFlow"]
    if name not in flows:
        raise invalid("Initiate Auth method not supported.")
    allowed_by, flow = flows[name]
    if allowed_by not in pool.settings.client.flows:
        raise invalid(f"{name} flow not enabled for this client")
    return flow(pool, given.get("AuthParameters") or {})


def _by_password(pool: UserPool, parameters: Parameters) -> Answer:
    user = pool.users.find_or_stranger(_needed(parameters, "USERNAME"))
    password = _needed(parameters, "PASSWORD")
    failures = pool.users.attempts(user).sign_ins
    failures.refuse_while_locked(pool.now_s())
    if not is_password(user, password, pool.settings.pool_name):
        failures.count(pool.now_s())
        raise not_authorized()
    return _after_password(pool, user)


def _by_srp(pool: UserPool, parameters: Parameters) -> Answer:
    user = pool.users.find_or_stranger(_needed(parameters, "USERNAME"))
    client_public = _number(_needed(parameters, "SRP_A"))
    pool.users.attempts(user).sign_ins.refuse_while_locked(pool.now_s())
    private = pool.random.getrandbits(srp.PRIVATE_BITS)
    server_public = srp.public_value(private, int(user.verifier, 16))
    session = _challenge(pool, PASSWORD_VERIFIER, user, Srp(client_public, private, server_public))
    return {
        "ChallengeName": PASSWORD_VERIFIER,
        "ChallengeParameters": {
            "SALT": user.salt,
            "SRP_B": f"{server_public:x}",
            "SECRET_BLOCK": b64encode(session.encode()).decode(),
            "USERNAME": user.sub,
            "USER_ID_FOR_SRP": user.sub,
        },
    }


def _by_refresh_token(pool: UserPool, parameters: Parameters) -> Answer:
    return refreshed(pool, _needed(parameters, "REFRESH_TOKEN"))


Flow = Callable[["UserPool", Parameters], Answer]
_SRP: Final = ("ALLOW_USER_SRP_AUTH", _by_srp)
_REFRESH: Final = ("ALLOW_REFRESH_TOKEN_AUTH", _by_refresh_token)
_ADMIN: Final = ("ALLOW_ADMIN_USER_PASSWORD_AUTH", _by_password)
_FLOWS: Final[Mapping[str, tuple[str, Flow]]] = {
    "USER_SRP_AUTH": _SRP,
    "USER_PASSWORD_AUTH": ("ALLOW_USER_PASSWORD_AUTH", _by_password),
    "REFRESH_TOKEN_AUTH": _REFRESH,
    "REFRESH_TOKEN": _REFRESH,
}
_ADMIN_FLOWS: Final[Mapping[str, tuple[str, Flow]]] = {
    "USER_SRP_AUTH": _SRP,
    "ADMIN_USER_PASSWORD_AUTH": _ADMIN,
    "ADMIN_NO_SRP_AUTH": _ADMIN,
    "REFRESH_TOKEN_AUTH": _REFRESH,
    "REFRESH_TOKEN": _REFRESH,
}


# --- answering ---


@operation("RespondToAuthChallenge")
def respond_to_auth_challenge(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    return _answered(pool, given)


@operation("AdminRespondToAuthChallenge")
def admin_respond_to_auth_challenge(pool: UserPool, given: Given) -> Answer:
    check_pool(pool, given)
    check_client(pool, given)
    return _answered(pool, given)


def _answered(pool: UserPool, given: Given) -> Answer:
    name, responses = given["ChallengeName"], given.get("ChallengeResponses") or {}
    if name not in _CHALLENGES:
        raise invalid("Challenge not supported.")
    session = given.get("Session", "")
    if name == PASSWORD_VERIFIER:
        session = _session_of(_needed(responses, "PASSWORD_CLAIM_SECRET_BLOCK"))
    challenge = pool.challenges.look(session, name, pool.now_s())
    user, claimed = challenge.user, _needed(responses, "USERNAME")
    is_gone = not user.is_stranger and pool.users.find(user.sub) is not user
    if is_gone or user.sub not in (claimed, pool.users.find_or_stranger(claimed).sub):
        raise not_authorized("Invalid session for the user.")
    pool.users.attempts(user).sign_ins.refuse_while_locked(pool.now_s())
    return _CHALLENGES[name](pool, challenge, session, responses)


def _prove_password(
    pool: UserPool, challenge: Challenge, session: str, responses: Parameters
) -> Answer:
    pool.challenges.close(session)  # one proof for each block
    user, exchange = challenge.user, challenge.srp
    timestamp = _needed(responses, "TIMESTAMP")
    claimed = _octets(_needed(responses, "PASSWORD_CLAIM_SIGNATURE"))
    if exchange is None or not _TIMESTAMP.fullmatch(timestamp):
        raise invalid("TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.")
    key = srp.session_key(
        exchange.client_public, exchange.private, exchange.server_public, int(user.verifier, 16)
    )
    expected = srp.signature(key, pool.settings.pool_name, user.sub, session.encode(), timestamp)
    if not hmac.compare_digest(claimed, expected) or user.is_stranger:
        pool.users.attempts(user).sign_ins.count(pool.now_s())
        raise not_authorized()
    return _after_password(pool, user)


def _prove_app(pool: UserPool, challenge: Challenge, session: str, responses: Parameters) -> Answer:
    user, now_s = challenge.user, pool.now_s()
    code = _needed(responses, "SOFTWARE_TOKEN_MFA_CODE")
    app_now_s = pool.app_now_s()
    step = step_of(user.totp, code, app_now_s, after=user.totp_step) if user.totp else None
    if step is None:
        pool.users.attempts(user).sign_ins.count(now_s)
        raise code_mismatch()
    user.totp_step = step
    pool.put(user)
    pool.challenges.close(session)
    return _tokens(pool, user, Source.SIGN_IN)


def _set_up_app(
    pool: UserPool, challenge: Challenge, session: str, _responses: Parameters
) -> Answer:
    if not challenge.is_verified:
        raise not_authorized("Invalid session for the user.")
    pool.challenges.close(session)
    challenge.user.uses_totp = True
    pool.put(challenge.user)
    return _tokens(pool, challenge.user, Source.SIGN_IN)


def _choose_password(
    pool: UserPool, challenge: Challenge, session: str, responses: Parameters
) -> Answer:
    password = _needed(responses, "NEW_PASSWORD")
    check_policy(password, pool.settings.password)
    pool.challenges.close(session)
    put_password(pool, challenge.user, password, CONFIRMED)
    return _factor_or_tokens(pool, challenge.user, Source.NEW_PASSWORD)


_CHALLENGES: Final[Mapping[str, Callable[[UserPool, Challenge, str, Parameters], Answer]]] = {
    PASSWORD_VERIFIER: _prove_password,
    SOFTWARE_TOKEN_MFA: _prove_app,
    MFA_SETUP: _set_up_app,
    NEW_PASSWORD_REQUIRED: _choose_password,
}


# --- going on ---


def _after_password(pool: UserPool, user: User) -> Answer:
    if not user.enabled:
        raise not_authorized("User is disabled.")
    if user.status == UNCONFIRMED:
        raise CognitoError("UserNotConfirmedException", "User is not confirmed.")
    if user.status == NEW_PASSWORD:
        return _ask(
            pool,
            NEW_PASSWORD_REQUIRED,
            user,
            {"userAttributes": "{}", "requiredAttributes": "[]"},
        )
    return _factor_or_tokens(pool, user, Source.SIGN_IN)


def _factor_or_tokens(pool: UserPool, user: User, source: Source) -> Answer:
    if user.uses_totp:
        return _ask(pool, SOFTWARE_TOKEN_MFA, user, {})
    if pool.settings.requires_mfa:
        return _ask(pool, MFA_SETUP, user, {"MFAS_CAN_SETUP": '["SOFTWARE_TOKEN_MFA"]'})
    return _tokens(pool, user, source)


def _ask(pool: UserPool, name: str, user: User, parameters: Parameters) -> Answer:
    return {
        "ChallengeName": name,
        "Session": _challenge(pool, name, user),
        "ChallengeParameters": {"USER_ID_FOR_SRP": user.sub, **parameters},
    }


def _challenge(pool: UserPool, name: str, user: User, exchange: Srp | None = None) -> str:
    expires_s = pool.now_s() + pool.settings.client.session_s
    return pool.challenges.add(Challenge(name, user, expires_s, exchange))


def _tokens(pool: UserPool, user: User, source: Source) -> Answer:
    if not user.enabled:  # since the password was asked for
        raise not_authorized("User is disabled.")
    now_s = pool.now_s()
    session, refresh_token = pool.tokens.sign_in(user, now_s)
    try:
        result = pool.tokens.result(user, session, now_s, source, pool.trigger)
    except CognitoError:
        pool.tokens.remove(session.id)
        raise
    pool.users.attempts(user).sign_ins.forget()
    pool.put_session(session)
    return {
        "ChallengeParameters": {},
        "AuthenticationResult": {**result, "RefreshToken": refresh_token},
    }


# --- reading ---


def _needed(parameters: Parameters, name: str) -> str:
    value = parameters.get(name)
    if not value:
        raise invalid(f"Missing required parameter {name}")
    return value


def _number(text: str) -> int:
    """Read A; a multiple of N would be everybody's password."""
    if not re.fullmatch(r"[0-9a-fA-F]{1,1024}", text, re.ASCII) or int(text, 16) % srp.N == 0:
        raise invalid("SRP_A is not a valid value.")
    return int(text, 16)


def _octets(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise invalid("A parameter is not base64.") from None


def _session_of(block: str) -> str:
    return _octets(block).decode("ascii", "replace")
