"""A queue: who waits in it, in the order in which they will be served.

Source: Administrator Guide, "Routing: priority and delay", "Set the queue capacity",
"Change routing priority / age".
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from santral.engine.contact import Contact
    from santral.engine.routing.agents import Agent, RoutingProfile

# Contact priority, instant of enqueueing less its age adjustment, order of arrival, who. The order
# is unique, so that contacts are never compared.
Place = tuple[int, int, int, "Contact"]

AGENT_QUEUE_CAPACITY = 10
# A full queue still admits a fifth more: transfers between queues and callbacks that come due.
TRANSFER_BUFFER = 0.2


class Server:
    """A routing profile that serves a queue for one channel.

    Attributes:
        takes_any: every agent who stands among the idle may take any contact of the queue.
    """

    __slots__ = ("delay_us", "priority", "profile", "takes_any")

    def __init__(self, profile: RoutingProfile, priority: int, delay_us: int) -> None:
        self.profile, self.priority, self.delay_us = profile, priority, delay_us
        self.takes_any = profile.voice_only and not delay_us


class Queue:
    """A standard queue, or the queue of one agent.

    Attributes:
        owner: the agent whose queue it is; None for a standard queue.
        capacity: contacts it holds at most, all channels together; None for no limit.
        outbound_flow: what its agents hear before a call of theirs is joined; None for the
            centre's default.
        size: contacts in it now, those being offered or joined included.
        waiting: by channel, who may be offered next; the head is served first.
    """

    def __init__(
        self,
        name: str,
        arn: str,
        *,
        capacity: int | None = None,
        hours: str | None = None,
        outbound_number: str | None = None,
        owner: Agent | None = None,
    ) -> None:
        self.name, self.arn, self.capacity, self.hours = name, arn, capacity, hours
        self.outbound_number, self.owner = outbound_number, owner
        self.outbound_flow: str | None = None
        self.enabled = True
        self.size = 0
        self.waiting: dict[str, list[Place]] = {"VOICE": []}
        self.offered: dict[Contact, Place] = {}
        self.servers: dict[str, list[Server]] = {}
        self.answered = 0
        self.answered_wait_us = 0

    def admits(self, *, transferred: bool = False) -> bool:
        """Whether one more fits."""
        if self.capacity is None:
            return True
        room = self.capacity
        if transferred and self.owner is None:
            room += int(self.capacity * TRANSFER_BUFFER)
        return self.size < room

    def add(self, place: Place, channel: str) -> None:
        line = self.waiting.get(channel)
        if line is None:
            line = self.waiting[channel] = []
        # Nearly everybody goes to the end, where insort would search from the middle.
        if not line or line[-1] < place:
            line.append(place)
        else:
            insort(line, place)

    def remove(self, place: Place, channel: str) -> bool:
        """Take a waiting contact out; False when it was not waiting (it is being offered)."""
        line = self.waiting.get(channel, [])
        if line and line[0] is place:
            del line[0]
            return True
        at = bisect_left(line, place)
        if at < len(line) and line[at] is place:
            del line[at]
            return True
        return False

    def position(self, contact: Contact) -> int:
        """Count from 1: how many would be served up to and including this contact."""
        place = contact.place
        if place is None:
            return 0
        ahead = bisect_left(self.waiting.get(contact.channel, []), place)
        ahead += sum(1 for other in self.offered.values() if other < place)
        return ahead + 1

    def oldest_enqueued_us(self, channel: str | None = None) -> int | None:
        """Tell since when the oldest contact has been waiting."""
        since = [
            place[3].enqueued_us
            for each, line in self.waiting.items()
            if channel in (None, each)
            for place in line
        ]
        since += [c.enqueued_us for c in self.offered if channel in (None, c.channel)]
        return min((each for each in since if each is not None), default=None)

    def count(self, channel: str | None) -> int:
        """Count the contacts in it, of one channel or of all."""
        if channel is None:
            return self.size
        waiting = len(self.waiting.get(channel, ()))
        return waiting + sum(1 for contact in self.offered if contact.channel == channel)
