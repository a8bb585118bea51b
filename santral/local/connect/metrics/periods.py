"""The periods into which historical metrics are cut.

Source: API Reference, GetMetricDataV2, IntervalDetails. That days begin at midnight of the time
zone, and weeks at midnight of the first day that was asked for, is said nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from santral.engine.instants import to_us
from santral.local.connect.errors import invalid

TOTAL = "TOTAL"
_STEPS: Mapping[str, timedelta] = {
    "FIFTEEN_MIN": timedelta(minutes=15),
    "THIRTY_MIN": timedelta(minutes=30),
    "HOUR": timedelta(hours=1),
}
_DAYS: Mapping[str, int] = {"DAY": 1, "WEEK": 7}
_SHORT, _LONG = timedelta(days=3), timedelta(days=35)
_HISTORY = timedelta(days=92)  # three months, the longest that there are


class Period(NamedTuple):
    """A stretch of time; its end is not part of it."""

    start: datetime
    end: datetime

    @property
    def start_us(self) -> int:
        return to_us(self.start)

    @property
    def end_us(self) -> int:
        return to_us(self.end)


def check_range(start: datetime, end: datetime, period: str, now: datetime) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    if start >= end:
        raise invalid("EndTime", "expected an instant later than StartTime")
    if end > now:
        raise invalid("EndTime", "expected no instant in the future")
    if start < now - _HISTORY:
        raise invalid("StartTime", "expected an instant of the last 3 months")
    longest = _SHORT if period in _STEPS else _LONG
    if end - start > longest:
        raise invalid("EndTime", f"expected at most {longest.days} days after StartTime")


def periods(start: datetime, end: datetime, period: str, zone_name: str) -> list[Period]:
    """
    Raises:
        ConnectError: InvalidParameterException for a time zone that is none.
    """
    try:
        zone = ZoneInfo(zone_name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise invalid("Interval.TimeZone", "expected a time zone of the IANA database") from None
    bounds = [start, *_bounds(start, end, period, zone), end]
    return [Period(*pair) for pair in pairwise(bounds)]


def _bounds(start: datetime, end: datetime, period: str, zone: ZoneInfo) -> Iterator[datetime]:
    """List where one period ends and the next begins."""
    if period in _STEPS:
        at = start + _STEPS[period]
        while at < end:
            yield at
            at += _STEPS[period]
    elif period in _DAYS:
        day = start.astimezone(zone).date()
        while True:
            day += timedelta(days=_DAYS[period])
            at = datetime.combine(day, time(), zone).astimezone(start.tzinfo)
            if at >= end:
                return
            yield at
