"""A CRM in memory."""

from __future__ import annotations

from collections.abc import Mapping

from santral.domain.errors import DependencyError
from santral.stores.crm import CrmCard


class FakeCrm:
    """
    Attributes:
        asked: how often.
    """

    def __init__(self, cards: Mapping[str, CrmCard]) -> None:
        self._cards = cards
        self.is_down = False
        self.asked = 0

    def find(self, number: str) -> CrmCard | None:
        self.asked += 1
        if self.is_down:
            raise DependencyError("crm", "no usable answer in time", retryable=True)
        return self._cards.get(number)
