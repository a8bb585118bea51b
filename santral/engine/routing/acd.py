"""The automatic call distributor: matches waiting contacts with agents, in a fixed order.

For an agent: her own queue first, then the profile's priority of the queue, the contact's
priority, and effective age. For a contact: the agent who has been idle longest. Equally idle
agents are taken in the order in which they became idle; AWS documents no rule for that.
Source: Administrator Guide, "About routing", "Routing profiles: priority and delay".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping, Sequence
from typing import Protocol

from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import (
    AVAILABLE,
    Agent,
    AgentStatus,
    AvailabilityTimer,
    Concurrency,
    ContactState,
    RoutingProfile,
    ServedQueue,
    StatusType,
)
from santral.engine.routing.matching import age_us, first_for, longest_idle
from santral.engine.routing.queues import Place, Queue
from santral.engine.timeline import SECOND, Timeline

# A change of priority or age reaches a contact that is queued already only after a minute.
CHANGE_TAKES_EFFECT_US = 60 * SECOND


class Listener(Protocol):
    """Who is told what the distributor did, and carries it out."""

    def offered(self, contact: Contact, agent: Agent) -> None: ...

    def status_changed(self, agent: Agent) -> None: ...

    def routing_changed(self, contact: Contact) -> None: ...


class Acd:
    """Keeps queues and agents; it offers, and is told what became of the offer."""

    def __init__(self, timeline: Timeline, listener: Listener) -> None:
        self.timeline, self.listener = timeline, listener
        self._order = 0

    # --- contacts ---

    def take_place(self, contact: Contact, queue: Queue) -> None:
        """Give a contact its place in a queue whose capacity the caller has checked."""
        now_us = self.timeline.now_us
        contact.queue = queue
        contact.enqueued_us = now_us
        contact.stage = Stage.QUEUED
        self._order += 1
        contact.place = (
            contact.priority,
            now_us - contact.age_adjustment_us,
            self._order,
            contact,
        )
        queue.size += 1

    def find_agent(self, contact: Contact, queue: Queue) -> None:
        """Offer a contact that has taken its place, or let it wait there."""
        place = contact.place
        if place is None:
            return
        agent = longest_idle(queue, contact, self.timeline)
        if agent is not None:
            self._offer(contact, queue, place, agent)
        else:
            queue.add(place, contact.channel)
            self._look_again_after_delays(queue, contact)

    def abandon(self, contact: Contact) -> None:
        """Take a queued contact out for good, whatever it was waiting for."""
        queue, place = contact.queue, contact.place
        if queue is None or place is None:
            return
        self._leave(contact, queue, place)
        contact.place = None
        agent = contact.offered_to
        if agent is not None:
            contact.offered_to = None
            # Source: "About contact states", REJECTED; a call that is abandoned has no such state.
            voice = contact.channel == "VOICE"
            agent.let_go(contact, ContactState.CONNECTING if voice else ContactState.REJECTED)
            self._freed(agent)

    def dequeue(self, contact: Contact) -> None:
        """Take a contact out because its agent has it now."""
        queue, place = contact.queue, contact.place
        if queue is None or place is None:
            return
        now_us = self.timeline.now_us
        queue.size -= 1
        del queue.offered[contact]
        queue.answered += 1
        queue.answered_wait_us += now_us - (contact.enqueued_us or now_us)
        contact.place = None
        contact.offered_to = None
        contact.dequeued_us = now_us

    def put_back(self, contact: Contact, agent: Agent, state: ContactState) -> None:
        """End an offer that came to nothing: the contact keeps its place, others may have it.

        Args:
            state: MISSED stops routing to this agent until she is Available again; REJECTED
                does not.
        """
        queue, place = contact.queue, contact.place
        contact.offered_to = None
        # Before anybody is looked for: it may be offered to this very agent again.
        if state is ContactState.MISSED:
            agent.miss(contact)
        else:
            agent.let_go(contact, state)
        agent.update_routable()
        if queue is not None and place is not None:
            queue.offered.pop(contact, None)
            contact.stage = Stage.QUEUED
            other = longest_idle(queue, contact, self.timeline)
            if other is not None:
                self._offer(contact, queue, place, other)
            else:
                queue.add(place, contact.channel)
                self._look_again_after_delays(queue, contact)
        self._freed(agent)

    def change_routing(
        self,
        contact: Contact,
        *,
        priority: int | None = None,
        age_adjustment_us: int | None = None,
    ) -> None:
        """Set priority or age: at once before queueing, after a minute in a queue."""

        def apply() -> None:
            if priority is not None:
                contact.priority = priority
            if age_adjustment_us is not None:
                contact.age_adjustment_us = age_adjustment_us
            self._move(contact)

        def apply_late(_: object) -> None:
            if contact.disconnected_us is None:  # what has ended stays as it was
                apply()
                self.listener.routing_changed(contact)

        if contact.place is None:
            apply()
        else:
            self.timeline.after(CHANGE_TAKES_EFFECT_US, apply_late)

    def _move(self, contact: Contact) -> None:
        """Give a waiting contact the place that its priority and age say."""
        queue, place, since_us = contact.queue, contact.place, contact.enqueued_us
        if queue is None or place is None or since_us is None:
            return
        moved = (contact.priority, since_us - contact.age_adjustment_us, place[2], contact)
        if queue.remove(place, contact.channel):
            contact.place = moved
            queue.add(moved, contact.channel)
            # With another age, profiles with a delay see it sooner or later than was thought.
            self._look_again(contact)
            self._look_again_after_delays(queue, contact)
        elif contact in queue.offered:
            contact.place = queue.offered[contact] = moved

    def _leave(self, contact: Contact, queue: Queue, place: Place) -> None:
        queue.size -= 1
        contact.dequeued_us = self.timeline.now_us
        if not queue.remove(place, contact.channel):
            queue.offered.pop(contact, None)

    # --- agents ---

    def set_status(self, agent: Agent, status: AgentStatus) -> None:
        """Change an agent's status: at once when her hands are free, else as her next status.

        Source: Administrator Guide, "Next status": it pauses routing while contacts are open.
        """
        working = bool(agent.contacts)
        agent.unanswered.clear()
        if status.type is StatusType.ROUTABLE:
            agent.missed = False
        if working and status != agent.status and agent.status.type is StatusType.ROUTABLE:
            if status != agent.next_status:
                agent.next_status_us = self.timeline.now_us
            agent.next_status = status
        else:
            agent.next_status = None
            self._apply_status(agent, status)
        self._reseat(agent)

    def _apply_status(self, agent: Agent, status: AgentStatus) -> None:
        now_us = self.timeline.now_us
        if status != agent.status or agent.status_since_us == 0:
            agent.status = status
            agent.status_since_us = now_us
            if status.type is StatusType.ROUTABLE:
                agent.idle_since_us = now_us
            self.listener.status_changed(agent)

    def release(self, contact: Contact, agent: Agent) -> None:
        """Free the agent of a contact: wrapped up, or ended before they were joined."""
        agent.let_go(contact)
        # What no queue gave her is not inbound: she has dialled it, or listened in. A callback is.
        if contact.enqueued_us is None:
            agent.outbound_until_us = self.timeline.now_us
        else:
            agent.idle_since_us = self.timeline.now_us
        if agent.next_status is None:
            self._seat(agent)  # as nearly always: a call less
        else:
            self._go_on(agent)

    def dismiss(self, contact: Contact, agent: Agent) -> bool:
        """Take a contact that she missed out of her sight; once all are, she is routed to again.

        Returns:
            False where she has not missed it, or has dismissed it already.
        """
        if not agent.dismiss(contact):
            return False
        self._reseat(agent)
        return True

    def assign(self, contact: Contact, agent: Agent) -> bool:
        """Offer a waiting contact to this agent, whatever she serves and has in hand.

        Returns:
            False where the contact does not wait, or is being offered.
        """
        queue, place = contact.queue, contact.place
        if queue is None or place is None or not queue.remove(place, contact.channel):
            return False
        if agent.dismiss(contact):
            agent.update_routable()
        self._offer(contact, queue, place, agent)
        return True

    def slot_freed(self, agent: Agent) -> None:
        """She has put a contact aside: she may have another one."""
        self._freed(agent)

    def slot_taken(self, agent: Agent) -> None:
        """She has a contact that no queue gave her: she may take no more than her slots."""
        if agent.idle_place is not None and not agent.can_take_something():
            self._unseat(agent)

    def _freed(self, agent: Agent) -> None:
        agent.idle_since_us = self.timeline.now_us
        self._go_on(agent)

    def _go_on(self, agent: Agent) -> None:
        if agent.next_status is not None and not agent.contacts:
            status, agent.next_status = agent.next_status, None
            self._apply_status(agent, status)
            agent.update_routable()
        self._seat(agent)

    def make_available(self, agent: Agent) -> None:
        self.set_status(agent, AVAILABLE)

    def _reseat(self, agent: Agent) -> None:
        agent.update_routable()
        self._seat(agent)

    def _seat(self, agent: Agent) -> None:
        """Offer her what waits; when nothing does, let her stand among the idle."""
        if agent.idle_place is not None:
            self._unseat(agent)
        alone = agent.profile.voice_only  # then one contact is all she takes: no need to ask
        while agent.is_routable and (not agent.contacts if alone else agent.can_take_something()):
            found = first_for(agent, self.timeline)
            if found is None:
                self._order += 1
                since_us = agent.idle_since_us
                if agent.outbound_until_us > since_us:
                    since_us = agent.free_since_us
                agent.idle_place = entry = (since_us, self._order, agent)
                idle = agent.profile.idle
                # Who comes last has, as a rule, been idle for the shortest time.
                if not idle or idle[-1] < entry:
                    idle.append(entry)
                else:
                    insort(idle, entry)
                return
            queue, place = found
            queue.remove(place, place[3].channel)
            self._offer(place[3], queue, place, agent)

    def _unseat(self, agent: Agent) -> None:
        entry = agent.idle_place
        if entry is not None:
            idle = agent.profile.idle
            del idle[0 if idle[0] is entry else bisect_left(idle, entry)]
            agent.idle_place = None

    # --- profiles ---

    def change_profile(
        self,
        profile: RoutingProfile,
        served: Sequence[ServedQueue] | None = None,
        concurrency: Mapping[str, Concurrency] | None = None,
        *,
        name: str | None = None,
        timer: AvailabilityTimer | None = None,
        default_outbound_queue: Queue | None = None,
    ) -> None:
        """Change a profile at once; what its agents have in hand stays theirs. None = as before."""
        # Equally idle agents keep their order.
        agents = [entry[2] for entry in profile.idle]
        agents += [agent for agent in profile.agents if agent.idle_place is None]
        for agent in agents:
            self._unseat(agent)
        profile.name = profile.name if name is None else name
        profile.timer = timer or profile.timer
        profile.default_outbound_queue = default_outbound_queue or profile.default_outbound_queue
        profile.serve(
            profile.entries if served is None else served,
            profile.concurrency if concurrency is None else concurrency,
        )
        for each in profile.served:
            if each.delay_us:
                for place in each.queue.waiting.get(each.channel, ()):
                    self._look_again_at_age(place[3], each.delay_us)
        agents.sort(key=lambda agent: agent.free_since_us)
        for agent in agents:
            agent.update_routable()
        for agent in agents:
            self._seat(agent)

    def move(self, agent: Agent, profile: RoutingProfile) -> None:
        """Give an agent another profile at once; what she has in hand stays hers."""
        if agent.profile is not profile:
            self._unseat(agent)
            agent.join(profile)
            self._reseat(agent)

    # --- matching ---

    def _offer(self, contact: Contact, queue: Queue, place: Place, agent: Agent) -> None:
        queue.offered[contact] = place
        contact.offered_to = agent
        contact.offers += 1
        contact.stage = Stage.OFFERED
        agent.set_state(contact, ContactState.CONNECTING)
        if agent.idle_place is not None and (
            agent.profile.voice_only or not agent.can_take_something()
        ):
            self._unseat(agent)
        self.listener.offered(contact, agent)

    def _look_again_after_delays(self, queue: Queue, contact: Contact) -> None:
        """A profile with a delay sees this contact later: look again when it does."""
        for server in queue.servers.get(contact.channel, ()):
            if server.delay_us:
                self._look_again_at_age(contact, server.delay_us)

    def _look_again_at_age(self, contact: Contact, at_age_us: int) -> None:
        wait_us = at_age_us - age_us(contact, self.timeline.now_us)
        if wait_us > 0:
            self.timeline.after(wait_us, self._look_again, contact)

    def _look_again(self, contact: Contact) -> None:
        queue, place = contact.queue, contact.place
        if queue is None or place is None or contact.stage is not Stage.QUEUED:
            return
        agent = longest_idle(queue, contact, self.timeline)
        if agent is not None and queue.remove(place, contact.channel):
            self._offer(contact, queue, place, agent)
