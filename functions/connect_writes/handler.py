"""connect_writes: does what waits for Amazon Connect, woken by a message or by its schedule."""

from __future__ import annotations

from typing import Any

from functions.connect_writes.turns import Turns
from functions.entry import takes_events
from functions.wiring import collaborators


@takes_events("connect_writes")
def handler(_event: Any) -> dict[str, list[dict[str, str]]]:
    """Nothing in the event matters: it only says that there may be something to do."""
    Turns(collaborators()).take()
    return {"batchItemFailures": []}
