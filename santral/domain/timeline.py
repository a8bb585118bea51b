"""What happened in a chain of contacts, from one caller's first ring on, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from santral.domain.contact import Outcome
from santral.domain.contact_summary import ContactSummary


class Happening(StrEnum):
    BEGAN = "began"
    QUEUED = "queued"
    ANSWERED = "answered"
    ENDED = "ended"
    WRAPPED_UP = "wrapped_up"
    RECORDED = "recorded"
    NOTED = "noted"
    PICKED = "picked"


@dataclass(frozen=True, slots=True)
class Moment:
    """
    Attributes:
        by: a queue for queued, an agent's username for answered; else a member's or a key's id.
        text: why it ended, what was noted, which wrap-up codes were picked.
    """

    at: datetime
    happening: Happening
    contact_id: str
    by: str = ""
    text: str = ""


def moments_of(contact: ContactSummary) -> Iterator[Moment]:
    """Yield what the record of one contact tells."""
    told = (
        (contact.began_at, Happening.BEGAN, "", contact.initiation),
        (contact.queued_at, Happening.QUEUED, contact.queue, ""),
        (contact.answered_at, Happening.ANSWERED, contact.agent, ""),
        (contact.ended_at, Happening.ENDED, "", contact.disconnect_reason),
        (contact.wrapped_up_at, Happening.WRAPPED_UP, contact.agent, ""),
    )
    for at, happening, by, text in told:
        if at is not None:
            yield Moment(at, happening, contact.id, by, text)


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Return them as they happened; what happened at once in the order in which such things do."""
    order = list(Happening)
    return sorted(moments, key=lambda each: (each.at, order.index(each.happening)))


def outcome_of(chain: Sequence[ContactSummary]) -> Outcome | None:
    """Say how a chain ended for the caller, as far as its records tell.

    Args:
        chain: in the order in which the contacts began.
    """
    outcomes = [each.outcome for each in chain]
    if Outcome.ANSWERED in outcomes:
        return Outcome.ANSWERED
    if any(each.initiation == "CALLBACK" for each in chain):
        return Outcome.CALLED_BACK
    return outcomes[-1] if outcomes else None
