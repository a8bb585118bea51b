"""Who meets one call that somebody listens to: agents and people outside, as one expects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from santral.engine.contact import Contact
from santral.engine.ports import NobodyActs
from santral.engine.routing.agents import Agent
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import SECOND, Timeline

# It is the caller's turn, in so many microseconds: an input block listens, or an agent is there.
HerTurn = Callable[[Contact, int], None]

RINGS_OUTSIDE_US = 5 * SECOND


@dataclass(frozen=True, slots=True)
class Manners:
    """How agents, and people outside, behave.

    Attributes:
        answers_us: an agent lets it ring so long.
        talks_us: the agent, or whoever it is outside, hangs up after so long; None = never.
        holds_us: how long the caller is put on hold in the middle; 0 = not at all.
    """

    answers_us: int = 5 * SECOND
    talks_us: int | None = 180 * SECOND
    holds_us: int = 0


class People(NobodyActs):
    """The engine's People for one call. `board` has to be set before anybody rings."""

    board: Switchboard

    def __init__(self, her_turn: HerTurn, manners: Manners) -> None:
        self._her_turn, self._manners = her_turn, manners

    def listening(self, contact: Contact, prompt_us: int) -> None:
        self._her_turn(contact, prompt_us)

    def offered(self, contact: Contact, agent: Agent) -> None:
        self._after(self._manners.answers_us, lambda: self.board.joining.accept(contact, agent))

    def joined(self, contact: Contact, agent: Agent) -> None:
        conversations, manners = self.board.conversations, self._manners
        self._her_turn(contact, 0)
        if manners.holds_us:
            # By thirds: talk, hold, talk.
            begin_us = (manners.talks_us or 3 * manners.holds_us) // 3
            self._after(begin_us, lambda: conversations.hold(contact))
            self._after(begin_us + manners.holds_us, lambda: conversations.resume(contact))
        if manners.talks_us is not None:
            self._after(manners.talks_us, lambda: conversations.agent_hangs_up(contact))

    def third_party_joined(self, contact: Contact) -> None:
        if self._manners.talks_us is not None:
            third_parties = self.board.third_parties
            self._after(self._manners.talks_us, lambda: third_parties.hang_up(contact))

    def _after(self, delay_us: int, act: Callable[[], object]) -> None:
        def due(_: object) -> None:
            act()

        self.board.timeline.after(delay_us, due)


class EverybodyAnswers:
    """A telephone network in which every call is taken after a few seconds.

    Attributes:
        timeline: set before the first call.
    """

    timeline: Timeline

    def dial(
        self, contact: Contact, number: str, limit_us: int, answered: Callable[[str], None]
    ) -> None:
        taken = limit_us > RINGS_OUTSIDE_US
        self.timeline.after(
            min(limit_us, RINGS_OUTSIDE_US),
            lambda _: answered("answered" if taken else "unanswered"),
        )
