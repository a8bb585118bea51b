"""A caller who does what a script says: presses keys when she is asked, and hangs up in time."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from santral.domain.errors import InputError
from santral.engine.contact import Chain, Contact
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import MILLISECOND, SECOND

# She hears the prompt out, thinks, and types.
THINKS_US: Final = 500 * MILLISECOND
BETWEEN_KEYS_US: Final = 200 * MILLISECOND
LONGEST_WAIT_S: Final = 86_400

_WAIT = re.compile(r"[wW]([0-9]{1,5})")
_KEYS = re.compile(r"[0-9*#]+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What she does when an input block asks her: first waits, then types. No keys is silence."""

    keys: str
    wait_us: int = 0


def parse_keys(text: str, *, what: str = "keys") -> tuple[Turn, ...]:
    """Read `1,w5,2#`: groups of keys, one for each input block; `wN` waits N seconds first.

    Args:
        what: how an error calls the text.

    Raises:
        InputError: something else stands there.
    """
    turns: list[Turn] = []
    wait_us = 0
    for written in text.split(",") if text.strip() else ():
        group = written.strip()
        waits = _WAIT.fullmatch(group)
        if waits and int(waits[1]) <= LONGEST_WAIT_S:
            wait_us += int(waits[1]) * SECOND
        elif _KEYS.fullmatch(group):
            turns.append(Turn(group, wait_us))
            wait_us = 0
        else:
            raise InputError(
                f"{what}: expected groups of 0-9, * and #, or wN to wait N seconds, "
                "with commas between them, as 1,w5,2#"
            )
    return tuple(turns)


def customers_contact(board: Switchboard, chain: Chain) -> Contact | None:
    """Find the contact on which this customer is at present: one that she has not left."""
    return next(
        (
            contact
            for contact in board.chains.get(chain.initial_id, ())
            if contact.disconnected_us is None and contact.connected_us is not None
        ),
        None,
    )


def is_over(board: Switchboard, chain: Chain) -> bool:
    """Whether nothing of this chain is left: no customer, no callback, no agent's work."""
    return chain.initial_id not in board.chains


def hang_up(board: Switchboard, contact: Contact) -> None:
    """Let the customer hang up, on whatever segment of her chain she is."""
    present = customers_contact(board, contact.chain)
    if present is not None:
        board.hang_up(present)


def hang_up_after(board: Switchboard, contact: Contact, seconds: int) -> None:
    board.timeline.after(seconds * SECOND, lambda _: hang_up(board, contact))


class ScriptedCaller:
    """Types the next group of keys each time that an input block listens."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = deque(turns)
        self._typing = False

    @property
    def turns_left(self) -> int:
        """Count the groups of keys that nothing has asked for yet."""
        return len(self._turns)

    def her_turn(self, contact: Contact, prompt_us: int) -> None:
        run = contact.run
        # Keys of her last group may still come; and a block in the middle of an entry has had its
        # own group.
        if self._typing or run is None or run.participant != "CUSTOMER" or run.progress:
            return
        if self._turns:
            turn = self._turns.popleft()
            self._typing = True
            board = run.switchboard
            typing = (board, contact.chain, turn.keys)
            board.timeline.after(prompt_us + THINKS_US + turn.wait_us, self._type, typing)

    def _type(self, typing: tuple[Switchboard, Chain, str]) -> None:
        board, chain, keys = typing
        contact = customers_contact(board, chain)
        rest = keys[1:] if contact is not None else ""
        self._typing = bool(rest)
        if rest:
            board.timeline.after(BETWEEN_KEYS_US, self._type, (board, chain, rest))
        if contact is not None:
            board.press(contact, keys[0])
