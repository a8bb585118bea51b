"""A call as people read it: when, who, what; one line for each thing that a person would notice.

A Transcript is told the events of one chain of contacts, in their order, and answers with lines of
at most 80 columns. Transcripts sorts the events of many calls into one each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from santral.engine.instants import to_datetime
from santral.engine.timeline import SECOND
from santral.engine.trace import FIELDS, Event
from santral.local.columns import wrapped
from santral.local.terminal import COLUMNS, Paint

# Shorter silences are a function's usual latency, which nobody hears.
AUDIBLE_SILENCE_MS: Final = 1_000
LONG_SILENCE_MS: Final = 3_000

_LABEL: Final = 9
_INDENT: Final = 5 + 2 + 8 + 2 + _LABEL + 1
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


class Transcript:
    """The transcript of one chain of contacts.

    Args:
        timezone: of the clock column.
        names: what to call things that events name otherwise: ARNs of prompts, queues …
        warnings: tell a flow's author of what looks like a mistake.
        details: tell of blocks and short silences as well.
        merges_keys: gather keys pressed in a row; not where the lines are shown as they happen.
    """

    def __init__(
        self,
        timezone: str,
        *,
        paint: Paint | None = None,
        names: Mapping[str, str] | None = None,
        warnings: bool = False,
        details: bool = False,
        merges_keys: bool = True,
    ) -> None:
        self._zone = ZoneInfo(timezone)
        self._paint, self.names = paint or Paint(), names or {}
        self._warnings, self._details, self._merges_keys = warnings, details, merges_keys
        self._began_us: int | None = None
        self._times = ""
        self._last_heard: dict[str, str] = {}  # by participant
        self._somebody_left = False
        self._promised = self._called_back = False
        self._keys: tuple[int, bool, str] | None = None

    def lines(self, event: Event) -> list[str]:
        """Tell of one event; often there is nothing to tell."""
        at_us, kind = event[0], event[1]
        if self._began_us is None:
            self._began_us = at_us
        fields = dict(zip(FIELDS[kind], event[3:], strict=True))
        if kind == "key" and self._merges_keys:
            return self._gather(at_us, fields)
        told = _TELLERS.get(kind)
        said = told(self, fields) if told is not None else None
        if said is None:
            return []
        return [*self._flush_keys(), *self.line(at_us, said)]

    def line(self, at_us: int, said: Said) -> list[str]:
        """Lay out one thing; its times stand only where they differ from those above."""
        times = f"{_elapsed(at_us - (self._began_us or at_us))}  {self._clock(at_us)}"
        shown = times if times != self._times else " " * len(times)
        self._times = times
        first, *others = wrapped(said.text, COLUMNS - _INDENT) or [""]
        label = self._paint(said.tone, f"{said.label:<{_LABEL}}")
        spoken = said.tone if said.tone in {"quiet", "failure", "warning"} else ""
        return [
            f"{self._paint('quiet', shown)}  {label} {self._paint(spoken, first)}".rstrip(),
            *(" " * _INDENT + self._paint(spoken, other) for other in others),
        ]

    def name(self, thing: object) -> str:
        return self.names.get(str(thing), str(thing))

    # --- keys ---

    def _gather(self, at_us: int, fields: Fields) -> list[str]:
        since_us, heard, keys = self._keys or (at_us, fields["heard"], "")
        if heard is not fields["heard"]:
            flushed = self._flush_keys()
            self._keys = (at_us, fields["heard"], fields["key"])
            return flushed
        self._keys = (since_us, heard, keys + fields["key"])
        return []

    def _flush_keys(self) -> list[str]:
        if self._keys is None:
            return []
        at_us, heard, keys = self._keys
        self._keys = None
        return self.line(at_us, _pressed(keys, heard=heard))

    def _clock(self, at_us: int) -> str:
        return f"{to_datetime(at_us).astimezone(self._zone):%H:%M:%S}"

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


def _agent(text: str) -> Callable[[Transcript, Fields], Said]:
    return lambda transcript, fields: Said(
        "agent", f"{transcript.name(fields['agent'])} {text}", "agent"
    )


_TELLERS: Mapping[str, Callable[[Transcript, Fields], Said | None]] = {
    "contact": Transcript._contact,
    "heard": Transcript._heard,
    "key": lambda _, fields: _pressed(fields["key"], heard=fields["heard"]),
    "block": Transcript._block,
    "lambda": Transcript._function,
    "silence": Transcript._silence,
    "queued": Transcript._queued,
    "offered": _agent("rings"),
    "accepted": _agent("answers"),
    "missed": _agent("does not answer"),
    "rejected": _agent("declines"),
    "joined": Transcript._joined,
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
    "transferred": lambda _, f: Said("transfer", _passed_on(f["to"])),
    "dialled": lambda _, f: Said("dials", f"{f['number']}: {f['outcome']}"),
    "callback": lambda t, f: Said(
        "callback", f"promised, by queue {t.name(f['queue'])}, in {_elapsed(f['due_s'] * SECOND)}"
    ),
    "left": Transcript._left,
    "disconnected": Transcript._disconnected,
    "recording": lambda _, f: Said("recorded", f"{_elapsed(int(f['seconds'] * SECOND))}"),
    "failure": lambda _, f: Said(
        "failure", f"{f['error']} at {f['block']!r} of {f['flow']}: no branch handles it", "failure"
    ),
    "warning": Transcript._warning,
    "completed": Transcript._completed,
}


class Transcripts:
    """A trace's sink that keeps the calls of a whole centre apart.

    Args:
        make: the transcript of one more call.
    """

    def __init__(self, make: Callable[[], Transcript]) -> None:
        self._make = make
        self._chains: dict[str, str] = {}
        self._transcripts: dict[str, tuple[Transcript, list[str]]] = {}

    def __call__(self, event: Event) -> None:
        contact = event[2]
        if event[1] == "contact":
            self._chains[contact] = event[3]
        chain = self._chains.get(contact)
        if chain is None:
            return  # an agent's status, or a contact that began before
        if chain not in self._transcripts:
            self._transcripts[chain] = (self._make(), [])
        transcript, lines = self._transcripts[chain]
        lines.extend(transcript.lines(event))

    def take(self, initial_id: str) -> list[str]:
        """Give the lines of one call, and forget them."""
        return self._transcripts.pop(initial_id, (None, []))[1]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the calls, by InitialContactId, in the order in which they came."""
        return iter(list(self._transcripts))


