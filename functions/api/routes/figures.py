"""An agent's own figures of today."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.profile import profile_of
from functions.api.shapes import Shape
from santral.domain.agent_figures import averages, by_channel, served_since
from santral.domain.contact_summary import ContactSummary, summary_of
from santral.domain.errors import NotFoundError
from santral.domain.tenant import Tenant
from santral.stores import contact_lists, members
from santral.stores.contact_lists import LARGEST_PAGE

routes = Routes("Me")

_MOST_PAGES: Final = 5  # of a hundred contacts


class AveragesView(Shape):
    contacts: Annotated[int, Field(description="answered today, and over")]
    handle_s: Annotated[
        int | None, Field(description="talk, hold and wrap-up, on average; null is none")
    ]
    talk_s: int | None
    hold_s: int | None
    wrap_up_s: int | None
    transferred: Annotated[int, Field(description="that went on to somebody else")]


class FiguresView(Shape):
    day: Annotated[date, Field(description="in the business's time zone")]
    timezone: str
    total: AveragesView
    by_channel: dict[str, AveragesView]
    is_complete: Annotated[
        bool, Field(description="false where there were more contacts than are read at once")
    ]
    missed: Annotated[
        int | None,
        Field(description="null: Amazon Connect tells of it in agent events, which are not kept"),
    ] = None


@routes.get("/v1/me/figures", roles=SERVES)
def show_own_figures(call: Call) -> FiguresView:
    """Show the asker's own figures of today.

    Of contacts that are over: a record comes some seconds after the wrap-up. Time that was spent in
    each status, and contacts that were missed, are in no contact's record.
    """
    tenant = profile_of(call)
    user = _user(call, tenant)
    now = call.now.astimezone(ZoneInfo(tenant.timezone))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    found, is_complete = _contacts(call, tenant, user, midnight)
    served = served_since(found, midnight)
    return FiguresView(
        day=now.date(),
        timezone=tenant.timezone,
        total=AveragesView.model_validate(averages(served)),
        by_channel={
            channel: AveragesView.model_validate(each)
            for channel, each in by_channel(served).items()
        },
        is_complete=is_complete,
    )


def _user(call: Call, tenant: Tenant) -> str:
    """Return the asker's id as a user in Amazon Connect, "" where it has none yet.

    Raises:
        NotFoundError: no agent.
    """
    member = members.find(call.asker.subject)
    agent = tenant.agent(member.value.agent) if member and member.value.agent else None
    if agent is None:
        raise NotFoundError("you are no agent who takes contacts")
    return agent.arn.rpartition("/")[2]


def _contacts(
    call: Call, tenant: Tenant, user: str, since: datetime
) -> tuple[list[ContactSummary], bool]:
    found: list[ContactSummary] = []
    after: str | None = None
    for _ in range(_MOST_PAGES):
        page = contact_lists.of_agent(
            call.tenant, user, since=since, limit=LARGEST_PAGE, after=after
        )
        found += [summary_of(each, tenant) for each in page.records]
        after = page.next
        if after is None:
            return found, True
    return found, False
