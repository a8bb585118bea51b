"""At what instant a call, a morning or a day begins, from what the user wrote."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from santral.domain.errors import InputError
from santral.domain.hours import Hours

NOON = time(12)
# Where calendars and time zones end, arithmetic with instants does too.
FIRST_YEAR, LAST_YEAR = 1900, 9000


def parse_date(written: str) -> date:
    """Read `2026-11-23`.

    Raises:
        InputError: it is no date.
    """
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise InputError("--date: expected a date, as 2026-11-23") from None
    _check_year(day, "--date")
    return day


def _check_year(day: date, option: str) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise InputError(f"{option}: expected a year from {FIRST_YEAR} to {LAST_YEAR}")


def start_of(
    at: str | None, day: str | None, *, timezone: str, hours: Hours | None, now: datetime
) -> tuple[datetime, str]:
    """Choose the beginning, and say why where the user left it open.

    Args:
        at: `--at`, in local time: a date and a time, or a time alone.
        day: `--date`.
        hours: of the number that is called; None where nobody knows.

    Raises:
        InputError: one of them cannot be read.
    """
    zone = ZoneInfo(timezone)
    on = parse_date(day) if day is not None else None
    if at is not None:
        return _written(at, on or now.astimezone(zone).date(), zone, fixed=on is not None), ""
    if on is None:
        return _next_opening(now.replace(microsecond=0), hours)
    midnight = datetime.combine(on, time.min, zone)
    opening = hours.next_opening(midnight) if hours is not None else midnight
    if opening is None or opening >= midnight + timedelta(days=1):
        return datetime.combine(on, NOON, zone), "closed all day"
    return opening, "the opening of that day"


def _next_opening(now: datetime, hours: Hours | None) -> tuple[datetime, str]:
    opening = hours.next_opening(now) if hours is not None else now
    if opening is None:
        return now, "now: it never opens"
    return opening, "now" if opening == now else "the next opening"


def _written(at: str, day: date, zone: ZoneInfo, *, fixed: bool) -> datetime:
    try:
        if len(at) > len("12:00:00"):
            if fixed:
                raise InputError("--at has a date already: leave --date out")
            instant = datetime.fromisoformat(at)
        else:
            instant = datetime.combine(day, time.fromisoformat(at))
    except ValueError:
        raise InputError("--at: expected 2026-11-23T13:30, or 13:30, in local time") from None
    _check_year(instant, "--at")
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=zone)
