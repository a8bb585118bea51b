"""Invokes Lambda functions for a flow, within the limits that Amazon Connect sets.

Throttles and service errors are tried again up to three times inside the block's limit; a
handler's own exception only when the settings ask for it. Consecutive functions share 20 s.
Source: Administrator Guide, "AWS Lambda function" block and "Grant Amazon Connect access to your
Lambda functions".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from santral.engine.contact import endpoint
from santral.engine.documents import unbearable
from santral.engine.steps import Invoke, LambdaAnswered, LambdaFailed, Wake
from santral.engine.timeline import SECOND, Timer

if TYPE_CHECKING:
    from santral.engine.run import Run
    from santral.engine.switchboard import Switchboard

CHAIN_LIMIT_US = 20 * SECOND
ANSWER_LIMIT_BYTES = 32 * 1024
RETRIES = 3

THROTTLED = "throttled"
SERVICE_ERROR = "service error"
EXCEPTION = "exception"
UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one invocation gave.

    Attributes:
        payload: the JSON text that the function returned, or the value itself from a stub.
        failure: empty, or THROTTLED, SERVICE_ERROR, EXCEPTION, UNREACHABLE.
        took_us: its latency where the answer is known ahead of time, as in virtual time; None
            when it has passed already.
    """

    payload: str | Mapping[str, object] = ""
    failure: str = ""
    took_us: int | None = None


class Lambdas(Protocol):
    """Where functions run. It answers at once, or later, but always on the engine's thread."""

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None: ...


@dataclass(slots=True, eq=False)
class Invocation:
    """One InvokeLambdaFunction block that waits for its function."""

    run: Run
    step: Invoke
    event: Mapping[str, object]
    began_us: int
    limit_us: int
    attempts: int = 0
    timer: Timer | None = None
    settled: bool = False
    starting: bool = True
    wake: Wake | None = None


class LambdaBlocks:
    """Runs the InvokeLambdaFunction blocks of a switchboard."""

    def __init__(self, switchboard: Switchboard, lambdas: Lambdas) -> None:
        self.switchboard, self.lambdas = switchboard, lambdas
        self.timeline = switchboard.timeline

    def start(self, run: Run, step: Invoke) -> Wake | None:
        """Begin; answers what came back where it came at once, else wakes the run later."""
        limit_us = step.limit_us
        if not step.asynchronous:
            limit_us = min(limit_us, CHAIN_LIMIT_US - run.chain_us)
        invocation = Invocation(
            run, step, event_of(run, step.parameters), self.timeline.now_us, limit_us
        )
        run.invocation = invocation
        if limit_us <= 0:
            self._fail(invocation, "over 20 s in one chain of functions")
        else:
            self._try(invocation)
        invocation.starting = False
        return invocation.wake

    def stop(self, run: Run) -> None:
        """Nobody waits for the answer any more; the function itself goes on."""
        if run.invocation is not None:
            self._settle(run.invocation)

    def _try(self, invocation: Invocation) -> None:
        invocation.attempts += 1
        self.lambdas.invoke(
            invocation.step.function,
            invocation.event,
            lambda attempt: self._attempted(invocation, attempt),
        )
        if invocation.step.asynchronous and not invocation.settled:
            self._finish(invocation, LambdaAnswered(invocation_id=self.switchboard.new_id()))
        elif not invocation.settled and invocation.timer is None:
            left_us = invocation.began_us + invocation.limit_us - self.timeline.now_us
            invocation.timer = self.timeline.after(left_us, self._too_slow, invocation)

    def _attempted(self, invocation: Invocation, attempt: Attempt) -> None:
        if invocation.settled or invocation.step.asynchronous:
            return
        if not attempt.took_us:
            self._judge((invocation, attempt))
            return
        left_us = invocation.began_us + invocation.limit_us - self.timeline.now_us
        if invocation.timer is not None:
            self.timeline.cancel(invocation.timer)
        if attempt.took_us > left_us:
            invocation.timer = self.timeline.after(left_us, self._too_slow, invocation)
        else:
            invocation.timer = self.timeline.after(
                attempt.took_us, self._judge, (invocation, attempt)
            )

    def _judge(self, judged: tuple[Invocation, Attempt]) -> None:
        invocation, attempt = judged
        if invocation.settled:
            return
        if not attempt.failure:
            self._finish(invocation, check_answer(attempt.payload, invocation.step.response_type))
            return
        retryable = attempt.failure in {THROTTLED, SERVICE_ERROR} or (
            attempt.failure == EXCEPTION and self.switchboard.settings.retries_exceptions
        )
        if retryable and invocation.attempts <= RETRIES:
            self._try(invocation)
        else:
            self._fail(invocation, attempt.failure)

    def _too_slow(self, invocation: Invocation) -> None:
        if not invocation.settled:
            self._fail(invocation, "too slow")

    def _fail(self, invocation: Invocation, reason: str) -> None:
        self._finish(invocation, LambdaFailed(reason))

    def _settle(self, invocation: Invocation) -> None:
        invocation.settled = True
        invocation.run.invocation = None
        if invocation.timer is not None:
            self.timeline.cancel(invocation.timer)

    def _finish(self, invocation: Invocation, wake: Wake) -> None:
        self._settle(invocation)
        run, step = invocation.run, invocation.step
        took_us = self.timeline.now_us - invocation.began_us
        run.chain_us += took_us
        run.silent_us += took_us
        trace = self.switchboard.trace
        if trace is not None:
            answer = wake.payload if isinstance(wake, LambdaAnswered) else None
            reason = wake.reason if isinstance(wake, LambdaFailed) else ""
            trace(
                (
                    self.timeline.now_us,
                    "lambda",
                    run.contact.id,
                    step.function,
                    invocation.event,
                    answer,
                    reason,
                    took_us // 1000,
                    invocation.attempts,
                )
            )
        if invocation.starting:
            invocation.wake = wake
        else:
            self.switchboard.runner.wake(run, wake)


