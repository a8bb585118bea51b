"""Reads a user pool's public keys, from the address that Cognito has them at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.request import Request, urlopen

from santral.domain.errors import DependencyError

TIMEOUT_S: Final = 2.0
_LARGEST_BYTES: Final = 64 * 1024


def fetches(issuer: str) -> Callable[[], bytes]:
    """Return what reads the key set of an issuer.

    Source: Amazon Cognito Developer Guide, "Verifying JSON web tokens": the address.
    """

    def fetch() -> bytes:
        """
        Raises:
            DependencyError: no key set within two seconds.
        """
        request = Request(f"{issuer}/.well-known/jwks.json", headers={"Accept": "application/json"})  # noqa: S310  # the issuer is a setting of the deployment, and no user's
        try:
            with urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
                body: bytes = answer.read(_LARGEST_BYTES + 1)
        except (OSError, ValueError) as error:
            raise DependencyError("cognito", "no key set", retryable=True) from error
        if len(body) > _LARGEST_BYTES:
            raise DependencyError("cognito", "a key set of no size to read", retryable=True)
        return body

    return fetch
