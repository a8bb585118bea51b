"""Agents, their statuses and routing profiles.

Source: Administrator Guide, "Agent status", "Channels and concurrent contacts", "About contact
states"; API Reference, MediaConcurrency and RoutingProfile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from santral.engine.routing.queues import AGENT_QUEUE_CAPACITY, Queue, Server

if TYPE_CHECKING:
    from santral.engine.contact import Contact


class StatusType(Enum):
    ROUTABLE = "ROUTABLE"
    CUSTOM = "CUSTOM"
    OFFLINE = "OFFLINE"


@dataclass(frozen=True, slots=True)
class AgentStatus:
    name: str
    type: StatusType


AVAILABLE = AgentStatus("Available", StatusType.ROUTABLE)
OFFLINE = AgentStatus("Offline", StatusType.OFFLINE)


class ContactState(Enum):
    """A contact as its agent sees it; names as in the agent event stream."""

    CONNECTING = "CONNECTING"
    CONNECTED = "CONNECTED"
    ON_HOLD = "CONNECTED_ONHOLD"
    ENDED = "ENDED"  # after-contact work
    MISSED = "MISSED"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class Concurrency:
    """How many contacts of a channel at once; `only` = no other channel meanwhile."""

    at_most: int = 1
    only: bool = True


@dataclass(frozen=True, slots=True)
class ServedQueue:
    queue: Queue
    channel: str
    priority: int
    delay_us: int


class Staffing:
    """How many agents of one profile do what; only those who changed are looked at again.

    Attributes:
        changed: who has changed since the last look; a dict for its order.
    """

    def __init__(self) -> None:
        self.changed: dict[Agent, None] = {}
        self._counted: dict[Agent, Standing] = {}
        self._totals = [0] * len(Standing._fields)

    def totals(self) -> Standing:
        """Count, `available` being those who could take a call."""
        self._recount()
        return Standing(*self._totals)

    def available(self, channel: str) -> int:
        self._recount()
        if channel == "VOICE":
            return self._totals[0]
        return sum(agent.can_take(channel) for agent in self._counted)

    def _recount(self) -> None:
        if not self.changed:
            return
        totals, counted = self._totals, self._counted
        for agent in self.changed:
            new, old = agent.standing(), counted.get(agent)
            if new == old:
                continue
            counted[agent] = new
            for index, value in enumerate(new):
                totals[index] += value - (old[index] if old is not None else 0)
        self.changed.clear()


class Standing(NamedTuple):
    """What an agent counts for: each is 0 or 1, or, over a profile, how many."""

    available: int
    online: int
    staffed: int
    talking: int
    wrapping_up: int
    missed: int
    non_productive: int


class RoutingProfile:
    """Which queues its agents serve, and in what order.

    Attributes:
        idle: agents who may take something, longest idle first: (since, order, agent).
    """

    def __init__(
        self,
        name: str,
        arn: str,
        served: Sequence[ServedQueue],
        concurrency: Mapping[str, Concurrency] | None = None,
    ) -> None:
        self.name, self.arn = name, arn
        self.concurrency = dict(concurrency or {"VOICE": Concurrency()})
        self.voice_only = set(self.concurrency) == {"VOICE"}
        self.served = [each for each in served if each.channel in self.concurrency]
        self.served.sort(key=lambda each: each.priority)
        self.idle: list[tuple[int, int, Agent]] = []
        self.agents: list[Agent] = []
        self.staffing = Staffing()
        for each in self.served:
            server = Server(self, each.priority, each.delay_us)
            each.queue.servers.setdefault(each.channel, []).append(server)


class Agent:
    """One agent and what she has in hand.

    Attributes:
        contacts: what occupies her, wrap-up included, with its state.
        next_status: asked for while busy; it stops routing, and comes once her hands are free.
        is_routable: whether anything at all may be offered; `update_routable` keeps it true.
        missed: she let a contact ring out; nothing is offered until she is Available again.
        idle_place: her entry in the profile's `idle`; None while she may take nothing.
        wrap_up_us: after-contact work ends by itself after this; None = when she says so.
    """

    missed = False
    is_routable = False
    next_status: AgentStatus | None = None
    idle_place: tuple[int, int, Agent] | None = None

    def __init__(
        self,
        username: str,
        arn: str,
        profile: RoutingProfile,
        *,
        first_name: str = "",
        last_name: str = "",
        wrap_up_us: int | None = 0,
        auto_accept: bool = False,
    ) -> None:
        self.username, self.arn, self.profile = username, arn, profile
        self.first_name, self.last_name = first_name or username, last_name
        self.wrap_up_us, self.auto_accept = wrap_up_us, auto_accept
        self.status = OFFLINE
        self.status_since_us = 0
        self.idle_since_us = 0
        self.contacts: dict[Contact, ContactState] = {}
        queue_arn = arn.replace("/agent/", "/queue/agent/", 1)
        self.queue = Queue(username, queue_arn, capacity=AGENT_QUEUE_CAPACITY, owner=self)
        profile.agents.append(self)
        self._changed = profile.staffing.changed
        self._changed[self] = None

    def __repr__(self) -> str:
        return f"Agent({self.arn})"

    def can_take(self, channel: str) -> bool:
        """Whether one more contact of this channel may be offered to her now."""
        if not self.is_routable:
            return False
        limit = self.profile.concurrency.get(channel)
        if limit is None:
            return False
        same = 0
        for contact in self.contacts:
            if contact.channel == channel:
                same += 1
            elif self.profile.concurrency[contact.channel].only:
                return False
        return same < limit.at_most

    def set_state(self, contact: Contact, state: ContactState) -> None:
        """Note what she does with a contact."""
        self.contacts[contact] = state
        self._changed[self] = None

    def let_go(self, contact: Contact) -> None:
        """Forget a contact; it occupies her no longer."""
        self.contacts.pop(contact, None)
        self._changed[self] = None

    def standing(self) -> Standing:
        """Say what she counts for in the figures of her queues."""
        online = self.status.type is not StatusType.OFFLINE
        if not online:
            return _AWAY
        talking = wrapping_up = 0
        for state in self.contacts.values():
            if state is ContactState.CONNECTED or state is ContactState.ON_HOLD:
                talking = 1
            elif state is ContactState.ENDED:
                wrapping_up = 1
        routable = self.status.type is StatusType.ROUTABLE
        return Standing(
            1 if self.is_routable and self.can_take("VOICE") else 0,
            1,
            1 if routable and not self.missed else 0,
            talking,
            wrapping_up,
            1 if self.missed else 0,
            0 if routable else 1,
        )

    def update_routable(self) -> None:
        """Take a change of status, next status or missed calls into account."""
        self._changed[self] = None
        self.is_routable = (
            self.status.type is StatusType.ROUTABLE and self.next_status is None and not self.missed
        )

    def can_take_something(self) -> bool:
        if not self.is_routable:
            return False
        if self.profile.voice_only:
            return not self.contacts
        return any(self.can_take(channel) for channel in self.profile.concurrency)


_AWAY = Standing(0, 0, 0, 0, 0, 0, 0)
