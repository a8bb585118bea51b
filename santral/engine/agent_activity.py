"""What agents have done so far: how long they were in which situation, and what became of offers.

Source: Administrator Guide, "Metrics definitions", whose agent activity-driven metrics are made of
this: agent idle time, agent on contact time, error status time, agent incoming connecting time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from santral.engine.agent_events import states_in_hand
from santral.engine.contact import Contact
from santral.engine.routing.agents import Agent, ContactState, StatusType
from santral.engine.timeline import Timeline

MOST_KEPT = 50_000  # situations, and offers, of all agents together
_RINGING = (ContactState.CONNECTING, ContactState.INCOMING)
HANDLING = (
    ContactState.PENDING,
    ContactState.CONNECTED,
    ContactState.ON_HOLD,
    ContactState.PAUSED,
    ContactState.ENDED,
)


class Affiliation(NamedTuple):
    """Where an agent belongs: her routing profile, and her groups from level one on, by ARN."""

    profile: str
    groups: tuple[str, ...] = ()


class Situation(NamedTuple):
    """What an agent is doing, as far as metrics tell it apart.

    Attributes:
        handling: contacts that she talks to, dials, has put aside, or works on afterwards.
    """

    affiliation: Affiliation
    status: StatusType
    handling: int
    missed: bool


class Spell(NamedTuple):
    """A stretch of time in which an agent's situation did not change."""

    agent: str
    situation: Situation
    started_us: int
    ended_us: int


@dataclass(frozen=True, slots=True)
class OfferMade:
    """A contact that was offered to an agent, from the first ring to being joined, or to its end.

    Attributes:
        queue: its ARN; "" for an agent's own.
        answered: she accepted it.
        abandoned: the customer left before she did.
    """

    agent: str
    affiliation: Affiliation
    queue: str
    channel: str
    method: str
    started_us: int
    ended_us: int
    answered: bool
    abandoned: bool


@dataclass(slots=True)
class _Followed:
    situation: Situation
    since_us: int
    states: dict[Contact, tuple[ContactState, int]] = field(default_factory=dict)
    offered: dict[Contact, int] = field(default_factory=dict)
    accepted: set[Contact] = field(default_factory=set)


