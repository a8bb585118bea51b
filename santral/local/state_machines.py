"""Step Functions on the timeline: executions, and the few operations by which they are reached.

The definition is the one that is deployed. moto's interpreter sleeps by the wall clock and on
threads of its own; here waiting takes no time but the timeline's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Final

from santral.engine.timeline import SECOND, Timeline, Timer
from santral.local.asl import (
    TIMED_OUT,
    WAITING,
    State,
    catcher_of,
    chosen,
    filled,
    read,
    retrier_of,
    with_result,
)
from santral.local.connect.protocol.requests import Reply
from santral.local.lambdas import HandlersInProcess
from santral.local.real_time import ONE_THREAD, Threads

_TARGET: Final = "x-amz-target"
_HEADERS: Final = {"Content-Type": "application/x-amz-json-1.0"}


@dataclass(slots=True)
class Execution:
    """
    Attributes:
        status: as DescribeExecution says it.
        visited: the states it has entered, in order.
        token: of the task that waits for an answer; "" is none.
        retried: how often each retrier of the present state was used.
    """

    name: str
    arn: str
    given: str
    document: Any
    state: str = ""
    status: str = "RUNNING"
    visited: list[str] = field(default_factory=list)
    token: str = ""
    timer: Timer | None = None
    retried: dict[int, int] = field(default_factory=dict)


class StateMachines:
    """One state machine and its executions.

    Attributes:
        definition: as it was read.
        executions: by their ARNs.
    """

    def __init__(
        self,
        arn: str,
        definition: str,
        timeline: Timeline,
        handlers: HandlersInProcess,
        new_id: Callable[[], str],
        *,
        threads: Threads = ONE_THREAD,
    ) -> None:
        """
        Args:
            definition: in the Amazon States Language.

        Raises:
            ValueError: it says something that is not known here.
        """
        self._arn, self.definition = arn, read(definition)
        self._timeline, self._handlers, self._threads = timeline, handlers, threads
        self._new_id = new_id
        self._lock = Lock()  # requests come on threads, too
        self.executions: dict[str, Execution] = {}

    # --- the API ---

    def answer(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """Answer a request for Step Functions."""
        folded = {name.lower(): value for name, value in headers.items()}
        operation = folded.get(_TARGET, "").rpartition(".")[2]
        carry_out = _OPERATIONS.get(operation)
        if carry_out is None:
            return _refused("UnknownOperationException")
        with self._lock:
            return carry_out(self, json.loads(body))

    def _start(self, given: Mapping[str, Any]) -> Reply:
        if given["stateMachineArn"] != self._arn:
            return _refused("StateMachineDoesNotExist")
        arn = f"{self._arn.replace(':stateMachine:', ':execution:')}:{given['name']}"
        known = self.executions.get(arn)
        if known is not None and (known.status != "RUNNING" or known.given != given["input"]):
            return _refused("ExecutionAlreadyExists")
        if known is None:
            document = json.loads(given["input"])
            execution = Execution(given["name"], arn, given["input"], document)
            self.executions[arn] = execution
            self._soon(partial(self._enter, execution, self.definition.start_at))
        return _done({"executionArn": arn, "startDate": self._timeline.now_us / SECOND})

    def _describe(self, given: Mapping[str, Any]) -> Reply:
        execution = self.executions.get(given["executionArn"])
        if execution is None:
            return _refused("ExecutionDoesNotExist")
        return _done(
            {
                "executionArn": execution.arn,
                "stateMachineArn": self._arn,
                "name": execution.name,
                "status": execution.status,
                "startDate": self._timeline.now_us / SECOND,
            }
        )

    def _succeed(self, given: Mapping[str, Any]) -> Reply:
        return self._answered(given, lambda each: self._result(each, json.loads(given["output"])))

    def _fail(self, given: Mapping[str, Any]) -> Reply:
        error, cause = given.get("error", ""), given.get("cause", "")
        return self._answered(given, lambda each: self._failed(each, error, cause))

    def _answered(self, given: Mapping[str, Any], then: Callable[[Execution], None]) -> Reply:
        execution = self._waiting_for(given["taskToken"])
        if execution is None:
            return _refused("TaskTimedOut")
        execution.token = ""
        self._soon(partial(then, execution))
        return _done({})

    def _waiting_for(self, token: str) -> Execution | None:
        return next((each for each in self.executions.values() if each.token == token), None)

    def _soon(self, action: Callable[[], None]) -> None:
        """Act on the timeline's thread, once whoever asks has its answer."""

        def come() -> None:
            self._after(0, action)

        self._threads.come_back(come)

    def _after(self, delay_us: int, action: Callable[[], None]) -> Timer:
        return self._timeline.after(delay_us, lambda _: action())

    # --- states ---

    def _enter(self, execution: Execution, name: str) -> None:
        execution.state, execution.retried = name, {}
        execution.visited.append(name)
        state = self.definition.states[name]
        match state["Type"]:
            case "Task":
                self._task(execution, state)
            case "Wait":
                next_ = partial(self._enter, execution, state["Next"])
                self._after(int(state["Seconds"]) * SECOND, next_)
            case "Choice":
                self._enter(execution, chosen(state, execution.document))
            case "Pass":
                self._result(execution, state.get("Result", execution.document))
            case kind:
                execution.status = "SUCCEEDED" if kind == "Succeed" else "FAILED"

    def _task(self, execution: Execution, state: State) -> None:
        token = self._new_id()
        if state["Resource"] == WAITING:
            execution.token = token
            if "TimeoutSeconds" in state:
                limit_us = int(state["TimeoutSeconds"]) * SECOND
                execution.timer = self._after(limit_us, lambda: self._time_is_up(execution, token))
        given = filled(state["Parameters"], execution.document, {"Task": {"Token": token}})
        function = given["FunctionName"].rpartition(":")[2]
        self._threads.aside(
            lambda: self._handlers.call(function, given["Payload"]),
            lambda answer: self._invoked(execution, state, token, *answer),
            failed=lambda: self._invoked(execution, state, token, "", "Unhandled"),
        )

    def _invoked(
        self, execution: Execution, state: State, token: str, payload: str, failure: str
    ) -> None:
        waits = state["Resource"] == WAITING
        if failure:
            if not waits or self._given_up(execution, token):
                self._failed(execution, "InvocationError", "")
        elif not waits:
            self._result(execution, {"StatusCode": 200, "Payload": json.loads(payload)})

    def _time_is_up(self, execution: Execution, token: str) -> None:
        if self._given_up(execution, token):
            self._failed(execution, TIMED_OUT, "")

    def _given_up(self, execution: Execution, token: str) -> bool:
        """Wait for this answer no more; False is that it has come."""
        with self._lock:
            is_waited_for = execution.token == token
            execution.token = "" if is_waited_for else execution.token
        return is_waited_for

    def _result(self, execution: Execution, result: Any) -> None:
        self._forget_timer(execution)
        state = self.definition.states[execution.state]
        execution.document = with_result(state, execution.document, result)
        self._enter(execution, state["Next"])

    def _failed(self, execution: Execution, error: str, cause: str) -> None:
        self._forget_timer(execution)
        state = self.definition.states[execution.state]
        found = retrier_of(state, error)
        if found is not None:
            at, retrier = found
            used = execution.retried.get(at, 0)
            if used < retrier.get("MaxAttempts", 3):
                execution.retried[at] = used + 1
                pause_s = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2) ** used
                self._after(int(pause_s * SECOND), lambda: self._task(execution, state))
                return
        self._caught(execution, state, {"Error": error, "Cause": cause})

    def _caught(self, execution: Execution, state: State, failure: Mapping[str, str]) -> None:
        catcher = catcher_of(state, failure["Error"])
        if catcher is None:
            execution.status = "FAILED"
            return
        path = catcher.get("ResultPath", "$")
        execution.document = with_result(state, execution.document, failure, path=path)
        self._enter(execution, catcher["Next"])

    def _forget_timer(self, execution: Execution) -> None:
        if execution.timer is not None:
            self._timeline.cancel(execution.timer)
            execution.timer = None


_OPERATIONS: Final[Mapping[str, Callable[[StateMachines, Mapping[str, Any]], Reply]]] = {
    "StartExecution": StateMachines._start,
    "DescribeExecution": StateMachines._describe,
    "SendTaskSuccess": StateMachines._succeed,
    "SendTaskFailure": StateMachines._fail,
}


def _done(answer: Mapping[str, Any]) -> Reply:
    return Reply(200, _HEADERS, json.dumps(answer).encode())


def _refused(code: str) -> Reply:
    body = json.dumps({"__type": code, "message": "refused by the local Step Functions"})
    return Reply(400, _HEADERS, body.encode())
