"""What goes over a tab's line, as text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING, Final

from santral.engine.contact import Contact
from santral.engine.routing.agents import AgentStatus, RoutingProfile
from santral.local.connect.ccp.snapshot import configuration, snapshot

if TYPE_CHECKING:
    from santral.local.connect.ccp.seat import Seat

UPDATE: Final = "agent::update"
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def frame(event: str, data: object) -> str:
    return _framed(event, _text(data))


def read_frame(text: str) -> tuple[object, object]:
    """Read what a tab says, strictly: most of it goes on to her other tabs as it came.

    Half of a surrogate pair, as of a text that was cut within an emoji, is JSON, but no text that
    could be sent on; it becomes U+FFFD.

    Returns:
        The event, and its data; None for none.

    Raises:
        ValueError: it is no frame that a browser can send or read.
    """
    try:
        message = json.loads(text, parse_constant=_refuse, parse_float=_number)
        if "\\u" in text:
            message = json.loads(_whole(_text(message)))
        return message["event"], message.get("data")
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("expected {event, data}") from error


def _whole(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _refuse(_: str) -> None:
    raise ValueError("expected JSON without NaN and Infinity")


def _number(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError("expected numbers that are finite")
    return number


class Updates:
    """Writes how an agent is: always the whole of it.

    Her settings are most of the text and seldom change, so that they are written once: for 200
    agents who are told at one instant, that takes 12 ms instead of 23.
    """

    def __init__(self, seat: Seat) -> None:
        self._seat = seat
        self._settings = ""
        self._written_for: tuple[int, RoutingProfile] | None = None

    def frame(self, cut_off: Iterable[Contact] = (), pending: AgentStatus | None = None) -> str:
        """
        Args:
            cut_off: contacts that an earlier run was stopped under, and she has not closed yet.
            pending: the status that she goes to once she has closed those.
        """
        seat = self._seat
        wanted = (seat.instance.edition, seat.agent.profile)
        if wanted != self._written_for:
            self._settings, self._written_for = _text(configuration(seat)), wanted
        now = _text(snapshot(seat, cut_off, pending))
        return _framed(UPDATE, f'{{"snapshot":{now},"configuration":{self._settings}}}')


def _framed(event: str, data: str) -> str:
    return f'{{"event":{_text(event)},"data":{data}}}'


def _text(data: object) -> str:
    return _ENCODER.encode(data)
