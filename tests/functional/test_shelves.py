"""What a tenant keeps: under versions, in pages, and gone when its time is over."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from santral.domain.errors import ConflictError, NotFoundError
from santral.stores.shelves import Shelf
from santral.stores.tables import WorkItem
from santral.stores.tenant_guard import acting_for
from tests.functional.cloud import Cloud

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cup:
    colour: str
    made: datetime = NOW
    sips: int = 0


CUPS = Shelf("cup", Cup)


@pytest.fixture(autouse=True)
def _shop(empty_cloud: Cloud):
    with acting_for("shop"):
        yield


def test_what_is_kept_comes_back_with_its_version() -> None:
    CUPS.create("shop", "a", Cup("red", NOW + timedelta(hours=1)))

    again = CUPS.load("shop", "a")

    assert (again.value, again.version) == (Cup("red", NOW + timedelta(hours=1)), 1)


def test_of_many_those_come_back_that_are_there() -> None:
    for number in range(150):
        CUPS.create("shop", f"{number:03}", Cup("red", sips=number))

    there = CUPS.find_many("shop", ["149", "nobody's", "007", "007"])

    assert {id_: each.value.sips for id_, each in there.items()} == {"007": 7, "149": 149}
    assert len(CUPS.find_many("shop", [f"{number:03}" for number in range(150)])) == 150


def test_of_many_nothing_comes_back_that_has_expired() -> None:
    CUPS.create("shop", "a", Cup("red"), expires=NOW)

    assert CUPS.find_many("shop", ["a"], now=NOW) == {}


def test_the_same_again_is_no_conflict_and_another_is() -> None:
    CUPS.create("shop", "a", Cup("red"))
    CUPS.create("shop", "a", Cup("red"))

    with pytest.raises(ConflictError):
        CUPS.create("shop", "a", Cup("blue"))


def test_of_two_changes_from_one_version_the_second_is_refused() -> None:
    CUPS.create("shop", "a", Cup("red"))
    CUPS.replace("shop", "a", Cup("blue"), replacing=1)

    with pytest.raises(ConflictError):
        CUPS.replace("shop", "a", Cup("green"), replacing=1)
    assert CUPS.load("shop", "a").value.colour == "blue"


def test_a_change_whose_reply_was_lost_is_recognised(empty_cloud: Cloud) -> None:
    CUPS.create("shop", "a", Cup("red"))
    CUPS.replace("shop", "a", Cup("blue"), replacing=1)

    assert CUPS.replace("shop", "a", Cup("blue"), replacing=1).version == 2


def test_what_was_changed_is_not_deleted_by_who_has_not_seen_it() -> None:
    CUPS.create("shop", "a", Cup("red"))
    CUPS.replace("shop", "a", Cup("blue"), replacing=1)

    with pytest.raises(ConflictError):
        CUPS.delete("shop", "a", replacing=1)
    CUPS.delete("shop", "a", replacing=2)
    CUPS.delete("shop", "a", replacing=2)
    assert CUPS.find("shop", "a") is None


def test_what_has_expired_is_not_there_and_makes_room() -> None:
    leases = Shelf("lease", Cup, WorkItem)
    leases.create("shop", "a", Cup("red"), expires=NOW)

    with pytest.raises(NotFoundError):
        leases.load("shop", "a", now=NOW)
    with pytest.raises(ConflictError):
        leases.create("shop", "a", Cup("blue"), now=NOW - timedelta(seconds=1))
    leases.create("shop", "a", Cup("blue"), expires=NOW + timedelta(1), now=NOW)
    assert leases.load("shop", "a", now=NOW).value.colour == "blue"


def test_the_newest_come_first_where_ids_begin_with_a_time() -> None:
    for hour in range(5):
        CUPS.create("shop", f"2026-11-30T0{hour}", Cup(str(hour)))

    first = CUPS.page("shop", limit=2, newest_first=True)
    rest = CUPS.page("shop", limit=9, newest_first=True, after=first.next)

    assert [each.value.colour for each in first.items] == ["4", "3"]
    assert [each.value.colour for each in rest.items] == ["2", "1", "0"]
    assert rest.next is None


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(ids=st.sets(st.text("abc", min_size=1, max_size=4), max_size=12), limit=st.integers(1, 5))
def test_pages_of_any_size_show_each_thing_once(ids: set[str], limit: int) -> None:
    shelf = Shelf(f"cup-{len(ids)}-{limit}-{'-'.join(sorted(ids))}"[:200], Cup)
    for id_ in ids:
        shelf.create("shop", id_, Cup("red"))
    seen: list[str] = []
    after: str | None = ""

    while after is not None:
        page = shelf.page("shop", limit=limit, after=after)
        seen += [each.id for each in page.items]
        after = page.next

    assert seen == sorted(ids)


def test_another_tenants_shelf_is_empty() -> None:
    CUPS.create("shop", "a", Cup("red"))

    with acting_for("clinic"):
        assert CUPS.find("clinic", "a") is None


def test_a_change_leaves_the_value_it_was_made_from() -> None:
    made = CUPS.create("shop", "a", Cup("red"))

    changed = CUPS.replace("shop", "a", replace(made.value, sips=1), replacing=made.version)

    assert (made.value.sips, changed.value.sips, changed.version) == (0, 1, 2)
