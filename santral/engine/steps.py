"""What an action may answer, and what may wake it. Plain data: the switchboard acts on it.

A flow's own error branches are answers too (`Failed`), never exceptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

# --- what is heard -----------------------------------------------------------------------


class Prompt(NamedTuple):
    """One thing to play: `kind` is Text, SSML, PromptId or Media; `content` its text or address."""

    kind: str
    content: str


# --- what may wake an action that waits ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class KeyPressed:
    key: str


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The limit of a Wait or a Listen has passed, or the prompt of a Play has been played."""


@dataclass(frozen=True, slots=True)
class LambdaAnswered:
    """A function's answer, checked for size and shape; `invocation_id` when asynchronous."""

    payload: Mapping[str, object] = field(default_factory=dict)
    invocation_id: str = ""


@dataclass(frozen=True, slots=True)
class LambdaFailed:
    """No usable answer: `reason` is for the trace (throttled, exception, too slow, too large …)."""

    reason: str


@dataclass(frozen=True, slots=True)
class DialEnded:
    """How a call to a third party went: `outcome` is ended, failed or unanswered."""

    outcome: str


@dataclass(frozen=True, slots=True)
class HappenedOutside:
    """An event that a Wait block may be waiting for (CustomerReturned …)."""

    event: str


Wake = KeyPressed | TimeUp | LambdaAnswered | LambdaFailed | DialEnded | HappenedOutside

TIME_UP = TimeUp()

# --- what an action answers ------------------------------------------------------------------
# Those made while calls run are not frozen: that would cost half a microsecond for each.


@dataclass(slots=True)
class Next:
    """Leave by the condition that `value` meets, else by NoMatchingCondition.

    NEXT, the one instance without a value, leaves by NextAction.
    """

    value: object = None


@dataclass(frozen=True, slots=True)
class Failed:
    """Leave by the branch of this ErrorType, else by NoMatchingError, else the flow stops."""

    error: str = "NoMatchingError"


@dataclass(slots=True)
class Play:
    """Play a prompt, or its first `at_most_us`; wakes with TimeUp. Keys do not wake it."""

    prompt: Prompt
    at_most_us: int | None = None
    from_us: int = 0  # where in the prompt to begin


@dataclass(slots=True)
class Listen:
    """Play the prompt, if any, then give the caller `limit_us`; keys wake it at any time."""

    limit_us: int
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Stay, in silence, for limit_us; wakes with TimeUp or HappenedOutside."""

    limit_us: int


@dataclass(slots=True)
class Invoke:
    """Call a Lambda function; wakes with LambdaAnswered or LambdaFailed."""

    function: str
    parameters: Mapping[str, object]
    limit_us: int
    response_type: str = "STRING_MAP"
    asynchronous: bool = False


@dataclass(frozen=True, slots=True)
class Enqueue:
    """Put the contact into its target queue: the flow ends, the customer queue flow begins."""


@dataclass(frozen=True, slots=True)
class MoveToQueue:
    """Take a queued contact out of its queue and, as a new segment, into this one.

    `queue` is the ARN of a queue or of an agent.
    """

    queue: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """Promise a callback; the flow goes on at once."""

    queue: str | None  # ARN of queue or agent; None = target queue
    delay_us: int
    retry_delay_us: int
    attempts: int
    flow: str | None = None
    caller_id: str | None = None


@dataclass(frozen=True, slots=True)
class Dial:
    """Call a third party; wakes with DialEnded when `resumes`, else the flow ends on success."""

    number: str
    limit_us: int
    resumes: bool
    digits: str = ""
    caller_id: str = ""


@dataclass(frozen=True, slots=True)
class JumpToFlow:
    flow: str


@dataclass(slots=True)
class EnterModule:
    module: str
    input: Mapping[str, object]


@dataclass(slots=True)
class LeaveModule:
    """Return to the invoking block: by the condition on `result`, else by its NextAction."""

    result: str | None = None
    result_data: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EndFlow:
    """End this flow, not the contact."""


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Let the customer go."""


Step = (
    Next
    | Failed
    | Play
    | Listen
    | Wait
    | Invoke
    | Enqueue
    | MoveToQueue
    | CallBack
    | Dial
    | JumpToFlow
    | EnterModule
    | LeaveModule
    | EndFlow
    | Disconnect
)

# Shared answers: most blocks end so.
NEXT = Next()
FAILED = Failed()
END_FLOW = EndFlow()
DISCONNECT = Disconnect()
ENQUEUE = Enqueue()


def result(value: object) -> Next:
    """Leave by the condition that `value` meets, else by NoMatchingCondition."""
    return Next(value)
