"""Wait: stay for a time, or until one of the named events happens.

On a voice line it takes its error branch unless it waits for an event. The console's "keep running
while waiting" (ContinueExecution) goes on in parallel in a way no page describes: it is refused.
Source: Administrator Guide, "Wait"; flow language reference, Wait (whose page misnames the limit).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from santral.engine.reader import Amount, ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, HappenedOutside, Next, Step, Wake, result
from santral.engine.steps import Wait as WaitFor
from santral.engine.timeline import SECOND

EVENTS = ("CustomerReturned", "BotParticipantDisconnected")
LONGEST_S = 604_800
COMPLETED = "WaitCompleted"
RESULTS: Mapping[str, Next] = {name: result(name) for name in (*EVENTS, COMPLETED)}


@dataclass(frozen=True, slots=True)
class Wait:
    limit: Amount
    events: tuple[str, ...]

    @property
    def transitions(self) -> Transitions:
        errors: tuple[str, ...] = ("NoMatchingError",)
        if "BotParticipantDisconnected" in self.events:
            errors += ("ParticipantNotFound",)
        return Transitions(
            required=errors,
            operators=("Equals",),
            operands=(COMPLETED, *self.events),
            all_operands=True,
            next_taken=False,
        )

    def start(self, run: Run) -> Step:
        limit_s = self.limit.resolve(run)
        if limit_s is None:
            return FAILED
        if run.contact.channel == "VOICE" and not self.events:
            run.warn("on a voice line Wait takes its error branch unless it waits for an event")
            return FAILED
        run.progress = run.now_us + limit_s * SECOND
        return WaitFor(limit_s * SECOND)

    def resume(self, run: Run, wake: Wake) -> Step:
        if not isinstance(wake, HappenedOutside):
            return RESULTS[COMPLETED]
        if wake.event in self.events:
            return RESULTS[wake.event]
        until_us = run.progress
        return WaitFor(max(0, until_us - run.now_us) if isinstance(until_us, int) else 0)


@action("Wait")
def read(reader: ParameterReader) -> Wait:
    if reader.has("ContinueExecution") or reader.has("MinimumWaitTimeSeconds"):
        for name in ("ContinueExecution", "MinimumWaitTimeSeconds", "TimeLimitSeconds"):
            reader.raw(name)
        reader.wrong("ContinueExecution", "going on while waiting is not supported yet")
        return Wait(Amount(1, None, 1, 1), ())
    limit = reader.whole_or_path("TimeLimitSeconds", 1, LONGEST_S, required=True)
    events = reader.texts("Events")
    for name in events:
        if name not in EVENTS:
            reader.wrong("Events", f"one of {', '.join(EVENTS)} is needed")
    return Wait(limit, tuple(dict.fromkeys(events)))
