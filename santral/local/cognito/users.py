"""The users of the pool, and strangers, who are answered as users are.

A name that nobody has gets a stranger behind it: with a salt, codes that are never sent, and
counts of its own, so that every question is answered by the same code in the same words. Salt and
id of a stranger follow from the name and the pool's secret, as RFC 5054 proposes.
"""

from __future__ import annotations

import hmac
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from santral.local.cognito.lockouts import Attempts
from santral.local.cognito.srp import SALT_BITS

UNCONFIRMED: Final = "UNCONFIRMED"
CONFIRMED: Final = "CONFIRMED"
NEW_PASSWORD: Final = "FORCE_CHANGE_PASSWORD"  # noqa: S105 - a status
_STRANGERS: Final = 10_000


@dataclass(slots=True)
class Code:
    """What was mailed, for what, and until when it is good."""

    digits: str
    expires_s: float
    address: str  # where it went; its owner alone has read it


@dataclass(slots=True)
class User:
    """
    Attributes:
        sub: also the username, as in a pool whose usernames are addresses.
        email: as it was written; found in any case.
        salt, verifier: hexadecimal.
        attributes: all but sub, email and email_verified.
        codes: by what they are for: sign-up, reset, email.
        totp_new: a secret that was handed out and not yet verified.
        totp_step: the last one whose code was used.
    """

    sub: str
    email: str
    salt: str
    verifier: str
    status: str
    created_s: float
    modified_s: float
    enabled: bool = True
    email_verified: bool = False
    email_new: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    totp: str | None = None
    totp_new: str | None = None
    totp_step: int = 0
    uses_totp: bool = False
    is_stranger: bool = False

    def as_plain(self) -> dict[str, Any]:
        return asdict(self)

    def all_attributes(self) -> dict[str, str]:
        verified = "true" if self.email_verified else "false"
        return {
            "sub": self.sub,
            "email": self.email,
            "email_verified": verified,
            **dict(sorted(self.attributes.items())),
        }


def from_plain(plain: dict[str, Any]) -> User:
    """
    Raises:
        TypeError: it has other members than a user.
    """
    codes = {purpose: Code(**code) for purpose, code in plain["codes"].items()}
    return User(**{**plain, "codes": codes})


class Users:
    def __init__(self, secret: bytes) -> None:
        """
        Args:
            secret: from which strangers are made.
        """
        self.secret = secret
        self._by_sub: dict[str, User] = {}
        self._by_email: dict[str, str] = {}
        self._addresses: dict[str, str] = {}  # by sub, as they are in _by_email
        self._strangers: OrderedDict[str, User] = OrderedDict()
        self._attempts: OrderedDict[str, Attempts] = OrderedDict()

    def __iter__(self) -> Iterator[User]:
        return iter(self._by_sub.values())

    def __len__(self) -> int:
        return len(self._by_sub)

    def find(self, name: str) -> User | None:
        """Find a user by address, in any case, or by sub."""
        return self._by_sub.get(self._by_email.get(name.lower(), name))

    def find_or_stranger(self, name: str) -> User:
        return self.find(name) or self._stranger(name.lower())

    def put(self, user: User) -> None:
        """Take a user in, whose address may have changed."""
        self._by_email.pop(self._addresses.get(user.sub, ""), None)
        self._by_sub[user.sub] = user
        self._addresses[user.sub] = address = user.email.lower()
        self._by_email[address] = user.sub

    def remove(self, sub: str) -> None:
        self._by_email.pop(self._addresses.pop(sub, ""), None)
        self._by_sub.pop(sub, None)
        self._attempts.pop(sub, None)

    def attempts(self, user: User) -> Attempts:
        known = self._attempts.setdefault(user.sub, Attempts())
        self._attempts.move_to_end(user.sub)
        if len(self._attempts) > _STRANGERS:
            self._attempts.popitem(last=False)
        return known

    def _stranger(self, name: str) -> User:
        known = self._strangers.get(name)
        if known is None:
            known = self._strangers[name] = self._new_stranger(name)
            if len(self._strangers) > _STRANGERS:
                self._strangers.popitem(last=False)
        return known

    def _new_stranger(self, name: str) -> User:
        def derived(what: str) -> bytes:
            return hmac.digest(self.secret, f"{what}:{name}".encode(), sha256)

        sub = str(UUID(bytes=derived("sub")[:16], version=4))
        salt = int.from_bytes(derived("salt")[: SALT_BITS // 8], "big")
        verifier = derived("verifier") * 12  # nobody knows a password that leads to it
        return User(sub, name, f"{salt:x}", verifier.hex(), CONFIRMED, 0.0, 0.0, is_stranger=True)
