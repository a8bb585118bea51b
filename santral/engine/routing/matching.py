"""Who has been idle longest for a contact, and whom an agent should serve next."""

from __future__ import annotations

from santral.engine.contact import Contact
from santral.engine.routing.agents import Agent
from santral.engine.routing.queues import Place, Queue, Server
from santral.engine.timeline import Timeline

_NOBODY: list[Place] = []
_NO_SERVERS: list[Server] = []


def longest_idle(queue: Queue, contact: Contact, timeline: Timeline) -> Agent | None:
    """Find who has been idle longest among those who serve this queue and see this contact."""
    channel = contact.channel
    if queue.owner is not None:
        return queue.owner if queue.owner.can_take(channel) else None
    best: tuple[int, int, Agent] | None = None
    for server in queue.servers.get(channel, _NO_SERVERS):
        idle = server.profile.idle
        if not idle:
            continue
        entry = idle[0] if server.takes_any else _first_idle(server, contact, timeline.now_us)
        if entry is not None and (best is None or entry < best):
            best = entry
    return None if best is None else best[2]


def _first_idle(server: Server, contact: Contact, now_us: int) -> tuple[int, int, Agent] | None:
    """Find who of one profile has been idle longest, if the profile sees this contact."""
    # Without a delay a contact is seen at once, even one that counts as younger than now.
    if server.delay_us and age_us(contact, now_us) < server.delay_us:
        return None
    channel = contact.channel
    return next((entry for entry in server.profile.idle if entry[2].can_take(channel)), None)


def first_for(agent: Agent, timeline: Timeline) -> tuple[Queue, Place] | None:
    """Find whom this agent should serve next."""
    best: tuple[int, Place, Queue] | None = None
    if agent.queue.size:
        for channel, line in agent.queue.waiting.items():
            if line and agent.can_take(channel):
                return agent.queue, line[0]
    profile = agent.profile
    voice_only = profile.voice_only
    for served in profile.served:
        if best is not None and served.priority > best[0]:
            break  # sorted by priority: nobody better comes
        line = served.queue.waiting.get(served.channel, _NOBODY)
        if not line or not (voice_only or agent.can_take(served.channel)):
            continue
        delay_us = served.delay_us
        place = _first_visible(line, delay_us, timeline.now_us) if delay_us else line[0]
        if place is not None and (best is None or place < best[1]):
            best = (served.priority, place, served.queue)
    return None if best is None else (best[2], best[1])


def _first_visible(line: list[Place], delay_us: int, now_us: int) -> Place | None:
    return next((place for place in line if age_us(place[3], now_us) >= delay_us), None)


def age_us(contact: Contact, now_us: int) -> int:
    """How long a contact counts as waiting, its age adjustment included."""
    since_us = contact.enqueued_us
    return 0 if since_us is None else now_us - since_us + contact.age_adjustment_us
