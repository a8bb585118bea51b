"""Who may sign in at the panel, and the cookie by which she is known again.

Users that were made with a password sign in with it. Those of the sample businesses have none: on
this computer their name alone will do, and the page says so.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from santral.engine.timeline import HOUR, MINUTE, SECOND, Timeline
from santral.local.connect.operations.users import USER

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent
    from santral.local.connect.instance import Instance
    from santral.local.connect.resources import Resource

COOKIE: Final = "santral-ccp"
LASTS_US: Final = 12 * HOUR  # as a session of Amazon Connect's
ATTEMPTS: Final = 10  # for one name, until so long after the first
ATTEMPTS_IN_US: Final = MINUTE


class Person(NamedTuple):
    """Somebody who may sign in by her name alone."""

    username: str
    name: str


class Session(NamedTuple):
    """
    Attributes:
        user: id of the user.
    """

    id: str
    user: str


class Login:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._attempts: dict[str, tuple[int, int]] = {}  # name -> since when, how many

    def people(self) -> list[Person]:
        """List who needs no password."""
        return [
            Person(each.name, _name(each))
            for each in self._instance.table(USER)
            if "Password" not in each.details
        ]

    def may_try(self, username: str) -> bool:
        """Count an attempt; False once there are too many for this name."""
        now_us, key = self._instance.timeline.now_us, username.casefold()[:100]
        since_us, count = self._attempts.get(key, (now_us, 0))
        if now_us - since_us >= ATTEMPTS_IN_US:
            since_us, count = now_us, 0
        for old, (began_us, _) in list(self._attempts.items()):
            if now_us - began_us < ATTEMPTS_IN_US:
                break
            del self._attempts[old]
        self._attempts[key] = (since_us, count + 1)
        return count < ATTEMPTS

    def user(self, username: str) -> Resource | None:
        return self._instance.table(USER).named(username)

    def agent(self, user: str) -> Agent | None:
        """Find the agent of a user's id; None once she has been removed."""
        found = self._instance.table(USER).find(user)
        return None if found is None else self._instance.directory.agent(found.arn)


# Who is not there takes as long as who is.
_NOBODYS: Final[dict[str, Any]] = {"Salt": "", "N": 2**14, "R": 8, "P": 1, "Scrypt": ""}


def may_come_in(user: Resource | None, password: str) -> bool:
    """Check a password where the user has one; it takes some 50 ms, and belongs on a thread."""
    if user is not None and "Password" not in user.details:
        return True
    kept = _NOBODYS if user is None else user.details["Password"]
    digest = hashlib.scrypt(
        password.encode(), salt=kept["Salt"].encode(), n=kept["N"], r=kept["R"], p=kept["P"]
    )
    return hmac.compare_digest(digest.hex(), kept["Scrypt"])


def _name(user: Resource) -> str:
    identity = user.details.get("IdentityInfo") or {}
    return f"{identity.get('FirstName', '')} {identity.get('LastName', '')}".strip() or user.name


class Sessions:
    """Makes and reads cookies: signed, so that a restart with the same key knows them all."""

    def __init__(self, timeline: Timeline, key: bytes, new_id: Callable[[], str]) -> None:
        self._timeline, self._key, self._new_id = timeline, key, new_id
        self._ended: dict[str, int] = {}  # id -> when it would be over by itself

    def begin(self, user: str) -> str:
        """Return the value of a cookie for a user's id."""
        until_s = (self._timeline.now_us + LASTS_US) // SECOND
        said = f"{user}.{self._new_id()}.{until_s}"
        return f"{said}.{self._signature(said)}"

    def read(self, cookie: str) -> Session | None:
        """Return whose cookie it is; None where it is not ours, too old, or signed out."""
        said, _, signature = cookie.rpartition(".")
        if not cookie.isascii() or not hmac.compare_digest(self._signature(said), signature):
            return None
        user, session_id, until_s = said.split(".")
        is_over = int(until_s) * SECOND < self._timeline.now_us
        return None if is_over or session_id in self._ended else Session(session_id, user)

    def end(self, session: Session) -> None:
        """Sign out: the cookie is good no more, in this run."""
        now_us = self._timeline.now_us
        self._ended = {each: at_us for each, at_us in self._ended.items() if at_us > now_us}
        self._ended[session.id] = now_us + LASTS_US

    def _signature(self, said: str) -> str:
        return hmac.new(self._key, said.encode(), hashlib.sha256).hexdigest()
