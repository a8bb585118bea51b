"""The agent event stream: what agents do, and what they have in hand, as Amazon Connect tells it.

Source: Administrator Guide, "Agent event streams data model", "About contact states".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from santral.engine.contact import Contact
from santral.engine.instants import to_milliseconds_text
from santral.engine.ports import Settings
from santral.engine.routing.agents import (
    Agent,
    ContactState,
    RoutingProfile,
    StatusType,
)
from santral.engine.routing.queues import Queue
from santral.engine.timeline import HOUR, SECOND, Timeline

FORMAT_VERSION = "2017-10-01"
HEART_BEAT_US = 120 * SECOND
BEATS_AFTER_LOGOUT_US = HOUR

Plain = Mapping[str, object]


class EventType(Enum):
    LOGIN = "LOGIN"
    LOGOUT = "LOGOUT"
    STATE_CHANGE = "STATE_CHANGE"
    HEART_BEAT = "HEART_BEAT"


def agent_event(
    event_type: EventType,
    agent: Agent,
    *,
    at_us: int,
    snapshot: Plain,
    previous: Plain | None,
    settings: Settings,
    event_id: str,
) -> dict[str, object]:
    """Build an event. In the service the agent's ARN is its partition key."""
    return {
        "Version": FORMAT_VERSION,
        "EventId": event_id,
        "EventType": event_type.value,
        "EventTimestamp": to_milliseconds_text(at_us),
        "AWSAccountId": settings.account,
        "InstanceARN": settings.instance_arn,
        "AgentARN": agent.arn,
        "CurrentAgentSnapshot": snapshot,
        "PreviousAgentSnapshot": previous,
    }


def agent_snapshot(agent: Agent, contacts: Iterable[Plain]) -> dict[str, object]:
    """Build a snapshot of an agent.

    Args:
        contacts: hers, each by `contact_in_hand`.
    """
    status, following = agent.status, agent.next_status
    return {
        "AgentStatus": {
            "ARN": status.arn,
            "Name": status.name,
            "StartTimestamp": _instant(agent.status_since_us or None),
            "Type": status.type.value,
        },
        "NextAgentStatus": None
        if following is None
        else {
            "ARN": following.arn,
            "Name": following.name,
            "EnqueuedTimestamp": to_milliseconds_text(agent.next_status_us),
        },
        "Configuration": {
            "FirstName": agent.first_name,
            "LastName": agent.last_name,
            "Username": agent.username,
            "AgentHierarchyGroups": dict(agent.hierarchy) if agent.hierarchy else None,
            "RoutingProfile": _profile(agent),
        },
        "Contacts": list(contacts),
    }


def contact_in_hand(
    contact: Contact, agent: Agent, state: ContactState, since_us: int
) -> dict[str, object]:
    """Write down a contact that an agent has in hand, or has missed.

    Args:
        since_us: when it came into this state.
    """
    queue, part = contact.queue, contact.part
    connected_us = part.connected_us if part is not None and part.agent is agent else None
    if state is ContactState.CONNECTED and connected_us is None:
        connected_us = since_us  # it is being joined at this instant
    return {
        "ContactId": contact.id,
        "InitialContactId": None
        if contact.chain.initial_id == contact.id
        else contact.chain.initial_id,
        "Channel": contact.channel,
        "InitiationMethod": contact.initiation_method,
        "State": state.value,
        "StateStartTimestamp": to_milliseconds_text(since_us),
        "ConnectedToAgentTimestamp": _instant(connected_us),
        "QueueTimestamp": _instant(contact.enqueued_us),
        "Queue": None if queue is None else _queue(queue, [contact.channel]),
    }


def states_in_hand(agent: Agent) -> dict[Contact, ContactState]:
    """Say in which state others see each contact that an agent has, or has missed."""
    seen = {
        contact: ContactState.ERROR
        if contact.initiation_method == "OUTBOUND"  # she has rung somebody who did not answer
        else ContactState.MISSED
        for contact in agent.unanswered
    }
    for contact, state in agent.contacts.items():
        seen[contact] = state
        if contact.callback is not None and state is ContactState.CONNECTING:
            offered = contact.offered_to is agent
            seen[contact] = ContactState.INCOMING if offered else ContactState.PENDING
    return seen


def slots(agent: Agent, channel: str) -> tuple[int, int]:
    """Count her slots of a channel: available, and in all. A paused contact takes none."""
    limit = agent.profile.concurrency.get(channel)
    in_all = 0 if limit is None else limit.at_most
    taken = sum(
        contact.channel == channel and state is not ContactState.PAUSED
        for contact, state in agent.contacts.items()
    )
    return max(0, in_all - taken), in_all


def _profile(agent: Agent) -> dict[str, object]:
    profile = agent.profile
    outbound = profile.default_outbound_queue
    concurrency = []
    for channel in profile.concurrency:
        available, in_all = slots(agent, channel)
        concurrency.append(
            {"Channel": channel, "AvailableSlots": available, "MaximumSlots": in_all}
        )
    return {
        "ARN": profile.arn,
        "Name": profile.name,
        "Concurrency": concurrency,
        "DefaultOutboundQueue": None if outbound is None else _queue(outbound, ["VOICE"]),
        "InboundQueues": _inbound_queues(agent, profile),
    }


