"""Presence: the page of an agent says that it is there, and is made Offline when it is not."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.shapes import Shape
from santral.domain.access import Kind
from santral.domain.errors import ConflictError, ForbiddenError
from santral.domain.presence import BEATS_EVERY, OVERDUE_AFTER, Presence
from santral.stores import members, presences

routes = Routes("Me")


class PresenceBody(Shape):
    left: Annotated[bool, Field(description="the page is being closed")] = False


class PresenceView(Shape):
    again_in_s: Annotated[int, Field(description="when to say so again")]
    offline_after_s: Annotated[int, Field(description="without a word the agent is made Offline")]


@routes.put("/v1/me/presence", roles=SERVES, after_trial=True, unaudited=True)
def say_present(call: Call, body: PresenceBody) -> PresenceView:
    """Say that the agent's page is there.

    Where it has said so once and falls silent, the agent is made Offline in Amazon Connect, within
    a minute more; not while a contact is in hand. Ask from a worker: browsers slow down the clocks
    of pages that nobody looks at.
    """
    if call.asker.kind is Kind.KEY:
        raise ForbiddenError("a key sits before no page")
    member = members.find(call.asker.subject)
    if member is None or not member.value.agent:
        raise ConflictError("you are no agent who takes contacts")
    presences.beat(Presence(call.tenant, member.value.agent, call.now, body.left))
    return PresenceView(
        again_in_s=int(BEATS_EVERY.total_seconds()),
        offline_after_s=int(OVERDUE_AFTER.total_seconds()),
    )
