"""The chat of a business on its own pages: whether there is one, and on which pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ChatWidget:
    """
    Attributes:
        allowed_origins: of pages that may begin chats, as `https://shop.example`.
        languages: that it offers, by their codes; none is all of the business's.
        greeting: what it says before a chat begins, by language.
    """

    enabled: bool = False
    allowed_origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    greeting: Mapping[str, str] = field(default_factory=dict)

    def admits(self, origin: str) -> bool:
        return self.enabled and origin in self.allowed_origins
