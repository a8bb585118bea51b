"""Agents, their statuses and routing profiles.

Source: Administrator Guide, "Agent status", "Channels and concurrent contacts", "About contact
states"; API Reference, MediaConcurrency and RoutingProfile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from santral.engine.contact import CHANNELS
from santral.engine.routing.queues import AGENT_QUEUE_CAPACITY, Queue, Server
from santral.engine.routing.staffing import AWAY, Staffing, Standing

if TYPE_CHECKING:
    from santral.engine.contact import Contact


class StatusType(Enum):
    ROUTABLE = "ROUTABLE"
    CUSTOM = "CUSTOM"
    OFFLINE = "OFFLINE"


Watch = Callable[["Agent"], None]


@dataclass(frozen=True, slots=True)
class AgentStatus:
    """A status that agents may choose.

    Attributes:
        arn: "" for the two that every instance has, until the instance gives them one.
    """

    name: str
    type: StatusType
    arn: str = ""


AVAILABLE = AgentStatus("Available", StatusType.ROUTABLE)
OFFLINE = AgentStatus("Offline", StatusType.OFFLINE)


class ContactState(Enum):
    """A contact as its agent sees it; names as in the agent event stream."""

    INCOMING = "INCOMING"  # a callback that is offered
    PENDING = "PENDING"  # a callback that she has accepted
    CONNECTING = "CONNECTING"
    CONNECTED = "CONNECTED"
    ON_HOLD = "CONNECTED_ONHOLD"
    PAUSED = "PAUSED"  # a task that she has put aside; it takes none of her slots
    ENDED = "ENDED"  # after-contact work
    MISSED = "MISSED"
    REJECTED = "REJECTED"
    ERROR = "ERROR"  # the customer left before they were joined


# Read from the class, a member of an enum costs as much as the comparison with it.
_CONNECTED, _ON_HOLD, _PAUSED, _ENDED = (
    ContactState.CONNECTED,
    ContactState.ON_HOLD,
    ContactState.PAUSED,
    ContactState.ENDED,
)


class AvailabilityTimer(Enum):
    """What the agents' order counts from; LAST_INBOUND leaves outbound contacts out."""

    LAST_ACTIVITY = "TIME_SINCE_LAST_ACTIVITY"
    LAST_INBOUND = "TIME_SINCE_LAST_INBOUND"


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


class RoutingProfile:
    """Which queues its agents serve, and in what order.

    Attributes:
        entries: the queues it was given, those of a channel that it does not take included.
        served: the queues that its agents serve, by priority.
        voice_only: one call at a time is all that its agents take.
        idle: agents who may take something, longest idle first: (since, order, agent).
    """

    concurrency: Mapping[str, Concurrency]
    entries: Sequence[ServedQueue]
    voice_only: bool
    default_outbound_queue: Queue | None = None

    def __init__(
        self,
        name: str,
        arn: str,
        served: Sequence[ServedQueue],
        concurrency: Mapping[str, Concurrency] | None = None,
        *,
        timer: AvailabilityTimer = AvailabilityTimer.LAST_ACTIVITY,
    ) -> None:
        self.name, self.arn, self.timer = name, arn, timer
        self.idle: list[tuple[int, int, Agent]] = []
        self.agents: list[Agent] = []
        self.staffing = Staffing()
        self.served: list[ServedQueue] = []
        self.serve(served, {"VOICE": Concurrency()} if concurrency is None else concurrency)

    def serve(self, entries: Sequence[ServedQueue], concurrency: Mapping[str, Concurrency]) -> None:
        """Serve these queues and no others; Acd.change_profile does, where agents may be idle."""
        for each in self.served:
            servers = each.queue.servers[each.channel]
            servers[:] = [server for server in servers if server.profile is not self]
        self.entries, self.concurrency = tuple(entries), dict(concurrency)
        voice = self.concurrency.get("VOICE")
        self.voice_only = voice is not None and voice.at_most > 0 and len(self.concurrency) == 1
        self.served = [each for each in self.entries if each.channel in self.concurrency]
        self.served.sort(key=lambda each: each.priority)
        for each in self.served:
            server = Server(self, each.priority, each.delay_us)
            each.queue.servers.setdefault(each.channel, []).append(server)

    def names(self, queue: Queue) -> bool:
        """Whether the queue is one of its entries, served or not."""
        return any(each.queue is queue for each in self.entries)

    def part_with(self, agent: Agent) -> None:
        """Let an agent go, to another profile or for good."""
        self.agents.remove(agent)
        self.staffing.forget(agent)


