"""Who asks, for which business, and in what role; and the claims of a token that say so.

The function add_claims writes the claims, santral/stores/tokens.py reads them; no attribute of a
user holds tenant or role, since users may write their attributes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

TENANT_CLAIM: Final = "tenant"
ROLE_CLAIM: Final = "role"
MFA_CLAIM: Final = "mfa"
MFA_SET_UP: Final = "set-up"  # that claim's one value


class Role(StrEnum):
    """OPERATOR is for those who run this installation, in the reserved tenant `platform` alone."""

    OWNER = "owner"
    ADMIN = "admin"
    SUPERVISOR = "supervisor"
    AGENT = "agent"
    ANALYST = "analyst"
    OPERATOR = "operator"


# What these may do cannot be had for a password alone.
WITH_MFA: Final = frozenset({Role.OWNER, Role.ADMIN, Role.OPERATOR})


class Kind(StrEnum):
    """A member signs in; a key is what a program has instead."""

    MEMBER = "member"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Principal:
    """
    Attributes:
        subject: a member's `sub` in the user pool, or a key's id.
        must_set_up_mfa: their role needs a second factor that they do not have yet; until then
            they may set one up, and nothing else.
    """

    subject: str
    tenant: str
    role: Role
    kind: Kind = Kind.MEMBER
    must_set_up_mfa: bool = False
