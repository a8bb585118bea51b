"""What happened, event by event: the engine's account of a call, for people and for tests.

Inside the engine an event is a tuple (at_us, kind, contact id, *fields), which costs a tenth of a
dict; `as_plain` names the fields. Nothing in it depends on the machine or the run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from santral.engine.instants import to_milliseconds_text

Event = tuple[Any, ...]
Sink = Callable[[Event], None]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "contact": ("initial", "previous", "method", "channel", "customer", "system"),
    "block": ("flow", "block", "type", "via"),
    "heard": ("by", "kind", "text", "lasts_ms"),
    "key": ("key", "heard"),
    "lambda": ("function", "request", "answer", "error", "took_ms", "attempts"),
    "silence": ("ms", "block"),
    "flow_ended": ("flow", "how"),
    "queued": ("queue", "position", "priority"),
    "offered": ("agent", "queue"),
    "accepted": ("agent",),
    "missed": ("agent",),
    "rejected": ("agent",),
    "dequeued": ("queue", "waited_ms"),
    "joined": ("agent",),
    "hold": ("agent",),
    "resumed": ("agent",),
    "task_paused": ("agent",),
    "task_resumed": ("agent",),
    "monitors": ("agent", "how"),
    "recording_paused": ("agent",),
    "recording_resumed": ("agent",),
    "transfer": ("kind", "to", "next"),
    "transferred": ("to",),
    "conference": ("agent",),
    "digits": ("digits",),
    "dialled": ("purpose", "number", "outcome"),
    "callback": ("queue", "due_s", "next"),
    "left": ("who",),
    "disconnected": ("reason",),
    "wrap_up": ("agent",),
    "completed": ("outcome",),
    "agent_status": ("agent", "status"),
    "recording": ("started", "seconds"),
    "failure": ("error", "flow", "block"),
    "warning": ("text",),
}


def as_plain(event: Event) -> dict[str, object]:
    """Name the fields of an event, as `call --json` prints them."""
    at_us, kind, contact = event[0], event[1], event[2]
    plain: dict[str, object] = {"at": to_milliseconds_text(at_us), "event": kind}
    if contact:
        plain["contact"] = contact
    plain.update(zip(FIELDS[kind], event[3:], strict=True))
    return plain
