"""What can happen to requests while a business is set up, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.fakes.network import Fault
from tests.functional.provisioning.cell import Cell, Killed

KINDS = ("throttled", "broken", "timed out", "reply lost", "killed")
_FAULTS = {
    "throttled": Fault.THROTTLED,
    "broken": Fault.BROKEN_BEFORE,
    "timed out": Fault.SILENT,
    "reply lost": Fault.CUT,
}


def step_of(cell: Cell) -> str:
    """Say which step is being taken; "undo" where it is undone."""
    [execution] = cell.machines.executions.values()
    if execution.state == "Undo":
        return "undo"
    if execution.state == "Check capacity":
        return "check_capacity"
    return str(execution.document["at"]["next"])


class Once:
    """Lets every request of a step suffer the first time that it is sent, in the same way.

    Every second one that is killed has been carried out by then.
    """

    def __init__(self, cell: Cell, step: str, kind: str) -> None:
        self._cell, self._step, self._kind = cell, step, kind
        self._suffered: list[str] = []
        self.count = 0
        self._service_answer = cell.service.answer
        cell.network.faults = self

    def __iter__(self) -> Iterator[Fault]:
        return self

    def __next__(self) -> Fault:
        operation = self._cell.network.operations[-1]
        if step_of(self._cell) != self._step or operation in self._suffered:
            return Fault.NONE
        self._suffered.append(operation)
        self.count += 1
        if self._kind != "killed":
            return _FAULTS[self._kind]
        if self.count % 2:
            raise Killed
        self._cell.service.kills = True
        return Fault.NONE


class Always:
    """Lets an operation suffer whenever it is sent, but while all is undone."""

    def __init__(self, cell: Cell, operation: str, fault: Fault) -> None:
        self._cell, self._operation, self._fault = cell, operation, fault
        cell.network.faults = self

    def __iter__(self) -> Iterator[Fault]:
        return self

    def __next__(self) -> Fault:
        is_meant = self._cell.network.operations[-1] == self._operation
        return self._fault if is_meant and step_of(self._cell) != "undo" else Fault.NONE


def kill_at(cell: Cell, number: int) -> Callable[[], int]:
    """Kill the function that sends the request of that number, to whatever service.

    Returns:
        says how many requests have been sent.
    """
    sent = 0

    def send(**_: Any) -> None:
        nonlocal sent
        sent += 1
        if sent == number and cell.handlers.depth:
            raise Killed

    for client in (cell.clients.dynamodb, cell.clients.sqs, cell.clients.stepfunctions):
        events: Any = client.meta.events
        events.register_first("before-send", send)
    return lambda: sent


def shorten_patience(cell: Cell) -> None:
    """Let the state machine give up a step after a minute, and begin to undo it at once."""
    states = cell.machines.definition.states
    take_a_step = states["Take a step"]
    states["Take a step"] = {**take_a_step, "TimeoutSeconds": 60, "Retry": []}
