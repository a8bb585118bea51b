"""What a check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    PASSED = "passed"
    MISSING = "missing"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Attributes:
        told: what is there, what is missing, or why it could not be seen.
        next_step: a command, or where to go; "" where there is nothing to do.
    """

    check: str
    outcome: Outcome
    told: str
    next_step: str = ""

    def to_plain(self) -> Mapping[str, str]:
        return {
            "check": self.check,
            "outcome": self.outcome.value,
            "told": self.told,
            "next_step": self.next_step,
        }


def passed(check: str, told: str) -> Finding:
    return Finding(check, Outcome.PASSED, told)


def missing(check: str, told: str, next_step: str) -> Finding:
    return Finding(check, Outcome.MISSING, told, next_step)


def unseen(check: str, told: str, next_step: str = "") -> Finding:
    return Finding(check, Outcome.UNSEEN, told, next_step)
