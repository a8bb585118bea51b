"""A small centre for contacts of every channel, and for what the API does to them."""

from __future__ import annotations

from typing import TypeVar

from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent, Concurrency
from santral.engine.routing.queues import Queue
from santral.local.testing.participants import Desk
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import Json, into_queue

NUMBER, CUSTOMER = "+15550100000", "+15550100001"
T = TypeVar("T")


def open_centre(centre: SmallCentre) -> SmallCentre:
    """Queue "sales" for every channel, and the profile "all" that serves it."""
    centre.profile(
        "all",
        *(Serves("sales", channel=channel) for channel in ("VOICE", "CHAT", "TASK")),
        concurrency={
            "VOICE": Concurrency(1, only=False),
            "CHAT": Concurrency(2, only=False),
            "TASK": Concurrency(1, only=False),
        },
    )
    centre.flow("to sales", into_queue("sales"))
    return centre


def available(centre: SmallCentre, name: str, **how: float | None) -> Desk:
    return centre.staff(name, "all", **how).becomes("Available")  # type: ignore[arg-type]


def flow_of(centre: SmallCentre, name: str, content: Json | None = None) -> Flow:
    """Find a flow, or load one under that name."""
    if content is not None:
        centre.flow(name, content)
    found = centre.directory.flow(name)
    assert found is not None
    return found


def queue_of(centre: SmallCentre, name: str = "sales") -> Queue:
    found = centre.directory.queue(name)
    assert found is not None
    return found


def done(answer: T | Refusal) -> T:
    """Take what was made; a refusal fails the test."""
    assert not isinstance(answer, Refusal), answer
    return answer


def stage_of(contact: Contact) -> Stage:
    """Tell where a contact is by now."""
    return contact.stage


def offered_to(contact: Contact) -> Agent | None:
    """Tell at whom a contact rings by now."""
    return contact.offered_to


def event_types(centre: SmallCentre, contact: Contact) -> list[str]:
    """List the types of a contact's events, in their order."""
    return [type_ for contact_id, type_ in centre.books.event_types if contact_id == contact.id]


def record(centre: SmallCentre, contact: Contact) -> dict[str, object]:
    return centre.books.records[contact.id]
