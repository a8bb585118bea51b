"""Where a contact waits, at which priority, and for whom. One read, or none.

The figures of the queue come from the flow's own metrics block: asking Amazon Connect for them
here would share two requests a second with the whole account.
"""

from __future__ import annotations

from collections.abc import Mapping

from functions.entry import answers_flow
from functions.flow_request import FlowRequest
from functions.wiring import collaborators
from santral.domain.errors import NotFoundError
from santral.domain.routing import QueueFigures, Wanted, choose_queue
from santral.domain.tenant import QueueSpec, Tenant


@answers_flow("choose_queue")
def handler(request: FlowRequest) -> Mapping[str, object]:
    here = collaborators()
    tenant = here.recent_tenants.acting()
    language = tenant.language(request.text("language")) or tenant.languages[0]
    route = choose_queue(tenant, _wanted(request), language=language.code, at=here.clock())
    queue, arn = _where(tenant, route.queue, request)
    return {
        "queue": queue,
        "queue_arn": arn,
        "agent": route.agent.username if route.agent else "",
        "agent_arn": route.agent.arn if route.agent else "",
        "priority": route.priority,
        "overflowed": route.overflowed,
        "reason": route.reason.value,
        "text": route.text,
    }


def _where(tenant: Tenant, chosen: QueueSpec, request: FlowRequest) -> tuple[str, str]:
    """Return name and ARN of a queue that a contact can be put into.

    Raises:
        NotFoundError: there is none; the flow keeps the target that it has set before.
    """
    for queue in (chosen, tenant.fallback_queue):
        if queue.arn:
            return queue.name, queue.arn
    arn = request.text("queue_arn") or request.text("fallback_queue")
    if not arn:
        raise NotFoundError("no queue of the tenant has an ARN")
    return chosen.name, arn


def _wanted(request: FlowRequest) -> Wanted:
    return Wanted(
        queue=request.text("queue"),
        queue_arn=request.text("queue_arn"),
        vip=request.is_yes("vip"),
        tier=request.text("customer_tier"),
        agent=request.text("agent"),
        agent_available=request.is_yes("agent_available"),
        figures=QueueFigures(
            staffed=_staffed(request),
            available=request.figure("agents_available"),
            size=request.figure("queue_size"),
            oldest_s=request.figure("oldest_s"),
        ),
    )


def _staffed(request: FlowRequest) -> int | None:
    """Count the agents of the queue; its metrics leave the count out where nobody is there."""
    staffed = request.figure("agents_staffed")
    if staffed is None and request.text("figures_of") and not request.text("agents_staffed"):
        return 0
    return staffed
