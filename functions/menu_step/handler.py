"""One step through a tenant's menus: a key was pressed, or none was. One read, or none."""

from __future__ import annotations

from collections.abc import Mapping

from functions.entry import answers_flow
from functions.flow_request import FlowRequest
from functions.wiring import collaborators
from santral.domain.menu_steps import press


@answers_flow("menu_step")
def handler(request: FlowRequest) -> Mapping[str, object]:
    step = press(
        collaborators().recent_tenants.acting(),
        request.text("menu"),
        request.text("key"),
        language=request.text("language"),
        attempt=request.figure("attempt") or 1,
    )
    return {
        "action": step.action.value,
        "menu": step.menu,
        "menu_text": step.menu_text,
        "queue": step.queue.name if step.queue else "",
        "queue_arn": step.queue.arn if step.queue else "",
        "text": step.text,
        "number": step.number,
        "after": step.after.value if step.after else "",
        "attempt": step.attempt,
    }
