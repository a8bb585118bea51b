"""The rules of the call path, for each function that a flow invokes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from functions.answers import LARGEST_BYTES
from functions.choose_queue.handler import handler as choose_queue
from functions.identify_contact.handler import handler as identify_contact
from functions.look_up_customer.handler import handler as look_up_customer
from functions.menu_step.handler import handler as menu_step
from santral.domain.errors import InvocationError
from santral.domain.tenant import Emergency, QueueSpec
from santral.stores.seeding import write_business
from santral.stores.tables import TableNames
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, Context, call_event, items

Handler = Callable[[Any, Any], dict[str, str]]

FUNCTIONS: list[tuple[Handler, dict[str, str], int]] = [
    (identify_contact, {}, 2),
    (menu_step, {"menu": "main", "key": "1", "language": "en-GB"}, 1),
    (choose_queue, {"queue": "sales", "language": "en-GB", "customer_tier": "gold"}, 1),
    (look_up_customer, {}, 2),
]
ONE_QUEUE = (QueueSpec("one", fallback=True, arn="arn:one"),)

each_function = pytest.mark.parametrize(
    ("handler", "parameters", "budget"),
    FUNCTIONS,
    ids=["identify_contact", "menu_step", "choose_queue", "look_up_customer"],
)
each_fault = pytest.mark.parametrize("fault", ["hang", "be_unreachable", "break_down", "throttle"])

# Answers with status 200 that no DynamoDB would give.
RUBBISH = [b"", b"<html>", b"[]", b"7", b'{"Item": 7}', b'{"Item": {"pk": "x"}}', b"\xff\xfe", b"{"]


@each_function
def test_the_budget_of_requests_is_kept(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int
) -> None:
    handler(call_event(**parameters), Context())

    assert cloud.dynamodb.operations == ["GetItem"] * budget


@each_function
def test_for_five_seconds_the_tenant_is_not_asked_for_again(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int
) -> None:
    identify_contact(call_event(), Context())
    cloud.dynamodb.operations.clear()

    cloud.stopwatch.advance(4.99)
    handler(call_event(**parameters), Context())
    assert cloud.dynamodb.operations == ["GetItem"] * (budget - 1)

    cloud.dynamodb.operations.clear()
    cloud.stopwatch.advance(0.01)
    handler(call_event(**parameters), Context())
    assert cloud.dynamodb.operations == ["GetItem"] * budget


def test_an_ordinary_call_reads_its_tenant_once_and_its_caller_once(cloud: Cloud) -> None:
    for handler, parameters, _ in FUNCTIONS[:3]:
        handler(call_event(**parameters), Context())

    assert cloud.dynamodb.operations == ["GetItem", "GetItem"]


@each_function
def test_the_emergency_switch_is_known_everywhere_after_five_seconds(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int
) -> None:
    """What a function makes of it is its own; that it has read the new tenant is seen here."""
    handler(call_event(**parameters), Context())
    switched = replace(sample.shop(), emergency=Emergency(on=True), menus=(), queues=ONE_QUEUE)
    write_business(cloud.clients.dynamodb, switched, ())

    cloud.stopwatch.advance(5.0)
    answer = handler(call_event(**parameters), Context())

    assert answer.get("next", "message") == "message"
    assert answer.get("queue_arn", "") in ("", "arn:one")


@each_function
@each_fault
def test_whatever_fails_the_answer_comes_in_time(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int, fault: str
) -> None:
    cloud.dynamodb.fault = getattr(cloud.dynamodb, fault)

    outcome = _outcome(handler, call_event(**parameters))

    assert outcome in ("error branch", "found: unavailable")
    assert cloud.stopwatch.elapsed_s <= 2.5
    assert len(cloud.dynamodb.operations) == 2  # one attempt, and one retry


@each_fault
@pytest.mark.parametrize("table", ["t-tenants", "t-customers"])
def test_whichever_table_fails_a_caller_is_answered_in_time(
    cloud: Cloud, fault: str, table: str
) -> None:
    cloud.dynamodb.fault, cloud.dynamodb.matching = getattr(cloud.dynamodb, fault), table

    outcome = _outcome(identify_contact, call_event())

    assert outcome == {"t-tenants": "error branch", "t-customers": "answer"}[table]
    assert cloud.stopwatch.elapsed_s <= 2.5


def test_what_no_longer_fits_is_not_asked(cloud: Cloud) -> None:
    cloud.dynamodb.fault = lambda _: cloud.stopwatch.advance(1.2)

    answer = identify_contact(call_event(), Context())

    assert answer["known"] == "no"
    assert cloud.dynamodb.operations == ["GetItem"]


@each_function
def test_a_lost_reply_is_asked_for_again(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int
) -> None:
    usual = handler(call_event(**parameters), Context())
    cloud.stopwatch.advance(5.0)
    cloud.dynamodb.lose_replies = 1

    assert handler(call_event(**parameters), Context()) == usual


@each_function
@pytest.mark.parametrize("body", RUBBISH)
def test_rubbish_from_dynamodb_is_a_clean_error_or_a_stranger(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int, body: bytes
) -> None:
    cloud.dynamodb.fault = cloud.dynamodb.answer(body)

    assert _outcome(handler, call_event(**parameters)) in ("error branch", "found: unavailable")


@each_function
@pytest.mark.parametrize(
    "change",
    [
        {"content": {"S": "not JSON"}},
        {"content": {"S": "{}"}},
        {"content": {"S": '{"schema": 1, "id": 7, "name": []}'}},
        {"content": {"S": '{"schema": 99}'}},
        {"content": {"N": "7"}},
        {"content": {"NULL": True}},
        {"content": {"S": "[" * 100_000}},
        {"schema": {"N": "2"}},
        {"schema": {"S": "one"}},
        {"version": {"L": []}},
    ],
)
def test_a_rubbish_profile_is_a_clean_error(
    cloud: Cloud,
    handler: Handler,
    parameters: dict[str, str],
    budget: int,
    change: dict[str, Any],
) -> None:
    _overwrite(cloud, NAMES.tenants, "profile", change)

    assert _outcome(handler, call_event(**parameters)) in ("error branch", "found: unavailable")


@pytest.mark.parametrize(
    "change",
    [
        {"content": {"S": "not JSON"}},
        {"content": {"S": '{"schema": 1, "customers": {}}'}},
        {"content": {"S": '{"schema": 1, "customers": [{"name": 7}]}'}},
        {"content": {"B": "AA=="}},
        {"schema": {"N": "2"}},
    ],
)
def test_a_rubbish_customer_is_greeted_as_a_stranger(cloud: Cloud, change: dict[str, Any]) -> None:
    _overwrite(cloud, NAMES.customers, "customer", change)

    assert identify_contact(call_event(), Context())["known"] == "no"


@each_function
def test_run_four_times_it_leaves_what_it_leaves_once(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int
) -> None:
    before = _everything(cloud)

    answers = [handler(call_event(**parameters), Context()) for _ in range(4)]

    assert answers == [answers[0]] * 4
    assert _everything(cloud) == before


@each_function
def test_answers_are_flat_texts_of_less_than_32_kb(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int
) -> None:
    answer = handler(call_event(**parameters), Context())

    assert {type(value) for value in answer.values()} == {str}
    assert len(json.dumps(answer, ensure_ascii=False).encode()) <= LARGEST_BYTES


@each_function
@pytest.mark.parametrize(
    "event",
    [None, [], "x", {}, {"Details": None}, {"Details": {"Parameters": {"tenant": ["shop"]}}}],
)
def test_an_event_that_no_flow_sends_is_a_clean_error(
    cloud: Cloud, handler: Handler, parameters: dict[str, str], budget: int, event: Any
) -> None:
    with pytest.raises(InvocationError, match="tenant: expected the id of a tenant"):
        handler(event, None)


def _outcome(handler: Handler, event: Any) -> str:
    try:
        answer = handler(event, Context())
    except InvocationError:
        return "error branch"
    return "answer" if "found" not in answer else f"found: {answer['found']}"


def _everything(cloud: Cloud) -> list[Any]:
    tables = TableNames.__slots__
    return [items(cloud, getattr(NAMES, table)) for table in tables]


def _overwrite(cloud: Cloud, table: str, sort_key: str, change: dict[str, Any]) -> None:
    """Put something else in place of the shop's profile, or of Ayşe's number."""
    key = "shop" if sort_key == "profile" else f"shop#number#{sample.AYSE_NUMBER}"
    [item] = [each for each in items(cloud, table) if each["pk"] == {"S": key}]
    with acting_for("shop"):
        cloud.clients.dynamodb.put_item(TableName=table, Item={**item, **change})
