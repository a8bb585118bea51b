"""Who asks: by the access token of a member, or by the key of a program.

Reads believe the token for its ten minutes, and an account that was seen less than five seconds
ago. Whoever writes is looked up: who was disabled, or whose role has changed, writes no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final, Generic, TypeVar

from functions.api.endpoint import Endpoint
from functions.api.problems import ProblemError
from santral.domain.access import Kind, Principal, Role
from santral.domain.account import Account, AccountState
from santral.domain.errors import ForbiddenError, UnauthenticatedError
from santral.domain.members import ApiKey
from santral.stores import accounts, members
from santral.stores.recent import Moment
from santral.stores.tenant_guard import PLATFORM
from santral.stores.tokens import TokenVerifier

T = TypeVar("T")

KEY_PREFIX: Final = "santral_"
_MOST_KEPT: Final = 1_000
_LONGEST_KEY: Final = 128
_HOW: Final = (
    "Owners and admins sign in with a second factor: POST /v1/mfa, /v1/mfa/confirm, then refresh."
)

_OPEN: Final = frozenset({AccountState.VERIFIED, AccountState.PROVISIONING, AccountState.LIVE})


def digest_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


class Doors:
    """One for the process: it keeps a verifier, and what it has seen a moment ago."""

    def __init__(
        self,
        verifier: TokenVerifier,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._verifier, self._clock = verifier, clock
        self._accounts: _Recent[Account | None] = _Recent(monotonic, clock)
        self._keys: _Recent[ApiKey | None] = _Recent(monotonic, clock)

    def let_in(self, authorization: str, endpoint: Endpoint) -> Principal:
        """Say who asks, and that they may.

        Args:
            authorization: the header, as it came.

        Raises:
            UnauthenticatedError: nobody that we know.
            ForbiddenError, ProblemError: they may not do this.
        """
        scheme, _, credential = authorization.partition(" ")
        if scheme.lower() != "bearer" or not credential.isascii():
            raise UnauthenticatedError("no bearer token")
        if credential.startswith(KEY_PREFIX):
            principal = self._by_key(credential, fresh=endpoint.is_write)
        else:
            principal = self._verifier.verify(credential)
            if endpoint.is_write:
                _check_member(principal)
        _check_role(principal, endpoint)
        if principal.tenant != PLATFORM:
            self._check_account(principal, endpoint)
        return principal

    def forget(self, tenant: str) -> None:
        """Look an account up anew: this process has just changed it."""
        self._accounts.forget(tenant)

    def _by_key(self, credential: str, *, fresh: bool) -> Principal:
        if len(credential) > _LONGEST_KEY:
            raise UnauthenticatedError("no key")
        digest = digest_of(credential)
        key = self._keys.get(digest, _key, fresh=fresh)
        if key is None or key.revoked:
            raise UnauthenticatedError("a key that is not good")
        if key.expires_at is not None and key.expires_at <= self._clock():
            raise UnauthenticatedError("a key that has expired")
        return Principal(key.id, key.tenant, key.role, Kind.KEY)

    def _check_account(self, principal: Principal, endpoint: Endpoint) -> None:
        account = self._accounts.get(principal.tenant, _account, fresh=endpoint.is_write)
        if account is None or account.state is AccountState.DELETED:
            raise UnauthenticatedError("a business that is not there")
        if not endpoint.is_write:
            return
        is_open = account.state in _OPEN
        if not is_open and not (endpoint.while_closing and account.state is AccountState.DELETING):
            raise ProblemError("account-closed", f"It is {account.state.value}.")
        if account.trial_is_over(self._clock()) and not endpoint.after_trial:
            raise ProblemError("trial-over", "Calls still reach your fallback queue.")


def _check_role(principal: Principal, endpoint: Endpoint) -> None:
    if (principal.tenant == PLATFORM) != (principal.role is Role.OPERATOR):
        raise UnauthenticatedError("a role of another place")
    if principal.must_set_up_mfa and not endpoint.before_mfa:
        raise ProblemError("mfa-needed", _HOW)
    if endpoint.roles is None or principal.role not in endpoint.roles:
        raise ForbiddenError("your role may not do this")


def _check_member(principal: Principal) -> None:
    found = members.find(principal.subject)
    if found is None or found.value.disabled or found.value.tenant != principal.tenant:
        raise UnauthenticatedError("a member who may not come in")
    if found.value.role is not principal.role:
        raise UnauthenticatedError("a token of another role")


def _key(digest: str) -> ApiKey | None:
    found = members.find_key(digest)
    return found.value if found else None


def _account(tenant: str) -> Account | None:
    found = accounts.find(tenant)
    return found.value if found else None


@dataclass(frozen=True, slots=True)
class _Seen(Generic[T]):
    when: Moment
    value: T


class _Recent(Generic[T]):
    """What was read less than five seconds ago, by key; of the oldest none are kept."""

    def __init__(self, monotonic: Callable[[], float], clock: Callable[[], datetime]) -> None:
        self._monotonic, self._clock = monotonic, clock
        self._seen: dict[str, _Seen[T]] = {}
        self._changing = Lock()

    def get(self, key: str, read: Callable[[str], T], *, fresh: bool) -> T:
        now = Moment(self._monotonic(), self._clock())  # before the reading, which takes time
        seen = self._seen.get(key)
        if seen is not None and not fresh and seen.when.is_recent(now):
            return seen.value
        value = read(key)
        with self._changing:
            self._seen.pop(key, None)
            self._seen[key] = _Seen(now, value)
            if len(self._seen) > _MOST_KEPT:
                del self._seen[next(iter(self._seen))]
        return value

    def forget(self, key: str) -> None:
        with self._changing:
            self._seen.pop(key, None)
