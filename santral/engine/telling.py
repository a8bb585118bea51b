"""A call as people read it: for each event of its trace, what a person would notice of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from santral.engine.timeline import SECOND
from santral.engine.trace import FIELDS, Event

# Shorter silences are a function's usual latency, which nobody hears.
AUDIBLE_SILENCE_MS: Final = 1_000
LONG_SILENCE_MS: Final = 3_000

_TAG: Final = re.compile(r"<[^>]*>")
# What matters most in the answers of our own functions.
_TELLING: Final = ("next", "known", "vip", "action", "queue", "priority", "overflowed", "found")
_ANSWER: Final = 100  # characters of a foreign function's answer

OUTCOMES: Final[Mapping[str, str]] = {
    "answered": "answered by an agent",
    "abandoned": "the caller gave up",
    "served_by_flow": "served by the flow",
    "called_back": "promised a call back",
    "overflowed": "sent on to another number, or every queue was full",
    "failed": "failed: no branch of the flow handled an error",
}
_ENDS: Final[Mapping[str, str]] = {
    "CONTACT_FLOW_DISCONNECT": "the flow hangs up",
    "AGENT_DISCONNECT": "the agent's part is over",
    "EXPIRED": "given up: nobody came",
    "TELECOM_UNANSWERED": "given up: nobody answers that number",
    "TELECOM_PROBLEM": "given up: that number cannot be reached",
    "OTHER": "cut off",
}
_SEGMENTS: Final[Mapping[str, str]] = {
    "QUEUE_TRANSFER": "goes on in another queue",
    "TRANSFER": "goes on with somebody else",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing to tell: its label, its text, and the tone that a colour may give it."""

    label: str
    text: str
    tone: str = ""


Fields = Mapping[str, Any]


class Teller:
    """Tells of the events of one chain of contacts, in their order.

    Args:
        names: what to call things that events name otherwise: ARNs of prompts, queues …
        warnings: tell a flow's author of what looks like a mistake.
        details: tell of blocks and short silences as well.
    """

    def __init__(
        self,
        names: Mapping[str, str] | None = None,
        *,
        warnings: bool = False,
        details: bool = False,
    ) -> None:
        self.names = names or {}
        self._warnings, self._details = warnings, details
        self._last_heard: dict[str, str] = {}  # by participant
        self._somebody_left = False
        self._promised = self._called_back = False

    def tell(self, event: Event) -> Said | None:
        """Tell of one event; often there is nothing to tell."""
        told = _TELLERS.get(event[1])
        return None if told is None else told(self, fields_of(event))

    def name(self, thing: object) -> str:
        return self.names.get(str(thing), str(thing))

    # --- one method for each kind of event that takes more than its fields ---

    def _contact(self, fields: Fields) -> Said:
        method = fields["method"]
        if fields["previous"] is None:
            caller = fields["customer"] or "a hidden number"
            return Said("call", f"{caller} calls {fields['system']}", "title")
        if method == "CALLBACK":
            return Said("callback", f"a call to {fields['customer']} waits its turn")
        return Said("call", _SEGMENTS.get(method, "goes on"), "quiet")

    def _heard(self, fields: Fields) -> Said | None:
        by, kind, content = fields["by"], fields["kind"], fields["text"]
        if by == "NOBODY":
            return None
        text = self._sound(kind, content)
        if not text:
            return None
        same, self._last_heard[by] = self._last_heard.get(by) == text, text
        if same and kind in {"PromptId", "Media"}:
            return None  # music goes on
        if by != "AGENT":
            return Said("hears", text, "heard")
        if kind in {"PromptId", "Media"}:
            return Said("agent", f"hears {text}", "agent")
        return Said("whisper", text, "agent")

    def _sound(self, kind: str, content: str) -> str:
        if kind == "Text":
            return content
        if kind == "SSML":
            return " ".join(_TAG.sub(" ", content).split())
        return f"♪ {self.names.get(content, content.rsplit('/', 1)[-1])}"

    def _block(self, fields: Fields) -> Said | None:
        if not self._details:
            return None
        text = f"{fields['flow']}: {fields['block']} ({fields['type']}), by {fields['via']}"
        return Said("block", text, "quiet")

    def _function(self, fields: Fields) -> Said:
        name = str(fields["function"]).rpartition(":function:")[2] or str(fields["function"])
        took = f"{fields['took_ms']} ms"
        if fields["attempts"] > 1:
            took += f", {fields['attempts']} attempts"
        if fields["error"]:
            return Said("function", f"{name}: {fields['error']} ({took})", "warning")
        return Said("function", f"{name}: {answer_in_short(fields['answer'])} ({took})", "quiet")

    def _silence(self, fields: Fields) -> Said | None:
        ms = fields["ms"]
        if ms < AUDIBLE_SILENCE_MS and not self._details:
            return None
        tone = "warning" if ms > LONG_SILENCE_MS else "quiet"
        return Said("silence", f"for {ms / 1000:.2f} s, until {fields['block']!r}", tone)

    def _queued(self, fields: Fields) -> Said:
        queue = self.name(fields["queue"])
        where = f"{queue}, position {fields['position']}, priority {fields['priority']}"
        return Said("queue", where)

    def _left(self, fields: Fields) -> Said:
        self._somebody_left = True
        who = fields["who"]
        return Said("hangs up", f"the {who}", "caller" if who == "customer" else "agent")

    def _disconnected(self, fields: Fields) -> Said | None:
        left, self._somebody_left = self._somebody_left, False
        reason = fields["reason"]
        return None if left and reason not in _ENDS else Said("ends", _ENDS.get(reason, reason))

    def _joined(self, fields: Fields) -> Said:
        self._called_back = self._promised
        return _agent("and the caller are connected")(self, fields)

    def _completed(self, fields: Fields) -> Said:
        outcome = fields["outcome"]
        text = OUTCOMES.get(outcome, outcome)
        if outcome == "called_back":
            if self._promised:
                text = "called back" if self._called_back else "not called back"
            self._promised = True
        return Said("done", text)

    def _warning(self, fields: Fields) -> Said | None:
        return Said("warning", fields["text"], "warning") if self._warnings else None


