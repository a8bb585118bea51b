"""Speaks, as a process of its own: texts come by its input, samples go by its output.

espeak-ng is under the GPL 3. It is never loaded into the centre's own process, nor deployed; where
it is not installed, prompts are silent. It can also be broken by what it is asked to say.

A question: number, size of the rest, 1 for SSML, size of the voice's name, its name, the text. An
answer: number, size of the rest, samples at 8 kHz, 16 bits, mono; none where it cannot be said.
"""

import ctypes
import signal
import struct
import sys
from typing import Any, BinaryIO

QUESTION = struct.Struct("<II?B")
ANSWER = struct.Struct("<II")
RATE = 8_000

# Source: speak_lib.h of espeak-ng 1.52.
_SYNCHRONOUS = 2  # samples are handed over, not played, and before the call returns
_BUFFER_MS = 200
_BY_CHARACTER = 1
_UTF_8, _SSML = 1, 0x10


def question(number: int, text: str, voice: str, *, is_markup: bool) -> bytes:
    """Write a question."""
    name, said = voice.encode(), text.replace("\0", " ").encode("utf-8", "replace")
    head = QUESTION.pack(number, QUESTION.size + len(name) + len(said), is_markup, len(name))
    return head + name + said


class Voice:
    """espeak-ng's library, which has one voice at a time."""

    def __init__(self) -> None:
        import espeakng_loader  # type: ignore[import-untyped]

        self._library = library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        self.rate = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, data, 0)
        if self.rate <= 0:
            raise RuntimeError("espeak-ng cannot be initialized")
        self._spoken = bytearray()
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._callback = kind(self._take)  # as long as the library has it, it must not go
        library.espeak_SetSynthCallback(self._callback)

    def speak(self, text: bytes, voice: str, *, is_markup: bool) -> bytes:
        """Return samples at the library's rate; English where it has not that voice."""
        if self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            self._library.espeak_SetVoiceByName(b"en-us")
        self._spoken.clear()
        flags = _UTF_8 | (_SSML if is_markup else 0)
        size = ctypes.c_size_t(len(text) + 1)
        self._library.espeak_Synth(text, size, 0, _BY_CHARACTER, 0, flags, None, None)
        return bytes(self._spoken)

    def _take(self, samples: int | None, count: int, _events: object) -> int:
        if samples and count > 0:
            self._spoken += ctypes.string_at(samples, 2 * count)
        return 0


def resampled(samples: bytes, rate: int) -> bytes:
    """Bring samples to 8 kHz."""
    import av

    if not samples:
        return b""
    frame = av.AudioFrame(format="s16", layout="mono", samples=len(samples) // 2)
    frame.planes[0].update(samples)
    frame.sample_rate = rate
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    made = [*resampler.resample(frame), *resampler.resample(None)]
    return b"".join(bytes(each.planes[0])[: 2 * each.samples] for each in made)


def answer_all(questions: BinaryIO, answers: BinaryIO, voice: Any) -> None:
    """Answer until there are no more questions."""
    while len(head := questions.read(QUESTION.size)) == QUESTION.size:
        number, size, is_markup, name_size = QUESTION.unpack(head)
        rest = questions.read(size - QUESTION.size)
        name, text = rest[:name_size].decode(), rest[name_size:]
        spoken = resampled(voice.speak(text, name, is_markup=is_markup), voice.rate)
        answers.write(ANSWER.pack(number, len(spoken)) + spoken)
        answers.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the centre, which ends this one
    resampled(bytes(2), RATE)  # the first sentence would wait for the import
    answer_all(sys.stdin.buffer, sys.stdout.buffer, Voice())