def check_answer(payload: str | Mapping[str, object], response_type: str) -> Wake:
    """Accept a function's answer, or say why Connect would not.

    Source: Administrator Guide, "Verify the function response": at most 32 KB; STRING_MAP is a
    flat object of strings, JSON any object. A number in a STRING_MAP is refused.
    """
    if isinstance(payload, str):
        value, fault = _read_answer(payload, nested=response_type != "STRING_MAP")
        if fault:
            return LambdaFailed(fault)
    else:
        value = payload
    if not isinstance(value, Mapping):
        return LambdaFailed("answer is not an object")
    if response_type == "STRING_MAP":
        for each in value.values():
            if each.__class__ is not str:
                return LambdaFailed("answer is not a flat map of strings")
    return LambdaAnswered(value)


def _read_answer(written: str, *, nested: bool) -> tuple[object, str]:
    """Read the JSON of an answer, and say what is wrong with it, if anything.

    Args:
        nested: it may hold more than flat texts, of which half characters are all there is to fear.
    """
    try:
        if len(written) > ANSWER_LIMIT_BYTES or len(written.encode()) > ANSWER_LIMIT_BYTES:
            return None, "answer over 32 KB"
        value = json.loads(written)
    except (ValueError, RecursionError):
        return None, "answer is not JSON"
    fault = unbearable(value) if nested or "\\ud" in written or "\\uD" in written else None
    return value, f"answer: {fault}" if fault else ""


def event_of(run: Run, parameters: Mapping[str, object]) -> dict[str, object]:
    """Build the event that Amazon Connect sends.

    Source: Administrator Guide, "Sample JSON request to a Lambda function".
    """
    contact = run.contact
    settings = run.switchboard.settings
    queue = contact.target
    return {
        "Name": "ContactFlowEvent",
        "Details": {
            "Parameters": parameters,
            "ContactData": {
                "Attributes": dict(contact.attributes),
                "AwsRegion": settings.region,
                "Channel": contact.channel,
                "ContactId": contact.id,
                "CustomerEndpoint": endpoint(contact.customer_number),
                "CustomerId": contact.customer_id,
                "Description": contact.description,
                "InitialContactId": contact.chain.initial_id,
                "InitiationMethod": contact.initiation_method,
                "InstanceARN": settings.instance_arn,
                "LanguageCode": contact.language or settings.language,
                "MediaStreams": {"Customer": {"Audio": None}},
                "Name": contact.name,
                "PreviousContactId": contact.previous_id or contact.id,
                "Queue": None
                if queue is None
                else {
                    "ARN": queue.arn,
                    "Name": None if queue.owner is not None else queue.name,
                    "OutboundCallerId": endpoint(queue.outbound_number),
                },
                "References": contact.references,
                "RelatedContactId": contact.related_id,
                "SegmentAttributes": contact.all_segment_attributes,
                "SystemEndpoint": endpoint(contact.system_number),
                "Tags": {**settings.tags, **contact.tags} if contact.tags else settings.tags,
            },
        },
    }
