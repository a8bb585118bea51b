"""What prompts sound like, and so how long they last.

Texts are spoken by espeak-ng where it is installed; what else a flow plays is made-up music.
"""

from __future__ import annotations

import struct
import subprocess
import sys
from collections import OrderedDict
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooSlow
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Thread
from typing import Final, Protocol

import numpy as np

from santral.engine.ports import EstimatedSpeech
from santral.engine.steps import Prompt
from santral.engine.timeline import MILLISECOND, SECOND
from santral.local.voice import espeak
from santral.local.voice.markup import spoken_markup, voice_of
from santral.local.voice.sound import Samples, tune
from santral.local.wav import RATE

# The engine waits for the length, and everybody with it. A sentence takes some 10 ms; one that
# takes longer lasts as long as was estimated, this time.
WAITS_S: Final = 0.04
_KEPT: Final = 400  # sentences; one has some 80 kB
_LEAST_US: Final = 200 * MILLISECOND  # a flow that plays dots in a loop would run away otherwise
_LONGEST: Final = 6_000  # characters; a prompt of Connect's has 3,000 (SSML 6,000)
_AT_ONCE: Final = 8  # more would fill the pipe, and writing into it block
_STARTS: Final = 3  # of a process that breaks down

_SPOKEN: Final = ("Text", "SSML")


class Sounds(Protocol):
    def samples(self, prompt: Prompt, language: str | None) -> Samples | None:
        """Return what a prompt sounds like; None where that is not known, or not yet."""
        ...


class Music:
    """Recorded prompts, which this computer does not have, as tunes; texts in silence."""

    def __init__(self) -> None:
        self._estimated = EstimatedSpeech()
        self._tunes: dict[Prompt, Samples] = {}

    def lasts_us(self, prompt: Prompt, language: str | None) -> int:
        """Tell how long a prompt lasts, in microseconds; the engine asks."""
        return self._estimated.lasts_us(prompt, language)

    def samples(self, prompt: Prompt, language: str | None) -> Samples | None:
        if prompt.kind in _SPOKEN:
            return None
        found = self._tunes.get(prompt)
        if found is None:
            seconds = self.lasts_us(prompt, language) / SECOND
            found = self._tunes[prompt] = tune(prompt.content, seconds)
        return found

    def close(self) -> None: ...


class SpokenPrompts(Music):
    """Texts in espeak-ng's voices."""

    def __init__(self) -> None:
        super().__init__()
        self._speaker = Speaker()
        self._spoken: OrderedDict[tuple[str, str, str], Future[Samples | None]] = OrderedDict()

    def lasts_us(self, prompt: Prompt, language: str | None) -> int:
        if prompt.kind not in _SPOKEN or not prompt.content.strip():
            return super().lasts_us(prompt, language)
        try:
            samples = self._speak(prompt, language).result(WAITS_S)
        except TooSlow:
            samples = None
        if samples is None:
            return super().lasts_us(prompt, language)
        return max(_LEAST_US, len(samples) * SECOND // RATE)

    def samples(self, prompt: Prompt, language: str | None) -> Samples | None:
        if prompt.kind not in _SPOKEN:
            return super().samples(prompt, language)
        spoken = self._speak(prompt, language)
        return spoken.result() if spoken.done() else None

    def close(self) -> None:
        self._speaker.close()

    def _speak(self, prompt: Prompt, language: str | None) -> Future[Samples | None]:
        voice = voice_of(language)
        key = (prompt.kind, prompt.content, voice)
        spoken = self._spoken.get(key)
        if spoken is not None:
            self._spoken.move_to_end(key)
            return spoken
        text = prompt.content[:_LONGEST]
        if prompt.kind == "SSML":
            text = spoken_markup(text)
        spoken = self._speaker.ask(text, voice, is_markup=prompt.kind == "SSML")
        if not spoken.done() or spoken.result() is not None:
            self._spoken[key] = spoken
        while len(self._spoken) > _KEPT:
            self._spoken.popitem(last=False)
        return spoken


class Speaker:
    """The process that speaks. It is begun anew where it breaks down, a few times."""

    def __init__(self) -> None:
        self._asked: dict[int, Future[Samples | None]] = {}
        self._number = self._starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = Lock()  # against the thread that listens
        self._start()

    def ask(self, text: str, voice: str, *, is_markup: bool) -> Future[Samples | None]:
        """Have a text spoken; the answer is None where it cannot be."""
        with self._lock:
            return self._ask(text, voice, is_markup=is_markup)

    def _ask(self, text: str, voice: str, *, is_markup: bool) -> Future[Samples | None]:
        answer: Future[Samples | None] = Future()
        if self._process is None and not self._closed and self._starts < _STARTS:
            self._start()
        process = self._process
        if process is None or process.stdin is None or len(self._asked) >= _AT_ONCE:
            answer.set_result(None)
            return answer
        self._number += 1
        self._asked[self._number] = answer
        # Where it is gone, whoever listens to it finds out, and answers.
        with suppress(OSError):
            process.stdin.write(espeak.question(self._number, text, voice, is_markup=is_markup))
            process.stdin.flush()
        return answer

    def close(self) -> None:
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            _end(process)

    def _start(self) -> None:
        self._starts += 1
        # A script, not `-m`: it needs nothing of this package, whose licence is another one.
        self._process = process = subprocess.Popen(  # noqa: S603 - our own script
            [sys.executable, "-P", str(Path(espeak.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        Thread(target=self._listen, args=(process,), name="speech", daemon=True).start()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        stdout = process.stdout
        if stdout is None:
            raise AssertionError("its output is a pipe")
        with stdout:
            while True:
                head = stdout.read(espeak.ANSWER.size)
                if len(head) < espeak.ANSWER.size:
                    break
                number, size = struct.unpack(espeak.ANSWER.format, head)
                self._answer(number, stdout.read(size))
        self._broken(process)

    def _answer(self, number: int, octets: bytes) -> None:
        answer = self._asked.pop(number, None)
        if answer is not None:
            answer.set_result(np.frombuffer(octets, "<i2").astype(np.int16) if octets else None)

    def _broken(self, process: subprocess.Popen[bytes]) -> None:
        """It will not answer any more; what it was asked, it is not asked again."""
        with self._lock:
            if self._process is process:
                self._process = None
                _end(process)
            for number in list(self._asked):
                self._answer(number, b"")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it go by the end of its input, or by force."""
    if process.stdin is not None:
        with suppress(OSError):  # what is left to be written has nobody to read it
            process.stdin.close()
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def open_speech() -> Music:
    """Speak if this installation can."""
    installed = find_spec("espeakng_loader") is not None and find_spec("av") is not None
    return SpokenPrompts() if installed else Music()
