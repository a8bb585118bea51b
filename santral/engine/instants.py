"""Between the timeline's microseconds and the datetimes and texts at its edges."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_us(instant: datetime) -> int:
    """Count an aware datetime in microseconds since the epoch."""
    return (instant - EPOCH) // MICROSECOND


def to_datetime(at_us: int) -> datetime:
    return EPOCH + timedelta(microseconds=at_us)


def to_seconds_text(at_us: int) -> str:
    """Write an instant as contact records do: whole seconds, `2026-11-23T07:00:00Z`."""
    return to_datetime(at_us).strftime("%Y-%m-%dT%H:%M:%SZ")


def to_milliseconds_text(at_us: int) -> str:
    """Write an instant as contact and agent events do: `2026-11-23T07:00:00.000Z`."""
    return f"{to_datetime(at_us):%Y-%m-%dT%H:%M:%S}.{at_us // 1000 % 1000:03d}Z"
