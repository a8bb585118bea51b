"""Loop: take ContinueLooping the first so many times, DoneLooping the next, and begin again.

The count belongs to the contact and this block, so that leaving the loop early and coming back
goes on counting. Source: Administrator Guide, "Loop"; flow language reference, Loop (whose text
still names the results NotDone and Done).
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.reader import Amount, ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, Step, result

CONTINUE, DONE = result("ContinueLooping"), result("DoneLooping")
MOST = 100


@dataclass(frozen=True, slots=True)
class Loop:
    count: Amount
    key: tuple[str, str]

    transitions = Transitions(
        optional=("NoMatchingError",),
        operators=("Equals",),
        operands=("ContinueLooping", "DoneLooping"),
        all_operands=True,
        next_taken=False,
    )

    def start(self, run: Run) -> Step:
        most = self.count.resolve(run)
        if most is None:
            return FAILED
        counters = run.contact.counters
        done = counters.get(self.key, 0)
        if done < most:
            counters[self.key] = done + 1
            return CONTINUE
        counters[self.key] = 0
        return DONE


@action("Loop")
def read(reader: ParameterReader) -> Loop:
    return Loop(reader.whole_or_path("LoopCount", 0, MOST, required=True), reader.key)
