"""The one verifier of access tokens, in the cloud and on the laptop alike.

A token is read strictly before any key is looked for, so that what is not even a token costs
nobody a request. Keys come from the user pool's JWKS and are kept; a key that is not there is
looked for, but not more often than every half minute, whatever anybody sends.

Source: Amazon Cognito Developer Guide, "Verifying JSON web tokens" and "Understanding the access
token"; RFC 8725, "JSON Web Token Best Current Practices".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from jwt import PyJWS
from jwt.exceptions import PyJWTError

from santral.domain.access import (
    MFA_CLAIM,
    MFA_SET_UP,
    ROLE_CLAIM,
    TENANT_CLAIM,
    Principal,
    Role,
)
from santral.domain.errors import UnauthenticatedError
from santral.stores.signing_keys import SigningKeys
from santral.stores.strict_json import json_object, octets_of
from santral.stores.tenant_guard import PLATFORM, is_tenant_id

LONGEST: Final = 4096  # characters
LIFETIME_S: Final = 600
LEEWAY_S: Final = 60  # of a clock that made the token, against ours

_ALGORITHM: Final = "RS256"
_HEADER: Final = frozenset({"alg", "kid", "typ"})
_KEY_NAME: Final = re.compile(r"[A-Za-z0-9+/=_-]{1,128}", re.ASCII)
_SUBJECT: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_JWS: Final = PyJWS(algorithms=[_ALGORITHM])

Claims = Mapping[str, Any]


class TokenVerifier:
    def __init__(
        self,
        issuer: str,
        client_id: str,
        fetch_jwks: Callable[[], bytes],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        """
        Args:
            issuer: of the user pool, as tokens have it in `iss`.
            fetch_jwks: reads the pool's key set, within a time-out of its own; raises
                DependencyError where it cannot be had.
            monotonic: in seconds.
        """
        self._issuer, self._client_id, self._clock = issuer, client_id, clock
        self._keys = SigningKeys(fetch_jwks, monotonic)

    def verify(self, token: str) -> Principal:
        """Say whose access token it is.

        Raises:
            UnauthenticatedError: it is none of this pool and client, or not at this time.
            DependencyError: there are no keys so far, and they cannot be had.
        """
        header, claims = _read(token)
        _check_header(header)
        self._check_issue(claims)
        self._check_times(claims)
        principal = _principal(claims)
        self._check_signature(token, header["kid"])
        return principal

    def _check_issue(self, claims: Claims) -> None:
        if claims.get("iss") != self._issuer:
            raise UnauthenticatedError("a token of another issuer")
        if claims.get("token_use") != "access" or "aud" in claims:
            raise UnauthenticatedError("not an access token")
        if claims.get("client_id") != self._client_id:
            raise UnauthenticatedError("a token of another client")

    def _check_times(self, claims: Claims) -> None:
        now_s = self._clock().timestamp()
        issued_s, expires_s = _instant(claims, "iat"), _instant(claims, "exp")
        if not 0 < expires_s - issued_s <= LIFETIME_S:
            raise UnauthenticatedError("a token that is good for too long")
        if expires_s <= now_s:
            raise UnauthenticatedError("an expired token")
        from_s = _instant(claims, "nbf") if "nbf" in claims else issued_s
        if max(issued_s, from_s) > now_s + LEEWAY_S:
            raise UnauthenticatedError("a token of the future")

    def _check_signature(self, token: str, key_name: str) -> None:
        key = self._keys.key(key_name)
        if key is None:
            raise UnauthenticatedError("a token signed by an unknown key")
        try:
            _JWS.decode(token, key, algorithms=[_ALGORITHM])
        except PyJWTError as error:
            raise UnauthenticatedError("a token whose signature is not good") from error


def _read(token: object) -> tuple[Claims, Claims]:
    if not isinstance(token, str) or len(token) > LONGEST:
        raise UnauthenticatedError("no token")
    try:
        header, payload, signature = token.split(".")
        octets_of(signature)
        return json_object(octets_of(header)), json_object(octets_of(payload))
    except ValueError:
        raise UnauthenticatedError("no token") from None


def _check_header(header: Claims) -> None:
    """Refuse all that a header could say beyond the name of a key: `jku`, `jwk`, `crit` …"""
    if header.get("alg") != _ALGORITHM or header.get("typ", "JWT") != "JWT":
        raise UnauthenticatedError("a token that is not signed as ours are")
    if not header.keys() <= _HEADER or not _fits(_KEY_NAME, header.get("kid")):
        raise UnauthenticatedError("a token that is not signed as ours are")


def _instant(claims: Claims, name: str) -> int:
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnauthenticatedError("a token without its times")
    return value


def _principal(claims: Claims) -> Principal:
    subject, tenant, mfa = claims.get("sub"), claims.get(TENANT_CLAIM), claims.get(MFA_CLAIM)
    role = claims.get(ROLE_CLAIM)
    if not isinstance(subject, str) or not _SUBJECT.fullmatch(subject):
        raise UnauthenticatedError("a token without a subject")
    if not isinstance(role, str) or role not in tuple(Role):
        raise UnauthenticatedError("a token without a role")
    if not isinstance(tenant, str) or not _may_be(tenant, Role(role)):
        raise UnauthenticatedError("a token without a tenant")
    if mfa not in (None, MFA_SET_UP):
        raise UnauthenticatedError("a token with a claim that is not ours")
    return Principal(subject, tenant, Role(role), must_set_up_mfa=mfa == MFA_SET_UP)


def _may_be(tenant: str, role: Role) -> bool:
    return tenant == PLATFORM if role is Role.OPERATOR else is_tenant_id(tenant)


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
