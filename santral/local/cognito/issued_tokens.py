"""The tokens that the pool hands out, and what it remembers of the refresh tokens among them.

Source: Amazon Cognito Developer Guide, "Understanding the access token", "… the identity (ID)
token", "Refresh tokens" (a rotated one lives as long as the first would have), "Ending user
sessions with token revocation". Read 2026-10.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from santral.local.cognito.errors import CognitoError, not_authorized
from santral.local.cognito.jwks import public_key
from santral.local.cognito.settings import Settings
from santral.local.cognito.trigger import SCOPE, Changes, Source, Trigger, changes
from santral.local.cognito.users import User

if TYPE_CHECKING:
    from jwt.types import Options

    from santral.local.cognito.chance import Chance

Claims = Mapping[str, Any]

_ALGORITHM: Final = "RS256"
_REMEMBERED_S: Final = 3600.0  # that a refresh token was one, after it was used


@dataclass(slots=True)
class SignedIn:
    """A sign-in, and the refresh tokens that continue it.

    Attributes:
        id: `origin_jti` of all its tokens.
        tokens: SHA-256 of each refresh token -> until when it is good.
    """

    id: str
    sub: str
    client_id: str
    at_s: int
    expires_s: float
    tokens: dict[str, float] = field(default_factory=dict)

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)


class IssuedTokens:
    def __init__(self, key: RSAPrivateKey, issuer: str, settings: Settings, chance: Chance) -> None:
        self.issuer = issuer
        self._key, self._settings, self._chance = key, settings, chance
        self._name = public_key(key)["kid"]
        self._signed_in: dict[str, SignedIn] = {}
        self._by_token: dict[str, str] = {}

    def __iter__(self) -> Iterator[SignedIn]:
        return iter(self._signed_in.values())

    # --- handing out ---

    def sign_in(self, user: User, now_s: float) -> tuple[SignedIn, str]:
        """Begin a session; give it and its refresh token."""
        lasts_s = self._settings.client.refresh_s
        session = SignedIn(
            self._chance.uuid(), user.sub, self._settings.client.id, int(now_s), now_s + lasts_s
        )
        return session, self._add_token(session)

    def check_refresh(self, token: str, now_s: float) -> None:
        """
        Raises:
            CognitoError: NotAuthorizedException, RefreshTokenReuseException.
        """
        session = self.session_of(token)
        if session is None or session.expires_s <= now_s:
            raise not_authorized("Invalid Refresh Token")
        if session.tokens[_digest(token)] <= now_s:
            text = "The refresh token was rotated and is no longer good."
            raise CognitoError("RefreshTokenReuseException", text)

    def rotate(self, session: SignedIn, token: str, now_s: float) -> str | None:
        """Put another refresh token in place of one; None where they are not rotated."""
        grace_s = self._settings.client.rotation_grace_s
        if grace_s is None:
            return None
        digest = _digest(token)
        session.tokens[digest] = min(session.tokens[digest], now_s + grace_s)
        for old, good_until_s in list(session.tokens.items()):
            if good_until_s + _REMEMBERED_S <= now_s:
                del session.tokens[old], self._by_token[old]
        return self._add_token(session)

    def result(
        self, user: User, session: SignedIn, now_s: float, source: Source, trigger: Trigger | None
    ) -> dict[str, Any]:
        """Make access and ID token, as the trigger would have them.

        Raises:
            CognitoError: the trigger failed: there are no tokens then.
        """
        changed = changes(trigger, user, self._settings, source)
        common = {
            "sub": user.sub,
            "iss": self.issuer,
            "origin_jti": session.id,
            "event_id": self._chance.uuid(),
            "auth_time": session.at_s,
            "iat": int(now_s),
        }
        return {
            "AccessToken": self._sign(self._access(common, changed)),
            "IdToken": self._sign(self._id(common, changed, user)),
            "ExpiresIn": self._settings.client.access_s,
            "TokenType": "Bearer",
        }

    def _access(self, common: Claims, changed: Changes) -> Claims:
        client = self._settings.client
        return {
            **common,
            "client_id": client.id,
            "token_use": "access",
            "scope": " ".join(changed.scopes),
            "username": common["sub"],
            "version": 2,
            "exp": common["iat"] + client.access_s,
            "jti": self._chance.uuid(),
            **changed.access,
        }

    def _id(self, common: Claims, changed: Changes, user: User) -> Claims:
        client = self._settings.client
        return {
            **user.all_attributes(),
            "email_verified": user.email_verified,
            "cognito:username": user.sub,
            **common,
            "aud": client.id,
            "token_use": "id",
            "exp": common["iat"] + client.id_s,
            "jti": self._chance.uuid(),
            **changed.id,
        }

    def _sign(self, claims: Claims) -> str:
        headers = {"kid": self._name, "typ": None}
        return jwt.encode(dict(claims), self._key, algorithm=_ALGORITHM, headers=headers)

    def _add_token(self, session: SignedIn) -> str:
        token = self._chance.text(64)
        session.tokens[_digest(token)] = session.expires_s
        self.put(session)
        return token

    # --- remembering ---

    def put(self, session: SignedIn) -> None:
        self._signed_in[session.id] = session
        self._by_token.update(dict.fromkeys(session.tokens, session.id))

    def remove(self, session_id: str) -> None:
        session = self._signed_in.pop(session_id, None)
        for digest in session.tokens if session is not None else ():
            self._by_token.pop(digest, None)

    def session_of(self, token: str) -> SignedIn | None:
        return self._signed_in.get(self._by_token.get(_digest(token), ""))

    def of_user(self, sub: str) -> list[SignedIn]:
        return [each for each in self if each.sub == sub]

    def read_access(self, token: str, now_s: float) -> Claims:
        """Read an access token with which a user asks about themselves.

        Raises:
            CognitoError: NotAuthorizedException.
        """
        unchecked: Options = {"verify_exp": False, "verify_iat": False, "verify_aud": False}
        try:
            claims: Claims = jwt.decode(
                token,
                self._key.public_key(),
                algorithms=[_ALGORITHM],
                issuer=self.issuer,
                options=unchecked,
            )
        except jwt.PyJWTError:
            raise not_authorized("Invalid Access Token") from None
        if claims["token_use"] != "access":  # noqa: S105 - a claim's value
            raise not_authorized("Invalid Access Token")
        if claims["exp"] <= now_s:
            raise not_authorized("Access Token has expired")
        if claims["origin_jti"] not in self._signed_in:
            raise not_authorized("Access Token has been revoked")
        if SCOPE not in claims["scope"].split():
            raise not_authorized("Access Token does not have required scopes")
        return claims


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
