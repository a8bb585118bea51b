"""Runs the blocks of flows: performs what actions answer, follows branches, writes the trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from santral.engine import steps
from santral.engine.blocks import Block, Branch, Flow
from santral.engine.contact import NOTHING
from santral.engine.run import Frame, Memory, Run, Sound
from santral.engine.steps import (
    FAILED,
    NEXT,
    TIME_UP,
    Failed,
    HappenedOutside,
    KeyPressed,
    Next,
    Prompt,
    Step,
    Wake,
)

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

# Connect documents no limit; a flow that runs so many blocks without time passing never ends.
RUNAWAY_BLOCKS = 10_000
NAMED_BLOCKS = 20  # of such a flow
BUFFERED_KEYS = 30
NO_BRANCH = "no branch to follow"

Handler = Callable[[Run, Any], "Step | Branch | None"]


class Runner:
    """Drives every Run of a switchboard. A run waits in at most one block, on at most one timer."""

    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self.timeline = switchboard.timeline
        self._handlers: dict[type, Handler] = {
            steps.Play: self._play,
            steps.Listen: self._listen,
            steps.Wait: self._wait,
            steps.Invoke: self._invoke,
            steps.EnterModule: self._enter_module,
            steps.LeaveModule: self.leave_module,
            steps.JumpToFlow: self._jump,
            steps.EndFlow: self._end_flow,
            steps.Disconnect: self._disconnect,
            steps.Enqueue: self._enqueue,
            steps.MoveToQueue: self._move_to_queue,
            steps.CallBack: self._call_back,
            steps.Dial: self._dial,
        }

    # --- from outside ---

    def start(self, run: Run) -> None:
        self._go(run, (run.flow.start, "start"))

    def wake(self, run: Run, wake: Wake) -> None:
        """Let the block that waits go on."""
        block = run.block
        if run.ended or block is None or block.resume is None:
            return
        if run.frozen:
            run.held = wake
            return
        self._disarm(run)
        if run.at_us == self.timeline.now_us:
            run.same_instant += 1  # a prompt without length, say, which is played for ever
            if run.same_instant > RUNAWAY_BLOCKS:
                self._run_away(run, block.resume(run, wake))
                return
        self._go(run, block.resume(run, wake))

    def press(self, run: Run, key: str) -> bool:
        """Give the caller's key to the block that listens; else keep or drop it.

        Returns:
            Whether a block heard it.
        """
        if run.hears_keys:
            self.wake(run, KeyPressed(key))
            return True
        contact = run.contact
        if contact.dtmf_buffering and len(contact.dtmf_buffer) < BUFFERED_KEYS:
            contact.dtmf_buffer.append(key)
        return False

    def happened(self, run: Run, event: str) -> None:
        """Tell of an event outside; a Wait block alone may be waiting for it."""
        if run.block is not None and run.block.type == "Wait":
            self.wake(run, HappenedOutside(event))

    def stop(self, run: Run) -> None:
        """Break off, in whatever block it is."""
        if run.ended:
            return
        self._disarm(run)
        if run.invocation is not None:
            self.switchboard.lambda_blocks.stop(run)
        self._tell_silence(run)
        run.ended = True

    def freeze(self, run: Run) -> None:
        """Let a run stand still in its block; a function that is out may answer meanwhile."""
        run.frozen = True
        if run.timer is not None:
            run.left_us = run.timer[0] - self.timeline.now_us
            self._disarm(run)

    def thaw(self, run: Run) -> None:
        """Let a frozen run go on, with as much time before it as it had left."""
        run.frozen = False
        wake, run.held = run.held, None
        left_us, run.left_us = run.left_us, None
        if wake is not None:
            self.wake(run, wake)
        elif left_us is not None:
            self._arm(run, left_us)

    # --- the loop ---

    def _go(self, run: Run, answer: Step | Branch | None) -> None:
        """Follow answers from block to block until one waits, or the flow is over.

        This is the hottest loop of the engine: what is asked most often comes first.
        """
        contact, trace, now_us = run.contact, self.switchboard.trace, self.timeline.now_us
        contact_id, channel = contact.id, contact.channel
        if run.at_us != now_us:
            run.at_us = now_us
            run.same_instant = 0
        block = run.block
        for _ in range(RUNAWAY_BLOCKS):
            if answer is NEXT and block is not None:
                branch = block.next or self._unhandled(run, NO_BRANCH)
            elif answer.__class__ is tuple:
                branch = answer
            else:
                branch = self._branch(run, answer)
            if branch is None:
                return
            block, via = branch
            run.block = block
            if trace is not None:
                trace((now_us, "block", contact_id, block.flow, block.identifier, block.type, via))
            if block.every_channel or channel in block.channels:
                answer = block.start(run)
            else:
                answer = self._misfit(run)
        self._run_away(run, answer)

    def _branch(self, run: Run, answer: Step | Branch | None) -> Branch | None:
        """Perform an answer that is not simply NEXT; None when the run waits or is over."""
        while answer is not None:
            kind, block = answer.__class__, run.block
            if answer is NEXT:
                return block.next or self._unhandled(run, NO_BRANCH)  # type: ignore[union-attr]
            if kind is Next:
                value = answer.value  # type: ignore[union-attr]
                branch = block.after_result(value, run)  # type: ignore[union-attr]
                return branch or self._unhandled(run, NO_BRANCH)
            if kind is tuple:
                return answer  # type: ignore[return-value]
            if kind is Failed:
                error = answer.error  # type: ignore[union-attr]
                return block.after_error(error) or self._unhandled(run, error)  # type: ignore[union-attr]
            answer = self._handlers[kind](run, answer)
        return None

    def _misfit(self, run: Run) -> Step:
        """A block that does not run on this channel takes its error branch at once."""
        block = run.block
        mismatch = block is not None and "ChannelMismatch" in block.errors
        return Failed("ChannelMismatch") if mismatch else FAILED

    def _unhandled(self, run: Run, error: str) -> Branch | None:
        """An error without a branch: a module hands it to its caller, a flow stops."""
        while True:
            block = run.block
            flow, identifier = (block.flow, block.identifier) if block is not None else ("", "")
            if not run.stack:
                self.switchboard.tell(run.contact, "failure", error, flow, identifier)
                self._finish(run, f"{error} at {flow}/{identifier}")
                return None
            frame = run.stack.pop()
            run.flow, run.block, run.memory = frame.flow, frame.block, frame.memory
            error = "NoMatchingError"
            branch = frame.block.after_error(error)
            if branch is not None:
                return branch

    def _run_away(self, run: Run, answer: Step | Branch | None) -> None:
        """Stop a flow that goes round without time passing, having gone round once to name it."""
        seen: list[Block] = []
        while len(seen) < NAMED_BLOCKS and not run.ended:
            branch = self._branch(run, answer)
            if branch is None or branch[0] in seen:
                break
            run.block = block = branch[0]
            seen.append(block)
            answer = block.start(run)
        if run.ended:
            return
        first = seen[0] if seen else run.block
        error = f"runaway flow: {' -> '.join(block.identifier for block in seen)}"
        self.switchboard.tell(
            run.contact, "failure", error, run.flow.name, first.identifier if first else ""
        )
        self._finish(run, error)

    def _finish(self, run: Run, failure: str = "") -> None:
        self.stop(run)
        self.switchboard.flow_ends.ended(run, failure)

    def _disarm(self, run: Run) -> None:
        run.hears_keys = False
        run.sound = None
        if run.timer is not None:
            self.timeline.cancel(run.timer)
            run.timer = None

    def _arm(self, run: Run, delay_us: int) -> None:
        run.timer = self.timeline.after(delay_us, self._time_up, run)

    def _time_up(self, run: Run) -> None:
        run.timer = None
        self.wake(run, TIME_UP)

    # --- sound ---

    def _tell_silence(self, run: Run) -> None:
        """Something is heard, or the flow moves on: say how long the functions kept it silent."""
        if run.silent_us:
            block = run.block
            self.switchboard.tell(
                run.contact, "silence", run.silent_us // 1000, block.identifier if block else ""
            )
            run.silent_us = 0

    def _sound(self, run: Run, prompt: Prompt, from_us: int = 0) -> int:
        """Begin a prompt and answer how long the rest of it lasts."""
        if run.silent_us:
            self._tell_silence(run)
        run.chain_us = 0
        language = run.contact.language
        lasts_us = max(0, self.switchboard.speech.lasts_us(prompt, language) - from_us)
        run.sound = Sound(prompt, language, run.at_us, from_us)
        trace = self.switchboard.trace
        if trace is not None:
            trace(
                (
                    run.at_us,
                    "heard",
                    run.contact.id,
                    run.participant,
                    prompt.kind,
                    prompt.content,
                    lasts_us // 1000,
                )
            )
        return lasts_us

    def _play(self, run: Run, step: steps.Play) -> Step | None:
        lasts_us = self._sound(run, step.prompt, step.from_us)
        if step.at_most_us is not None and step.at_most_us < lasts_us:
            lasts_us = step.at_most_us
        if lasts_us == 0 and run.block is not None and run.block.resume is not None:
            return run.block.resume(run, TIME_UP)
        self._arm(run, lasts_us)
        return None

    def _listen(self, run: Run, step: steps.Listen) -> None:
        lasts_us = self._sound(run, step.prompt) if step.prompt is not None else 0
        run.chain_us = 0
        run.hears_keys = True
        self._arm(run, lasts_us + step.limit_us)
        self.switchboard.people.listening(run.contact, lasts_us)

    def _wait(self, run: Run, step: steps.Wait) -> None:
        self._tell_silence(run)
        self._arm(run, step.limit_us)

    # --- functions, modules, flows ---

    def _invoke(self, run: Run, step: steps.Invoke) -> Step | None:
        wake = self.switchboard.lambda_blocks.start(run, step)
        if wake is None or run.block is None or run.block.resume is None:
            return None
        if run.frozen:  # by what the function itself has asked for
            run.held = wake
            return None
        return run.block.resume(run, wake)

    def _enter_module(self, run: Run, step: steps.EnterModule) -> Step | Branch:
        module, block = self.switchboard.directory.module(step.module), run.block
        if module is None or block is None:
            return FAILED
        run.stack.append(Frame(run.flow, block, run.memory))
        run.memory = Memory()
        run.memory.module_input = step.input
        run.flow = module
        return (module.start, "start")

    def leave_module(self, run: Run, step: steps.LeaveModule) -> Step | Branch:
        if not run.stack:
            return steps.END_FLOW
        frame = run.stack.pop()
        run.flow, run.block, run.memory = frame.flow, frame.block, frame.memory
        run.memory.module_result = step.result
        run.memory.module_result_data = step.result_data
        if step.result is None:
            return frame.block.next or FAILED
        return frame.block.after_result(step.result, run) or FAILED

    def _jump(self, run: Run, step: steps.JumpToFlow) -> Step | Branch:
        flow = self.switchboard.directory.flow(step.flow)
        if flow is None:
            return FAILED
        self._replace_flow(run, flow)
        return (flow.start, "start")

    def _replace_flow(self, run: Run, flow: Flow) -> None:
        if run.stack:
            run.memory = run.stack[0].memory
            run.stack.clear()
        run.memory.flow_attributes = NOTHING  # they live for one flow only
        run.flow = flow

    # --- what ends the flow, or asks the switchboard ---

    def _end_flow(self, run: Run, _step: steps.EndFlow) -> None:
        self._finish(run)

    def _disconnect(self, run: Run, _step: steps.Disconnect) -> Step | None:
        return self.switchboard.flow_ends.disconnect(run)

    def _enqueue(self, run: Run, _step: steps.Enqueue) -> Step | None:
        return self.switchboard.queueing.transfer(run)

    def _move_to_queue(self, run: Run, step: steps.MoveToQueue) -> Step | None:
        return self.switchboard.queueing.move(run, step.queue)

    def _call_back(self, run: Run, step: steps.CallBack) -> Step:
        return self.switchboard.callbacks.promise(run, step)

    def _dial(self, run: Run, step: steps.Dial) -> Step | None:
        return self.switchboard.third_parties.dial(run, step)
