"""What contacts look like in answers."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.profile_shapes import Instant
from functions.api.shapes import Id, PageQuery, Shape
from santral.domain.access import Role
from santral.domain.contact import Outcome
from santral.domain.contact_summary import ContactSummary
from santral.domain.timeline import Happening


class ContactQuery(PageQuery):
    since: Annotated[Instant | None, Field(description="null is 92 days before `until`")] = None
    until: Annotated[Instant | None, Field(description="null is now")] = None
    customer_id: Annotated[
        Id | None, Field(description="all of her contacts, whenever they began")
    ] = None
    channel: Annotated[str | None, StringConstraints(pattern=r"^[A-Z_]{1,20}$")] = None
    queue: Id | None = None
    agent: Id | None = None
    outcome: Outcome | None = None

    def wants(self, contact: ContactSummary) -> bool:
        chosen = (
            (self.channel, contact.channel),
            (self.queue, contact.queue),
            (self.agent, contact.agent),
            (self.outcome, contact.outcome),
        )
        return all(wanted in (None, there) for wanted, there in chosen)


class ContactView(Shape):
    """Times that are null did not come; durations are in seconds."""

    id: str
    initial_id: Annotated[str, Field(description="of the first contact of its chain")]
    previous_id: str
    next_id: str
    channel: str
    initiation: Annotated[str, Field(description="as Amazon Connect names it: INBOUND, TRANSFER")]
    began_at: datetime | None
    queued_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    queue: Annotated[str, Field(description="empty is none")]
    agent: Annotated[str, Field(description="a username; empty is nobody")]
    waited_s: Annotated[int | None, Field(description="in the queue")]
    talked_s: int | None
    held_s: int | None
    wrapped_up_s: int | None
    disconnect_reason: str
    outcome: Annotated[Outcome | None, Field(description="null is that its record does not tell")]
    customer_id: str
    customer_number: Annotated[str, Field(description="empty for analysts")]
    dialled_number: str
    has_recording: bool
    attributes: dict[str, str]


class MomentView(Shape):
    at: datetime
    happening: Happening
    contact_id: str
    by: Annotated[str, Field(description="a queue, an agent, or a member's or key's id")]
    text: str


class TimelineView(Shape):
    initial_id: str
    outcome: Annotated[Outcome | None, Field(description="how the chain ended for the caller")]
    contacts: tuple[ContactView, ...]
    moments: tuple[MomentView, ...]


def contact_view(call: Call, contact: ContactSummary) -> ContactView:
    view = ContactView.model_validate(contact)
    if call.has_role(Role.ANALYST):
        return view.model_copy(update={"customer_number": ""})
    return view


class ContactSummaryView(Shape):
    """What whoever serves a customer sees of her contacts with others."""

    id: str
    channel: str
    initiation: str
    began_at: datetime | None
    queue: str
    agent: str
    talked_s: int | None
    outcome: Outcome | None
