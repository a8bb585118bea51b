"""What a whole morning of both sample businesses costs, and what it does not say about anybody."""

from __future__ import annotations

import io
import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest

from santral.local.faults import Fault, Faults
from santral.local.morning_story import SCENES, open_morning
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import AYSE, CLINICA, KLIMA, SHOP_TR, STRANGER

MONDAY = date(2026, 11, 23)
# ADR 5: what a caller waits for, and what the books take once she has hung up.
ON_THE_LINE = 4
FOR_THE_BOOKS = 4
ON_AVERAGE = 7
# All that a line of the log may say; `errors` is checked on its own.
FIELDS = {
    *("level", "location", "message", "timestamp", "service", "sequence_number"),
    *("function", "request_id", "tenant", "contact_id", "errors"),
}
MESSAGES = {
    "invocation failed",
    "caller not looked up",
    "contact record not kept, to be tried again",
}
NAMES_OF_PEOPLE = {each.name for shop in (KLIMA, CLINICA) for each in shop.customers}
DIGITS_OF_PEOPLE = {
    number[-9:]
    for numbers in (
        [each.number for each in SCENES],
        *(each.numbers for shop in (KLIMA, CLINICA) for each in shop.customers),
    )
    for number in numbers
    if number is not None
}


@dataclass(frozen=True, slots=True)
class Aftermath:
    """
    Attributes:
        others: what libraries logged, from INFO on.
        heard: whether the morning had to do with people at all.
    """

    log: str
    others: str
    heard: str
    requests: Counter[tuple[str, str]]
    contacts: int


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """Catch what any library logs, from INFO on."""
    kept, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(kept), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield kept
    finally:
        root.removeHandler(handler)
        root.setLevel(level)


def play(database: Fault) -> Aftermath:
    heard: list[str] = []

    def trace(event: tuple[object, ...]) -> None:
        heard.extend(map(str, event[3:]))

    with everything_logged() as others:
        with open_morning(MONDAY, trace, faults=Faults(dynamodb=database)) as morning:
            morning.play()
            log, requests = morning.laptop.log.getvalue(), Counter(morning.laptop.requests)
            contacts = morning.invariants.ended_contacts
        return Aftermath(log, others.getvalue(), "\n".join(heard), requests, contacts)


@pytest.fixture(scope="module")
def calm() -> Aftermath:
    return play(Fault.NONE)


@pytest.fixture(scope="module", params=[Fault.FAIL, Fault.RUBBISH], ids=["fails", "lies"])
def stormy(request: pytest.FixtureRequest) -> Aftermath:
    """A morning whose database fails, so that every function has something to log."""
    return play(request.param)


def people_in(text: str) -> list[str]:
    return [each for each in sorted(NAMES_OF_PEOPLE | DIGITS_OF_PEOPLE) if each in text]


def test_the_morning_is_about_people_whom_a_log_could_name(calm: Aftermath) -> None:
    assert len(people_in(calm.heard)) > 10


def test_a_calm_morning_logs_nothing(calm: Aftermath) -> None:
    assert calm.log == ""


def test_no_library_logs_anybody_either(calm: Aftermath, stormy: Aftermath) -> None:
    assert people_in(calm.others + stormy.others) == []


def test_what_goes_wrong_in_a_morning_is_logged_without_a_name_or_a_number(
    stormy: Aftermath,
) -> None:
    assert len(stormy.log.splitlines()) > len(SCENES)
    assert people_in(stormy.log) == []


def test_no_line_of_the_log_has_room_for_a_key_or_a_text_of_a_library(stormy: Aftermath) -> None:
    lines = [json.loads(line) for line in stormy.log.splitlines()]

    assert {field for line in lines for field in line} <= FIELDS
    assert {line["message"] for line in lines} <= MESSAGES
    texts = {error["text"] for line in lines for error in line["errors"]}
    assert texts <= {
        None,
        "dynamodb: InternalServerError",
        "dynamodb: an answer we cannot read",
    }


# --- requests ---


def dynamodb(requests: Counter[tuple[str, str]]) -> int:
    return sum(count for (service, _), count in requests.items() if service == "dynamodb")


def test_a_morning_asks_dynamodb_at_most_seven_times_for_each_contact(calm: Aftermath) -> None:
    assert 0 < dynamodb(calm.requests) <= ON_AVERAGE * calm.contacts


def test_a_morning_reads_and_writes_by_key_alone(calm: Aftermath) -> None:
    operations = {name for service, name in calm.requests if service == "dynamodb"}

    assert operations == {"BatchWriteItem", "GetItem", "PutItem"}


@pytest.mark.parametrize("caller", [STRANGER, AYSE])
def test_a_recorded_call_keeps_the_budget_even_when_nothing_is_remembered(
    centre: WholeCentre, caller: str
) -> None:
    desks = [centre.agent(name).becomes("Available") for name in ("Mert", "Deniz")]
    call = centre.call(from_=caller, to=SHOP_TR)
    centre.wait(seconds=6)  # a profile is kept for five
    call.press("1")
    centre.wait_for(lambda: any(desk.offers for desk in desks), minutes=1)
    next(desk for desk in desks if desk.offers).accepts()
    centre.wait(minutes=2)
    on_the_line = dynamodb(centre.laptop.requests)
    call.hang_up()
    centre.wait(minutes=2)
    centre.laptop.drain()

    assert 0 < on_the_line <= ON_THE_LINE
    assert dynamodb(centre.laptop.requests) - on_the_line <= FOR_THE_BOOKS
    assert len(centre.objects("recordings")) == 1
