"""Pauses of a recording, while a customer says the number of her card."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import SERVES
from functions.api.problems import ProblemError
from functions.api.profile import profile_of
from functions.api.shapes import Id, Shape
from functions.entry import log_failure
from santral.domain.access import Role
from santral.domain.errors import DependencyError, NotFoundError, RefusedError
from santral.stores import members

routes = Routes("Recordings")

_NOT_PAUSED = "The recording was not paused: take no card data now."
_NOT_RESUMED = "The recording was not taken up again: try once more."


class PauseView(Shape):
    state: Literal["paused"] = "paused"
    since: Annotated[datetime, Field(description="when it was asked for")]


@routes.post("/v1/contacts/{contact_id}/recording-pauses", roles=SERVES, after_trial=True)
def pause_recording(call: Call, contact_id: Id) -> PauseView:
    """Pause the recording of a call that goes on.

    By the agent who has it, or by who supervises. Only an answer of 200 says that nothing is
    recorded; after any other one take no card data.
    """
    with _as_a_sentence(_NOT_PAUSED, call):
        contact = _own(call, contact_id)
        call.here.connect.suspend_recording(contact_id, _initial(contact, contact_id))
    call.notes.update(contact=contact_id)
    return PauseView(since=call.now)


@routes.delete("/v1/contacts/{contact_id}/recording-pauses", roles=SERVES, after_trial=True)
def resume_recording(call: Call, contact_id: Id) -> None:
    """Take the recording up again."""
    with _as_a_sentence(_NOT_RESUMED, call):
        contact = _own(call, contact_id)
        call.here.connect.resume_recording(contact_id, _initial(contact, contact_id))
    call.notes.update(contact=contact_id)


def _own(call: Call, contact_id: str) -> Any:
    """Return the contact, as Amazon Connect describes it.

    Raises:
        NotFoundError: none that an agent of the business has; for agents, none of their own.
    """
    contact = call.here.connect.describe(contact_id)
    user = (contact.get("AgentInfo") or {}).get("Id")
    if not user or user not in _users(call) or contact.get("DisconnectTimestamp"):
        raise NotFoundError("there is no such contact")
    return contact


def _users(call: Call) -> set[str]:
    """Return whose contacts somebody may pause, by the ids of users in Amazon Connect."""
    agents = profile_of(call).agents
    if call.has_role(Role.AGENT):
        member = members.find(call.asker.subject)
        own = member.value.agent if member else ""
        agents = tuple(each for each in agents if each.username == own)
    return {each.arn.rpartition("/")[2] for each in agents if each.arn}


def _initial(contact: Any, contact_id: str) -> str:
    return str(contact.get("InitialContactId") or contact_id)


@contextmanager
def _as_a_sentence(detail: str, call: Call) -> Iterator[None]:
    """Say of whatever went wrong what it means for the agent.

    Raises:
        ProblemError: 404, 409, 503
    """
    try:
        yield
    except NotFoundError as error:
        # The same whether it is nobody's or another business's.
        raise ProblemError("not-found", "There is no such contact.") from error
    except RefusedError as error:
        raise ProblemError("conflict", detail) from error
    except DependencyError as error:
        log_failure(error, "a recording was not paused or resumed", {"tenant": call.tenant})
        raise ProblemError("unavailable", detail, headers={"Retry-After": "1"}) from error
