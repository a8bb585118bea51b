"""How SQS reaches our functions: batches, delays, retries, dead letters, seeded duplicates.

moto keeps the messages; when they may be seen is the timeline's to say, since moto counts delays
and visibility by the wall clock.

Source: Lambda Developer Guide, "Using Lambda with Amazon SQS" (a batch that fails, or what it names
in batchItemFailures, is seen again after the visibility timeout; six times the function's own is
recommended).
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, Final

from functions.catalogue import FUNCTIONS, Trigger
from santral.engine.timeline import SECOND, Timeline
from santral.local.event_sources import MOST_DEAD, TWICE_EVERY, DeadLetter
from santral.local.identifiers import ACCOUNT, REGION
from santral.local.lambdas import HandlersInProcess
from santral.local.real_time import ONE_THREAD, Threads

if TYPE_CHECKING:
    from types_boto3_sqs.client import SQSClient

BATCH_SIZE: Final = 10
TRIES: Final = 5  # then it is a dead letter
VISIBILITY: Final = 6  # times the function's timeout
_DUE: Final = "due_us"  # by the timeline
_FETCH: Final = "santral_fetch"  # of a request's context: which function's queue, and when
_HELD_S: Final = 43_200  # the longest that SQS hides a message; whoever stops before has lost none


def queue_name(function: str) -> str:
    return f"santral-{function.replace('_', '-')}"


def queue_url(function: str) -> str:
    """Return the address that moto gives to a function's queue."""
    return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{queue_name(function)}"


def queue_settings() -> dict[str, str]:
    """Say under which environment variables the functions find their queues."""
    return {f"SANTRAL_{name.upper()}_QUEUE": queue_url(name) for name in queued_functions()}


def queued_functions() -> list[str]:
    return [spec.name for spec in FUNCTIONS.values() if spec.trigger is Trigger.QUEUE]


@dataclass(slots=True)
class _Message:
    """
    Attributes:
        due_us: when it may be seen.
        tried: how often it was delivered.
    """

    id: str
    receipt: str
    body: str
    due_us: int
    tried: int = 0


