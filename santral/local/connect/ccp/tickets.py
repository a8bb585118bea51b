"""Tickets to open one socket with: good once, and for a few seconds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from santral.engine.timeline import SECOND, Timeline

LASTS_US: Final = 10 * SECOND
MOST: Final = 1_000  # asked for and not used yet; the oldest goes


class _Ticket(NamedTuple):
    session: str
    until_us: int


class Tickets:
    def __init__(self, timeline: Timeline, new_id: Callable[[], str]) -> None:
        """
        Args:
            new_id: what nobody can guess.
        """
        self._timeline, self._new_id = timeline, new_id
        self._open: dict[str, _Ticket] = {}

    def issue(self, session: str) -> str:
        """Make a ticket for a session."""
        now_us = self._timeline.now_us
        for old, each in list(self._open.items()):
            if each.until_us >= now_us and len(self._open) < MOST:
                break
            del self._open[old]
        ticket = f"{self._new_id()}{self._new_id()}".replace("-", "")
        self._open[ticket] = _Ticket(session, now_us + LASTS_US)
        return ticket

    def redeem(self, ticket: str, session: str) -> bool:
        """Take a ticket, which is used up by that; False where it is not this session's, or old."""
        found = self._open.pop(ticket, None)
        if found is None or found.session != session:
            return False
        return self._timeline.now_us <= found.until_us
