"""Staying signed in, and signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santral.local.cognito.errors import CognitoError, not_authorized
from santral.local.cognito.operations.naming import check_client, named_user
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.trigger import Source

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool


@operation("GetTokensFromRefreshToken")
def get_tokens_from_refresh_token(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    return refreshed(pool, given["RefreshToken"])


def refreshed(pool: UserPool, token: str) -> Answer:
    """Make new tokens by the trigger's present word.

    Raises:
        CognitoError: the token is not good, or the trigger failed; then the token stays as it is.
    """
    now_s = pool.now_s()
    known = pool.tokens.session_of(token)
    user = pool.users.find(known.sub) if known is not None else None
    if known is None or user is None:
        raise not_authorized("Invalid Refresh Token")
    if not user.enabled:
        raise not_authorized("User is disabled.")
    pool.tokens.check_refresh(token, now_s)
    result: dict[str, Any] = pool.tokens.result(user, known, now_s, Source.REFRESH, pool.trigger)
    following = pool.tokens.rotate(known, token, now_s)
    if following is not None:
        pool.put_session(known)
        result["RefreshToken"] = following
    return {"AuthenticationResult": result}


@operation("RevokeToken")
def revoke_token(pool: UserPool, given: Given) -> Answer:
    """End the session of a refresh token; one that is gone already is no mistake."""
    check_client(pool, given)
    if given["Token"].count(".") == 2:
        raise CognitoError("UnsupportedTokenTypeException", "Unsupported token type")
    session = pool.tokens.session_of(given["Token"])
    if session is not None:
        pool.end_session(session)
    return {}


@operation("GlobalSignOut")
def global_sign_out(pool: UserPool, given: Given) -> Answer:
    pool.sign_out(pool.user_of(given["AccessToken"]))
    return {}


@operation("AdminUserGlobalSignOut")
def admin_user_global_sign_out(pool: UserPool, given: Given) -> Answer:
    pool.sign_out(named_user(pool, given))
    return {}