class QueueSource:
    """Event source mappings from every function's queue.

    Attributes:
        dead: what could not be delivered, the latest last.
        lost: how many could not.
    """

    def __init__(
        self,
        sqs: SQSClient,
        timeline: Timeline,
        handlers: HandlersInProcess,
        random: Random,
        *,
        threads: Threads = ONE_THREAD,
    ) -> None:
        """
        Args:
            sqs: the client by which messages are sent; the queues are made here.
        """
        self._sqs, self._timeline = sqs, timeline
        self._handlers, self._random, self._threads = handlers, random, threads
        self.dead: deque[DeadLetter] = deque(maxlen=MOST_DEAD)
        self.lost = 0
        self.urls = {
            function: sqs.create_queue(QueueName=queue_name(function))["QueueUrl"]
            for function in queued_functions()
        }
        self._functions = {url: function for function, url in self.urls.items()}
        self._held: dict[str, list[_Message]] = {function: [] for function in self.urls}
        self._busy: set[str] = set()
        self._again: set[str] = set()  # were to be polled while they were busy
        events: Any = sqs.meta.events
        events.register("provide-client-params.sqs.SendMessage", self._sending)
        events.register("after-call.sqs.SendMessage", self._sent)

    @property
    def pending(self) -> int:
        return sum(len(each) for each in self._held.values()) + len(self._busy)

    def hasten(self) -> bool:
        """Deliver now what waits for its time; answer whether there was anything."""
        waiting = [function for function, held in self._held.items() if held]
        for function in waiting:
            for each in self._held[function]:
                each.due_us = min(each.due_us, self._timeline.now_us)
            self._deliver(function)
        return bool(waiting)

    # --- from the sender to the timeline ---

    def _sending(self, params: dict[str, Any], context: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Take a delay out of moto's hands."""
        function = self._functions.get(params["QueueUrl"])
        if function is None:
            return params
        delay_us = int(params.get("DelaySeconds", 0)) * SECOND
        context[_FETCH] = function, delay_us
        due = {"DataType": "Number", "StringValue": str(self._timeline.now_us + delay_us)}
        return {**params, "DelaySeconds": 0, "MessageAttributes": {_DUE: due}}

    def _sent(self, context: dict[str, Any], **_: Any) -> None:
        """Have the message fetched when its delay is over; any sooner moto had none to give."""
        if _FETCH not in context:
            return
        function, delay_us = context[_FETCH]

        def come() -> None:
            self._timeline.after(max(delay_us, 1), self._poll, function)

        self._threads.come_back(come)

    def _poll(self, function: str) -> None:
        if function in self._busy:
            self._again.add(function)
            return
        self._busy.add(function)
        self._threads.aside(
            lambda: self._receive(function),
            lambda messages: self._received(function, messages),
            failed=lambda: self._received(function, []),
        )

    def _receive(self, function: str) -> list[_Message]:
        found: list[_Message] = []
        while True:
            answer = self._sqs.receive_message(
                QueueUrl=self.urls[function],
                MaxNumberOfMessages=BATCH_SIZE,
                VisibilityTimeout=_HELD_S,
                MessageAttributeNames=[_DUE],
            )
            some = answer.get("Messages", [])
            found += [_message(each) for each in some]
            if len(some) < BATCH_SIZE:  # moto gives all that it has
                return found

    def _received(self, function: str, messages: Sequence[_Message]) -> None:
        self._held[function] += messages
        self._busy.discard(function)
        self._deliver(function)

    # --- from the timeline to the function ---

    def _deliver(self, function: str) -> None:
        if function in self._busy:
            return
        held, now_us = self._held[function], self._timeline.now_us
        batch = [each for each in held if each.due_us <= now_us][:BATCH_SIZE]
        if not batch:
            self._look_again(function)
            return
        self._held[function] = [each for each in held if each not in batch]
        self._busy.add(function)
        self._threads.aside(
            lambda: self._invoke(function, batch),
            lambda failed: self._delivered(function, batch, failed),
            failed=lambda: self._delivered(function, batch, {each.id for each in batch}),
        )

    def _invoke(self, function: str, batch: Sequence[_Message]) -> set[str]:
        """Run the function, and answer the ids of what it could not deal with."""
        event = {"Records": [_record(each) for each in batch]}
        answer, failure = self._handlers.call(function, event)
        if not failure and self._random.randrange(TWICE_EVERY) == 0:
            answer, failure = self._handlers.call(function, event)
        failed = {each.id for each in batch} if failure else _named(answer)
        for each in batch:
            if each.id not in failed or each.tried + 1 >= TRIES:
                self._sqs.delete_message(QueueUrl=self.urls[function], ReceiptHandle=each.receipt)
        return failed

    def _delivered(self, function: str, batch: Sequence[_Message], failed: set[str]) -> None:
        visible_us = VISIBILITY * FUNCTIONS[function].timeout_s * SECOND
        for each in batch:
            if each.id not in failed:
                continue
            each.tried += 1
            if each.tried >= TRIES:
                self.lost += 1
                self.dead.append(DeadLetter(function, _record(each)))
                continue
            each.due_us = self._timeline.now_us + visible_us
            self._held[function].append(each)
        self._busy.discard(function)
        self._deliver(function)

    def _look_again(self, function: str) -> None:
        """Poll for what was sent meanwhile, and wake up for what is held."""
        if function in self._again:
            self._again.discard(function)
            self._poll(function)
            return
        due_us = min((each.due_us for each in self._held[function]), default=None)
        if due_us is not None:
            wait_us = max(due_us - self._timeline.now_us, 1)
            self._timeline.after(wait_us, self._deliver, function)


def _message(received: Mapping[str, Any]) -> _Message:
    due = received.get("MessageAttributes", {}).get(_DUE, {}).get("StringValue", "0")
    return _Message(received["MessageId"], received["ReceiptHandle"], received["Body"], int(due))


def _record(message: _Message) -> dict[str, Any]:
    return {
        "messageId": message.id,
        "receiptHandle": message.receipt,
        "body": message.body,
        "attributes": {"ApproximateReceiveCount": str(message.tried + 1)},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
    }


def _named(answer: str) -> set[str]:
    return {each["itemIdentifier"] for each in json.loads(answer)["batchItemFailures"]}
