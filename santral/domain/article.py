"""Articles: what a business knows, for its agents to look up while a customer waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

MOST_ARTICLES: Final = 2_000  # of a tenant
LONGEST_TITLE: Final = 200  # characters
LONGEST_BODY: Final = 20_000


@dataclass(frozen=True, slots=True)
class Article:
    """
    Attributes:
        language: one of the tenant's language codes; "" is any.
        body: text; blank lines part paragraphs.
        published: whether agents find it.
    """

    id: str
    title: str
    body: str
    created_at: datetime
    created_by: str
    language: str = ""
    tags: tuple[str, ...] = ()
    published: bool = True
    changed_at: datetime | None = None
    changed_by: str = ""
