"""States of orders and tickets: from which one may go to which, and the history of those moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from santral.domain.errors import ConflictError

S = TypeVar("S", bound=StrEnum)

Moves = Mapping[S, tuple[S, ...]]


@dataclass(frozen=True, slots=True)
class Move:
    """
    Attributes:
        by: a member's or a key's id; "system" for what nobody asked for.
        before: "" for the beginning.
    """

    at: datetime
    by: str
    before: str
    after: str
    note: str = ""


def ensure_allowed(moves: Moves[S], before: S, after: S) -> None:
    """
    Raises:
        ConflictError: one cannot go there from here; the text says where one can.
    """
    allowed = moves[before]
    if after not in allowed:
        goes = ", ".join(allowed) or "nowhere"
        raise ConflictError(f"what is {before} goes {goes}")
