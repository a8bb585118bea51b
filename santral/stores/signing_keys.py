"""The keys by which a user pool's tokens are verified: fetched rarely, kept while it is away.

Source: RFC 7517, "JSON Web Key (JWK)".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, Final

from jwt import PyJWK
from jwt.exceptions import PyJWTError

from santral.domain.errors import DependencyError
from santral.stores.strict_json import json_object

FRESH_S: Final = 300.0
STALE_S: Final = 24 * 3600.0  # how long they serve while no others can be had
PAUSE_S: Final = 30.0  # between two fetches, whatever came of the first
PAUSE_WITHOUT_KEYS_S: Final = 1.0  # nobody can be let in: a first failure must not last
TURN_S: Final = 2.0  # how long a key is waited for that another thread is fetching

_LARGEST: Final = 64 * 1024
_FEWEST_BITS: Final = 2048


class SigningKeys:
    """Used by any number of threads; one fetches, and those who have a key do not wait for it."""

    def __init__(self, fetch_jwks: Callable[[], bytes], monotonic: Callable[[], float]) -> None:
        self._fetch_jwks, self._monotonic = fetch_jwks, monotonic
        self._keys: Mapping[str, PyJWK] = {}
        self._fetched_s = self._asked_s = float("-inf")
        self._fetching = Lock()

    def key(self, name: str) -> PyJWK | None:
        """Find a key; None where the pool has none of that name.

        Raises:
            DependencyError: there are no keys, and they cannot be had now.
        """
        known = self._keys.get(name)
        if known is None or self._age_s() > STALE_S:
            self._refresh(wait_s=TURN_S, unless=name)
        elif self._age_s() > FRESH_S:
            self._refresh(wait_s=0)
        if self._age_s() > STALE_S:
            raise DependencyError("cognito", "no keys to verify tokens by", retryable=True)
        return self._keys.get(name)

    def _age_s(self) -> float:
        return self._monotonic() - self._fetched_s

    def _refresh(self, *, wait_s: float, unless: str | None = None) -> None:
        """
        Args:
            unless: the key that another thread may have brought in the meantime.
        """
        if not self._fetching.acquire(timeout=wait_s):
            return
        try:
            is_there = unless in self._keys and self._age_s() <= STALE_S
            pause_s = PAUSE_S if self._age_s() <= STALE_S else PAUSE_WITHOUT_KEYS_S
            if not is_there and self._monotonic() - self._asked_s >= pause_s:
                self._asked_s = self._monotonic()
                self._fetch()
        finally:
            self._fetching.release()

    def _fetch(self) -> None:
        """Take what the pool says in place of what there is, unless it says nothing of use."""
        try:
            keys = _read(self._fetch_jwks())
        except DependencyError:
            return
        if keys:
            self._keys, self._fetched_s = keys, self._monotonic()


def _read(octets: bytes) -> dict[str, PyJWK]:
    """Read a key set; a key that is not for our signatures is passed over, as RFC 7517 says."""
    if len(octets) > _LARGEST:
        return {}
    try:
        listed = json_object(octets).get("keys")
    except ValueError:
        return {}
    keys: dict[str, PyJWK] = {}
    for each in listed if isinstance(listed, list) else ():
        key = _key(each)
        if key is not None:
            keys[each["kid"]] = key
    return keys


def _key(written: Any) -> PyJWK | None:
    if not isinstance(written, dict) or not isinstance(written.get("kid"), str):
        return None
    if written.get("kty") != "RSA" or written.get("use", "sig") != "sig":
        return None
    public = {"kty": "RSA", "n": written.get("n"), "e": written.get("e")}
    try:
        key = PyJWK(public, algorithm="RS256")
    except (PyJWTError, ValueError, TypeError):
        return None
    return key if getattr(key.key, "key_size", 0) >= _FEWEST_BITS else None
