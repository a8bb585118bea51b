"""The automatic call distributor: matches waiting contacts with agents, in a fixed order.

For an agent: her own queue first, then the profile's priority of the queue, the contact's
priority, and effective age. For a contact: the agent who has been idle longest. Equally idle
agents are taken in the order in which they became idle; AWS documents no rule for that.
Source: Administrator Guide, "About routing", "Routing profiles: priority and delay".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import Protocol

from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import (
    AVAILABLE,
    Agent,
    AgentStatus,
    ContactState,
    StatusType,
)
from santral.engine.routing.queues import Place, Queue, Server
from santral.engine.timeline import SECOND, Timeline

# A change of priority or age reaches a contact that is queued already only after a minute.
CHANGE_TAKES_EFFECT_US = 60 * SECOND
_NOBODY: list[Place] = []
_NO_SERVERS: list[Server] = []


class Listener(Protocol):
    """Who is told what the distributor did, and carries it out."""

    def offered(self, contact: Contact, agent: Agent) -> None: ...

    def status_changed(self, agent: Agent) -> None: ...


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
        agent = self._longest_idle(queue, contact)
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
            self.release(contact, agent)

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
        agent.let_go(contact)
        if state is ContactState.MISSED:
            agent.missed = True
        agent.update_routable()
        if queue is not None and place is not None:
            queue.offered.pop(contact, None)
            contact.stage = Stage.QUEUED
            other = self._longest_idle(queue, contact)
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

        def apply(_: object = None) -> None:
            if priority is not None:
                contact.priority = priority
            if age_adjustment_us is not None:
                contact.age_adjustment_us = age_adjustment_us
            self._move(contact)

        if contact.place is None:
            apply()
        else:
            self.timeline.after(CHANGE_TAKES_EFFECT_US, apply)

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
        if status.type is StatusType.ROUTABLE:
            agent.missed = False
        if working and status != agent.status and agent.status.type is StatusType.ROUTABLE:
            agent.next_status = status
        else:
            agent.next_status = None
            self._apply_status(agent, status)
        agent.update_routable()
        self._seat(agent)

    def _apply_status(self, agent: Agent, status: AgentStatus) -> None:
        now_us = self.timeline.now_us
        if status is not agent.status or agent.status_since_us == 0:
            agent.status = status
            agent.status_since_us = now_us
            if status.type is StatusType.ROUTABLE:
                agent.idle_since_us = now_us
            self.listener.status_changed(agent)

    def release(self, contact: Contact, agent: Agent) -> None:
        """Free the agent of a contact: missed, abandoned while ringing, or wrapped up."""
        agent.let_go(contact)
        self._freed(agent)

    def _freed(self, agent: Agent) -> None:
        agent.idle_since_us = self.timeline.now_us
        if agent.next_status is not None and not agent.contacts:
            status, agent.next_status = agent.next_status, None
            self._apply_status(agent, status)
            agent.update_routable()
        self._seat(agent)

    def make_available(self, agent: Agent) -> None:
        self.set_status(agent, AVAILABLE)

    def _seat(self, agent: Agent) -> None:
        """Offer her what waits; when nothing does, let her stand among the idle."""
        if agent.idle_place is not None:
            self._unseat(agent)
        alone = agent.profile.voice_only  # then one contact is all she takes: no need to ask
        while agent.is_routable and (not agent.contacts if alone else agent.can_take_something()):
            found = self._first_for(agent)
            if found is None:
                self._order += 1
                agent.idle_place = entry = (agent.idle_since_us, self._order, agent)
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

    def _longest_idle(self, queue: Queue, contact: Contact) -> Agent | None:
        """Find who has been idle longest among those who serve this queue and see this contact."""
        channel = contact.channel
        if queue.owner is not None:
            return queue.owner if queue.owner.can_take(channel) else None
        best: tuple[int, int, Agent] | None = None
        for server in queue.servers.get(channel, _NO_SERVERS):
            idle = server.profile.idle
            if not idle:
                continue
            entry = idle[0] if server.takes_any else self._first_idle(server, contact)
            if entry is not None and (best is None or entry < best):
                best = entry
        return None if best is None else best[2]

    def _first_idle(self, server: Server, contact: Contact) -> tuple[int, int, Agent] | None:
        """Find who of one profile has been idle longest, if the profile sees this contact."""
        # Without a delay a contact is seen at once, even one that counts as younger than now.
        if server.delay_us and self._age_us(contact) < server.delay_us:
            return None
        channel = contact.channel
        return next((entry for entry in server.profile.idle if entry[2].can_take(channel)), None)

    def _first_for(self, agent: Agent) -> tuple[Queue, Place] | None:
        """Find whom this agent should serve next."""
        best: tuple[int, Place, Queue] | None = None
        if agent.queue.size:
            for channel, line in agent.queue.waiting.items():
                if line and agent.can_take(channel):
                    return agent.queue, line[0]
        for served in agent.profile.served:
            if best is not None and served.priority > best[0]:
                break  # sorted by priority: nobody better comes
            line = served.queue.waiting.get(served.channel, _NOBODY)
            if not line or not (agent.profile.voice_only or agent.can_take(served.channel)):
                continue
            delay_us = served.delay_us
            place = self._first_visible(line, delay_us) if delay_us else line[0]
            if place is not None and (best is None or place < best[1]):
                best = (served.priority, place, served.queue)
        return None if best is None else (best[2], best[1])

    def _first_visible(self, line: list[Place], delay_us: int) -> Place | None:
        return next((place for place in line if self._age_us(place[3]) >= delay_us), None)

    def _age_us(self, contact: Contact) -> int:
        since_us = contact.enqueued_us
        return (
            0 if since_us is None else (self.timeline.now_us - since_us + contact.age_adjustment_us)
        )

    def _look_again_after_delays(self, queue: Queue, contact: Contact) -> None:
        """A profile with a delay sees this contact later: look again when it does."""
        for server in queue.servers.get(contact.channel, ()):
            wait_us = server.delay_us - self._age_us(contact)
            if server.delay_us and wait_us > 0:
                self.timeline.after(wait_us, self._look_again, contact)

    def _look_again(self, contact: Contact) -> None:
        queue, place = contact.queue, contact.place
        if queue is None or place is None or contact.stage is not Stage.QUEUED:
            return
        agent = self._longest_idle(queue, contact)
        if agent is not None and queue.remove(place, contact.channel):
            self._offer(contact, queue, place, agent)
