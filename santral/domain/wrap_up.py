"""Wrap-up codes: in one word, what a contact was about; an agent picks one when it is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class WrapUpCode:
    """
    Attributes:
        title: by language code.
        group: under which it is shown; "" is none.
        queues: whose contacts it is for; none is all.
        active: whether it can still be picked; contacts keep what was.
    """

    id: str
    title: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    queues: tuple[str, ...] = ()
    active: bool = True


@dataclass(frozen=True, slots=True)
class WrapUp:
    """What an agent picked for a contact.

    Attributes:
        codes: their ids, the first being what it was mainly about.
    """

    contact_id: str
    codes: tuple[str, ...]
    at: datetime
    by: str
    note: str = ""