@dataclass(frozen=True, slots=True)
class Handling:
    """How contacts of one channel come to an agent and end.

    Attributes:
        wrap_up_us: after-contact work ends by itself after this; None = when she says so.
    """

    wrap_up_us: int | None = 0
    auto_accept: bool = False


BY_HAND = Handling()  # she answers herself, and has no after-contact work


class Agent:
    """One agent and what she has in hand.

    Attributes:
        contacts: what occupies her, wrap-up included, with its state.
        next_status: asked for while busy; it stops routing, and comes once her hands are free.
        is_routable: whether anything at all may be offered; `update_routable` keeps it true.
        next_status_us: when it was asked for.
        missed: she let a contact ring out; nothing is offered until she is Available again.
        unanswered: what she let ring out and has not dismissed; it occupies her no longer.
        idle_since_us: when she became Available, or was last freed of a contact from a queue.
        outbound_until_us: when she was last freed of any other contact.
        idle_place: her entry in the profile's `idle`; None while she may take nothing.
        handling: by channel; all of them have one.
        hierarchy: her groups by level, "Level1" to "Level5", each with ARN and Name.
        watch: is told after each change of what others see of her; None while nobody watches.
            `add_watch` and `drop_watch` set it.
    """

    next_status_us = 0
    hierarchy: Mapping[str, Mapping[str, str]] | None = None

    def __init__(
        self,
        username: str,
        arn: str,
        profile: RoutingProfile,
        *,
        first_name: str = "",
        last_name: str = "",
        handling: Handling = BY_HAND,
    ) -> None:
        """
        Args:
            handling: of every channel.
        """
        self.username, self.arn = username, arn
        self.first_name, self.last_name = first_name or username, last_name
        self.handling: Mapping[str, Handling] = dict.fromkeys(CHANNELS, handling)
        self.status = OFFLINE
        self.status_since_us = 0
        # Asked at every contact, hence on the instance: on the class, to find them costs far more.
        self.next_status: AgentStatus | None = None
        self.missed = self.is_routable = False
        self.idle_since_us = self.outbound_until_us = 0
        self.idle_place: tuple[int, int, Agent] | None = None
        self.watch: Watch | None = None
        self._watches: tuple[Watch, ...] = ()
        self.contacts: dict[Contact, ContactState] = {}
        self.unanswered: dict[Contact, None] = {}
        queue_arn = arn.replace("/agent/", "/queue/agent/", 1)
        self.queue = Queue(username, queue_arn, capacity=AGENT_QUEUE_CAPACITY, owner=self)
        self._enter(profile)

    def _enter(self, profile: RoutingProfile) -> None:
        self.profile = profile
        profile.agents.append(self)
        self._changed = profile.staffing.changed
        self._changed[self] = None

    def __repr__(self) -> str:
        return f"Agent({self.arn})"

    # --- who she is ---

    def rename(self, username: str, first_name: str, last_name: str) -> None:
        """Change her names; a directory has to be given her again to find her by the new one."""
        self.username = self.queue.name = username
        self.first_name, self.last_name = first_name, last_name
        self.tell()

    def join(self, profile: RoutingProfile) -> None:
        """Change to another profile. Where she may stand idle in the old one, Acd.move does."""
        self.profile.part_with(self)
        self._enter(profile)

    def add_watch(self, watch: Watch) -> None:
        """Let one more look at her after each change; doing it twice does no harm."""
        if watch not in self._watches:
            self._watches = (*self._watches, watch)
            self.watch = _together(self._watches)

    def drop_watch(self, watch: Watch) -> None:
        self._watches = tuple(each for each in self._watches if each != watch)
        self.watch = _together(self._watches)

    def tell(self) -> None:
        """Let who watches her look again."""
        if self.watch is not None:
            self.watch(self)

    def wrap_up_for(self, channel: str) -> int | None:
        """Tell how long after-contact work lasts in a channel; None = until she ends it."""
        return self.handling[channel].wrap_up_us

    def accepts_by_itself(self, channel: str) -> bool:
        return self.handling[channel].auto_accept

    # --- what she has in hand ---

    def can_take(self, channel: str) -> bool:
        """Whether one more contact of this channel may be offered to her now."""
        if not self.is_routable:
            return False
        profile = self.profile
        if profile.voice_only:
            return channel == "VOICE" and not self.contacts
        limit = profile.concurrency.get(channel)
        if limit is None:
            return False
        same = 0
        for contact, state in self.contacts.items():
            if state is _PAUSED:
                continue
            if contact.channel == channel:
                same += 1
            elif _is_alone(profile.concurrency.get(contact.channel)):
                return False
        return same < limit.at_most

    @property
    def free_since_us(self) -> int:
        """Since when she counts as idle, by her profile's timer."""
        if self.profile.timer is AvailabilityTimer.LAST_INBOUND:
            return self.idle_since_us
        return max(self.idle_since_us, self.outbound_until_us)

    def set_state(self, contact: Contact, state: ContactState) -> None:
        """Note what she does with a contact."""
        self.contacts[contact] = state
        self._changed[self] = None
        if self.watch is not None:
            self.watch(self)

    def let_go(self, contact: Contact, last: ContactState | None = None) -> None:
        """Forget a contact; it occupies her no longer.

        Args:
            last: the state in which she loses it, which is over as soon as it was seen; ERROR
                where they were not joined yet.
        """
        watch = self.watch
        if watch is not None:
            self._show_last(contact, last)
        self.contacts.pop(contact, None)
        self._changed[self] = None
        if watch is not None:
            watch(self)

    def _show_last(self, contact: Contact, last: ContactState | None) -> None:
        if last is None and self.contacts.get(contact) is ContactState.CONNECTING:
            last = ContactState.ERROR
        if last is not None:
            self.set_state(contact, last)

    def miss(self, contact: Contact) -> None:
        """Let a contact ring out: she is seen to have missed it until she chooses a status."""
        self.missed = True
        self.unanswered[contact] = None
        self.contacts.pop(contact, None)
        self._changed[self] = None
        self.tell()

    def dismiss(self, contact: Contact) -> bool:
        """Forget that she missed a contact. False where there is nothing to forget."""
        if contact not in self.unanswered:
            return False
        del self.unanswered[contact]
        self.missed = bool(self.unanswered)
        return True

    def standing(self) -> Standing:
        """Say what she counts for in the figures of her queues."""
        online = self.status.type is not StatusType.OFFLINE
        if not online:
            return AWAY
        talking = wrapping_up = 0
        for state in self.contacts.values():
            if state is _CONNECTED or state is _ON_HOLD:
                talking = 1
            elif state is _ENDED:
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
        if self.watch is not None:
            self.watch(self)

    def can_take_something(self) -> bool:
        if not self.is_routable:
            return False
        if self.profile.voice_only:
            return not self.contacts
        return any(self.can_take(channel) for channel in self.profile.concurrency)


def _together(watches: tuple[Watch, ...]) -> Watch | None:
    if len(watches) < 2:
        return watches[0] if watches else None

    def tell_all(agent: Agent) -> None:
        for watch in watches:
            watch(agent)

    return tell_all


def _is_alone(concurrency: Concurrency | None) -> bool:
    # Her profile may have lost the channel of what she still has in hand: nothing comes beside it.
    return concurrency is None or concurrency.only
