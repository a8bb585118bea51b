"""Short ways to write overrides of hours of operation, and to ask what they come to."""

from __future__ import annotations

from typing import Any

from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import slot
from tests.functional.connect.refusals import refusal

WEEK = [slot("MONDAY", "09:00", "18:00"), slot("TUESDAY", "09:00", "18:00")]


def temporary(name: str, day: str, *config: Any, till: str = "") -> dict[str, Any]:
    return {
        "Name": name,
        "Config": list(config),
        "EffectiveFrom": day,
        "EffectiveTill": till or day,
    }


def recurring(name: str, kind: str, frequency: str, *config: Any, **by: Any) -> dict[str, Any]:
    pattern = {"Frequency": frequency, "Interval": by.pop("Interval", 1)}
    effective = {
        "EffectiveFrom": by.pop("EffectiveFrom", "2026-01-01"),
        "EffectiveTill": by.pop("EffectiveTill", "2030-12-31"),
    }
    return {
        "Name": name,
        "OverrideType": kind,
        "Config": list(config),
        "RecurrenceConfig": {"RecurrencePattern": {**pattern, **by}},
        **effective,
    }


def add(client: Any, instance: Instance, hours: str, override: dict[str, Any]) -> str:
    made = client.create_hours_of_operation_override(
        InstanceId=instance.id, HoursOfOperationId=hours, **override
    )
    return str(made["HoursOfOperationOverrideId"])


def refused(client: Any, instance: Instance, hours: str, override: dict[str, Any]) -> str:
    return refusal(
        client.create_hours_of_operation_override,
        InstanceId=instance.id,
        HoursOfOperationId=hours,
        **override,
    )


def effective(client: Any, instance: Instance, hours: str, first: str, last: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.get_effective_hours_of_operations(
        InstanceId=instance.id, HoursOfOperationId=hours, FromDate=first, ToDate=last
    )
    return answer


def open_on(client: Any, instance: Instance, hours: str, day: str) -> list[str]:
    """Say when it is open on a date: "09:00-18:00"."""
    [answer] = effective(client, instance, hours, day, day)["EffectiveHoursOfOperationList"]
    assert answer["Date"] == day
    return [written(each) for each in answer["OperationalHours"]]


def written(span: dict[str, Any]) -> str:
    return "-".join(
        f"{span[side]['Hours']:02}:{span[side]['Minutes']:02}" for side in ("Start", "End")
    )
