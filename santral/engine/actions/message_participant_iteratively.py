"""MessageParticipantIteratively: play a list of prompts over and over (the console's Loop prompts).

The place in the list belongs to the contact: cut off by an agent or a transfer, it goes on with
the prompt that was playing. An interrupt begins the list anew, unless the prompts go on playing
under what the interrupt does: then it joins in where they would be by now.
Source: Administrator Guide, "Loop prompts"; ContinueMessagingDuringInterrupt as exported.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.prompts import PromptTemplate, read_prompt
from santral.engine.reader import Amount, ParameterReader
from santral.engine.registry import VOICE, Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, Play, Step, Wait, Wake, result
from santral.engine.timeline import SECOND

INTERRUPTED = result("MessagesInterrupted")
LONGEST_S = 86_400
# An agent has as long to accept; moving the contact meanwhile fails.
SAFE_S = 20
# A list that makes no sound at all must not turn without time passing.
SILENCE_US = 10 * SECOND


@dataclass(slots=True)
class _Turn:
    """One stay in the block.

    Attributes:
        until_us: when the interrupt is due; None for never.
        since_us: when the present prompt began, or would have begun.
        silent: prompts in a row that took no time.
    """

    until_us: int | None
    since_us: int
    silent: int = 0


@dataclass(frozen=True, slots=True)
class MessageParticipantIteratively:
    prompts: tuple[PromptTemplate, ...]
    interrupt: Amount | None
    goes_on: bool
    key: tuple[str, str]
    began_key: tuple[str, str]

    @property
    def transitions(self) -> Transitions:
        interrupted = self.interrupt is not None
        return Transitions(
            optional=("NoMatchingError",),
            operators=("Equals",),
            operands=("MessagesInterrupted",),
            all_operands=interrupted,
            next_required=False,
            next_taken=False,
        )

    def start(self, run: Run) -> Step:
        now_us = run.now_us
        until_us: int | None = None
        if self.interrupt is not None:
            interrupt_s = self.interrupt.resolve(run)
            if interrupt_s is None:
                return FAILED
            until_us = now_us + interrupt_s * SECOND
        began_us = run.contact.counters.pop(self.began_key, now_us)
        turn = run.progress = _Turn(until_us, began_us)
        return self._play(run, turn)

    def resume(self, run: Run, wake: Wake) -> Step:
        turn, now_us = run.progress, run.now_us
        if not isinstance(turn, _Turn):
            return FAILED
        counters = run.contact.counters
        if turn.until_us is not None and now_us >= turn.until_us:
            run.progress = None
            if self.goes_on:
                counters[self.began_key] = turn.since_us
            else:
                counters[self.key] = 0
            return INTERRUPTED
        counters[self.key] = (counters.get(self.key, 0) + 1) % len(self.prompts)
        turn.silent = turn.silent + 1 if now_us == turn.since_us else 0
        turn.since_us = now_us
        return self._play(run, turn)

    def _play(self, run: Run, turn: _Turn) -> Step:
        left_us = None if turn.until_us is None else turn.until_us - run.now_us
        if turn.silent > len(self.prompts):
            turn.silent = 0
            return Wait(SILENCE_US if left_us is None else min(left_us, SILENCE_US))
        prompt = self.prompts[run.contact.counters.get(self.key, 0)].resolve(run)
        if prompt is None:
            return FAILED
        return Play(prompt, left_us, run.now_us - turn.since_us)


@action("MessageParticipantIteratively", channels=VOICE)
def read(reader: ParameterReader) -> MessageParticipantIteratively:
    parts = reader.objects("Messages", required=True)
    if reader.has("Messages") and not parts:
        reader.wrong("Messages", "at least one message is needed")
    prompts = tuple(prompt for part in parts if (prompt := read_prompt(part)) is not None)
    interrupt: Amount | None = None
    if reader.has("InterruptFrequencySeconds"):
        interrupt = reader.whole_or_path("InterruptFrequencySeconds", 1, LONGEST_S)
        if interrupt.constant is not None and interrupt.constant < SAFE_S:
            reader.advise(
                "InterruptFrequencySeconds",
                f"an agent has {SAFE_S} s to accept, and moving the contact meanwhile fails",
            )
    goes_on = reader.flag("ContinueMessagingDuringInterrupt")
    flow, block = reader.key
    # No other block can have this name: an identifier holds no colon.
    return MessageParticipantIteratively(
        prompts, interrupt, goes_on, reader.key, (flow, f"{block}:began")
    )
