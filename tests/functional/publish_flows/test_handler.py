"""CloudFormation asks for flows, and is answered whatever becomes of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse

from functions.publish_flows.definitions import Definition, written
from functions.publish_flows.handler import handler
from functions.publish_flows.requests import Request, answer
from functions.settings import Settings
from santral.domain.errors import DependencyError
from tests.fakes.cloudformation import Stack, waiting_stack
from tests.fakes.connect import reply
from tests.functional.cloud import BUCKET, Cloud, Context
from tests.functional.connect.flow_texts import goes_to, marks
from tests.functional.connect_local import SOURCE
from tests.functional.connect_side import sleep_on
from tests.functional.publish_flows.deployment import Deployment, circle, flow

Asks = Callable[..., dict[str, Any]]


@pytest.fixture
def stack() -> Iterator[Stack]:
    with waiting_stack() as made:
        yield made


@pytest.fixture
def asks(empty_cloud: Cloud, here: Deployment, stack: Stack) -> Asks:
    """Write flows as synth does, ask as CloudFormation does, and return its answer."""
    empty_cloud.use(
        settings=Settings({"SANTRAL_INSTANCE_ID": here.side.service.instance_id}),
        monotonic=here.side.monotonic,
        sleep=sleep_on(here.side.service.timeline),
    )

    def ask(*definitions: Definition, kind: str = "Create", **properties: Any) -> dict[str, Any]:
        key = f"{len(stack.answers)}.json"
        if definitions:
            empty_cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=written(definitions))
        event = {
            "RequestType": kind,
            "RequestId": f"request-{len(stack.answers)}",
            "StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/santral-dev-flows/1",
            "LogicalResourceId": "Flows",
            "ResponseURL": stack.url,
            "ResourceProperties": {
                "ServiceToken": "arn:aws:lambda:eu-central-1:123456789012:function:publish",
                "Stage": "dev",
                "Bucket": BUCKET,
                "Key": key,
                "Names": {
                    "lambda.menu_step": "arn:aws:lambda:eu-central-1:123456789012:function:m"
                },
                **properties,
            },
        }
        handler(event, Context())
        return stack.answer

    return ask


def test_flows_are_published_with_the_arns_of_each_other(
    asks: Asks, here: Deployment, stack: Stack
) -> None:
    answer = asks(*circle("a", "b"), Numbers=[{"Arn": here.number(SOURCE), "Flow": "a"}])

    assert answer == {
        "Status": "SUCCESS",
        "Reason": "",
        "PhysicalResourceId": "santral-dev-flows/Flows",
        "StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/santral-dev-flows/1",
        "RequestId": "request-0",
        "LogicalResourceId": "Flows",
    }
    assert here.contents == {"a": goes_to(here.arn("b")), "b": goes_to(here.arn("a"))}
    assert here.answers(SOURCE) == here.arn("a")
    assert stack.answers[0][0] == ""
    assert stack.targets == ["/stack%2Fone?Signature=a%2Fb"]


def test_what_connect_refuses_is_answered_with_file_and_block(asks: Asks, here: Deployment) -> None:
    answer = asks(flow("a", marks("x").replace("UpdateContactAttributes", "PlayChess")))

    assert answer["Status"] == "FAILED"
    assert "contact_flows/flows/a.json: a: block 'mark' (PlayChess)" in answer["Reason"]
    assert here.contents == {}


def test_an_update_is_no_replacement_and_deleting_takes_all_away(
    asks: Asks, here: Deployment
) -> None:
    numbers = [{"Arn": here.number(SOURCE), "Flow": "a"}]
    created = asks(*circle("a", "b"), Numbers=numbers)
    updated = asks(flow("a", marks("new")), flow("b", marks("b")), kind="Update", Numbers=numbers)

    deleted = asks(kind="Delete", Numbers=numbers)

    assert updated["PhysicalResourceId"] == created["PhysicalResourceId"]
    assert [each["Status"] for each in (created, updated, deleted)] == ["SUCCESS"] * 3
    assert here.contents == {}


def test_a_file_that_is_missing_fails_the_deployment(asks: Asks) -> None:
    answer = asks()

    assert answer["Status"] == "FAILED"
    assert "there is no such file" in answer["Reason"]


def test_rights_that_are_not_known_everywhere_yet_are_waited_for(
    asks: Asks, empty_cloud: Cloud
) -> None:
    refusals = iter([True, True])

    def refuse(request: Any) -> AWSResponse | None:
        if request.method == "GET" and next(refusals, False):
            return reply(request, 403, b"<Error><Code>AccessDenied</Code></Error>")
        return None

    empty_cloud.s3.fault = refuse

    answer = asks(*circle("a", "b"))

    assert answer["Status"] == "SUCCESS"
    assert empty_cloud.s3.operations.count("GetObject") == 3


def test_an_answer_that_is_not_taken_is_given_again(asks: Asks, stack: Stack) -> None:
    stack.refusals = 3

    assert asks(*circle("a", "b"))["Status"] == "SUCCESS"
    assert len(stack.targets) == 4


def test_where_nobody_takes_the_answer_the_request_is_delivered_again(
    asks: Asks, here: Deployment, stack: Stack
) -> None:
    stack.refusals = 4

    with pytest.raises(DependencyError, match="the answer was not taken"):
        asks(*circle("a", "b"))
    was = here.contents
    again = asks(*circle("a", "b"))

    assert again["Status"] == "SUCCESS"
    assert here.contents == was


def test_a_reason_is_as_long_as_it_is_written(stack: Stack) -> None:
    stack_arn = "arn:aws:cloudformation:eu-central-1:123456789012:stack/santral-dev-flows/1"
    request = Request("Create", "request-0", stack_arn, "Flows", stack.url, {})

    answer(request, failure='"\n' * 2000, sleep=lambda _: None)

    assert stack.answer["Reason"] == '"\n' * 750  # four bytes each, and 3000 in all


def test_a_reason_that_is_too_long_for_cloudformation_is_cut(asks: Asks, stack: Stack) -> None:
    blocks = [f"block {number} with a rather long name" for number in range(200)]
    document = {
        "Version": "2019-10-30",
        "StartAction": blocks[0],
        "Metadata": {},
        "Actions": [
            {"Identifier": each, "Type": "PlayChess", "Parameters": {}, "Transitions": {}}
            for each in blocks
        ],
    }
    answer = asks(flow("a", json.dumps(document)))

    assert answer["Status"] == "FAILED"
    assert len(json.dumps(answer)) <= 4096


def test_a_number_of_a_flow_that_is_not_there_leaves_everything_as_it_was(
    asks: Asks, here: Deployment
) -> None:
    answer = asks(flow("a", marks("x")), Numbers=[{"Arn": here.number(SOURCE), "Flow": "b"}])

    assert answer["Status"] == "FAILED"
    assert "numbers: no flow is called 'b'" in answer["Reason"]
    assert "everything is as it was" in answer["Reason"]
    assert here.contents == {}
