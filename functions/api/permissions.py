"""Which roles may do what, as sets of roles; docs/roles.md is the table of all endpoints."""

from __future__ import annotations

from typing import Final

from santral.domain.access import Role

Roles = frozenset[Role]

EVERYBODY: Final[Roles] = frozenset(
    {Role.OWNER, Role.ADMIN, Role.SUPERVISOR, Role.AGENT, Role.ANALYST}
)
SELF: Final[Roles] = EVERYBODY | {Role.OPERATOR}
"""What people do with their own sign-in, and with nothing of a business."""

OWNS: Final[Roles] = frozenset({Role.OWNER})
"""The business itself: its plan, its end, who owns it."""

RUNS: Final[Roles] = frozenset({Role.OWNER, Role.ADMIN})
"""How it is set up: numbers, queues, people, keys."""

SUPERVISES: Final[Roles] = frozenset({Role.OWNER, Role.ADMIN, Role.SUPERVISOR})
"""The day: hours, the emergency switch, wrap-up codes, recordings of others."""

SERVES: Final[Roles] = frozenset({Role.OWNER, Role.ADMIN, Role.SUPERVISOR, Role.AGENT})
"""Customers and what they want."""

OPERATES: Final[Roles] = frozenset({Role.OPERATOR})
"""This installation, and no business in particular."""
