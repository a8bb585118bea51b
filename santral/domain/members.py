"""The people of a business who sign in, and the keys of its programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from santral.domain.access import Role


@dataclass(frozen=True, slots=True)
class Member:
    """
    Attributes:
        subject: the `sub` that the user pool knows them by.
        mfa_enrolled: whether they have a second factor.
        disabled: they may not come in, and what they still hold is refused on each write.
        agent: the username in Amazon Connect of who also takes contacts; "" is nobody.
    """

    subject: str
    tenant: str
    role: Role
    email: str
    name: str = ""
    mfa_enrolled: bool = False
    disabled: bool = False
    agent: str = ""


@dataclass(frozen=True, slots=True)
class ApiKey:
    """
    Attributes:
        hint: the last four characters, by which people tell their keys apart.
    """

    id: str
    tenant: str
    role: Role
    name: str
    created_at: datetime
    created_by: str
    hint: str = ""
    expires_at: datetime | None = None
    revoked: bool = False
