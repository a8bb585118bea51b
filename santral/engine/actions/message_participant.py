"""MessageParticipant: say something and go on.

Source: Administrator Guide, "Play prompt"; API Reference, MessageParticipant. The console also
writes SkipWhenDTMFBufferEnabled, which no page names.
"""

from __future__ import annotations

from dataclasses import dataclass

from santral.engine.prompts import PromptTemplate, read_prompt
from santral.engine.reader import ParameterReader
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Play, Step, Wake


@dataclass(frozen=True, slots=True)
class MessageParticipant:
    prompt: PromptTemplate | None
    skips_for_buffer: bool
    constant: Play | None

    transitions = Transitions(optional=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        if run.contact.channel != "VOICE":
            return self._write(run)
        if self.skips_for_buffer and run.contact.dtmf_buffering and run.contact.dtmf_buffer:
            return NEXT
        if self.constant is not None:
            return self.constant
        prompt = self.prompt.resolve(run) if self.prompt is not None else None
        return FAILED if prompt is None else Play(prompt)

    def _write(self, run: Run) -> Step:
        """Chat shows the text; a task or an e-mail goes on as if it had."""
        if self.prompt is None or not self.prompt.plays_on(run.contact.channel):
            return FAILED
        if run.contact.channel == "CHAT":
            run.switchboard.show(run, self.prompt.template.text(run))
        return NEXT

    def resume(self, run: Run, wake: Wake) -> Step:
        return NEXT


@action("MessageParticipant")
def read(reader: ParameterReader) -> MessageParticipant:
    prompt = read_prompt(reader)
    constant = Play(prompt.constant) if prompt is not None and prompt.constant else None
    return MessageParticipant(prompt, reader.flag("SkipWhenDTMFBufferEnabled"), constant)
