"""A simulated telephone network: who outside the centre answers when called, and how soon."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from santral.engine.timeline import SECOND, Timeline

if TYPE_CHECKING:
    from santral.engine.contact import Contact

ANSWERED, UNANSWERED, BUSY, FAILED = OUTCOMES = ("answered", "unanswered", "busy", "failed")
FAILS_AFTER_US = SECOND

Answered = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reply:
    """How one call outside goes.

    Attributes:
        outcome: answered, unanswered, busy or failed.
        after_us: ringing time; one that rings longer than the caller waits is unanswered.
    """

    outcome: str = ANSWERED
    after_us: int = 5 * SECOND

    def __post_init__(self) -> None:
        if self.outcome not in OUTCOMES:
            raise ValueError(f"a call outside ends {', '.join(OUTCOMES)}; not {self.outcome!r}")


class SimulatedNetwork:
    """Answers by chance, except where `expect` says what the next calls to a number meet.

    Args:
        answers: share of calls that somebody takes.
        fails: share of calls that the network cannot put through.
    """

    def __init__(
        self, timeline: Timeline, random: Random, *, answers: float = 0.85, fails: float = 0.02
    ) -> None:
        self._timeline, self._random = timeline, random
        self._answers, self._fails = answers, fails
        self._expected: dict[str, deque[Reply]] = {}

    def expect(self, number: str, *replies: Reply) -> None:
        """Settle how the next calls to this number go, in their order."""
        self._expected.setdefault(number, deque()).extend(replies)

    def dial(self, contact: Contact, number: str, limit_us: int, answered: Answered) -> None:
        reply = self._reply(number)
        outcome, after_us = reply.outcome, reply.after_us
        if outcome == UNANSWERED or after_us > limit_us:
            outcome, after_us = UNANSWERED, limit_us
        self._timeline.after(after_us, lambda _: answered(outcome))

    def _reply(self, number: str) -> Reply:
        expected = self._expected.get(number)
        if expected:
            return expected.popleft()
        draw = self._random.random()
        if draw < self._fails:
            return Reply(FAILED, FAILS_AFTER_US)
        if draw < self._fails + self._answers:
            return Reply(ANSWERED, int(self._random.uniform(3, 20) * SECOND))
        return Reply(UNANSWERED)
