"""Opening hours: weeks with a name, the days that differ, and what they come to on a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.parts import Parts
from functions.api.permissions import EVERYBODY, SUPERVISES
from functions.api.profile import (
    change_part,
    connect_follows,
    profile_of,
    value_of,
    values_of,
    versioned,
    view_of,
)
from functions.api.profile_shapes import (
    Day,
    HolidaysShape,
    HoursBody,
    HoursView,
    Instant,
    NewHoursBody,
)
from functions.api.replies import Accepted, Listed, Versioned
from functions.api.shapes import Id, Shape
from santral.domain.errors import NotFoundError
from santral.domain.hours import Day as Weekday
from santral.domain.hours import Hours, Override
from santral.domain.tenant import Schedule, Tenant

routes = Routes("Opening hours")

_SCHEDULES: Final = Parts("schedules", HoursView)
LONGEST_CALENDAR: Final = timedelta(days=400)


class CalendarQuery(Shape):
    from_: Annotated[Day, Field(alias="from", description="a local date")]
    to: Annotated[Day, Field(description="included; at most 400 days on")]

    @field_validator("to")
    @classmethod
    def _near(cls, to: date, info: ValidationInfo) -> date:
        begins = info.data.get("from_")
        if begins is not None and not begins <= to <= begins + LONGEST_CALENDAR:
            raise ValueError("a date from `from` on, at most 400 days")
        return to


class CalendarDayView(Shape):
    day: date
    weekday: str
    slots: tuple[str, ...]
    occasion: Annotated[str, Field(description="why it is not as the week says; empty if it is")]


class CalendarView(Shape):
    timezone: str
    days: tuple[CalendarDayView, ...]


class OpenQuery(Shape):
    at: Annotated[Instant | None, Field(description="null is now")] = None


class OpenView(Shape):
    at: datetime
    is_open: bool
    next_opening: Annotated[datetime | None, Field(description="null: not within 400 days")]
    next_closing: Annotated[datetime | None, Field(description="null: not within 400 days")]
    occasion: str


def holidays_of(tenant: Tenant) -> HolidaysShape:
    return view_of(HolidaysShape, tenant)


def _hours(tenant: Tenant, schedule: str) -> Hours:
    hours = tenant.hours(schedule)
    if hours is None:
        raise NotFoundError("there is no such schedule")
    return hours


def _occasion(hours: Hours, day: date) -> str:
    override = hours.override_on(day)
    return "" if override is None else override.name


@routes.get("/v1/hours", roles=EVERYBODY)
def list_hours(call: Call) -> Listed[HoursView]:
    """List the schedules."""
    return _SCHEDULES.listed(call)


@routes.post("/v1/hours", roles=SUPERVISES)
def create_hours(call: Call, body: NewHoursBody) -> Accepted:
    """Create a schedule."""
    schedule = value_of(Schedule, body)
    _SCHEDULES.create(call, body.name, lambda _: schedule)
    return connect_follows(call, f"/v1/hours/{body.name}")


@routes.get("/v1/hours/{schedule}", roles=EVERYBODY)
def show_hours(call: Call, schedule: Id) -> Versioned[HoursView]:
    """Show a schedule."""
    return _SCHEDULES.shown(call, schedule)


@routes.put("/v1/hours/{schedule}", roles=SUPERVISES, versioned=True)
def change_hours(call: Call, schedule: Id, body: HoursBody) -> Accepted:
    """Put a schedule in the place of what it is.

    Callers are greeted by it within five seconds; queues follow with the job.
    """
    hours = value_of(Schedule, body, name=schedule)
    _SCHEDULES.change(call, schedule, lambda _, __: hours)
    return connect_follows(call, f"/v1/hours/{schedule}")


@routes.delete("/v1/hours/{schedule}", roles=SUPERVISES, versioned=True)
def delete_hours(call: Call, schedule: Id) -> Accepted:
    """Delete a schedule that no number and no queue keeps to."""
    _SCHEDULES.delete(call, schedule)
    return connect_follows(call, f"/v1/hours/{schedule}")


@routes.get("/v1/hours/{schedule}/calendar", roles=EVERYBODY)
def show_calendar(call: Call, schedule: Id, query: CalendarQuery) -> CalendarView:
    """Show when a schedule is open on each day, holidays included."""
    hours = _hours(profile_of(call), schedule)
    span = (query.to - query.from_).days
    days = (query.from_ + timedelta(days=each) for each in range(span + 1))
    return CalendarView(
        timezone=hours.timezone,
        days=tuple(
            CalendarDayView(
                day=day,
                weekday=Weekday(day.weekday()).name.lower(),
                slots=tuple(slot.to_text() for slot in hours.slots_on(day)),
                occasion=_occasion(hours, day),
            )
            for day in days
        ),
    )


@routes.get("/v1/hours/{schedule}/open", roles=EVERYBODY)
def show_whether_open(call: Call, schedule: Id, query: OpenQuery) -> OpenView:
    """Say whether a schedule is open at a time, and when that changes."""
    hours = _hours(profile_of(call), schedule)
    at = query.at or call.now
    return OpenView(
        at=at,
        is_open=hours.is_open(at),
        next_opening=hours.next_opening(at),
        next_closing=hours.next_closing(at),
        occasion=_occasion(hours, at.astimezone(ZoneInfo(hours.timezone)).date()),
    )


@routes.get("/v1/holidays", roles=EVERYBODY)
def show_holidays(call: Call) -> Versioned[HolidaysShape]:
    """Show the holidays, which count in every schedule."""
    return versioned(holidays_of(profile_of(call)))


@routes.put("/v1/holidays", roles=SUPERVISES, versioned=True)
def change_holidays(call: Call, body: HolidaysShape) -> Accepted:
    """Put a list of holidays in the place of the one that is there."""
    holidays = values_of(Override, body.holidays, "body.holidays")
    change_part(
        call,
        holidays_of,
        lambda each: replace(each, holidays=holidays),
        {"holidays": "body.holidays"},
    )
    return connect_follows(call, "/v1/holidays")
