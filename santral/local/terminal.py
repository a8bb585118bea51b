"""The user's terminal: colours where it has them, letters that it can show, keys without Enter."""

from __future__ import annotations

import codecs
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Thread
from typing import Any, Final, Self, TextIO

COLUMNS: Final = 80

_RUSSIAN: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN: Final = (
    *("a", "b", "v", "g", "d", "e", "yo", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p"),
    *("r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"),
)
_CYRILLIC: Final = dict(zip(_RUSSIAN, _LATIN, strict=True))
_PLAIN: Final = str.maketrans(
    {"ı": "i", "…": "...", "—": "-", "–": "-", "·": "-", "“": '"', "”": '"', "«": '"', "»": '"',
     "’": "'", "♪": "~", "→": "->", "№": "No"}
)  # fmt: skip

_TONES: Final[Mapping[str, str]] = {
    "heard": "36",  # cyan
    "caller": "1;33",
    "agent": "32",
    "quiet": "2",
    "warning": "35",
    "failure": "1;31",
    "title": "1",
}

_AT_ONCE: Final = 64  # bytes; somebody may paste

Key = Callable[[str | None], None]


@dataclass(frozen=True, slots=True)
class Paint:
    """Colours a text by its tone; leaves it alone where the terminal has no colours."""

    on: bool = False

    def __call__(self, tone: str, text: str) -> str:
        code = _TONES.get(tone)
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and code and text else text


def paint_for(stream: TextIO, environment: Mapping[str, str] | None = None) -> Paint:
    """Choose colours or none. Source: no-color.org; terminfo's name `dumb`."""
    variables = os.environ if environment is None else environment
    plain = bool(variables.get("NO_COLOR")) or variables.get("TERM", "dumb") == "dumb"
    return Paint(on=stream.isatty() and not plain)


def prepare() -> None:
    """Let stdout and stderr write every text, by the nearest letters where they lack its own."""
    codecs.register_error("nearest", _nearest)
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., object] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="nearest")


def say(text: str = "", *, error: bool = False) -> None:
    """Print a line at once. (typer.echo would write UTF-8 where the terminal cannot show it.)"""
    stream = sys.stderr if error else sys.stdout
    stream.write(f"{text}\n")
    stream.flush()


def speaks_unicode(stream: TextIO) -> bool:
    return (stream.encoding or "ascii").lower().replace("-", "").startswith("utf")


def nearest_ascii(text: str) -> str:
    """Write a text with the letters of ASCII, as people do who lack their own.

    >>> nearest_ascii("Hoş geldiniz, Ayşe… Борщ")
    'Hos geldiniz, Ayse... Borshch'
    """
    return "".join(_near(letter) for letter in text)


def _near(letter: str) -> str:
    if letter.lower() in _CYRILLIC:
        latin = _CYRILLIC[letter.lower()]
        return latin if letter.islower() else latin.capitalize()
    bare = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    bare = "".join(each for each in bare if not unicodedata.combining(each))
    return bare if bare.isascii() else "?"


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return nearest_ascii(error.object[error.start : error.end]), error.end


def silence_stdout() -> None:
    """Stop writing: whoever read has gone. Else Python complains when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Keyboard:
    """Reads keys on a thread of its own while it is entered.

    On a terminal each key counts at once; else a line does, with all its keys. `heard` is called
    on that thread, with None at the end of the input.
    """

    def __init__(self, stream: TextIO, heard: Key) -> None:
        self._stream, self._heard = stream, heard
        self._settings: list[Any] | None = None

    @property
    def is_terminal(self) -> bool:
        return self._stream.isatty()

    def __enter__(self) -> Self:
        if self.is_terminal:
            self._settings = _give_single_keys(self._stream)
        Thread(target=self._read, daemon=True, name="keyboard").start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._settings is not None:
            import termios

            termios.tcsetattr(self._stream.fileno(), termios.TCSADRAIN, self._settings)

    def _read(self) -> None:
        if self._settings is None:
            for line in self._stream:
                self._heard(line.strip())
        else:
            while typed := os.read(self._stream.fileno(), _AT_ONCE).decode(errors="replace"):
                if "\x04" in typed:  # Ctrl-D
                    break
                # An arrow or a function key sends several letters that begin with escape.
                for key in "" if typed.startswith("\x1b") else typed:
                    self._heard(key)
        self._heard(None)


def _give_single_keys(stream: TextIO) -> list[Any] | None:
    """Switch a terminal to single keys without echo; Ctrl-C stays what it is. None on Windows."""
    try:
        import termios
        import tty
    except ImportError:
        return None
    before = termios.tcgetattr(stream.fileno())
    # Without DRAIN, what was typed before would be thrown away.
    tty.setcbreak(stream.fileno(), termios.TCSADRAIN)
    return before