def _inbound_queues(agent: Agent, profile: RoutingProfile) -> list[dict[str, object]]:
    channels: dict[Queue, list[str]] = {agent.queue: list(profile.concurrency)}
    for served in profile.served:
        channels.setdefault(served.queue, []).append(served.channel)
    return [_queue(queue, each) for queue, each in channels.items()]


def _queue(queue: Queue, channels: list[str]) -> dict[str, object]:
    # Agents' queues have no names.
    name = queue.name if queue.owner is None else None
    return {"ARN": queue.arn, "Name": name, "Channels": channels}


def _instant(at_us: int | None) -> str | None:
    return None if at_us is None else to_milliseconds_text(at_us)


@dataclass(slots=True)
class _Seen:
    """What was last seen of an agent.

    Attributes:
        logged_out_us: None while she is logged in, and before she ever was.
        beats: whether a timer for the next heart beat runs.
    """

    snapshot: Plain
    online: bool
    contacts: dict[Contact, tuple[ContactState, Plain]] = field(default_factory=dict)
    event_us: int = 0
    logged_out_us: int | None = None
    beats: bool = False


class AgentWatch:
    """Notices what changes about the agents it follows, and hands each change over as an event.

    A heart beat follows 120 s without an event, until an hour after she has logged out: there is
    always a timer while somebody is logged in.
    """

    def __init__(
        self,
        timeline: Timeline,
        settings: Settings,
        ids: Callable[[], str],
        sink: Callable[[Plain], None],
    ) -> None:
        self.timeline, self.settings, self.new_id, self.sink = timeline, settings, ids, sink
        self._seen: dict[Agent, _Seen] = {}

    def follow(self, agent: Agent) -> None:
        """Begin with an agent, as she is; one who is logged in had her LOGIN before."""
        online = agent.status.type is not StatusType.OFFLINE
        self._seen[agent] = seen = _Seen({}, online, event_us=self.timeline.now_us)
        seen.snapshot = self._look(agent, seen)
        agent.add_watch(self._changed)
        self._expect_beat(agent, seen)

    def leave(self, agent: Agent) -> None:
        """Follow an agent no longer: she has been removed."""
        if self._seen.pop(agent, None) is not None:
            agent.drop_watch(self._changed)

    def in_hand(self, agent: Agent) -> list[Plain]:
        """List the contacts of an agent who is followed, as in her snapshot."""
        seen = self._seen.get(agent)
        return [] if seen is None else [contact for _, contact in seen.contacts.values()]

    def _look(self, agent: Agent, seen: _Seen) -> Plain:
        before, contacts = seen.contacts, states_in_hand(agent)
        seen.contacts = {}
        for contact, state in contacts.items():
            known = before.get(contact)
            # What is written when a state begins stays: others may have a missed contact by now.
            if known is None or known[0] is not state:
                plain = contact_in_hand(contact, agent, state, self.timeline.now_us)
                known = (state, plain)
            seen.contacts[contact] = known
        return agent_snapshot(agent, self.in_hand(agent))

    def _changed(self, agent: Agent) -> None:
        seen = self._seen[agent]
        snapshot, previous = self._look(agent, seen), seen.snapshot
        if snapshot == previous:
            return
        seen.snapshot = snapshot
        event_type = self._log_in_or_out(agent, seen)
        # A login begins a new account of her.
        self._tell(event_type, agent, None if event_type is EventType.LOGIN else previous)
        self._expect_beat(agent, seen)

    def _log_in_or_out(self, agent: Agent, seen: _Seen) -> EventType:
        online = agent.status.type is not StatusType.OFFLINE
        if online is seen.online:
            return EventType.STATE_CHANGE
        seen.online = online
        seen.logged_out_us = None if online else self.timeline.now_us
        return EventType.LOGIN if online else EventType.LOGOUT

    def _tell(self, event_type: EventType, agent: Agent, previous: Plain | None) -> None:
        now_us, seen = self.timeline.now_us, self._seen[agent]
        seen.event_us = now_us
        self.sink(
            agent_event(
                event_type,
                agent,
                at_us=now_us,
                snapshot=seen.snapshot,
                previous=previous,
                settings=self.settings,
                event_id=self.new_id(),
            )
        )

    # --- heart beats ---

    def _expect_beat(self, agent: Agent, seen: _Seen) -> None:
        if not seen.beats and self._beats_at(seen, seen.event_us + HEART_BEAT_US):
            seen.beats = True
            wait_us = seen.event_us + HEART_BEAT_US - self.timeline.now_us
            self.timeline.after(wait_us, self._beat, (agent, seen))

    def _beats_at(self, seen: _Seen, at_us: int) -> bool:
        since_us = seen.logged_out_us
        return seen.online or (since_us is not None and at_us <= since_us + BEATS_AFTER_LOGOUT_US)

    def _beat(self, who: tuple[Agent, _Seen]) -> None:
        agent, seen = who
        seen.beats = False
        if self._seen.get(agent) is not seen:
            return  # she is followed no longer, or anew
        # Events since then have put the beat off; the timer was left alone, which is cheaper.
        now_us = self.timeline.now_us
        if now_us - seen.event_us >= HEART_BEAT_US and self._beats_at(seen, now_us):
            self._tell(EventType.HEART_BEAT, agent, seen.snapshot)
        self._expect_beat(agent, seen)
