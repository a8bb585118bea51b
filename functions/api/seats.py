"""Which member takes contacts as which agent: one at most, and nobody once the agent is gone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.problems import ProblemError, invalid
from functions.api.profile import profile_of
from santral.domain.errors import ConflictError
from santral.domain.members import Member
from santral.stores import members, tenants
from santral.stores.shelves import Stored
from santral.stores.tenant_guard import acting_for

AgentName = Annotated[
    str,
    StringConstraints(max_length=64),
    Field(description="the username in Amazon Connect; empty is nobody"),
]

_TRIES: Final = 4
_TAKEN: Final = "Somebody else is this agent. Change that first."
_NO_SUCH: Final = "expected the username of an agent"


def check_free(call: Call, agent: str) -> None:
    """
    Raises:
        ProblemError: 422, the business has no such agent; 409, a member is this agent already.
    """
    if not agent:
        return
    if profile_of(call).agent(agent) is None:
        raise invalid([("body.agent", _NO_SUCH)])
    if members.of_agent(call.tenant, agent) is not None:
        raise ProblemError("conflict", _TAKEN)


def seated(call: Call, after: Member, before: Stored[Member]) -> Stored[Member]:
    """Change a member, who may be another agent from now on.

    Raises:
        ProblemError: as check_free().
        ConflictError: somebody else was quicker.
    """
    if after.agent in ("", before.value.agent):
        return members.change(after, replacing=before.version)
    check_free(call, after.agent)
    try:
        stored = members.change_agent(after, replacing=before.version)
    except ConflictError:
        check_free(call, after.agent)  # of two at once the later one is told why
        raise
    if not _is_there(after):
        members.change(replace(after, agent=""), replacing=stored.version)
        raise invalid([("body.agent", _NO_SUCH)])
    return stored


def seat_newcomer(subject: str, agent: str) -> None:
    """Let somebody who has just joined be an agent; nobody's where that cannot be any more."""
    stored = members.find(subject)
    if stored is None or not agent or stored.value.agent:
        return
    after = replace(stored.value, agent=agent)
    with suppress(ConflictError):
        seat = members.change_agent(after, replacing=stored.version)
        if not _is_there(after):
            members.change(stored.value, replacing=seat.version)


def free(call: Call, agent: str) -> None:
    """Let nobody be an agent who is gone; may be done again.

    Raises:
        ConflictError: others were always quicker.
    """
    for _ in range(_TRIES):
        stored = members.of_agent(call.tenant, agent)
        if stored is None:
            return
        call.notes["member"] = stored.value.subject
        with suppress(ConflictError):
            members.change(replace(stored.value, agent=""), replacing=stored.version)
    raise ConflictError("others were always quicker")


def _is_there(member: Member) -> bool:
    """Look again once it is written: an agent who goes meanwhile either sees it or is seen."""
    with acting_for(member.tenant):  # of somebody who has just joined nobody has said it yet
        profile = tenants.load_versioned(member.tenant).tenant
    return profile.agent(member.agent) is not None
