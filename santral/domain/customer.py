"""A customer of a business: what a call needs of her, and what the business knows besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum


class OptOut(StrEnum):
    """What she does not want.

    Who declines recording is not recorded, and not asked about it. The others are for whoever
    calls, writes or asks on the business's behalf: nothing here does so by itself yet.
    """

    CALLS = "calls"
    MESSAGES = "messages"
    EMAIL = "email"
    RECORDING = "recording"
    SURVEYS = "surveys"


@dataclass(frozen=True, slots=True)
class Customer:
    """Who calls.

    Attributes:
        numbers: E.164, the main one first.
        tier: one of the tenant's tiers; "" is none of them.
        language: one of the tenant's language codes, None when she never said.
        greet_as: what she is called when greeted; "" takes the first word of the name.
        account_manager: the username of an agent, who takes her calls when she is a VIP.
        queue: where her calls go without a menu.
        attributes: short texts under names of the business's own.
        opt_outs: what she does not want.
        consents: what she agreed to, such as marketing, and since when.
    """

    id: str
    name: str
    numbers: tuple[str, ...] = ()
    tier: str = ""
    language: str | None = None
    greet_as: str = ""
    account_manager: str | None = None
    queue: str | None = None
    notes: str = ""
    email: str = ""
    company: str = ""
    address: str = ""
    tags: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    opt_outs: tuple[OptOut, ...] = ()
    consents: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def spoken_name(self) -> str:
        return self.greet_as or next(iter(self.name.split()), "")

    @property
    def at_a_number(self) -> Customer:
        """What is kept of her under each of her numbers: all that a call needs, and no more."""
        return replace(self, email="", address="", attributes={}, consents={})


def merged(into: Customer, other: Customer) -> Customer:
    """Return one customer for two: what `into` says counts, what it leaves open `other` says.

    Numbers and tags of both are kept, and so is whatever either of them does not want.
    """
    return replace(
        into,
        numbers=_both(into.numbers, other.numbers),
        tier=into.tier or other.tier,
        language=into.language or other.language,
        greet_as=into.greet_as or (other.greet_as if into.name == other.name else ""),
        account_manager=into.account_manager or other.account_manager,
        queue=into.queue or other.queue,
        # Merging again what was merged already adds nothing.
        notes=into.notes if other.notes in into.notes else f"{into.notes}\n{other.notes}".strip(),
        email=into.email or other.email,
        company=into.company or other.company,
        address=into.address or other.address,
        tags=_both(into.tags, other.tags),
        attributes={**other.attributes, **into.attributes},
        opt_outs=tuple(OptOut(each) for each in _both(into.opt_outs, other.opt_outs)),
        consents={**other.consents, **into.consents},
    )


def _both(ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ours, *theirs)))
