"""The tenant that is kept for five seconds, and for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from santral.domain.errors import DependencyError, TenantBoundaryError
from santral.domain.tenant import Tenant
from santral.stores.recent_tenants import RecentTenants
from santral.stores.tenant_guard import acting_for
from tests.fakes.clocks import FixedClock, Stopwatch
from tests.unit.tenants import SHOP
from tests.unit.test_identification import MONDAY_TEN


class Shelf:
    """Where tenants come from; notes who was asked for."""

    def __init__(self) -> None:
        self.asked_for: list[str] = []
        self.takes_s = 0.0
        self.is_down = False
        self.stopwatch = Stopwatch()
        self.clock = FixedClock(MONDAY_TEN)
        self.recent = RecentTenants(self.stopwatch, self.clock, load=self._load)

    def _load(self, tenant_id: str) -> Tenant:
        self.asked_for.append(tenant_id)
        self.stopwatch.advance(self.takes_s)
        if self.is_down:
            raise DependencyError("dynamodb", "no answer", retryable=True)
        return replace(SHOP, id=tenant_id, name=f"reading {len(self.asked_for)}")

    def name(self, tenant_id: str = "shop") -> str:
        with acting_for(tenant_id):
            return self.recent.acting().name


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_a_tenant_is_read_once_in_five_seconds(shelf: Shelf) -> None:
    assert [shelf.name() for _ in range(4)] == ["reading 1"] * 4
    shelf.stopwatch.advance(4.99)
    assert shelf.name() == "reading 1"
    assert shelf.asked_for == ["shop"]


def test_after_five_seconds_it_is_read_again(shelf: Shelf) -> None:
    shelf.name()
    shelf.stopwatch.advance(5.0)
    assert [shelf.name(), shelf.name()] == ["reading 2", "reading 2"]


def test_being_asked_for_does_not_keep_it_any_longer(shelf: Shelf) -> None:
    shelf.name()
    shelf.stopwatch.advance(3)
    shelf.name()
    shelf.stopwatch.advance(2)
    assert shelf.name() == "reading 2"


def test_the_time_that_the_reading_took_counts(shelf: Shelf) -> None:
    shelf.takes_s = 1.0
    shelf.name()
    shelf.stopwatch.advance(4.0)
    assert shelf.name() == "reading 2"


@pytest.mark.parametrize("step", [timedelta(seconds=5), timedelta(hours=-1)])
def test_a_process_that_was_frozen_reads_again_though_its_stopwatch_stood_still(
    shelf: Shelf, step: timedelta
) -> None:
    shelf.name()
    shelf.clock.now += step
    assert shelf.name() == "reading 2"


def test_each_tenant_has_its_own(shelf: Shelf) -> None:
    heard = [shelf.name(tenant) for tenant in ("shop", "clinic", "shop", "clinic")]

    assert heard == ["reading 1", "reading 2", "reading 1", "reading 2"]
    assert shelf.asked_for == ["shop", "clinic"]


def test_what_is_kept_is_nobodys_who_acts_for_no_tenant(shelf: Shelf) -> None:
    shelf.name()
    with pytest.raises(TenantBoundaryError):
        shelf.recent.acting()


def test_a_reading_that_failed_is_not_kept_and_neither_is_the_old_one_given_out(
    shelf: Shelf,
) -> None:
    shelf.name()
    shelf.stopwatch.advance(5)
    shelf.is_down = True
    for _ in range(2):
        with pytest.raises(DependencyError):
            shelf.name()
    shelf.is_down = False

    assert shelf.name() == "reading 4"


def test_of_more_than_256_tenants_the_oldest_reading_goes(shelf: Shelf) -> None:
    for number in range(257):
        shelf.name(f"tenant-{number}")
    shelf.asked_for.clear()

    shelf.name("tenant-1")
    shelf.name("tenant-256")
    shelf.name("tenant-0")

    assert shelf.asked_for == ["tenant-0"]


def test_a_tenant_that_is_read_again_counts_as_new(shelf: Shelf) -> None:
    shelf.name("first")
    shelf.stopwatch.advance(5)
    for number in range(255):
        shelf.name(f"tenant-{number}")
    shelf.name("first")
    shelf.name("one-more")
    shelf.asked_for.clear()

    shelf.name("first")
    assert shelf.asked_for == []


def test_forgotten_is_forgotten(shelf: Shelf) -> None:
    shelf.name()
    shelf.recent.forget()
    assert shelf.name() == "reading 2"
