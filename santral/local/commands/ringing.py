"""What `call` shows while a call is played, and how it says that the call is over."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from santral.domain.errors import InputError
from santral.engine.answering import Manners, People
from santral.engine.caller import ScriptedCaller, hang_up_after, parse_keys
from santral.engine.contact import Chain, Contact
from santral.engine.telling import Said
from santral.engine.timeline import SECOND
from santral.engine.trace import Event, as_plain
from santral.local import playing
from santral.local.playing import LiveCaller, play_live, play_out
from santral.local.real_time import RealTime
from santral.local.terminal import Paint, paint_for, say, speaks_unicode
from santral.local.transcript import Transcript, record_in_short
from santral.stores.phone_numbers import PhoneNumbersByMetadata

HIDDEN: Final = "hidden"
HOLDS_S: Final = 30


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asks for: the options of `call` that concern any centre, as written."""

    from_: str
    to: str | None
    keys: str
    at: str | None
    date: str | None
    hang_up_after: int
    agents: int | None
    seed: int
    json: bool
    details: bool
    live: bool


class Centre(playing.Centre, Protocol):
    @property
    def records(self) -> list[dict[str, object]]: ...


@dataclass(slots=True)
class Show:
    """A trace's sink that prints: the transcript, or JSON lines."""

    wish: Wish
    transcript: Transcript
    failed: bool = False
    paint: Paint = field(default_factory=lambda: paint_for(sys.stdout))

    def __call__(self, event: Event) -> None:
        if event[1] == "failure":
            self.failed = True
        if self.wish.json:
            say(_as_json(as_plain(event)))
            return
        self._print(self.transcript.lines(event))
        if self.wish.live and event[1] == "joined":
            said = Said("", "(here you would talk; h hangs up)", "quiet")
            self._print(self.transcript.line(event[0], said))

    def begin(self, title: str, why: str) -> None:
        """Say whom and when, and why then; beside JSON only the latter, and on stderr."""
        text = f"{title} ({why})" if why else title
        if not self.wish.json:
            say(self.paint("title", text))
            if self.wish.live and sys.stdin.isatty():
                say(self.paint("quiet", "keys: 0-9 * #   h or Ctrl-C hangs up"))
            say()
        elif why:
            say(text, error=True)

    def end(self, records: Sequence[Mapping[str, Any]], stored: Sequence[str] = ()) -> None:
        """Show the contact records, and what else the call has left behind."""
        if self.wish.json:
            say(_as_json(records))
            return
        say()
        for label, texts in (
            ("record", [record_in_short(each, self.transcript.names) for each in records]),
            ("kept", stored),
        ):
            for text in texts:
                say(f"{self.paint('title', f'{label:<7}')} {text}")

    def _print(self, lines: Sequence[str]) -> None:
        for line in lines:
            say(line)


def people_for(wish: Wish, agents: Manners) -> tuple[People, LiveCaller | None]:
    """Make the caller and the agents of this call.

    Raises:
        InputError: --keys cannot be read.
    """
    if not wish.live:
        return People(ScriptedCaller(parse_keys(wish.keys, what="--keys")).her_turn, agents), None
    if wish.keys:
        raise InputError("--keys does not go with --live: the keys are yours")
    live = LiveCaller()
    return People(live.her_turn, Manners(agents.answers_us, talks_us=None)), live


def ring(
    centre: Centre,
    wish: Wish,
    call: Callable[[], Contact],
    live: LiveCaller | None,
    driver: RealTime | None = None,
) -> Contact:
    """Make the call and play it until nothing of it is left."""
    if live is not None:
        live.board = centre.switchboard

    def begin() -> Contact:
        contact = call()
        hang_up_after(centre.switchboard, contact, wish.hang_up_after)
        return contact

    if live is not None:
        return play_live(centre, begin, live, driver or RealTime(centre.timeline), sys.stdin)
    contact = begin()
    play_out(centre, contact)
    return contact


def records_of(centre: Centre, chain: Chain) -> list[dict[str, object]]:
    """Pick the contact records of one chain, in the order in which they were published."""
    return [
        record
        for record in centre.records
        if chain.initial_id in (record["InitialContactId"], record["ContactId"])
    ]


def manners(answers_s: int, *, holds: bool = False) -> Manners:
    return Manners(answers_s * SECOND, holds_us=HOLDS_S * SECOND if holds else 0)


def number(written: str, region: str, option: str) -> str | None:
    """Read a telephone number into E.164; None for a hidden one.

    Args:
        region: the ISO country whose local form it may have.

    Raises:
        InputError: it is no number.
    """
    if written == HIDDEN:
        return None
    e164 = PhoneNumbersByMetadata().parse(written, region)
    if e164 is None:
        raise InputError(f"{option}: expected a telephone number, as +902120000001")
    return e164


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=not speaks_unicode(sys.stdout), default=dict)
