"""Small businesses that are to be set up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from santral.domain.hours import Day, Override, Slot
from santral.domain.menu import Choice, Menu
from santral.domain.tenant import (
    AgentSpec,
    Language,
    ProfileQueue,
    QueueSpec,
    RoutingProfileSpec,
    Schedule,
    Tenant,
)

OFFICE = dict.fromkeys(Day, (Slot.from_text("09:00-18:00"),))


def bakery(id_: str = "bakery", region: str = "GB") -> Tenant:
    """One of everything: an hour's plan, a holiday, two queues, a profile, an agent; no number."""
    return Tenant(
        id=id_,
        name="The Bakery",
        timezone="Europe/London",
        region=region,
        languages=(Language("en", "en-GB", "Amy"),),
        numbers=(),
        schedules=(Schedule("main", OFFICE),),
        holidays=(Override("Summer break", date(2027, 8, 2), spoken={"en": "the summer break"}),),
        queues=(QueueSpec("orders", schedule="main"), QueueSpec("reception", fallback=True)),
        menus=(Menu("main", {"en": "For orders, press 1."}, {"1": Choice(queue="orders")}),),
        routing_profiles=(
            RoutingProfileSpec("everything", (ProfileQueue("orders"), ProfileQueue("reception"))),
        ),
        agents=(AgentSpec("mary", "Mary", "Baker", "everything", ("en",)),),
    )


def kiosk(id_: str) -> Tenant:
    """The least that can be: one queue, nobody in it, no number to be had."""
    return replace(
        bakery(id_, region="TR"),
        schedules=(),
        holidays=(),
        queues=(QueueSpec("reception", fallback=True),),
        menus=(Menu("main", {"en": "Hello."}, {"1": Choice(queue="reception")}),),
        routing_profiles=(),
        agents=(),
    )
