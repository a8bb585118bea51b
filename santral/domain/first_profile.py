"""The profile with which a business begins, from what somebody said when they signed up."""

from __future__ import annotations

from santral.domain.hours import Day, Slot
from santral.domain.menu import Choice, Menu
from santral.domain.sign_up import SignUp
from santral.domain.tenant import Language, QueueSpec, Schedule, Tenant


def first_profile(sign_up: SignUp) -> Tenant:
    return Tenant(
        id=sign_up.tenant,
        name=sign_up.business_name,
        timezone=sign_up.timezone or "UTC",
        region=sign_up.country,
        languages=(Language("en", "en-GB", "Amy"),),
        numbers=(),
        schedules=(
            Schedule("main", {day: (Slot.from_text("09:00-18:00"),) for day in list(Day)[:5]}),
        ),
        queues=(QueueSpec("callers", schedule="main", fallback=True),),
        menus=(Menu("main", {"en": "For a person, press 1."}, {"1": Choice(queue="callers")}),),
    )
