"""Overrides of hours of operation: temporary hours and recurring events, and what they come to."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from santral.local.connect import opening_hours, paging
from santral.local.connect.errors import (
    DUPLICATE,
    LIMIT_EXCEEDED,
    ConnectError,
    invalid,
    not_found,
)
from santral.local.connect.instance import Instance
from santral.local.connect.opening_hours import CLOSED, DAY_MINUTES, OPEN, STANDARD, Span
from santral.local.connect.operations.hours_of_operation import (
    HOURS,
    OVERRIDE,
    check_slots,
    overrides_of,
    own_overrides,
)
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order, modified
from santral.local.connect.searching import USUAL_TEXTS, search

QUOTA: Final = "overrides-per-hours-of-operation"
LONGEST_DAYS: Final = 366  # asked for at once; what the service allows is not documented
_MEMBERS: Final = (
    "Description",
    "Config",
    "EffectiveFrom",
    "EffectiveTill",
    "RecurrenceConfig",
    "OverrideType",
)
_COMPARE: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "GREATER_THAN": operator.gt,
    "GREATER_THAN_OR_EQUAL_TO": operator.ge,
    "LESS_THAN": operator.lt,
    "LESS_THAN_OR_EQUAL_TO": operator.le,
    "EQUAL_TO": operator.eq,
}


@operation("CreateHoursOfOperationOverride")
def create(instance: Instance, given: Given) -> Answer:
    hours = instance.table(HOURS).get(given["HoursOfOperationId"])
    details = {"HoursOfOperationId": hours.id, "OverrideType": STANDARD} | _given(given)
    _check(details)
    _refuse_name(instance, hours.id, given["Name"], None)
    if len(own_overrides(instance, hours.id)) >= instance.quotas.of(QUOTA):
        raise ConnectError(LIMIT_EXCEEDED, f"The quota {QUOTA} is used up.")
    override = instance.table(OVERRIDE).create(given["Name"], details)
    return {"HoursOfOperationOverrideId": override.id}


@operation("DescribeHoursOfOperationOverride")
def describe(instance: Instance, given: Given) -> Answer:
    return {"HoursOfOperationOverride": _described(instance, _override(instance, given))}


@operation("UpdateHoursOfOperationOverride")
def update(instance: Instance, given: Given) -> Answer:
    override = _override(instance, given)
    changed = _given(given)
    if changed.get("OverrideType") == STANDARD:
        changed.setdefault("RecurrenceConfig", None)  # it recurs no longer
    _check(override.details | changed)
    if "Name" in given:
        hours_id = override.details["HoursOfOperationId"]
        _refuse_name(instance, hours_id, given["Name"], override)
    instance.table(OVERRIDE).change(override, name=given.get("Name"), **changed)
    return None


@operation("DeleteHoursOfOperationOverride")
def delete(instance: Instance, given: Given) -> Answer:
    instance.table(OVERRIDE).delete(_override(instance, given))
    return None


@operation("ListHoursOfOperationOverrides")
def list_(instance: Instance, given: Given) -> Answer:
    hours = instance.table(HOURS).get(given["HoursOfOperationId"])
    return {
        **paging.page(
            given,
            "HoursOfOperationOverrideList",
            [
                each
                for each in instance.table(OVERRIDE).visible()
                if each.details["HoursOfOperationId"] == hours.id
            ],
            lambda each: _described(instance, each),
            order=by_order,
        ),
        **modified(instance, hours),
    }


@operation("SearchHoursOfOperationOverrides")
def search_overrides(instance: Instance, given: Given) -> Answer:
    hours = instance.table(HOURS)
    return search(
        given,
        "HoursOfOperationOverrides",
        instance.table(OVERRIDE).visible(),
        lambda each: _described(instance, each),
        texts={
            **USUAL_TEXTS,
            "hoursOfOperationId": lambda each: each.details["HoursOfOperationId"],
        },
        # An override has no tags of its own: it is found by those of its hours.
        tags=lambda each: hours.get(each.details["HoursOfOperationId"]).tags,
        conditions={"DateCondition": _by_date},
        order=by_order,
    )


@operation("GetEffectiveHoursOfOperations")
def effective(instance: Instance, given: Given) -> Answer:
    hours = instance.table(HOURS).get(given["HoursOfOperationId"])
    first, last = _date(given["FromDate"], "FromDate"), _date(given["ToDate"], "ToDate")
    count = (last - first).days + 1
    if not 0 < count <= LONGEST_DAYS:
        raise invalid("ToDate", f"expected FromDate, or up to {LONGEST_DAYS - 1} days after it")
    overrides = overrides_of(instance, hours)
    days = [first + timedelta(days=at) for at in range(count)]
    held = {day: [row for each in overrides for row in _override_hours(each, day)] for day in days}
    plain = [each.details for each in overrides]
    return {
        "EffectiveHoursOfOperationList": [
            {
                "Date": day.isoformat(),
                "OperationalHours": [
                    _times(span) for span in opening_hours.open_on(hours.details, plain, day)
                ],
            }
            for day in days
        ],
        "EffectiveOverrideHoursList": [
            {"Date": day.isoformat(), "OverrideHours": rows} for day, rows in held.items() if rows
        ],
        "TimeZone": hours.details["TimeZone"],
    }


def _override_hours(override: Resource, day: date) -> list[dict[str, Any]]:
    spans = opening_hours.override_on(override.details, day)
    if spans is None:
        return []
    status = CLOSED if override.details["OverrideType"] == CLOSED or not spans else OPEN
    return [
        {**_times(span), "OverrideName": override.name, "OperationalStatus": status}
        for span in spans or [(0, DAY_MINUTES)]
    ]


def _times(span: Span) -> dict[str, Any]:
    start, end = span
    return {
        "Start": {"Hours": start // 60, "Minutes": start % 60},
        "End": {"Hours": end // 60 % 24, "Minutes": end % 60},
    }


# --- what is refused ---


def _given(given: Given) -> dict[str, Any]:
    return {name: given[name] for name in _MEMBERS if name in given}


def _override(instance: Instance, given: Given) -> Resource:
    hours = instance.table(HOURS).get(given["HoursOfOperationId"])
    override = instance.table(OVERRIDE).get(given["HoursOfOperationOverrideId"])
    if override.details["HoursOfOperationId"] != hours.id:
        raise not_found(OVERRIDE.name)
    return override


def _refuse_name(instance: Instance, hours_id: str, name: str, override: Resource | None) -> None:
    others = (each for each in own_overrides(instance, hours_id) if each is not override)
    if any(each.name == name for each in others):
        raise ConnectError(DUPLICATE, "The name is taken by another override of these hours.")


def _check(details: Mapping[str, Any]) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    first = _date(details["EffectiveFrom"], "EffectiveFrom")
    if _date(details["EffectiveTill"], "EffectiveTill") < first:
        raise invalid("EffectiveTill", "expected EffectiveFrom or a later date")
    check_slots(details["Config"])
    recurrence = details.get("RecurrenceConfig")
    if recurrence is None:
        return
    if details["OverrideType"] == STANDARD:
        raise invalid("OverrideType", "expected OPEN or CLOSED for what recurs")
    _check_pattern(recurrence["RecurrencePattern"], details["Config"])


def _check_pattern(pattern: Mapping[str, Any], config: Sequence[Mapping[str, Any]]) -> None:
    """
    Source: API Reference, RecurrencePattern.
    """
    given = {name for name in ("ByMonth", "ByMonthDay", "ByWeekdayOccurrence") if pattern.get(name)}
    where = "RecurrenceConfig.RecurrencePattern"
    for name in sorted(given):
        if len(pattern[name]) > 1 or pattern[name] == [0]:
            raise invalid(f"{where}.{name}", "expected one value other than 0")
    frequency = pattern["Frequency"]
    if given and frequency == "WEEKLY":
        raise invalid(f"{where}.Frequency", "expected MONTHLY or YEARLY for days of a month")
    if "ByMonth" in given and frequency != "YEARLY":
        raise invalid(f"{where}.ByMonth", "expected with YEARLY only")
    if {"ByMonthDay", "ByWeekdayOccurrence"} <= given:
        raise invalid(f"{where}.ByWeekdayOccurrence", "expected without ByMonthDay")
    if "ByWeekdayOccurrence" in given and not (config and all("Day" in each for each in config)):
        raise invalid("Config", "expected a Day in each slot for ByWeekdayOccurrence")


def _date(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise invalid(where, "expected a date of the calendar") from None


def _by_date(condition: Mapping[str, Any]) -> Callable[[Resource], bool]:
    """Read a DateCondition.

    Raises:
        ConnectError: InvalidParameterException for another field.
    """
    name, wanted = condition.get("FieldName"), condition.get("Value")
    if name is None or wanted is None:
        return lambda _override: True
    field = {"effectivefrom": "EffectiveFrom", "effectivetill": "EffectiveTill"}.get(
        name.casefold()
    )
    if field is None:
        raise invalid(
            "SearchCriteria.DateCondition.FieldName", "expected EffectiveFrom or EffectiveTill"
        )
    compare = _COMPARE[condition.get("ComparisonType", "EQUAL_TO")]
    # Dates of this form are in order where their texts are.
    return lambda override: compare(override.details[field], wanted)


def _described(instance: Instance, override: Resource) -> dict[str, Any]:
    hours = instance.table(HOURS).get(override.details["HoursOfOperationId"])
    return {
        "HoursOfOperationOverrideId": override.id,
        "HoursOfOperationArn": hours.arn,
        "Name": override.name,
        **override.details,
    }
