"""The state machine's definition in moto's interpreter: each kind of fault once.

It is not ours, and lives by the wall clock.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from time import monotonic  # noqa: TID251  # moto's time
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.handlers import BUILTIN_HANDLERS

from functions.provision.state_machine import definition
from santral.domain.account import AccountState
from tests.fakes.network import Fault
from tests.functional.provisioning.businesses import bakery
from tests.functional.provisioning.cell import FUNCTION_ARN, Cell, Killed, cell

_INVOKE = "before-send.lambda.Invoke"
_LONGEST_S = 20.0


class _Raw(io.BytesIO):
    def stream(self, **_: object) -> Any:
        yield self.read()


Posted = SimpleQueue[tuple[Any, Future[tuple[str, str]]]]


@contextmanager
def in_moto() -> Iterator[tuple[Cell, Posted]]:
    """A cell whose state machine moto interprets; what it invokes is posted to the test's thread.

    On moto's own threads a function would see time pass as fast as the test lets it.
    """
    posted: Posted = SimpleQueue()

    def invoke(request: Any, **_: object) -> AWSResponse:
        answered: Future[tuple[str, str]] = Future()
        posted.put((json.loads(request.body), answered))
        answer, failure = answered.result(timeout=_LONGEST_S)
        headers = HTTPHeaders()
        if failure:
            headers["X-Amz-Function-Error"] = "Unhandled"
            answer = json.dumps({"errorType": "InvocationError", "errorMessage": failure})
        return AWSResponse(request.url, 200, headers, _Raw(answer.encode()))

    entry = (_INVOKE, invoke)
    BUILTIN_HANDLERS.append(entry)
    try:
        with cell(config={"stepfunctions": {"execute_state_machine": True}}) as made:
            made.clients.stepfunctions.create_state_machine(
                name="provision",
                definition=definition(FUNCTION_ARN, RetrySeconds=1, CapacitySeconds=1),
                roleArn="arn:aws:iam::123456789012:role/provision",
            )
            yield made, posted
    finally:
        BUILTIN_HANDLERS.remove(entry)


def finish(centre: Cell, posted: Posted) -> str:
    """Run what is invoked, and work for Amazon Connect, until the execution has ended."""
    ends = monotonic() + _LONGEST_S
    machine = centre.here.settings.provisioning_arn
    client = centre.clients.stepfunctions
    while monotonic() < ends:
        try:
            event, answered = posted.get(timeout=0.01)
        except Empty:
            [execution] = client.list_executions(stateMachineArn=machine)["executions"]
            if execution["status"] != "RUNNING":
                return str(execution["status"])
            centre.handlers.call("connect_writes", {})
            centre.account.wait(seconds=15)
        else:
            answered.set_result(centre.handlers.call("provision", event))
    raise AssertionError("it goes on and on")


def suffers(centre: Cell, operation: str, kind: str) -> None:
    """Let an operation suffer once."""
    faults = {"throttled": Fault.THROTTLED, "broken": Fault.BROKEN_BEFORE}
    faults |= {"timed out": Fault.SILENT, "reply lost": Fault.CUT}

    def suffered() -> Iterator[Fault]:
        while centre.network.operations[-1] != operation:
            yield Fault.NONE
        if kind == "killed":
            raise Killed
        yield faults[kind]

    centre.network.faults = suffered()


@pytest.mark.parametrize("kind", ["throttled", "broken", "timed out", "reply lost", "killed"])
def test_moto_completes_what_suffers_once(kind: str) -> None:
    with in_moto() as (centre, posted):
        suffers(centre, "CreateQueue", kind)
        centre.approved(bakery())
        centre.begin()

        status = finish(centre, posted)

        assert status == "SUCCEEDED"
        assert centre.is_whole


def test_moto_undoes_what_fails_for_good() -> None:
    with in_moto() as (centre, posted):
        centre.network.faults = (
            Fault.BROKEN_BEFORE
            if centre.network.operations[-1] == "CreateContactFlow"
            else Fault.NONE
            for _ in iter(int, 1)
        )
        centre.approved(bakery())
        centre.begin()

        status = finish(centre, posted)

        assert status == "FAILED"
        assert centre.state() is AccountState.VERIFIED
        assert centre.is_clean
