"""How often Amazon Connect may be asked: a token bucket for each quota, kept on our side.

The quotas hold for an account and Region together. A process that asks alone never exceeds them,
however long its requests are on their way; where several ask, the service's own throttle tells
each of them to slow down.

Source: Amazon Connect Administrator Guide, "Service quotas", "API throttling quotas"; and API
Reference, "Best practices for using Amazon Connect APIs".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from threading import Lock
from typing import Final

# Two clocks never run quite alike; ours counts a thousandth slower than the service's.
_OUR_SECOND: Final = 0.999
# A sleep shorter than the clock can count would wait for ever.
_SHORTEST_SLEEP_S: Final = 0.001
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 8.0


@dataclass(frozen=True, slots=True)
class Rate:
    """
    Attributes:
        per_s: requests a second, in the long run.
        burst: requests at once, after a rest.
    """

    per_s: float
    burst: int


# Operations that are not named share this one: it is not documented whether the service counts
# each of them alone.
DEFAULT_RATE: Final = Rate(2, 5)

_CHATS: Final = Rate(5, 8)
_CONTACTS: Final = Rate(10, 15)
RATES: Final[Mapping[str, Rate]] = {
    "BatchPutContact": _CONTACTS,
    "CreateInstance": Rate(0.1, 1),
    "CreateParticipant": _CHATS,
    "CreatePersistentContactAssociation": _CHATS,
    "DeleteInstance": Rate(0.1, 1),
    "DescribeContact": _CONTACTS,
    "GetContactAttributes": _CONTACTS,
    "GetCurrentMetricData": Rate(5, 8),
    "GetMetricData": Rate(5, 8),
    "GetMetricDataV2": Rate(10, 10),
    "ListContactReferences": _CONTACTS,
    "ListIntegrationAssociations": Rate(25, 50),
    "SearchContacts": Rate(0.5, 1),
    "SendChatIntegrationEvent": Rate(17, 26),
    "StartChatContact": _CHATS,
    "StartContactStreaming": _CHATS,
    "StopContact": _CONTACTS,
    "StopContactStreaming": _CHATS,
    "TagContact": Rate(20, 25),
    "UntagContact": Rate(20, 25),
    "UpdateContact": _CONTACTS,
    "UpdateContactAttributes": _CONTACTS,
    "UpdateContactRoutingData": Rate(20, 20),
    "UpdateParticipantRoleConfig": _CHATS,
}


def shared_rate(per_s: int) -> Rate:
    """Return the shared rate of an account whose quota was raised; a burst is not raised with it.

    >>> shared_rate(2) == DEFAULT_RATE
    True
    """
    return Rate(per_s, DEFAULT_RATE.burst)


class Pace:
    """One for all that a process asks of an account; may be used from several threads."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        sleep: Callable[[float], None],
        random: Random,
        *,
        rates: Mapping[str, Rate] = RATES,
        default: Rate = DEFAULT_RATE,
    ) -> None:
        """
        Args:
            monotonic: seconds on a clock that never goes back.
            sleep: waits that many seconds on the same clock.
            random: keeps processes apart that were all told to slow down at once.
            rates: by operation, as the account has them; the others share the default.
        """
        self.monotonic, self._sleep, self._random = monotonic, sleep, random
        self._rates, self._default = rates, default
        self._buckets: dict[str, _Bucket] = {}
        self._lock = Lock()

    def wait_for_turn(self, operation: str, latest_s: float) -> bool:
        """Wait until a request may be sent; after it, end_turn().

        Args:
            latest_s: when it must be sent, by our clock; False is not by then, without waiting
                for it.
        """
        while (now_s := self.monotonic()) <= latest_s:
            with self._lock:
                wait_s = self._bucket(operation, now_s).take(now_s)
            if not wait_s:
                return True
            if not self._slept(wait_s, latest_s):
                return False
        return False

    def end_turn(self, operation: str, *, throttled: bool = False) -> None:
        """Say that a request is over, answered or given up.

        Args:
            throttled: the service would not take it: somebody else has used up what it allows.
        """
        now_s = self.monotonic()
        with self._lock:
            self._bucket(operation, now_s).give_back(now_s, throttled=throttled)

    def back_off(self, failures: int, latest_s: float) -> bool:
        """Pause before asking again, longer with each failure; False is that it will be too late.

        Args:
            failures: so far, the last included.
        """
        pause_s = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** (failures - 1))
        return self._slept(pause_s * (0.5 + self._random.random() / 2), latest_s)

    def _slept(self, pause_s: float, latest_s: float) -> bool:
        if self.monotonic() + pause_s > latest_s:
            return False
        self._sleep(max(pause_s, _SHORTEST_SLEEP_S))
        return True

    def _bucket(self, operation: str, now_s: float) -> _Bucket:
        name = operation if operation in self._rates else ""
        if name not in self._buckets:
            self._buckets[name] = _Bucket(self._rates.get(name, self._default), now_s)
        return self._buckets[name]


class _Bucket:
    """Holds, with what is on its way, never more tokens than the service's bucket.

    The service takes its token when a request arrives, at some time between our sending it and
    our hearing of it. Until then its bucket may be full and gain nothing while ours, one lower,
    would fill up: so ours fills up only to the burst less what is on its way.
    """

    __slots__ = ("_at_s", "_in_flight", "_rate", "_tokens")

    def __init__(self, rate: Rate, now_s: float) -> None:
        self._rate, self._tokens, self._at_s = rate, float(rate.burst), now_s
        self._in_flight = 0

    def take(self, now_s: float) -> float:
        """Take a token, or return the seconds until one may be there."""
        self._refill(now_s)
        if self._tokens >= 1:
            self._tokens -= 1
            self._in_flight += 1
            return 0.0
        return (1 - self._tokens) / (self._rate.per_s * _OUR_SECOND)

    def give_back(self, now_s: float, *, throttled: bool) -> None:
        self._refill(now_s)
        self._in_flight -= 1
        if throttled:
            self._tokens = 0.0

    def _refill(self, now_s: float) -> None:
        gained = (now_s - self._at_s) * self._rate.per_s * _OUR_SECOND
        self._tokens = min(self._rate.burst - self._in_flight, self._tokens + gained)
        self._at_s = now_s
