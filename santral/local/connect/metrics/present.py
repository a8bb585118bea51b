"""What is going on in a part of an instance right now: in some queues, or among some agents.

Source: Administrator Guide, "Metrics definitions", and before that "Real-time metrics definitions":
ACW, Active, Availability, Available, Error, In queue, NPT, Oldest, On contact, Online, Scheduled,
Staffed. The service's figures are 5 to 10 s old; these are of the moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from santral.engine.agent_activity import HANDLING
from santral.engine.agent_events import slots, states_in_hand
from santral.engine.contact import Contact, Stage
from santral.engine.metrics import estimated_wait_us, staffing
from santral.engine.routing.agents import Agent, ContactState, RoutingProfile, StatusType
from santral.engine.routing.queues import Queue
from santral.engine.timeline import MILLISECOND, SECOND
from santral.local.connect.instance import Instance


@dataclass(frozen=True)
class Part:
    """The part of an instance that a figure is of.

    Attributes:
        queues: whose contacts count.
        profiles: whose agents alone count; None for all who serve one of the queues.
        by_profile: whether the request is about routing profiles; else it is about queues.
        statuses: names of the agent statuses in which agents count; None for every status.
        grouped: whether the request groups, on which the unit of an age depends.
    """

    instance: Instance
    queues: tuple[Queue, ...]
    channels: tuple[str, ...]
    profiles: tuple[RoutingProfile, ...] | None = None
    by_profile: bool = False
    statuses: frozenset[str] | None = None
    grouped: bool = False

    @cached_property
    def serving(self) -> list[RoutingProfile]:
        """The profiles whose agents count, each once."""
        if self.by_profile:
            return list(self.profiles or ())
        serving = {
            server.profile: None
            for queue in self.queues
            for channel in self.channels
            for server in queue.servers.get(channel, ())
        }
        return [each for each in serving if self.profiles is None or each in self.profiles]

    @cached_property
    def agents(self) -> list[Agent]:
        """Everybody online who counts."""
        return [
            agent
            for profile in self.serving
            for agent in profile.agents
            if agent.status.type is not StatusType.OFFLINE
            and (self.statuses is None or agent.status.name in self.statuses)
            and any(channel in profile.concurrency for channel in self.channels)
        ]

    @cached_property
    def is_empty(self) -> bool:
        """Whether there is nobody: neither an agent nor a contact."""
        return not (self.agents or contacts_in_queue(self) or contacts_scheduled(self))

    def in_hand(self) -> Iterator[tuple[Agent, ContactState]]:
        """List the contacts of its queues and channels that agents have in hand."""
        for agent in self.agents:
            for contact, state in states_in_hand(agent).items():
                if contact.channel in self.channels and self._has(contact):
                    yield agent, state

    def _has(self, contact: Contact) -> bool:
        # A profile's agents work on whatever came to them, from a queue or not.
        return self.by_profile or contact.queue in self.queues


def contacts_in_queue(part: Part) -> int:
    return sum(queue.count(channel) for queue in part.queues for channel in part.channels)


def contacts_scheduled(part: Part) -> int:
    """Count the callbacks that wait for their time, before they are put into their queue."""
    return sum(
        1
        for contact in part.instance.switchboard.contacts.values()
        if contact.callback is not None
        and contact.stage is Stage.CREATED
        and contact.target in part.queues
        and contact.channel in part.channels
    )


def oldest_contact_age(part: Part) -> float:
    """Give an age in seconds, but without groupings in milliseconds.

    Source: API Reference, GetCurrentMetricData, OLDEST_CONTACT_AGE.
    """
    since = [
        since_us
        for queue in part.queues
        for channel in part.channels
        if (since_us := queue.oldest_enqueued_us(channel)) is not None
    ]
    now_us = part.instance.timeline.now_us
    age_us = now_us - min(since, default=now_us)
    return float(age_us // (SECOND if part.grouped else MILLISECOND))


def estimated_wait_time(part: Part) -> float | None:
    """Estimate the wait of whoever would come next into the one queue; None without agents."""
    (queue,), (channel,) = part.queues, part.channels
    wait_us = estimated_wait_us(queue, queue.size + 1, staffing(queue, channel).staffed)
    return None if wait_us is None else float(wait_us // SECOND)


def agents_available(part: Part) -> int:
    """Count who may be offered a contact and has none."""
    return sum(1 for agent in part.agents if agent.is_routable and not agent.contacts)


def agents_on_contact(part: Part) -> int:
    return len({agent for agent, state in part.in_hand() if state in HANDLING})


def after_contact_work(part: Part) -> int:
    """Count contacts, not agents, in spite of the metric's name."""
    return sum(1 for _, state in part.in_hand() if state is ContactState.ENDED)


def slots_active(part: Part) -> int:
    return sum(1 for _, state in part.in_hand() if state in HANDLING)


def slots_available(part: Part) -> int:
    return sum(_free_slots(agent, part.channels) for agent in part.agents)


def _free_slots(agent: Agent, channels: tuple[str, ...]) -> int:
    """Count what an agent may still be offered; channels that shut each other out share slots."""
    beside = alone = 0
    for channel in channels:
        if not agent.can_take(channel):
            continue
        free = slots(agent, channel)[0]
        if agent.profile.concurrency[channel].only:
            alone = max(alone, free)
        else:
            beside += free
    return max(beside, alone)


def _standing(figure: str) -> Callable[[Part], int]:
    return lambda part: sum(getattr(agent.standing(), figure) for agent in part.agents)


FIGURES: Final[Mapping[str, Callable[[Part], float | None]]] = {
    "AGENTS_ONLINE": lambda part: len(part.agents),
    "AGENTS_AVAILABLE": agents_available,
    "AGENTS_ON_CALL": agents_on_contact,
    "AGENTS_ON_CONTACT": agents_on_contact,
    "AGENTS_NON_PRODUCTIVE": _standing("non_productive"),
    "AGENTS_AFTER_CONTACT_WORK": after_contact_work,
    "AGENTS_ERROR": _standing("missed"),
    "AGENTS_STAFFED": _standing("staffed"),
    "CONTACTS_IN_QUEUE": contacts_in_queue,
    "OLDEST_CONTACT_AGE": oldest_contact_age,
    "CONTACTS_SCHEDULED": contacts_scheduled,
    "SLOTS_ACTIVE": slots_active,
    "SLOTS_AVAILABLE": slots_available,
    "ESTIMATED_WAIT_TIME": estimated_wait_time,
}
