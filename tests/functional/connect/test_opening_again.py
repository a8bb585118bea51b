"""A business that is opened again, years later, in an instance that was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from santral.domain.errors import InputError
from santral.domain.hours import Override, Slot
from santral.local import businesses
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.hours_of_operation import HOURS, OVERRIDE, own_overrides
from santral.local.connect.operations.queues import QUEUE
from santral.local.opening import Opening

NEW_YEAR = Override("New Year", date(2026, 1, 1), yearly=True)
SALE = Override("Sale", date(2029, 1, 1), slots=(Slot(time(10), time(12)),))
KLIMA = replace(businesses.load("klima").tenant, holidays=(SALE, NEW_YEAR))
_YEAR_MINUTES = 365 * 24 * 60
SCHEDULE = KLIMA.schedules[0].name


def _open_at(instance: Instance, at: datetime) -> bool:
    hours = instance.directory.hours(f"klima-{SCHEDULE}")
    assert hours is not None
    return hours.is_open(at)


def test_yearly_holidays_go_on_in_the_fourth_year(account: Mocked, instance: Instance) -> None:
    Opening(instance, KLIMA, None).make()
    account.wait(minutes=3 * _YEAR_MINUTES)
    Opening(instance, KLIMA, None).make()

    noon = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)  # a Tuesday, 12:00 in Istanbul
    assert not _open_at(instance, noon)
    assert _open_at(instance, noon + timedelta(days=7))


def test_a_dated_day_still_beats_a_yearly_one(account: Mocked, instance: Instance) -> None:
    Opening(instance, KLIMA, None).make()
    account.wait(minutes=2 * _YEAR_MINUTES)
    Opening(instance, KLIMA, None).make()

    eleven = datetime(2029, 1, 1, 8, 0, tzinfo=UTC)
    assert _open_at(instance, eleven)
    assert not _open_at(instance, eleven + timedelta(hours=2))


def test_what_somebody_changed_by_hand_stays(account: Mocked, instance: Instance) -> None:
    Opening(instance, KLIMA, None).make()
    hours = instance.table(HOURS).named(f"klima-{SCHEDULE}")
    assert hours is not None
    table = instance.table(OVERRIDE)
    details = own_overrides(instance, hours.id)[0].details
    own = {**details, "EffectiveFrom": "2029-12-31", "EffectiveTill": "2030-01-31"}
    table.create("Stocktaking", own)
    changed = next(each for each in own_overrides(instance, hours.id) if each.name == "Sale")
    table.change(changed, EffectiveTill="2029-01-02")

    account.wait(minutes=3 * _YEAR_MINUTES)
    Opening(instance, KLIMA, None).make()

    kept = {each.name: each for each in own_overrides(instance, hours.id)}
    assert kept["Sale"].details["EffectiveTill"] == "2029-01-02"
    assert list(kept)[-1] == "Stocktaking"
    assert "New Year 2030" in kept


def test_opening_in_the_same_year_changes_nothing(account: Mocked, instance: Instance) -> None:
    Opening(instance, KLIMA, None).make()
    before = [each.as_plain() for each in instance.table(OVERRIDE)]
    account.wait(minutes=1)

    Opening(instance, KLIMA, None).make()

    assert [each.as_plain() for each in instance.table(OVERRIDE)] == before


def test_a_number_of_another_business_is_refused_before_anything_is_made(
    instance: Instance,
) -> None:
    Opening(instance, KLIMA, None).make()
    twin = replace(KLIMA, id="twin")

    with pytest.raises(InputError, match="twin: one of its numbers is taken by klima"):
        Opening(instance, twin, None).make()

    assert not [each.name for each in instance.table(QUEUE) if each.name.startswith("twin")]
