"""What a dry-run call was like, gathered from its trace: for the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from santral.engine.function_names import name_of
from santral.engine.telling import LONG_SILENCE_MS, Fields, Teller, fields_of
from santral.engine.timeline import SECOND
from santral.engine.trace import Event

LARGEST_BYTES: Final = 256 * 1024
_LONG: Final = (
    "blocks",
    "functions",
    "lines",
    "heard",
    "warnings",
    "notes",
    "problems",
    "findings",
)

# Branches that no caller takes by what she does.
_ERRORS: Final = frozenset(
    {
        "CallbackNumberNotDialable",
        "CallFailed",
        "ChannelMismatch",
        "ConnectionTimeLimitExceeded",
        "NoMatchingError",
        "QueueAtCapacity",
    }
)

Entry = dict[str, Any]


class Account:
    """A trace's sink.

    Attributes:
        warnings: what an owner should look into.
        notes: what concerns who writes flows.
        blocks: the steps through the flows.
        outcome: of the call as a whole; "" while it lasts.
    """

    def __init__(self, began_us: int, queues: Mapping[str, str], names: Mapping[str, str]) -> None:
        """
        Args:
            queues: the queues' names in the engine, to those that the business gave them.
            names: what a person would call other things of the trace.
        """
        self._began_us, self._queues = began_us, queues
        self._teller = Teller({**names, **queues})
        self.lines: list[Entry] = []
        self.heard: list[str] = []
        self.functions: list[Entry] = []
        self.queues: list[str] = []
        self.rang: list[str] = []
        self.answered_by: str | None = None
        self.outcome = ""
        self.ended_by = ""
        self.warnings: list[Entry] = []
        self.notes: list[Entry] = []
        self.blocks: list[Entry] = []

    def __call__(self, event: Event) -> None:
        said = self._teller.tell(event)
        if said is not None:
            entry = {"label": said.label, "text": said.text, "tone": said.tone}
            self.lines.append({**self._at(event[0]), **entry})
        noted = _NOTED.get(event[1])
        if noted is not None:
            noted(self, event[0], fields_of(event))

    def warn(self, at_us: int, text: str) -> None:
        self.warnings.append({**self._at(at_us), "text": text})

    @property
    def lacks_card(self) -> bool:
        """Whether a function asked for the caller's card in vain."""
        asked = [each for each in self.functions if each["function"] == "look_up_customer"]
        return any((each["answer"] or {}).get("found") == "unavailable" for each in asked)

    def as_plain(self) -> Entry:
        return {
            "lines": self.lines,
            "heard": self.heard,
            "functions": self.functions,
            "queues": self.queues,
            "rang": self.rang,
            "answered_by": self.answered_by,
            "outcome": self.outcome,
            "ended_by": self.ended_by,
            "warnings": self.warnings,
            "notes": self.notes,
            "blocks": self.blocks,
        }

    def _at(self, at_us: int) -> Entry:
        return {"after_s": round((at_us - self._began_us) / SECOND, 3)}

    # --- one method for each kind of event that is kept by itself ---

    def _block(self, at_us: int, fields: Fields) -> None:
        self.blocks.append({**self._at(at_us), **fields})
        if fields["via"] in _ERRORS:
            where = f"{fields['block']!r} of {fields['flow']}"
            self.warn(at_us, f"an error branch ({fields['via']}) leads to {where}")

    def _heard(self, _at_us: int, fields: Fields) -> None:
        if fields["by"] == "CUSTOMER" and fields["kind"] == "Text" and fields["text"]:
            self.heard.append(fields["text"])

    def _function(self, at_us: int, fields: Fields) -> None:
        name = name_of(fields["function"])
        answer = {"function": name, "answer": fields["answer"], "error": fields["error"]}
        self.functions.append({**self._at(at_us), **answer})
        if fields["error"]:
            self.warn(at_us, f"the function {name} has failed: {fields['error']}")

    def _queued(self, _at_us: int, fields: Fields) -> None:
        self.queues.append(self._queues.get(fields["queue"], fields["queue"]))

    def _offered(self, _at_us: int, fields: Fields) -> None:
        self.rang.append(fields["agent"])

    def _accepted(self, _at_us: int, fields: Fields) -> None:
        self.answered_by = fields["agent"]

    def _disconnected(self, _at_us: int, fields: Fields) -> None:
        self.ended_by = fields["reason"]

    def _completed(self, _at_us: int, fields: Fields) -> None:
        self.outcome = fields["outcome"]

    def _silence(self, at_us: int, fields: Fields) -> None:
        if fields["ms"] > LONG_SILENCE_MS:
            seconds = fields["ms"] / 1000
            self.warn(at_us, f"{seconds:.1f} s of silence, until {fields['block']!r}")

    def _key(self, at_us: int, fields: Fields) -> None:
        if not fields["heard"]:
            self.warn(at_us, "a key was pressed while nothing listened")

    def _note(self, at_us: int, fields: Fields) -> None:
        self.notes.append({**self._at(at_us), "text": fields["text"]})

    def _failure(self, at_us: int, fields: Fields) -> None:
        where = f"{fields['block']!r} of {fields['flow']}"
        self.warn(at_us, f"{fields['error']} at {where}: no branch handles it")


_NOTED: Final[Mapping[str, Callable[[Account, int, Fields], None]]] = {
    "block": Account._block,
    "heard": Account._heard,
    "lambda": Account._function,
    "queued": Account._queued,
    "offered": Account._offered,
    "accepted": Account._accepted,
    "disconnected": Account._disconnected,
    "completed": Account._completed,
    "silence": Account._silence,
    "key": Account._key,
    "failure": Account._failure,
    "warning": Account._note,
}


def bounded(answer: Entry) -> Entry:
    """Return the answer with the ends of its longest lists cut until it is small enough.

    What was cut is counted under `left_off`, by the name of the list.
    """
    left_off: dict[str, int] = {}
    while _size(answer) > LARGEST_BYTES:
        name = max(_LONG, key=lambda each: _size(answer[each]))
        entries = answer[name]
        left_off[name] = left_off.get(name, 0) + len(entries) - len(entries) // 2
        answer = {**answer, name: entries[: len(entries) // 2], "left_off": left_off}
    return answer


def _size(value: object) -> int:
    return len(json.dumps(value, default=dict))
