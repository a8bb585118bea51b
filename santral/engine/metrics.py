"""Real-time figures of queues and agents, as flows read them.

Source: Administrator Guide, "Check queue status", "Check staffing", "Get queue metrics". The
service's figures are 5 to 10 s old; these are of the moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from santral.engine.routing.queues import Queue
from santral.engine.routing.staffing import Standing
from santral.engine.timeline import SECOND, Timeline

if TYPE_CHECKING:
    from santral.engine.contact import Contact

# With nobody answered yet there is no experience to estimate from.
GUESSED_WAIT_US = 60 * SECOND


class Metrics:
    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline

    def value(self, metric_type: str, queue: Queue, channel: str) -> int | None:
        """Answer a CheckMetricData metric; ages in milliseconds, as the console writes operands."""
        if metric_type == "NumberOfContactsInQueue":
            return queue.count(None)
        if metric_type == "OldestContactInQueueAgeSeconds":
            since_us = queue.oldest_enqueued_us()
            return 0 if since_us is None else (self.timeline.now_us - since_us) // 1000
        if metric_type == "NumberOfAgentsAvailable":
            return available(queue, channel)
        totals = staffing(queue, channel)
        if metric_type == "NumberOfAgentsStaffed":
            return totals.staffed
        return totals.online if metric_type == "NumberOfAgentsOnline" else None

    def attributes(self, queue: Queue, contact: Contact, channel: str) -> Mapping[str, object]:
        """Answer the values under $.Metrics, all as strings; ages and waits in seconds.

        Without an agent online there are no figures of agents, and without contacts either there
        are none of the queue.
        Source: Administrator Guide, "Flow block: Get metrics", "if there are no agents, no metrics
        are returned"; "List of attributes", Queue metrics, null without current activity.
        """
        totals, size = staffing(queue, channel), queue.count(channel)
        since_us = queue.oldest_enqueued_us(channel)
        age_us = 0 if since_us is None else self.timeline.now_us - since_us
        position = queue.position(contact) if contact.queue is queue else queue.size + 1
        wait_us = estimated_wait_us(queue, position, totals.staffed)
        wait_s = None if wait_us is None else str(wait_us // SECOND)
        active = totals.online > 0 or size > 0
        counts = {
            "Online": totals.online,
            "Available": available(queue, channel),
            "Staffed": totals.staffed,
            "AfterContactWork": totals.wrapping_up,
            "Busy": totals.talking,
            "Missed": totals.missed,
            "NonProductive": totals.non_productive,
        }
        return {
            "Queue": {
                "Name": queue.name,
                "ARN": queue.arn,
                "Size": str(size) if active else None,
                "OldestContactAge": str(age_us // SECOND) if active else None,
                "EstimatedWaitTime": wait_s,
            },
            "Agents": {
                name: {"Count": str(count) if totals.online else None}
                for name, count in counts.items()
            },
            "Contact": {"EstimatedWaitTime": wait_s, "PositionInQueue": str(position)},
        }


def estimated_wait_us(queue: Queue, position: int, staffed: int) -> int | None:
    """Estimate the wait at a position: the mean wait so far, shared out along the line.

    None where nobody is there to answer: no estimate is better than a wrong one.
    """
    if staffed == 0:
        return None
    if queue.answered == 0:
        return GUESSED_WAIT_US * position
    mean_us = queue.answered_wait_us // queue.answered
    return max(mean_us, GUESSED_WAIT_US * position // staffed)


def staffing(queue: Queue, channel: str) -> Standing:
    """Count the agents who serve a queue, by what they are doing."""
    if queue.owner is not None:
        return queue.owner.standing()
    servers = queue.servers.get(channel, ())
    if len(servers) == 1:
        return servers[0].profile.staffing.totals()
    each = [server.profile.staffing.totals() for server in servers]
    return Standing(*map(sum, zip(*each, strict=True))) if each else Standing(0, 0, 0, 0, 0, 0, 0)


def available(queue: Queue, channel: str) -> int:
    """Count the agents with a free slot for the channel."""
    if queue.owner is not None:
        return int(queue.owner.can_take(channel))
    servers = queue.servers.get(channel, ())
    return sum(server.profile.staffing.available(channel) for server in servers)
