"""CreateCallbackContact: promise to call back; this contact goes on at once.

MaximumConnectionAttempts is taken as all attempts together, as its page says; the console calls
its field "retries". Source: flow language reference, CreateCallbackContact; Administrator Guide,
"Set up queued callback".
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.queue_choice import QueueChoice, read_queue_choice
from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import VOICE, Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, CallBack, Step

LONGEST_S = 259_200
MOST_ATTEMPTS = 1_000


@dataclass(frozen=True, slots=True)
class CreateCallbackContact:
    queue: QueueChoice
    delay_us: int
    retry_delay_us: int
    attempts: int
    flow: Template | None
    caller_id: Template | None

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        contact = run.contact
        queue = self.queue.resolve(run)
        if queue is None or not queue.enabled:
            return FAILED
        if not (contact.callback_number or contact.customer_number):
            return FAILED
        flow = None if self.flow is None else self.flow.value(run)
        if self.flow is not None and not _is_flow(flow, run):
            return FAILED
        caller_id = None if self.caller_id is None else self.caller_id.value(run)
        return CallBack(
            queue.arn,
            self.delay_us,
            self.retry_delay_us,
            self.attempts,
            flow if isinstance(flow, str) else None,
            caller_id if isinstance(caller_id, str) else None,
        )


def _is_flow(name: object, run: Run) -> bool:
    return isinstance(name, str) and run.switchboard.directory.flow(name) is not None


@action("CreateCallbackContact", channels=VOICE)
def read(reader: ParameterReader) -> CreateCallbackContact:
    return CreateCallbackContact(
        read_queue_choice(reader),
        reader.seconds_us("InitialCallDelaySeconds", 1, LONGEST_S, required=True),
        reader.seconds_us("RetryDelaySeconds", 1, LONGEST_S, required=True),
        reader.whole("MaximumConnectionAttempts", 1, MOST_ATTEMPTS, required=True),
        reader.static_or_path("ContactFlowId"),
        reader.static_or_path("CallerId"),
    )