class AgentActivity:
    """Watches agents and remembers the newest of what they did.

    Attributes:
        known_from_us: nothing is missing from this instant on.
    """

    def __init__(
        self, timeline: Timeline, *, known_from_us: int = 0, at_most: int = MOST_KEPT
    ) -> None:
        self.timeline, self.known_from_us = timeline, known_from_us
        self._spells: deque[Spell] = deque(maxlen=at_most)
        self._offers: deque[OfferMade] = deque(maxlen=at_most)
        self._followed: dict[Agent, _Followed] = {}
        self._affiliations: dict[str, list[tuple[int, Affiliation]]] = {}

    # --- who is watched ---

    def follow(self, agent: Agent) -> None:
        """Begin with an agent, as she is; doing it twice does no harm."""
        if agent in self._followed:
            return
        situation = _situation(agent, {})
        self._followed[agent] = _Followed(situation, self.timeline.now_us)
        self._belongs(agent.arn, situation.affiliation)
        agent.add_watch(self._changed)
        self._changed(agent)

    def leave(self, agent: Agent) -> None:
        """Go on without an agent who was removed; what she did stays."""
        followed = self._followed.pop(agent, None)
        if followed is not None:
            self._close(agent, followed)
            agent.drop_watch(self._changed)

    # --- what was seen ---

    def spells(self, start_us: int, end_us: int) -> Iterator[Spell]:
        """List what agents did in a stretch of time, cut to it; what still goes on is included."""
        now_us = self.timeline.now_us
        open_ones = [
            Spell(agent.arn, each.situation, each.since_us, now_us)
            for agent, each in self._followed.items()
        ]
        for spell in (*self._spells, *open_ones):
            since_us, until_us = max(spell.started_us, start_us), min(spell.ended_us, end_us)
            if since_us < until_us:
                yield spell._replace(started_us=since_us, ended_us=until_us)

    def offers(self, start_us: int, end_us: int) -> Iterator[OfferMade]:
        """List the offers that ended in a stretch of time, its end not included."""
        return (each for each in self._offers if start_us <= each.ended_us < end_us)

    def affiliation(self, agent: Agent, at_us: int) -> Affiliation:
        """Say where an agent belonged at an instant; before she was watched, where she does."""
        known = self._affiliations.get(agent.arn, [])
        at = bisect_right(known, (at_us, Affiliation("\uffff")))
        return known[max(0, at - 1)][1] if known else _affiliation(agent)

    def since_us(self, agent: Agent, contact: Contact) -> int:
        """Say since when a contact is in the state in which this agent has it."""
        followed = self._followed.get(agent)
        known = None if followed is None else followed.states.get(contact)
        return self.timeline.now_us if known is None else known[1]

    # --- watching ---

    def _changed(self, agent: Agent) -> None:
        followed, now_us = self._followed[agent], self.timeline.now_us
        states = states_in_hand(agent)
        self._note_offers(agent, followed, states)
        before = followed.states
        followed.states = {
            contact: before[contact]
            if contact in before and before[contact][0] is state
            else (state, now_us)
            for contact, state in states.items()
        }
        situation = _situation(agent, states)
        if situation != followed.situation:
            self._belongs(agent.arn, situation.affiliation)
            self._close(agent, followed)
            followed.situation, followed.since_us = situation, now_us

    def _close(self, agent: Agent, followed: _Followed) -> None:
        now_us, spells = self.timeline.now_us, self._spells
        if followed.since_us == now_us:
            return
        if len(spells) == spells.maxlen:
            self.known_from_us = max(self.known_from_us, spells[0].ended_us)
        spells.append(Spell(agent.arn, followed.situation, followed.since_us, now_us))

    def _belongs(self, arn: str, affiliation: Affiliation) -> None:
        known = self._affiliations.setdefault(arn, [])
        if not known or known[-1][1] != affiliation:
            known.append((self.timeline.now_us, affiliation))

    def _note_offers(
        self, agent: Agent, followed: _Followed, states: dict[Contact, ContactState]
    ) -> None:
        for contact, state in states.items():
            rings = state in _RINGING and contact.offered_to is agent
            if rings and contact not in followed.offered:
                followed.offered[contact] = self.timeline.now_us
        for contact in list(followed.offered):
            state_now = states.get(contact)
            if _has_accepted(contact, agent, state_now):
                followed.accepted.add(contact)
            if state_now not in _RINGING and state_now is not ContactState.PENDING:
                self._offer_over(agent, followed, contact)

    def _offer_over(self, agent: Agent, followed: _Followed, contact: Contact) -> None:
        offers, queue = self._offers, contact.queue
        if len(offers) == offers.maxlen:
            self.known_from_us = max(self.known_from_us, offers[0].ended_us + 1)
        answered = contact in followed.accepted
        offers.append(
            OfferMade(
                agent=agent.arn,
                affiliation=followed.situation.affiliation,
                queue="" if queue is None or queue.owner is not None else queue.arn,
                channel=contact.channel,
                method=contact.initiation_method,
                started_us=followed.offered.pop(contact),
                ended_us=self.timeline.now_us,
                answered=answered,
                # One that comes back to the queue keeps its place there.
                abandoned=not answered and contact.place is None,
            )
        )
        followed.accepted.discard(contact)


def _has_accepted(contact: Contact, agent: Agent, state: ContactState | None) -> bool:
    if state in HANDLING:
        return True
    return contact.part is not None and contact.part.agent is agent


def _situation(agent: Agent, states: dict[Contact, ContactState]) -> Situation:
    handling = sum(state in HANDLING for state in states.values())
    return Situation(_affiliation(agent), agent.status.type, handling, agent.missed)


def _affiliation(agent: Agent) -> Affiliation:
    levels = agent.hierarchy or {}
    groups = tuple(levels[level]["ARN"] for level in sorted(levels))
    return Affiliation(agent.profile.arn, groups)
