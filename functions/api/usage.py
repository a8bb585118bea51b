"""The calls of a month, counted as far as one request can."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from santral.domain.contact_summary import ContactSummary, summary_of
from santral.domain.tenant import Tenant
from santral.stores import contact_lists

MOST_COUNTED: Final = 2_000  # contacts: their records are read, a hundred at a time


@dataclass(frozen=True, slots=True)
class Calls:
    """
    Attributes:
        seconds: that callers were on the line.
        counted_all: whether these are all of the month, or its last ones.
    """

    contacts: int
    seconds: int
    counted_all: bool

    @property
    def minutes(self) -> int:
        return -(-self.seconds // 60)


def calls_of_month(tenant: Tenant, month: str) -> Calls:
    """
    Args:
        month: as 2026-11, in UTC.
    """
    since = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    until = (since + timedelta(days=32)).replace(day=1) - timedelta(seconds=1)
    contacts, seconds, after = 0, 0, None
    while contacts < MOST_COUNTED:
        page = contact_lists.page(
            tenant.id, since=since, until=until, limit=contact_lists.LARGEST_PAGE, after=after
        )
        contacts += len(page.records)
        seconds += sum(_on_the_line_s(summary_of(each, tenant)) for each in page.records)
        after = page.next
        if after is None:
            return Calls(contacts, seconds, counted_all=True)
    return Calls(contacts, seconds, counted_all=False)


def _on_the_line_s(contact: ContactSummary) -> int:
    if contact.channel != "VOICE" or contact.began_at is None or contact.ended_at is None:
        return 0
    return max(0, round((contact.ended_at - contact.began_at).total_seconds()))
