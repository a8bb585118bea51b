"""A call as people read it: when, who, what; one line for each thing that a person would notice.

A Transcript is told the events of one chain of contacts, in their order, and answers with lines of
at most 80 columns. Transcripts sorts the events of many calls into one each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from santral.engine.instants import to_datetime
from santral.engine.telling import Fields, Said, Teller, elapsed, elapsed_s, fields_of, pressed
from santral.engine.trace import Event
from santral.local.columns import wrapped
from santral.local.terminal import COLUMNS, Paint

_LABEL: Final = 9
_INDENT: Final = 5 + 2 + 8 + 2 + _LABEL + 1


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
        self._paint, self._merges_keys = paint or Paint(), merges_keys
        self._teller = Teller(names, warnings=warnings, details=details)
        self._began_us: int | None = None
        self._times = ""
        self._keys: tuple[int, bool, str] | None = None

    def lines(self, event: Event) -> list[str]:
        """Tell of one event; often there is nothing to tell."""
        at_us = event[0]
        if self._began_us is None:
            self._began_us = at_us
        if event[1] == "key" and self._merges_keys:
            return self._gather(at_us, fields_of(event))
        said = self._teller.tell(event)
        if said is None:
            return []
        return [*self._flush_keys(), *self.line(at_us, said)]

    def line(self, at_us: int, said: Said) -> list[str]:
        """Lay out one thing; its times stand only where they differ from those above."""
        times = f"{elapsed(at_us - (self._began_us or at_us))}  {self._clock(at_us)}"
        shown = times if times != self._times else " " * len(times)
        self._times = times
        first, *others = wrapped(said.text, COLUMNS - _INDENT) or [""]
        label = self._paint(said.tone, f"{said.label:<{_LABEL}}")
        spoken = said.tone if said.tone in {"quiet", "failure", "warning"} else ""
        return [
            f"{self._paint('quiet', shown)}  {label} {self._paint(spoken, first)}".rstrip(),
            *(" " * _INDENT + self._paint(spoken, other) for other in others),
        ]

    @property
    def names(self) -> Mapping[str, str]:
        return self._teller.names

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
        return self.line(at_us, pressed(keys, heard=heard))

    def _clock(self, at_us: int) -> str:
        return f"{to_datetime(at_us).astimezone(self._zone):%H:%M:%S}"


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
        parts.append(f"queue {name} {elapsed_s(queue['Duration'])}")
    if agent:
        talked, held = agent["AgentInteractionDuration"], agent["CustomerHoldDuration"]
        username = names.get(agent["Username"], agent["Username"])
        who = username if username.startswith("agent ") else f"agent {username}"
        parts.append(f"{who} {elapsed_s(talked)}")
        if held:
            parts.append(f"hold {elapsed_s(held)}")
    if record.get("Recordings"):
        parts.append("recorded")
    return ", ".join(parts)
