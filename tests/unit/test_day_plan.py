"""The callers of a day: by the business's hours, by a seed, and like people who call."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import pairwise
from random import Random
from statistics import mean

import pytest

from santral.engine.instants import to_datetime, to_us
from santral.engine.timeline import SECOND
from santral.local import businesses
from santral.local.day_plan import HALF_HOUR, callers, half_hours, shift
from santral.local.people import Caller

KLIMA = businesses.load("klima")
CLINICA = businesses.load("clinica")
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def planned() -> list[Caller]:
    return list(callers(KLIMA, MONDAY, 5_000, Random(1)))


def test_there_are_as_many_as_were_asked_for_in_the_order_of_their_calls(
    planned: list[Caller],
) -> None:
    times = [each.at_us for each in planned]

    assert len(planned) == 5_000
    assert times == sorted(times)


def test_a_seed_gives_the_same_callers(planned: list[Caller]) -> None:
    assert list(callers(KLIMA, MONDAY, 5_000, Random(1))) == planned


def test_few_call_while_the_shop_is_closed(planned: list[Caller]) -> None:
    noon, two = (to_us(datetime(2026, 11, 23, hour, tzinfo=UTC)) for hour in (10, 11))
    at_lunch = sum(noon <= each.at_us < two for each in planned)
    before_noon = sum(noon - 3600 * SECOND <= each.at_us < noon for each in planned)

    assert 0 < at_lunch < before_noon / 10


def test_the_first_half_hour_begins_at_seven_in_the_business_s_time_zone() -> None:
    assert half_hours(KLIMA.tenant, MONDAY)[0].start == datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_agents_come_when_the_shop_opens_and_go_when_it_closes() -> None:
    comes, goes = shift(KLIMA.tenant, MONDAY)  # 09:00 to 18:30 in Istanbul

    assert comes == datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
    assert goes == datetime(2026, 11, 23, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_no_half_hour_is_lost_or_doubled_when_the_clocks_change(day: date) -> None:
    starts = [each.start for each in half_hours(CLINICA.tenant, day)]

    assert len(starts) == 34
    assert {later - earlier for earlier, later in pairwise(starts)} == {HALF_HOUR}


def test_on_a_closed_day_people_call_all_the_same() -> None:
    assert len(list(callers(KLIMA, SUNDAY, 20, Random(1)))) == 20


def test_known_unknown_and_hidden_callers_ring(planned: list[Caller]) -> None:
    known = {number for each in KLIMA.customers for number in each.numbers}
    hidden = sum(each.number is None for each in planned) / 5_000
    customers = sum(each.number in known for each in planned) / 5_000

    assert hidden == pytest.approx(0.04, abs=0.01)
    assert customers == pytest.approx(0.45, abs=0.02)


def test_patience_has_the_mean_of_the_published_month(planned: list[Caller]) -> None:
    assert mean(each.patience_us for each in planned) / SECOND == pytest.approx(409, rel=0.06)


def test_talks_last_a_few_minutes(planned: list[Caller]) -> None:
    assert 140 < mean(each.talk_us for each in planned) / SECOND < 200


def test_keys_are_those_of_the_menu_or_mistakes(planned: list[Caller]) -> None:
    pressed = {key for each in planned for key in each.keys}

    assert {"0", "1", "2", "3", "*", ""} <= pressed
    assert pressed <= {"0", "1", "2", "3", "*", "", "7", "8", "9", "#"}


def test_the_numbers_of_strangers_belong_to_no_customer() -> None:
    theirs = {number for each in CLINICA.customers for number in each.numbers}
    day = list(callers(CLINICA, MONDAY, 300, Random(2)))

    assert sum(each.number not in theirs for each in day) > 100
    assert all(to_datetime(each.at_us).date() == MONDAY for each in day)
