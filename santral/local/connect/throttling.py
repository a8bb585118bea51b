"""The service's throttles: a token bucket for each operation, or one that the others share."""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.timeline import SECOND, Timeline
from santral.local.connect.errors import THROTTLED, ConnectError
from santral.stores.pacing import DEFAULT_RATE, RATES, Rate


@dataclass(slots=True)
class _Bucket:
    rate: Rate
    tokens: float
    at_us: int


class Throttle:
    """Counts by the timeline: what is refused costs no token."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._buckets: dict[str, _Bucket] = {}

    def admit(self, operation: str) -> None:
        """
        Raises:
            ConnectError: ThrottlingException: more than the operation's rate and burst allow.
        """
        name = operation if operation in RATES else ""
        now_us = self._timeline.now_us
        bucket = self._buckets.get(name)
        if bucket is None:
            rate = RATES.get(name, DEFAULT_RATE)
            bucket = self._buckets[name] = _Bucket(rate, rate.burst, now_us)
        passed_s = (now_us - bucket.at_us) / SECOND
        bucket.tokens = min(bucket.rate.burst, bucket.tokens + passed_s * bucket.rate.per_s)
        bucket.at_us = now_us
        if bucket.tokens < 1:
            raise ConnectError(THROTTLED, "Rate exceeded")
        bucket.tokens -= 1
