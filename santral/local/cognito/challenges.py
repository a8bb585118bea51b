"""Sign-ins that are not over: what was asked, of whom, and until when an answer is taken."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from santral.local.cognito.errors import not_authorized
from santral.local.cognito.users import User

if TYPE_CHECKING:
    from santral.local.cognito.chance import Chance

_MOST: Final = 10_000
_OCTETS: Final = 48


@dataclass(frozen=True, slots=True)
class Srp:
    """What a password's proof is checked with."""

    client_public: int
    private: int
    server_public: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """
    Attributes:
        name: as the service names it.
        is_verified: an authenticator app was set up within it.
    """

    name: str
    user: User
    expires_s: float
    srp: Srp | None = None
    is_verified: bool = False


class Challenges:
    """Kept in memory alone: who is in the middle of signing in begins anew after a restart."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._open: OrderedDict[str, Challenge] = OrderedDict()

    def add(self, challenge: Challenge) -> str:
        """Give the session by which it is answered."""
        session = self._chance.text(_OCTETS)
        self._open[session] = challenge
        if len(self._open) > _MOST:
            self._open.popitem(last=False)
        return session

    def look(self, session: str, name: str, now_s: float) -> Challenge:
        """
        Raises:
            CognitoError: NotAuthorizedException.
        """
        found = self._open.get(session)
        if found is None or found.name != name:
            raise not_authorized("Invalid session for the user.")
        if found.expires_s <= now_s:
            raise not_authorized("Invalid session for the user, session is expired.")
        return found

    def close(self, session: str) -> None:
        self._open.pop(session, None)
