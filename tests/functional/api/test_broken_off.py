"""Every POST, broken off at every one of its writes and then sent again: it has one effect.

What is compared is everything that the tables hold and everything that was sent on, with what an
undisturbed request leaves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Final

from functions.api.app import endpoints
from santral.local.gateway import Reply
from tests.fakes.queues import FakeQueues
from tests.functional.api.conftest import World
from tests.functional.api.furnished import (
    MERGE,
    STEPS,
    Step,
    Things,
    begin,
    carried_out,
    make_ready,
)
from tests.functional.api.wishes import breaking_at
from tests.functional.cloud import NAMES, Snapshot, items, snapshot

CONTACT: Final = "4a573372-1f28-4e26-b97b-0000000000cc"
WRITES: Final = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
# The operator's own, and what a business does only once: their own tests break them off. Whether a
# recording is paused Amazon Connect alone knows.
ELSEWHERE: Final = {
    "approve_business",
    "assign_number",
    "delete_business",
    "order_number",
    "pause_recording",
    "release_number",
}
# Of what is counted, or kept of requests themselves, one more is no harm; and what lists of
# customers lead to is compared with the customer when it is read.
NOT_COMPARED: Final = tuple(
    f"shop#{kind}"
    for kind in ("allowance", "daily-count", "idempotency", "names", "number-ends", "words")
)
# Drawn, numbered or counted anew by each sending.
ITS_OWN: Final = re.compile(
    r"[0-9]{8}-0000-4000-a000-[0-9]{12}|[0-9a-f]{64}"
    r"|'version': {'N': '[0-9]+'}|\"changes\":[0-9]+|\"next_s\":[0-9]+"
)
# Nothing is compared of those that answer once with something that is kept nowhere, and say so.
ONCE: Final = {each.operation for each in endpoints() if each.is_once}


@dataclass
class Trial:
    """One request, in the state in which it is due.

    Attributes:
        ids: of what was made before it.
    """

    world: World
    queues: FakeQueues
    step: Step
    ids: dict[str, str]
    kept: Snapshot
    began: datetime

    def ask(self) -> Reply:
        return Things(self.world, "shop", "sofa", self.ids).ask(self.step, "the same")

    def left(self) -> set[str]:
        """Return what is in the tables, and what was sent on."""
        everything = (item for table in astuple(NAMES) for item in items(self.world.cloud, table))
        told = (each for each in everything if not each["pk"]["S"].startswith(NOT_COMPARED))
        return {ITS_OWN.sub("…", str(each)) for each in (*told, *self.queues.sent)}

    def afresh(self) -> None:
        self.kept.put_back()
        self.queues.sent.clear()
        self.world.cloud.clock.now = self.began
        self.world.cloud.dynamodb.operations.clear()

    def undisturbed(self) -> tuple[int, set[str], int]:
        """Return its status, what it leaves, and how many writes it takes."""
        self.afresh()
        status = self.ask().status
        writes = sum(each in WRITES for each in self.world.cloud.dynamodb.operations)
        return status, self.left(), writes

    def broken_off(self, number: int) -> tuple[int, set[str]]:
        """Ask, with that write and all after it failing, and half a minute later ask again."""
        self.afresh()
        self.world.cloud.dynamodb.fault = breaking_at(self.world, number, "be_unreachable")
        assert self.ask().status == 503
        self.world.cloud.dynamodb.fault = None
        self.world.later(seconds=31)
        return self.ask().status, self.left()


def trials(world: World) -> Iterator[Trial]:
    """Yield a trial of each step once everything before it is there, and then take the step."""
    queues, began, tried = make_ready(world), world.cloud.clock.now, set()
    things = begin(world, "shop", "sofa", CONTACT)
    for step in carried_out(things, (*STEPS, MERGE)):
        if step.operation in ONCE and step.operation not in tried:
            trial = Trial(world, queues, step, dict(things.ids), snapshot(), began)
            yield trial
            trial.afresh()
        tried.add(step.operation)


def test_whatever_is_broken_off_and_sent_again_is_done_once(world: World) -> None:
    wrong, tried = [], set()

    for trial in trials(world):
        status, wanted, writes = trial.undisturbed()
        tried.add(trial.step.operation)
        # Before the first nothing was done, and after the last everything.
        for number in range(2, writes):
            again, left = trial.broken_off(number)
            if (again, left) != (status, wanted):
                wrong.append((trial.step.operation, number, again, left ^ wanted))

    assert wrong == []
    assert ONCE - tried <= ELSEWHERE
