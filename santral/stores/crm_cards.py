"""Cards that a CRM gave out lately: for the next block of the same call, and for when it is down.

A card is as good as new for five seconds. After that it is given out only where the CRM does not
answer, marked as stale, and for five minutes at most: that somebody had two open orders a moment
ago is worth more to an agent than nothing. Cards are personal data: they stay in the memory of
the process, only so many of them, and no tenant is ever given another one's.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from santral.stores.crm import CrmCard

FRESH_S: Final = 5.0
STALE_S: Final = 300.0
MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class CardKey:
    """
    Attributes:
        target: the CRM: cards of another one are not this one's.
        number: E.164.
    """

    tenant: str
    target: str
    number: str


@dataclass(frozen=True, slots=True)
class Answer:
    """
    Attributes:
        card: None is that the CRM knows nobody.
    """

    card: CrmCard | None
    monotonic_s: float
    at: datetime


class RecentCards:
    """One for a process; may be used from several threads."""

    def __init__(self, monotonic: Callable[[], float], clock: Callable[[], datetime]) -> None:
        """
        Args:
            monotonic: seconds.
            clock: aware. Asked beside the other one, which may stand still while Lambda freezes
                the process.
        """
        self._monotonic, self._clock = monotonic, clock
        self._kept: OrderedDict[CardKey, Answer] = OrderedDict()
        self._changing = Lock()

    def fresh(self, key: CardKey) -> Answer | None:
        return self._younger_than(FRESH_S, key)

    def stale(self, key: CardKey) -> Answer | None:
        return self._younger_than(STALE_S, key)

    def keep(self, key: CardKey, card: CrmCard | None) -> None:
        answer = Answer(card, self._monotonic(), self._clock())
        with self._changing:
            self._kept[key] = answer
            self._kept.move_to_end(key)
            if len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def _younger_than(self, limit_s: float, key: CardKey) -> Answer | None:
        with self._changing:
            answer = self._kept.get(key)
        if answer is None:
            return None
        ages_s = (
            abs(self._monotonic() - answer.monotonic_s),
            abs((self._clock() - answer.at).total_seconds()),
        )
        return answer if max(ages_s) < limit_s else None
