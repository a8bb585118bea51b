"""Imports that are killed, told twice or side by side: each row has its effect once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest

from santral.domain.customer import Customer
from santral.domain.errors import InvocationError
from santral.domain.job import JobState
from santral.stores import customers
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, empty_everything, items
from tests.functional.import_runs import JOB, Imports, imports_in

FILE = "id,name,phone\n" + "".join(
    f"k-{n},Caller {n},0532000{n % 7:04}|0532001{n:04}\n" for n in range(18)
)


@pytest.fixture
def runs(cloud: Cloud) -> Imports:
    return imports_in(cloud, SANTRAL_IMPORT_ROWS="6")


def start_again(runs: Imports) -> None:
    empty_everything()
    write_business(runs.cloud.clients.dynamodb, sample.shop(), sample.PEOPLE)


def kept(runs: Imports) -> list[dict[str, Any]]:
    """Return the customers; those who share a number in one order, whoever came first."""
    return [{**item, "content": _in_order(item)} for item in items(runs.cloud, NAMES.customers)]


def _in_order(item: dict[str, Any]) -> object:
    if not item["content"]["S"]:
        return ""
    content = json.loads(item["content"]["S"])
    return {**content, "customers": sorted(content["customers"], key=str)}


@contextmanager
def at_request(runs: Imports, number: int, happens: Callable[[], object]) -> Iterator[None]:
    """Let something happen once, before that request to DynamoDB is sent."""
    sent = 0

    def count(**_: Any) -> None:
        nonlocal sent
        sent += 1
        if sent == number:
            happens()

    events: Any = runs.cloud.clients.dynamodb.meta.events
    events.register_first("before-send.dynamodb", count)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb", count)


def be_killed() -> None:
    raise RuntimeError("killed")


@pytest.mark.parametrize("at", [1, 3, 5, 8, 13, 21, 27, 34, 45, 55, 68])
def test_an_import_that_is_killed_and_told_again_leaves_what_one_leaves(
    runs: Imports, at: int
) -> None:
    runs.run(FILE)
    expected = kept(runs)
    start_again(runs)
    runs.upload(FILE)

    with at_request(runs, at, be_killed), suppress(InvocationError):
        runs.tell()
    runs.tell()
    runs.tell()

    assert runs.job().state is JobState.DONE
    assert kept(runs) == expected


@pytest.mark.parametrize("at", [2, 7, 16, 33, 59])
def test_two_who_are_told_at_once_leave_what_one_leaves(runs: Imports, at: int) -> None:
    runs.run(FILE)
    expected = kept(runs)
    start_again(runs)
    runs.upload(FILE)

    with at_request(runs, at, runs.tell):
        runs.tell()

    result = runs.job().result
    assert int(result["created"]) + int(result["unchanged"]) == 18
    assert kept(runs) == expected


def test_an_import_goes_on_in_another_invocation_when_its_time_is_over(runs: Imports) -> None:
    runs.run(FILE)
    expected = kept(runs)
    start_again(runs)
    runs.upload(FILE)

    with at_request(runs, 10, lambda: runs.cloud.stopwatch.advance(800)):
        runs.tell()
    first = runs.job()
    runs.tell()

    assert runs.queues.sent == [
        ("import_customers", {"schema": 1, "tenant": "shop", "job": JOB}, 0)
    ]
    assert (first.state, first.result["created"]) == (JobState.RUNNING, "6")
    assert 0 < first.done < first.total == len(FILE)
    assert kept(runs) == expected


def test_a_job_that_dynamodb_fails_is_put_back(runs: Imports) -> None:
    runs.upload(FILE)
    runs.cloud.dynamodb.fault = runs.cloud.dynamodb.break_down
    runs.cloud.dynamodb.matching = "#customer#k-8"

    assert runs.tell() == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}
    assert "Caller" not in runs.cloud.log.getvalue()


def test_what_an_agent_writes_meanwhile_is_not_lost(runs: Imports) -> None:
    def write() -> None:
        customers.create("shop", Customer("z", "Zoe", ("+905320000001",)), now=sample.SUNDAY)

    runs.upload(FILE)
    with at_request(runs, 9, write):
        runs.tell()

    with acting_for("shop"):
        names = [each.name for each in customers.find("shop", "+905320000001")]
    assert sorted(names) == ["Caller 1", "Caller 15", "Caller 8", "Zoe"]
