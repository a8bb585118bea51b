"""GetParticipantInput: a menu key, or digits to store, or the switch of the touch-tone buffer.

Source: Administrator Guide, "Get customer input", "Store customer input" (no digit in time: the
success branch, with the text `Timeout`); flow language reference, GetParticipantInput; the
touch-tone buffer as the console exports it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from santral.engine.entries import ENCRYPTED, Entry, PhoneNumberRule, read_entry
from santral.engine.prompts import PromptTemplate, read_prompt
from santral.engine.reader import ParameterReader
from santral.engine.registry import VOICE, Action, Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Failed, KeyPressed, Listen, Next, Step, Wake, result

KEYS = "0123456789*#"
LONGEST_S = 180
TIMEOUT = "Timeout"  # what is stored when no digit came in time

TOO_LATE = Failed("InputTimeLimitExceeded")
INVALID_NUMBER = Failed("InvalidPhoneNumber")
RESULTS: Mapping[str, Next] = {key: result(key) for key in KEYS}


def _buffered(run: Run) -> list[str] | None:
    """Answer the keys typed ahead, oldest first; None when there are none or nobody keeps them."""
    contact = run.contact
    return contact.dtmf_buffer or None if contact.dtmf_buffering else None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how long the caller has for the first key."""

    prompt: PromptTemplate | None
    limit_us: int
    constant: Listen | None

    def listen(self, run: Run) -> Step:
        if self.constant is not None:
            return self.constant
        prompt = self.prompt.resolve(run) if self.prompt is not None else None
        return FAILED if prompt is None else Listen(self.limit_us, prompt)


@dataclass(frozen=True, slots=True)
class Menu:
    """One key decides."""

    question: Question

    transitions = Transitions(
        required=("NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded"),
        operators=("Equals",),
        operands=tuple(KEYS),
        next_taken=False,
    )

    def start(self, run: Run) -> Step:
        ahead = _buffered(run)
        if ahead is not None:
            return RESULTS.get(ahead.pop(0), FAILED)
        return self.question.listen(run)

    def resume(self, run: Run, wake: Wake) -> Step:
        return RESULTS.get(wake.key, FAILED) if isinstance(wake, KeyPressed) else TOO_LATE


@dataclass(frozen=True, slots=True)
class Store:
    """Digits until the terminator, the greatest length, or a pause; run.progress has them so far.

    Attributes:
        first: how the caller begins again after the cancel key.
    """

    question: Question
    entry: Entry
    encrypts: bool
    first: Listen

    @property
    def transitions(self) -> Transitions:
        if isinstance(self.entry.rule, PhoneNumberRule):
            return Transitions(required=("NoMatchingError", "InvalidPhoneNumber"))
        return Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        run.progress = ""
        ahead = _buffered(run)
        if ahead is None:
            return self.question.listen(run)
        step = self._take(run, ahead.pop(0))
        while ahead and isinstance(step, Listen):
            step = self._take(run, ahead.pop(0))
        return step

    def resume(self, run: Run, wake: Wake) -> Step:
        if isinstance(wake, KeyPressed):
            return self._take(run, wake.key)
        typed = str(run.progress)
        return self._finish(run, self.entry.without_terminator(typed) if typed else TIMEOUT)

    def _take(self, run: Run, key: str) -> Step:
        """Add one key; answer Listen while more may come."""
        entry, typed = self.entry, str(run.progress)
        if entry.was_complete(typed, key):
            # The key came after the terminator: it is for whatever listens next.
            if run.contact.dtmf_buffering:
                run.contact.dtmf_buffer.insert(0, key)
            return self._finish(run, entry.without_terminator(typed))
        if key == entry.cancel_key:
            run.progress = ""
            return self.first
        run.progress = typed = typed + key
        if entry.is_complete(typed):
            return self._finish(run, entry.without_terminator(typed))
        return entry.next_key(run) or FAILED

    def _finish(self, run: Run, typed: str) -> Step:
        run.progress = None
        memory = run.memory
        rule = self.entry.rule
        if typed == TIMEOUT:
            memory.stored_input = typed
        elif isinstance(rule, PhoneNumberRule):
            number = rule.parse(typed, run)
            if number is None:
                return INVALID_NUMBER
            memory.stored_input = number
        elif self.encrypts:
            run.warn("the input was thrown away: what encrypts it in Connect is not here")
            memory.stored_input = ENCRYPTED
        else:
            memory.stored_input = typed
        return NEXT


@dataclass(frozen=True, slots=True)
class TouchToneBuffer:
    """Keep, or no longer keep, the keys that are pressed while nothing listens."""

    on: bool

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        contact = run.contact
        contact.dtmf_buffering = self.on
        if not self.on and contact.dtmf_buffer:
            contact.dtmf_buffer.clear()
        return NEXT


@action("GetParticipantInput", channels=VOICE)
def read(reader: ParameterReader) -> Action:
    if reader.has("EnableDTMFBuffer"):
        return TouchToneBuffer(reader.flag("EnableDTMFBuffer"))
    stores = reader.flag("StoreInput")
    question = _read_question(reader)
    if stores:
        entry = read_entry(reader)
        encrypts = _read_encryption(reader, entry)
        return Store(question, entry, encrypts, Listen(question.limit_us))
    _read_idle_settings(reader)
    return Menu(question)


def _read_question(reader: ParameterReader) -> Question:
    prompt = read_prompt(reader)
    limit_us = reader.seconds_us("InputTimeLimitSeconds", 1, LONGEST_S, required=True)
    constant = Listen(limit_us, prompt.constant) if prompt and prompt.constant else None
    return Question(prompt, limit_us, constant)


def _read_encryption(reader: ParameterReader, entry: Entry) -> bool:
    encryption = reader.object("InputEncryption")
    if encryption is None:
        return False
    encryption.dynamic("EncryptionKeyId", required=True)
    encryption.dynamic("Key", required=True)
    if isinstance(entry.rule, PhoneNumberRule):
        reader.refused("InputEncryption", "it goes with CustomValidation only")
    return True


def _read_idle_settings(reader: ParameterReader) -> None:
    """Read what exports carry in a menu, where it has no effect."""
    for name in ("InputValidation", "InputEncryption"):
        if reader.has(name):
            reader.raw(name)
            reader.refused(name, "it goes with StoreInput True only")
    reader.raw("DTMFConfiguration")
