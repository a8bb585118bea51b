"""When a business is open: a week, the days that differ from it, and hotlines.

Slots are wall times. Whether an instant is open is decided by the wall clock it shows, so an
hour that a clock change repeats is open twice, and one that it skips never is. Everything that
comes out is an aware datetime in UTC, and intervals are half-open: closed at the end's minute.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from typing import Final
from zoneinfo import ZoneInfo

HORIZON: Final = timedelta(days=400)

Interval = tuple[datetime, datetime]

_DAY: Final = timedelta(days=1)
_LEAP_YEAR: Final = 2000
# How many days are laid out at once; most answers are a day or a week away.
_SPANS: Final = (3, 14, HORIZON.days)


class Day(IntEnum):
    """Days of the week, numbered as datetime.weekday() numbers them."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """From start up to, and not including, end; an end of 00:00 is the end of the day."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.end != time.min and self.start >= self.end:
            raise ValueError("a slot must end after it starts; split it at midnight")

    @classmethod
    def from_text(cls, text: str) -> Slot:
        """
        >>> Slot.from_text("09:00-13:00")
        Slot(start=datetime.time(9, 0), end=datetime.time(13, 0))

        Raises:
            ValueError: the text is not two times of day in order.
        """
        start, _, end = text.partition("-")
        return cls(_clock(start), time.min if end.strip() == "24:00" else _clock(end))

    def to_text(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    def covers(self, wall: time) -> bool:
        return self.start <= wall and (self.end == time.min or wall < self.end)


Week = Mapping[Day, tuple[Slot, ...]]


@dataclass(frozen=True, slots=True)
class Override:
    """Days that are not as the week says: a holiday, a half day, a long Saturday.

    Attributes:
        first, last: local dates, both included; no last is one day.
        yearly: only day and month count, and the range may go past New Year.
        slots: when it is open on those days; none is closed.
        spoken: what the occasion is called, by language code; for the closed message.
    """

    name: str
    first: date
    last: date | None = None
    yearly: bool = False
    slots: tuple[Slot, ...] = ()
    spoken: Mapping[str, str] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        last = self.last or self.first
        if not self.yearly:
            return self.first <= day <= last
        wanted, start, end = (_in_leap_year(each) for each in (day, self.first, last))
        if start <= end:
            return start <= wanted <= end
        return wanted >= start or wanted <= end


@dataclass(frozen=True, slots=True)
class Hours:
    """When something is open.

    An override replaces its day whole. Where several cover one day, a dated one beats a yearly
    one, and among equals the one listed last wins.
    """

    timezone: str
    week: Week
    overrides: tuple[Override, ...] = ()

    def is_open(self, at: datetime) -> bool:
        local = at.astimezone(ZoneInfo(self.timezone))
        wall = local.time()
        return any(slot.covers(wall) for slot in self.slots_on(local.date()))

    def override_on(self, day: date) -> Override | None:
        """
        Args:
            day: a local date.
        """
        covering = [override for override in self.overrides if override.covers(day)]
        dated = [override for override in covering if not override.yearly]
        winners = dated or covering
        return winners[-1] if winners else None

    def slots_on(self, day: date) -> tuple[Slot, ...]:
        override = self.override_on(day)
        return self.week.get(Day(day.weekday()), ()) if override is None else override.slots

    def next_opening(self, at: datetime) -> datetime | None:
        """Return the first instant from `at` on that is open: `at` itself when it is.

        None when there is none within HORIZON.
        """
        for intervals, certain in self._layouts(at):
            begins = next((begin for begin, end in intervals if end > at), None)
            if begins is not None and begins < certain:
                return max(begins, at.astimezone(UTC))
        return None

    def next_closing(self, at: datetime) -> datetime | None:
        """Return the first instant from `at` on that is closed: `at` itself when it is.

        None when there is none within HORIZON, as in a business that never closes.
        """
        for intervals, certain in self._layouts(at):
            ends = next((end for begin, end in intervals if begin <= at < end), None)
            if ends is None:
                return at.astimezone(UTC)
            if ends < certain:
                return ends
        return None

    def _layouts(self, at: datetime) -> Iterator[tuple[list[Interval], datetime]]:
        """Yield ever longer lists of open intervals around `at`.

        Each comes with the instant up to which it is complete: the days after the last one laid
        out might begin earlier on the UTC line than their date says.
        """
        zone = ZoneInfo(self.timezone)
        first = at.astimezone(zone).date() - 2 * _DAY
        for span in _SPANS:
            days = [first + count * _DAY for count in range(span + 4)]
            found = [each for day in days for each in _on_day(zone, day, self.slots_on(day))]
            yield _merged(found), _utc(days[-1]) - _DAY


@dataclass(frozen=True, slots=True)
class Hotline:
    """A window in which callers hear a greeting of its own and go straight to one queue.

    One-off by dates, periodic by a week, or both: a week that holds between two dates.

    Attributes:
        queue: "" ends the call after the greeting.
        numbers: E.164; none is all numbers of the tenant.
        first, last: local dates, both included; no last is one day, neither is always.
        week: wall times by weekday; empty is all day.
    """

    name: str
    greeting: Mapping[str, str]
    queue: str = ""
    numbers: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    week: Week = field(default_factory=dict)

    def is_active(self, at: datetime, timezone: str) -> bool:
        local = at.astimezone(ZoneInfo(timezone))
        if self.first and not self.first <= local.date() <= (self.last or self.first):
            return False
        if not self.week:
            return self.first is not None
        slots = self.week.get(Day(local.weekday()), ())
        return any(slot.covers(local.time()) for slot in slots)


def _clock(text: str) -> time:
    hour, _, minute = text.strip().partition(":")
    if not (hour.isascii() and hour.isdigit() and len(minute) == 2 and minute.isascii()):
        raise ValueError("a time of day is written 09:00")
    return time(int(hour), int(minute))


def _in_leap_year(day: date) -> date:
    return day.replace(year=_LEAP_YEAR)


def _utc(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _on_day(zone: ZoneInfo, day: date, slots: Sequence[Slot]) -> Iterator[Interval]:
    """Yield the instants whose wall clock shows `day` and a time within the slots.

    A wall time maps to UTC by the offset that holds there; so each stretch of constant offset is
    asked on its own, which is exact in gaps and folds.
    """
    if not slots:
        return
    for since, until, offset in _stretches(zone, _utc(day) - _DAY, _utc(day) + 2 * _DAY):
        for slot in slots:
            end_day = day + _DAY if slot.end == time.min else day
            begin = datetime.combine(day, slot.start, UTC) - offset
            end = datetime.combine(end_day, slot.end, UTC) - offset
            if max(begin, since) < min(end, until):
                yield max(begin, since), min(end, until)


def _stretches(
    zone: ZoneInfo, since: datetime, until: datetime
) -> Iterator[tuple[datetime, datetime, timedelta]]:
    """Yield (since, until, UTC offset): the range cut where the offset changes."""
    step = timedelta(hours=6)
    begin, at = since, since
    while at < until:
        if _offset(zone, at) != _offset(zone, at + step):
            change = _change(zone, at, at + step)
            yield begin, change, _offset(zone, begin)
            begin = change
        at += step
    yield begin, until, _offset(zone, begin)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first whole second with the later offset: transitions fall on seconds."""
    old = _offset(zone, before)
    low, high = 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, before + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _merged(intervals: list[Interval]) -> list[Interval]:
    merged: list[Interval] = []
    for begin, end in sorted(intervals):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged
