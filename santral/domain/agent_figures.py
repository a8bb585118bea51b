"""An agent's own figures of a day, out of the records of the contacts that she served."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from santral.domain.contact_summary import ContactSummary


@dataclass(frozen=True, slots=True)
class Averages:
    """
    Attributes:
        handle_s: talk, hold and wrap-up together. Each None where there was nothing to average.
    """

    contacts: int
    handle_s: int | None
    talk_s: int | None
    hold_s: int | None
    wrap_up_s: int | None
    transferred: int


def served_since(contacts: Iterable[ContactSummary], since: datetime) -> list[ContactSummary]:
    """Return those that an agent answered since then, and that are over."""
    return [
        each
        for each in contacts
        if each.answered_at is not None and each.answered_at >= since and each.ended_at is not None
    ]


def averages(contacts: Sequence[ContactSummary]) -> Averages:
    """Return what the contacts come to; parts that a record lacks count as none."""
    talked = [each.talked_s or 0 for each in contacts]
    held = [each.held_s or 0 for each in contacts]
    wrapped_up = [each.wrapped_up_s or 0 for each in contacts]
    return Averages(
        contacts=len(contacts),
        handle_s=_mean([sum(each) for each in zip(talked, held, wrapped_up, strict=True)]),
        talk_s=_mean(talked),
        hold_s=_mean(held),
        wrap_up_s=_mean(wrapped_up),
        transferred=sum(bool(each.next_id) for each in contacts),
    )


def by_channel(contacts: Sequence[ContactSummary]) -> dict[str, Averages]:
    channels = dict.fromkeys(each.channel for each in contacts if each.channel)
    return {
        channel: averages([each for each in contacts if each.channel == channel])
        for channel in sorted(channels)
    }


def _mean(seconds: Sequence[int]) -> int | None:
    return round(sum(seconds) / len(seconds)) if seconds else None
