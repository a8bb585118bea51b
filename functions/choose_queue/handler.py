"""Where a contact waits, at which priority, and for whom. One read.

The figures of the queue come from the flow's own metrics block: asking Amazon Connect for them
here would share two requests a second with the whole account.
"""

from __future__ import annotations

from collections.abc import Mapping

from functions.entry import answers_flow
from functions.flow_request import FlowRequest
from functions.wiring import collaborators
from santral.domain.routing import QueueFigures, Wanted, choose_queue
from santral.stores import tenants


@answers_flow("choose_queue")
def handler(request: FlowRequest) -> Mapping[str, object]:
    tenant = tenants.load(request.tenant)
    language = tenant.language(request.text("language")) or tenant.languages[0]
    route = choose_queue(
        tenant, _wanted(request), language=language.code, at=collaborators().clock()
    )
    return {
        "queue": route.queue.name,
        "queue_arn": route.queue.arn,
        "agent": route.agent.username if route.agent else "",
        "agent_arn": route.agent.arn if route.agent else "",
        "priority": route.priority,
        "overflowed": route.overflowed,
        "reason": route.reason.value,
        "text": route.text,
    }


def _wanted(request: FlowRequest) -> Wanted:
    return Wanted(
        queue=request.text("queue"),
        queue_arn=request.text("queue_arn"),
        vip=request.is_yes("vip"),
        tier=request.text("customer_tier"),
        agent=request.text("agent"),
        agent_available=request.is_yes("agent_available"),
        figures=QueueFigures(
            staffed=request.figure("agents_staffed"),
            available=request.figure("agents_available"),
            size=request.figure("queue_size"),
            oldest_s=request.figure("oldest_s"),
        ),
    )
