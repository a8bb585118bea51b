"""Plays one call to its end, in virtual time or with the wall clock, on any centre."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import SIGINT, SIGTERM, Signals
from threading import Event, current_thread, main_thread
from types import FrameType
from typing import Final, Protocol, TextIO

from santral.engine.caller import THINKS_US, customers_contact, hang_up, is_over
from santral.engine.contact import Chain, Contact, Stage
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import HOUR, Timeline
from santral.local.real_time import RealTime
from santral.local.terminal import Keyboard

# A callback that nobody is there to make would wait for ever; see engine/callbacks.py.
HORIZON_US: Final = 8 * 24 * HOUR
KEYS: Final = frozenset("0123456789*#")
HANGS_UP: Final = frozenset("hHqQ")


class Centre(Protocol):
    """What a call needs of a centre."""

    @property
    def timeline(self) -> Timeline: ...

    @property
    def switchboard(self) -> Switchboard: ...


@contextmanager
def on_interrupt(act: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C call `act` instead of breaking off in the middle of something.

    A second one breaks off.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = {each: signal.getsignal(each) for each in (SIGINT, SIGTERM)}

    def handle(number: int, frame: FrameType | None) -> None:
        signal.signal(number, before[Signals(number)])
        act()

    for each in before:
        signal.signal(each, handle)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def play_out(centre: Centre, contact: Contact) -> None:
    """Let virtual time pass until nothing of the chain is left. Ctrl-C hangs up."""
    board, timeline = centre.switchboard, centre.timeline
    horizon_us = timeline.now_us + HORIZON_US
    interrupted = Event()

    def over() -> bool:
        if interrupted.is_set():
            interrupted.clear()
            hang_up(board, contact)
        return is_over(board, contact.chain) or timeline.now_us > horizon_us

    with on_interrupt(interrupted.set):
        timeline.run(until=over)
    for left in [each for each in board.contacts.values() if each.chain is contact.chain]:
        board.end(left, "EXPIRED")


class LiveCaller:
    """Somebody at a keyboard.

    On a terminal a key counts when it is pressed. From a pipe, a line counts when it is the
    caller's turn, and the end of the input hangs up then.

    Attributes:
        board: set before she rings.
        chain: of her call, once it has arrived.
    """

    board: Switchboard
    chain: Chain | None = None

    def __init__(self) -> None:
        self._lines: deque[str] = deque()
        self._ended = False

    def her_turn(self, contact: Contact, prompt_us: int) -> None:
        self.board.timeline.after(prompt_us + THINKS_US, lambda _: self._speak())

    def heard_key(self, key: str | None) -> None:
        """Take one key of a terminal; None = the terminal has gone."""
        contact = self._present()
        if contact is None:
            return
        if key is None or key in HANGS_UP:
            self.board.hang_up(contact)
        elif key in KEYS:
            self.board.press(contact, key)

    def heard_line(self, line: str | None) -> None:
        """Take one line of a pipe; None = there are no more."""
        if line is None:
            self._ended = True
        else:
            self._lines.append(line)
        self._speak()

    def _speak(self) -> None:
        contact = self._present()
        if contact is None or not _listened_to(contact):
            return
        if self._lines:
            for key in self._lines.popleft():
                self.heard_key(key)
            if contact.stage is Stage.WITH_AGENT:
                self.her_turn(contact, 0)
        elif self._ended:
            self.heard_key(None)

    def _present(self) -> Contact | None:
        return None if self.chain is None else customers_contact(self.board, self.chain)


def _listened_to(contact: Contact) -> bool:
    run = contact.run
    return contact.stage is Stage.WITH_AGENT or (run is not None and run.hears_keys)


def play_live(
    centre: Centre, call: Callable[[], Contact], caller: LiveCaller, driver: RealTime, stdin: TextIO
) -> Contact:
    """Call, and play with the wall clock until the customer is gone; the rest in virtual time."""
    board = centre.switchboard
    heard = caller.heard_key if stdin.isatty() else caller.heard_line
    with (
        Keyboard(stdin, lambda key: driver.post(lambda: heard(key))),
        on_interrupt(lambda: driver.post(lambda: caller.heard_key(None))),
    ):
        contact = call()
        caller.chain = contact.chain
        driver.run(until=lambda: customers_contact(board, contact.chain) is None)
    play_out(centre, contact)
    return contact