def _agent(text: str) -> Callable[[Teller, Fields], Said]:
    return lambda teller, fields: Said("agent", f"{teller.name(fields['agent'])} {text}", "agent")


_TELLERS: Mapping[str, Callable[[Teller, Fields], Said | None]] = {
    "contact": Teller._contact,
    "heard": Teller._heard,
    "key": lambda _, fields: pressed(fields["key"], heard=fields["heard"]),
    "block": Teller._block,
    "lambda": Teller._function,
    "silence": Teller._silence,
    "queued": Teller._queued,
    "offered": _agent("rings"),
    "accepted": _agent("answers"),
    "missed": _agent("does not answer"),
    "rejected": _agent("declines"),
    "joined": Teller._joined,
    "hold": _agent("puts the caller on hold"),
    "resumed": _agent("takes the caller off hold"),
    "task_paused": lambda _, _fields: Said("task", "put aside"),
    "task_resumed": lambda _, _fields: Said("task", "taken up again"),
    "monitors": lambda t, f: Said(
        "agent", f"{t.name(f['agent'])} {'joins in' if f['how'] == 'BARGE' else 'listens'}", "agent"
    ),
    "recording_paused": _agent("stops the recording for a while"),
    "recording_resumed": _agent("goes on recording"),
    "transfer": lambda t, f: Said("transfer", f"{f['kind']} to {t.name(f['to'])}", "agent"),
    "conference": _agent("joins everybody"),
    "digits": lambda _, f: Said("agent", f"sends {f['digits']} to the far end", "agent"),
    "transferred": lambda _, f: Said("transfer", _passed_on(f["to"])),
    "dialled": lambda _, f: Said("dials", f"{f['number']}: {f['outcome']}"),
    "callback": lambda t, f: Said(
        "callback", f"promised, by queue {t.name(f['queue'])}, in {elapsed(f['due_s'] * SECOND)}"
    ),
    "left": Teller._left,
    "disconnected": Teller._disconnected,
    "recording": lambda _, f: Said("recorded", f"{elapsed(int(f['seconds'] * SECOND))}"),
    "failure": lambda _, f: Said(
        "failure", f"{f['error']} at {f['block']!r} of {f['flow']}: no branch handles it", "failure"
    ),
    "warning": Teller._warning,
    "completed": Teller._completed,
}


def fields_of(event: Event) -> Fields:
    return dict(zip(FIELDS[event[1]], event[3:], strict=True))


def answer_in_short(answer: object) -> str:
    """Say what a function answered: what is telling in ours, the beginning of others'."""
    if isinstance(answer, Mapping):
        telling = [f"{key}={answer[key]}" for key in _TELLING if answer.get(key)]
        if telling:
            return " ".join(telling)
    text = json.dumps(answer, ensure_ascii=False, default=dict)
    return text if len(text) <= _ANSWER else text[: _ANSWER - 1] + "…"


def _passed_on(to: str) -> str:
    return "connected to the third party" if to == "third party" else "put through"


def pressed(keys: str, *, heard: bool) -> Said:
    return Said("presses", keys if heard else f"{keys} (nobody listens)", "caller")


def elapsed(duration_us: int) -> str:
    return elapsed_s(duration_us // SECOND)


def elapsed_s(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"
