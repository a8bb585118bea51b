"""Counts and service levels of a day, out of the trace as it streams by.

`service_level_connect` is Amazon Connect's: contacts that left a queue within the threshold, for
whatever reason, abandoning included, out of all that were queued. `service_level_textbook` counts
callers: those who reached an agent within it, out of all who asked for one. The two differ by
several points on the same day, so neither goes by the bare name.
Source: Administrator Guide, "Service level X".
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from santral.domain.contact import Outcome
from santral.engine.contact import Contact
from santral.engine.routing.agents import AVAILABLE
from santral.engine.timeline import SECOND
from santral.engine.trace import Event

THRESHOLD_US = 20 * SECOND
_BEGIN = frozenset({"contact", "agent_status"})
_CALLERS = frozenset({"INBOUND", "QUEUE_TRANSFER", "DISCONNECT"})

_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False, default=str
).encode


class Digest:
    """SHA-256 over the trace, one JSON array a line. Nothing of it is kept."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def __call__(self, event: Event) -> None:
        self._hash.update(_encode(event).encode())
        self._hash.update(b"\n")

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


@dataclass(slots=True)
class _Chain:
    """One caller's way.

    Attributes:
        open: contacts of hers that have not ended.
        asked: whether she has stood in a queue.
    """

    initial_id: str
    open: int = 0
    asked: bool = False
    waited_us: int = 0
    is_answered: bool = False


@dataclass(slots=True)
class _Contact:
    """
    Attributes:
        by_caller: it is a caller who waits in it; not one who was promised a callback, nor one
            who is being passed on by an agent.
        rings_since_us: since when it has been ringing at an agent.
    """

    chain: _Chain
    by_caller: bool
    queued_us: int | None = None
    rings_since_us: int | None = None
    accepted_us: int = 0


class Figures:
    """A sink of trace events; `handled` is told of each contact that has ended."""

    def __init__(self) -> None:
        self.contacts = 0
        self.outcomes: Counter[str] = Counter()
        self.open_chains = 0
        self._chains: dict[str, _Chain] = {}
        self._contacts: dict[str, _Contact] = {}
        self._queued = self._left_in_time = 0
        self._asked = self._reached_in_time = 0
        self._answered = self._answered_wait_us = 0
        self._busy_us = self._available_us = 0
        self._available_since_us: dict[str, int] = {}
        self._handlers: dict[str, Callable[[Event], None]] = {
            "contact": self._begin,
            "queued": self._queue,
            "offered": self._ring,
            "accepted": self._accept,
            "missed": self._stop_ringing,
            "rejected": self._stop_ringing,
            "dialled": self._dialled,
            "dequeued": self._leave_queue,
            "joined": self._join,
            "disconnected": self._disconnect,
            "task_paused": self._disconnect,
            "completed": self._complete,
            "agent_status": self._agent_status,
        }

    def __call__(self, event: Event) -> None:
        handler = self._handlers.get(event[1])
        # A contact that is not there is for the invariants to name.
        if handler is not None and (event[2] in self._contacts or event[1] in _BEGIN):
            handler(event)

    def summary(self) -> dict[str, Any]:
        """Name the figures as `day --json` prints them; shares are rounded to five places."""
        return {
            "contacts": self.contacts,
            **{each.value: self.outcomes[each.value] for each in Outcome},
            "mean_wait_s": _share(self._answered_wait_us / SECOND, self._answered),
            "service_level_connect": _share(self._left_in_time, self._queued),
            "service_level_textbook": _share(self._reached_in_time, self._asked),
            "occupancy": _share(self._busy_us, self._available_us),
        }

    # --- contacts ---

    def _begin(self, event: Event) -> None:
        _, _, contact_id, initial_id, previous_id, method, *_ = event
        # A task may be linked to a chain that was over and has been counted: it begins anew.
        if previous_id is None or initial_id not in self._chains:
            self.contacts += 1
            self.open_chains += 1
            self._chains[initial_id] = _Chain(initial_id)
        chain = self._chains[initial_id]
        chain.open += 1
        self._contacts[contact_id] = _Contact(chain, method in _CALLERS)

    def _queue(self, event: Event) -> None:
        contact = self._contacts[event[2]]
        contact.queued_us = event[0]
        self._queued += 1
        if contact.by_caller and not contact.chain.asked:
            contact.chain.asked = True
            self._asked += 1

    def _leave_queue(self, event: Event) -> None:
        contact = self._contacts[event[2]]
        if contact.queued_us is None:
            return
        waited_us = event[0] - contact.queued_us
        contact.queued_us = None
        self._left_in_time += waited_us <= THRESHOLD_US
        if contact.by_caller and not contact.chain.is_answered:
            contact.chain.waited_us += waited_us

    def _join(self, event: Event) -> None:
        contact = self._contacts[event[2]]
        chain = contact.chain
        if contact.by_caller and not chain.is_answered:
            chain.is_answered = True
            self._answered += 1
            self._answered_wait_us += chain.waited_us
            self._reached_in_time += chain.waited_us <= THRESHOLD_US

    def _disconnect(self, event: Event) -> None:
        self._stop_ringing(event)
        self._leave_queue(event)

    def _complete(self, event: Event) -> None:
        chain = self._contacts.pop(event[2]).chain
        chain.open -= 1
        if chain.open == 0:
            self.outcomes[event[3]] += 1
            self.open_chains -= 1
            del self._chains[chain.initial_id]

    # --- agents: ring + talk + hold + wrap-up over the time in which they were Available ---

    def _ring(self, event: Event) -> None:
        self._contacts[event[2]].rings_since_us = event[0]

    def _stop_ringing(self, event: Event) -> None:
        contact = self._contacts[event[2]]
        if contact.rings_since_us is not None:
            self._busy_us += event[0] - contact.rings_since_us
            contact.rings_since_us = None

    def _accept(self, event: Event) -> None:
        self._stop_ringing(event)
        self._contacts[event[2]].accepted_us = event[0]

    def _dialled(self, event: Event) -> None:
        # A callback that is not answered leaves no agent in the contact's record.
        if event[3] == "callback" and event[5] != "answered":
            self._busy_us += event[0] - self._contacts[event[2]].accepted_us

    def handled(self, contact: Contact) -> None:
        """Count an agent's work on a contact that has ended."""
        part = contact.part
        if part is not None:
            over_us = part.wrapped_us or part.left_us or contact.disconnected_us
            self._busy_us += (over_us or part.accepted_us) - part.accepted_us

    def _agent_status(self, event: Event) -> None:
        at_us, _, _, agent, status = event
        since_us = self._available_since_us.pop(agent, None)
        if since_us is not None:
            self._available_us += at_us - since_us
        if status == AVAILABLE.name:
            self._available_since_us[agent] = at_us


def _share(part: float, whole: int) -> float | None:
    return round(part / whole, 5) if whole else None
