"""How often a password or a code may be wrong before nobody listens for a while.

Source: Amazon Cognito Developer Guide, "Lockout behavior for failed sign-in attempts": after n
failures, from the fifth on, 2^(n-5) seconds, at most about 15 minutes; attempts meanwhile change
nothing; a success, or 15 minutes without an attempt, begins anew. "Forgot password behavior":
5 to 20 attempts an hour with codes. Read 2026-10.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Final

from santral.local.cognito.errors import limit_exceeded, not_authorized

LONGEST_S: Final = 900.0
FREE_FAILURES: Final = 5
CODE_ATTEMPTS: Final = 10
CODES_SENT: Final = 5
HOUR_S: Final = 3600.0
_FORGOTTEN_S: Final = 900.0


@dataclass(slots=True)
class Failures:
    """Of one user's sign-ins."""

    number: int = 0
    last_s: float = float("-inf")
    locked_until_s: float = float("-inf")

    def refuse_while_locked(self, now_s: float) -> None:
        """
        Raises:
            CognitoError: NotAuthorizedException.
        """
        if now_s < self.locked_until_s:
            raise not_authorized("Password attempts exceeded")
        if now_s - max(self.last_s, self.locked_until_s) >= _FORGOTTEN_S:
            self.number = 0

    def count(self, now_s: float) -> None:
        self.number += 1
        self.last_s = now_s
        if self.number >= FREE_FAILURES:
            lock_s = min(2.0 ** (self.number - FREE_FAILURES), LONGEST_S)
            self.locked_until_s = now_s + lock_s

    def forget(self) -> None:
        self.number = 0


@dataclass(slots=True)
class Hourly:
    """So many in an hour, and no more."""

    most: int
    times_s: deque[float] = field(default_factory=deque)

    def admit(self, now_s: float) -> None:
        """
        Raises:
            CognitoError: LimitExceededException.
        """
        while self.times_s and now_s - self.times_s[0] >= HOUR_S:
            self.times_s.popleft()
        if len(self.times_s) >= self.most:
            raise limit_exceeded()
        self.times_s.append(now_s)


@dataclass(slots=True)
class Attempts:
    """What is counted of one user, known or not; forgotten when the process ends."""

    sign_ins: Failures = field(default_factory=Failures)
    codes: Hourly = field(default_factory=lambda: Hourly(CODE_ATTEMPTS))
    sent: Hourly = field(default_factory=lambda: Hourly(CODES_SENT))
