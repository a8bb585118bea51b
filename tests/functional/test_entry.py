"""The way into every function: what is logged, what is raised, and that neither names anybody."""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from functions import entry
from functions.choose_queue.handler import handler as choose_queue
from functions.contact_records.handler import handler as contact_records
from functions.identify_contact.handler import handler as identify_contact
from functions.look_up_customer.handler import handler as look_up_customer
from functions.menu_step.handler import handler as menu_step
from functions.recordings.handler import handler as recordings
from santral.domain.errors import DependencyError, InvocationError
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for
from tests.fakes.crm_server import CrmServer, replying
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, Context, call_event, event, items, kinesis_batch

CANARIES = ("5321112233", "321 11 22", "Yılmaz", "Y\\u0131lmaz", "Ayşe", "key-4711", "canary")


def failing(error: BaseException) -> Callable[[Any, Any], Any]:
    @entry.answers_flow("menu_step")
    def handler(_request: object) -> dict[str, object]:
        raise error

    return handler


def test_a_foreign_exception_is_logged_by_type_and_frames_alone(cloud: Cloud) -> None:
    with pytest.raises(InvocationError, match=r"^menu_step: ValueError$"):
        failing(ValueError("invalid literal: canary"))(call_event(), Context())

    [line] = cloud.lines()
    assert (line["level"], line["message"], line["function"], line["tenant"]) == (
        "ERROR",
        "invocation failed",
        "menu_step",
        "shop",
    )
    assert line["contact_id"] == "4a573372-1f28-4e26-b97b-00000000000a"
    assert line["request_id"] == Context.aws_request_id
    [error] = line["errors"]
    assert (error["type"], error["text"], error["code"]) == ("ValueError", None, None)
    assert error["frames"][-1].startswith("tests/functional/test_entry.py:")
    assert error["frames"][-1].endswith(":handler")
    assert cloud.counts == {("InvocationFailed", "shop"): 1}


def test_an_error_of_ours_is_logged_with_its_text_and_its_causes_without(cloud: Cloud) -> None:
    error = DependencyError("crm", "no usable answer in time", retryable=True)
    error.__cause__ = ValueError("canary")
    error.__cause__.__context__ = KeyError("canary")

    with pytest.raises(InvocationError, match="crm: no usable answer in time"):
        failing(error)(call_event(), Context())

    [line] = cloud.lines()
    assert [(each["type"], each["text"]) for each in line["errors"]] == [
        ("DependencyError", "crm: no usable answer in time"),
        ("ValueError", None),
        ("KeyError", None),
    ]


def test_what_lambda_is_told_carries_no_cause(cloud: Cloud) -> None:
    with pytest.raises(InvocationError) as raised:
        failing(ValueError("canary"))(call_event(), Context())

    assert (raised.value.__cause__, raised.value.__context__) == (None, None)


def test_the_code_of_a_service_is_logged(cloud: Cloud) -> None:
    cloud.dynamodb.fault = cloud.dynamodb.deny

    with pytest.raises(InvocationError):
        menu_step(call_event(), Context())

    codes = [each["code"] for each in cloud.lines()[0]["errors"]]
    assert "AccessDeniedException" in codes


def test_an_exception_that_goes_round_in_circles_is_logged_once(cloud: Cloud) -> None:
    error, cause = ValueError(), KeyError()
    error.__cause__, cause.__cause__ = cause, error

    with pytest.raises(InvocationError):
        failing(error)(call_event(), Context())

    assert len(cloud.lines()) == 1


def test_the_end_of_the_process_is_not_held_up(cloud: Cloud) -> None:
    with pytest.raises(KeyboardInterrupt):
        failing(KeyboardInterrupt())(call_event(), Context())


def test_an_invocation_that_succeeds_logs_nothing(cloud: Cloud) -> None:
    identify_contact(call_event(), Context())

    assert cloud.log.getvalue() == ""


def test_nothing_that_a_caller_is_or_says_reaches_a_log_or_an_error(cloud: Cloud) -> None:
    said: list[str] = []
    with CrmServer(replying(200, b'["canary, Ay\xc5\x9fe Y\xc4\xb1lmaz"]')) as server:
        write_business(cloud.clients.dynamodb, sample.shop(server.url), sample.PEOPLE)
        for disturb in _disturbances(cloud):
            cloud.dynamodb.fault = None
            disturb()
            for handler, sent in _invocations():
                said += _invoke(handler, sent)

    everything = "".join(said) + cloud.log.getvalue()
    assert len(cloud.lines()) > 40
    assert "invocation failed" in everything
    assert [canary for canary in CANARIES if canary in everything] == []


def _invocations() -> list[tuple[Callable[[Any, Any], Any], Any]]:
    record = event("contact_record")
    return [
        (identify_contact, call_event("+90 532 111 22 33")),
        (identify_contact, call_event("+905321112233", tenant="Ayşe")),
        (menu_step, call_event(menu="canary", key="key-4711", attempt="key-4711")),
        (choose_queue, call_event(queue="canary", customer_tier="canary", queue_size="canary")),
        (look_up_customer, call_event(number="+905321112233")),
        (contact_records, kinesis_batch(record, {**record, "Attributes": None}, b"canary")),
        (contact_records, {"Records": [{"canary": 1}]}),
        (recordings, {"Records": [{"canary": "+905321112233"}]}),
        (recordings, event("s3_object_created")),
    ]


def _disturbances(cloud: Cloud) -> list[Callable[[], None]]:
    wire = cloud.dynamodb

    def fault(chosen: Any) -> Callable[[], None]:
        return lambda: setattr(wire, "fault", chosen)

    def rubbish() -> None:
        content = {"content": {"S": '{"schema": 1, "customers": [{"canary": "Ayşe"}], "id": 1'}}
        for table in (NAMES.tenants, NAMES.customers):
            for item in items(cloud, table):
                with acting_for("shop"):
                    cloud.clients.dynamodb.put_item(TableName=table, Item={**item, **content})

    faults = [wire.hang, wire.break_down, wire.deny, wire.answer(b"canary")]
    return [lambda: None, *map(fault, faults), rubbish]


def _invoke(handler: Callable[[Any, Any], Any], sent: Any) -> list[str]:
    """Return what becomes text when the function fails; an answer is the caller's own."""
    try:
        handler(sent, Context())
    except InvocationError as error:
        return [str(error), *traceback.format_exception(error)]
    return []


def test_a_line_is_one_line_of_json_whatever_is_in_it(cloud: Cloud) -> None:
    sent = call_event()
    sent["Details"]["ContactData"]["ContactId"] = 'x"\n{"level":"ERROR"}\u2028\x1b[2J'

    with pytest.raises(InvocationError):
        failing(ValueError())(sent, Context())

    [line] = cloud.log.getvalue().split("\n")[:-1]
    assert json.loads(line)["contact_id"] == "?"
