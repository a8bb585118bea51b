"""The user pool: its users, its tokens, and what operations need of the world around them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from random import Random
from threading import RLock
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

import santral.local.cognito.operations  # noqa: F401 - enters every operation
from santral.local.cognito.challenges import Challenges
from santral.local.cognito.chance import Chance
from santral.local.cognito.errors import not_authorized
from santral.local.cognito.issued_tokens import IssuedTokens, SignedIn
from santral.local.cognito.jwks import jwks
from santral.local.cognito.kept_entries import SECRET, SIGNED_IN, USER, KeptEntry
from santral.local.cognito.registry import OPERATIONS, Answer, Given
from santral.local.cognito.settings import Settings
from santral.local.cognito.trigger import Trigger
from santral.local.cognito.users import User, Users, from_plain

Keep = Callable[[str, str, Mapping[str, Any] | None], None]  # the members of a KeptEntry
Send = Callable[[str, str, str], None]  # to, subject, text


class UserPool:
    """Used by any number of threads, one at a time.

    Attributes:
        keep: is told of every change, so that it can be kept; None where nothing is.
        send: puts a mail where it can be read.
        trigger: the function add_claims, by its event; None for tokens without it.
    """

    def __init__(
        self,
        key: RSAPrivateKey,
        issuer: str,
        *,
        clock: Callable[[], datetime],
        random: Random,
        send: Send,
        trigger: Trigger | None = None,
        settings: Settings | None = None,
    ) -> None:
        """
        Args:
            issuer: as tokens have it.
            random: a SystemRandom where anybody but a test signs in.
        """
        self.settings = settings or Settings()
        self.send, self.trigger, self._clock = send, trigger, clock
        # A centre may be set to another day; the app on somebody's telephone is not.
        self.app_clock = clock
        self.chance = Chance(random)
        self.random = random
        self.keep: Keep | None = None
        self.users = Users(self.chance.octets(32))
        self.tokens = IssuedTokens(key, issuer, self.settings, self.chance)
        self.challenges = Challenges(self.chance)
        self._key, self._turn = key, RLock()

    def perform(self, name: str, given: Given) -> Answer:
        """Carry out an operation.

        Raises:
            CognitoError: what Cognito would refuse.
        """
        with self._turn:
            return OPERATIONS[name](self, given)

    def jwks(self) -> bytes:
        """Give the document by which tokens are verified."""
        return json.dumps(jwks(self._key)).encode()

    def now_s(self) -> float:
        return self._clock().timestamp()

    def app_now_s(self) -> float:
        """Tell what time it is in authenticator apps."""
        return self.app_clock().timestamp()

    # --- users ---

    def user_of(self, access_token: str) -> User:
        """
        Raises:
            CognitoError: NotAuthorizedException.
        """
        claims = self.tokens.read_access(access_token, self.now_s())
        user = self.users.find(claims["sub"])
        if user is None:
            raise not_authorized("Access Token has been revoked")
        if not user.enabled:
            raise not_authorized("User is disabled.")
        return user

    def put(self, user: User) -> None:
        """Have a user kept as they are now; a stranger is not."""
        if user.is_stranger:
            return
        user.modified_s = self.now_s()
        self.users.put(user)
        self._changed(USER, user.sub, user.as_plain())

    def remove(self, user: User) -> None:
        self.sign_out(user)
        self.users.remove(user.sub)
        self._changed(USER, user.sub, None)

    # --- sessions ---

    def put_session(self, session: SignedIn) -> None:
        self.tokens.put(session)
        self._changed(SIGNED_IN, session.id, session.as_plain())

    def end_session(self, session: SignedIn) -> None:
        self.tokens.remove(session.id)
        self._changed(SIGNED_IN, session.id, None)

    def sign_out(self, user: User) -> None:
        for session in self.tokens.of_user(user.sub):
            self.end_session(session)

    # --- between runs ---

    def _changed(self, kind: str, id_: str, plain: Mapping[str, Any] | None) -> None:
        if self.keep is not None:
            self.keep(kind, id_, plain)

    def kept(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """List everything as it is now, as `keep` is told of it, each once."""
        with self._turn:
            now_s = self.now_s()
            entries: list[tuple[str, str, Mapping[str, Any]]] = [
                (SECRET, "strangers", {"hex": self.users.secret.hex()})
            ]
            entries += [(USER, each.sub, each.as_plain()) for each in self.users]
            living = [each for each in self.tokens if each.expires_s > now_s]
            entries += [(SIGNED_IN, each.id, each.as_plain()) for each in living]
        return iter(entries)

    def restore(self, entries: Iterable[KeptEntry]) -> None:
        """Take back what was kept, in the order in which it was kept."""
        for kind, id_, plain in entries:
            if kind == USER:
                self._restore_user(id_, plain)
            elif kind == SIGNED_IN:
                self.tokens.remove(id_)
                if plain is not None:
                    self.tokens.put(SignedIn(**plain))
            elif plain is not None:
                self.users.secret = bytes.fromhex(plain["hex"])

    def _restore_user(self, sub: str, plain: dict[str, Any] | None) -> None:
        if plain is None:
            self.users.remove(sub)
        else:
            self.users.put(from_plain(plain))

    def keep_from_now_on(self, keep: Keep) -> None:
        """Have every change kept, beginning with what strangers are made from."""
        self.keep = keep
        self._changed(SECRET, "strangers", {"hex": self.users.secret.hex()})
