"""Which queue a contact waits in, at which priority, and for whom.

Figures are Amazon Connect's own for one queue (GetMetricData) and may be missing; what is not
known never moves a caller. Every answer is a queue of the tenant's own: a queue that it does
not have, by name or by ARN, becomes its fallback queue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from santral.domain.phrases import phrase
from santral.domain.tenant import AgentSpec, QueueSpec, Tenant
from santral.domain.vip import priority_of


class Reason(StrEnum):
    """Why the contact goes where it goes."""

    AS_ASKED = "as_asked"
    ACCOUNT_MANAGER = "account_manager"
    UNKNOWN_QUEUE = "unknown_queue"
    QUEUE_CLOSED = "queue_closed"
    NOBODY_THERE = "nobody_there"
    QUEUE_FULL = "queue_full"
    WAITED_TOO_LONG = "waited_too_long"


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """How one queue does right now; None is not known.

    Attributes:
        staffed: agents who are logged in and not offline.
        available: agents who could take a contact at once.
        size: contacts waiting.
        oldest_s: how long the oldest of them has waited, seconds.
    """

    staffed: int | None = None
    available: int | None = None
    size: int | None = None
    oldest_s: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where the flow would send a contact.

    Attributes:
        queue: by name; "" asks for the fallback queue.
        queue_arn: when given, it must be that queue's, once it has one.
        tier: the customer's, "" for a caller who is not known.
        agent: the username of the account manager, "" for none.
        agent_available: whether that agent could take a contact at once.
        figures: those of `queue`.
    """

    queue: str
    queue_arn: str = ""
    vip: bool = False
    tier: str = ""
    agent: str = ""
    agent_available: bool = False
    figures: QueueFigures = field(default_factory=QueueFigures)


@dataclass(frozen=True, slots=True)
class Route:
    """
    Attributes:
        agent: the contact goes to this agent's own queue; None is anybody in the queue.
        priority: 1 (best) to 5.
        text: what the caller is told about it, "" for nothing.
    """

    queue: QueueSpec
    agent: AgentSpec | None
    priority: int
    reason: Reason
    text: str = ""

    @property
    def overflowed(self) -> bool:
        return self.reason in _OVERFLOW


_OVERFLOW = frozenset(
    {Reason.QUEUE_CLOSED, Reason.NOBODY_THERE, Reason.QUEUE_FULL, Reason.WAITED_TOO_LONG}
)


def choose_queue(tenant: Tenant, wanted: Wanted, *, language: str, at: datetime) -> Route:
    """Choose where a contact waits.

    Args:
        language: the code of the caller's language, for the text.
        at: aware.
    """
    priority = priority_of(tenant, [wanted.tier], vip=wanted.vip)
    asked = _asked_for(tenant, wanted)
    if asked is None:
        return Route(tenant.fallback_queue, None, priority, Reason.UNKNOWN_QUEUE)
    agent = tenant.agent(wanted.agent) if wanted.vip and wanted.agent_available else None
    if agent is not None:
        return Route(asked, agent, priority, Reason.ACCOUNT_MANAGER)
    reason = _overflows(tenant, asked, wanted.figures, at)
    queue = _next_open(tenant, asked, at) if reason else asked
    if reason is None or queue is asked:
        return Route(asked, None, priority, Reason.AS_ASKED)
    return Route(queue, None, priority, reason, phrase("overflow", language, tenant.phrases))


def _asked_for(tenant: Tenant, wanted: Wanted) -> QueueSpec | None:
    queue = tenant.queue(wanted.queue)
    if queue is None:
        return None
    is_its_own = not queue.arn or wanted.queue_arn in ("", queue.arn)
    return queue if is_its_own else None


def _overflows(
    tenant: Tenant, queue: QueueSpec, figures: QueueFigures, at: datetime
) -> Reason | None:
    if not _is_open(tenant, queue, at):
        return Reason.QUEUE_CLOSED
    if figures.staffed == 0:
        return Reason.NOBODY_THERE
    if _reached(figures.size, queue.capacity):
        return Reason.QUEUE_FULL
    # Somebody who is free answers at once, however long the oldest contact has waited.
    if not figures.available and _exceeded(figures.oldest_s, queue.target_s):
        return Reason.WAITED_TOO_LONG
    return None


def _reached(figure: int | None, limit: int | None) -> bool:
    return figure is not None and limit is not None and figure >= limit


def _exceeded(figure: int | None, limit: int | None) -> bool:
    return figure is not None and limit is not None and figure > limit


def _next_open(tenant: Tenant, queue: QueueSpec, at: datetime) -> QueueSpec:
    """Return where a queue's overflow ends: the first open queue along overflow_to.

    The figures of the next queue are not known, so nobody is moved twice because of them. A ring
    of closed queues ends at the fallback queue; a closed queue without overflow_to does, too.
    """
    passed = {queue.name}
    following = tenant.queue(queue.overflow_to)
    while following is not None and following.name not in passed:
        if _is_open(tenant, following, at):
            return following
        passed.add(following.name)
        following = tenant.queue(following.overflow_to)
    return queue if _is_open(tenant, queue, at) else tenant.fallback_queue


def _is_open(tenant: Tenant, queue: QueueSpec, at: datetime) -> bool:
    hours = tenant.hours(queue.schedule)
    return hours is None or hours.is_open(at)
