"""Whether an agent still sits before the page: it says so every twenty seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

BEATS_EVERY: Final = timedelta(seconds=20)
OVERDUE_AFTER: Final = timedelta(seconds=45)  # two beats may be lost or late


@dataclass(frozen=True, slots=True)
class Presence:
    """
    Attributes:
        agent: one of the business's agents, by username.
        left: the page has said good-bye.
    """

    tenant: str
    agent: str
    beat_at: datetime
    left: bool = False

    def is_overdue(self, now: datetime) -> bool:
        return self.left or now - self.beat_at > OVERDUE_AFTER
