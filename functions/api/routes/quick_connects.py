"""Quick connects: to whom agents pass contacts on, by the names that people know."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.profile import profile_of
from functions.api.replies import Listed, all_of
from functions.api.shapes import Shape
from santral.domain.provisioning import Kind
from santral.domain.tenant import Tenant
from santral.domain.wanted_resources import quick_connect_to
from santral.stores import connect_ledger

routes = Routes("Quick connects")


class QuickConnectView(Shape):
    id: Annotated[str, Field(description="in Amazon Connect")]
    arn: Annotated[str, Field(description="by which the control panel knows it")]
    name: Annotated[str, Field(description="as Amazon Connect has it")]
    kind: Literal["queue", "agent"]
    target: Annotated[str, Field(description="a queue's name, or an agent's username")]
    label: Annotated[str, Field(description="what people call it")]


@routes.get("/v1/quick-connects", roles=SERVES)
def list_quick_connects(call: Call) -> Listed[QuickConnectView]:
    """List to whom contacts can be passed on: every queue and every agent of the business.

    Amazon Connect shows them to who serves one of its queues. What an agent passes on takes the
    contact's attributes along, so that nobody asks the customer again.
    """
    tenant = profile_of(call)
    made = connect_ledger.there(call.tenant, Kind.QUICK_CONNECT)
    return all_of(
        QuickConnectView(
            id=each.id, arn=each.arn, name=each.name, kind=kind, target=target, label=label
        )
        for kind, target, label in _targets(tenant)
        if (each := made.get(quick_connect_to(kind, target))) is not None
    )


def _targets(tenant: Tenant) -> list[tuple[Literal["queue", "agent"], str, str]]:
    queues = [("queue", each.name, each.name) for each in tenant.queues]
    agents = [
        ("agent", each.username, f"{each.first_name} {each.last_name}".strip())
        for each in tenant.agents
    ]
    return [*queues, *agents]  # type: ignore[list-item]
