"""Who did what to what, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """
    Attributes:
        subject: a member's or a key's id; "system" for what nobody asked for.
        action: the name of the operation, such as change_queue.
        target: what it was done to, as the API names it: /v1/queues/sales.
        details: ids, states and names of fields; never personal data or what a field held.
    """

    id: str
    at: datetime
    subject: str
    role: str
    action: str
    target: str
    details: Mapping[str, str] = field(default_factory=dict)
    request_id: str = ""