def title(at: datetime, timezone: str) -> str:
    """Write the day and time at which a call begins: `Monday 23 November 2026, 09:00 …`."""
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}, {timezone}"


def record_in_short(record: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Sum a contact record up in one text; `names` says what to call its queue."""
    parts = [str(record["ContactId"])[:8], str(record["InitiationMethod"]).lower()]
    queue, agent = record.get("Queue"), record.get("Agent")
    if queue:
        name = names.get(queue["Name"], queue["Name"]) or "of the agent"
        parts.append(f"queue {name} {_elapsed_s(queue['Duration'])}")
    if agent:
        talked, held = agent["AgentInteractionDuration"], agent["CustomerHoldDuration"]
        username = names.get(agent["Username"], agent["Username"])
        who = username if username.startswith("agent ") else f"agent {username}"
        parts.append(f"{who} {_elapsed_s(talked)}")
        if held:
            parts.append(f"hold {_elapsed_s(held)}")
    if record.get("Recordings"):
        parts.append("recorded")
    return ", ".join(parts)


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


def _pressed(keys: str, *, heard: bool) -> Said:
    return Said("presses", keys if heard else f"{keys} (nobody listens)", "caller")


def _elapsed(duration_us: int) -> str:
    return _elapsed_s(duration_us // SECOND)


def _elapsed_s(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"
