"""Notes that agents leave, on a customer, a contact, an order or a ticket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class About(StrEnum):
    CUSTOMER = "customer"
    CONTACT = "contact"
    ORDER = "order"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Note:
    """
    Attributes:
        about, about_id: what it stands on.
        created_by: a member's or a key's id.
        changed_at: None while it is as it was written.
    """

    id: str
    about: About
    about_id: str
    created_at: datetime
    created_by: str
    text: str
    changed_at: datetime | None = None
