"""What happened, each with the dimensions by which it is filtered and grouped.

Three sorts: contacts, offers to agents, and situations of agents. Agents' queues are no dimension:
the service's historical metrics leave them out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from santral.engine.agent_activity import Affiliation, OfferMade, Spell
from santral.engine.contact import Contact, Stage
from santral.engine.timeline import SECOND
from santral.local.connect.instance import Instance

QUEUE, PROFILE, AGENT, CHANNEL = "QUEUE", "ROUTING_PROFILE", "AGENT", "CHANNEL"
METHOD, REASON = "INITIATION_METHOD", "DISCONNECT_REASON"
SUBTYPE = "contact/segmentAttributes/connect:Subtype"
LEVELS = tuple(
    f"AGENT_HIERARCHY_LEVEL_{level}" for level in ("ONE", "TWO", "THREE", "FOUR", "FIVE")
)
BY_AGENT = frozenset({PROFILE, AGENT, *LEVELS})
BY_OFFER = BY_AGENT | {QUEUE, CHANNEL}
BY_CONTACT = BY_OFFER | {METHOD, REASON, SUBTYPE}

_TRANSFERS = ("TRANSFER", "EXTERNAL_OUTBOUND")


@dataclass(frozen=True, slots=True)
class Fact:
    """A contact.

    Attributes:
        dims: its dimensions; those it has none of are missing. Resources by id.
        over: after-contact work included; its record is written.
        connected_us: when its agent was joined.
        resolved_us: when after-contact work ended, or without any the contact.
        waited_s: whole seconds in the queue, as in its record.
        left_in_queue: it ended while it was in its queue, and was never answered.
        moved: a flow sent it from its queue to another one.
        external: its agent sent the customer to a number outside.
    """

    dims: Mapping[str, str]
    over: bool
    initiated_us: int
    enqueued_us: int | None
    connected_us: int | None
    disconnected_us: int | None
    resolved_us: int | None
    waited_s: int = 0
    interaction_s: int = 0
    hold_s: int = 0
    holds: int = 0
    wrap_up_s: int = 0
    paused_s: int = 0
    accepted: bool = False
    left_in_queue: bool = False
    abandoned: bool = False
    called_back: bool = False
    moved: bool = False
    transferred: bool = False
    external: bool = False

    @property
    def handle_s(self) -> int:
        return self.interaction_s + self.hold_s + self.wrap_up_s + self.paused_s


@dataclass(frozen=True, slots=True)
class Offered:
    dims: Mapping[str, str]
    offer: OfferMade


@dataclass(frozen=True, slots=True)
class Spent:
    dims: Mapping[str, str]
    spell: Spell


# Every instant by which a contact may fall into a period, by the fact's attribute.
_INSTANTS: Mapping[str, Callable[[Contact], int | None]] = {
    "initiated_us": lambda contact: contact.initiated_us,
    "enqueued_us": lambda contact: contact.enqueued_us,
    "connected_us": lambda contact: None if contact.part is None else contact.part.connected_us,
    "disconnected_us": lambda contact: contact.disconnected_us,
}


def contacts(instance: Instance, start_us: int, end_us: int, at: Collection[str]) -> Iterator[Fact]:
    """List contacts, those that go on included; supervisors who listen are none.

    Args:
        at: one of these instants has to be within the stretch of time, its end not included.
    """
    instants = [_INSTANTS[each] for each in at]
    for contact in instance.ledger.contacts():
        if contact.initiation_method == "MONITOR":
            continue
        for instant in instants:
            at_us = instant(contact)
            if at_us is not None and start_us <= at_us < end_us:
                yield _fact(instance, contact)
                break


def offers(instance: Instance, start_us: int, end_us: int) -> Iterator[Offered]:
    for each in instance.activity.offers(start_us, end_us):
        dims = {**_belonging(each.agent, each.affiliation), CHANNEL: each.channel}
        dims[METHOD] = each.method
        if each.queue:
            dims[QUEUE] = id_of(each.queue)
        yield Offered(dims, each)


def situations(instance: Instance, start_us: int, end_us: int) -> Iterator[Spent]:
    for each in instance.activity.spells(start_us, end_us):
        yield Spent(_belonging(each.agent, each.situation.affiliation), each)


def id_of(arn: str) -> str:
    return arn.rpartition("/")[2]


def _belonging(agent_arn: str, affiliation: Affiliation) -> dict[str, str]:
    dims = {AGENT: id_of(agent_arn), PROFILE: id_of(affiliation.profile)}
    dims.update(zip(LEVELS, map(id_of, affiliation.groups), strict=False))
    return dims


def _fact(instance: Instance, contact: Contact) -> Fact:
    part = contact.part
    followed_by = instance.ledger.contact(contact.next_id) if contact.next_id else None
    to_agent_us = None if part is None else part.connected_us
    interaction_us = wrap_up_us = 0
    if part is not None and part.left_us is not None and part.connected_us is not None:
        interaction_us = part.left_us - part.connected_us - part.hold_us - part.paused_us
        wrap_up_us = (part.wrapped_us or part.left_us) - part.left_us
    next_method = None if followed_by is None else followed_by.initiation_method
    called_back = next_method == "CALLBACK"
    left_in_queue = to_agent_us is None and _left_in_queue(contact)
    transferred = _is_transferred(contact, followed_by)
    return Fact(
        dims=_dims(instance, contact),
        over=contact.stage is Stage.ENDED,
        initiated_us=contact.initiated_us,
        enqueued_us=contact.enqueued_us,
        connected_us=to_agent_us,
        disconnected_us=contact.disconnected_us,
        resolved_us=contact.disconnected_us
        if part is None or part.wrapped_us is None
        else part.wrapped_us,
        waited_s=_waited_s(contact),
        interaction_s=interaction_us // SECOND,
        hold_s=0 if part is None else part.hold_us // SECOND,
        holds=0 if part is None else part.holds,
        wrap_up_s=wrap_up_us // SECOND,
        paused_s=0 if part is None else part.paused_us // SECOND,
        accepted=part is not None,
        left_in_queue=left_in_queue,
        abandoned=left_in_queue
        and not called_back
        and contact.disconnect_reason == "CUSTOMER_DISCONNECT",
        called_back=called_back,
        moved=next_method == "QUEUE_TRANSFER",
        transferred=transferred,
        external=transferred and next_method == "EXTERNAL_OUTBOUND",
    )


def _dims(instance: Instance, contact: Contact) -> dict[str, str]:
    dims = {CHANNEL: contact.channel, METHOD: contact.initiation_method}
    subtype = contact.all_segment_attributes["connect:Subtype"].get("ValueString")
    if subtype is not None:
        dims[SUBTYPE] = str(subtype)
    if contact.disconnect_reason is not None:
        dims[REASON] = contact.disconnect_reason
    if contact.queue is not None and contact.enqueued_us is not None and not contact.queue.owner:
        dims[QUEUE] = id_of(contact.queue.arn)
    part = contact.part
    if part is not None:
        at_us = part.accepted_us if part.connected_us is None else part.connected_us
        affiliation = instance.activity.affiliation(part.agent, at_us)
        dims.update(_belonging(part.agent.arn, affiliation))
    return dims


def _waited_s(contact: Contact) -> int:
    if contact.enqueued_us is None or contact.dequeued_us is None:
        return 0
    return (contact.dequeued_us - contact.enqueued_us) // SECOND


def _left_in_queue(contact: Contact) -> bool:
    return (
        contact.enqueued_us is not None
        and contact.disconnected_us is not None
        and contact.dequeued_us == contact.disconnected_us
    )


def _is_transferred(contact: Contact, followed_by: Contact | None) -> bool:
    """Whether its agent passed the customer on, and did not take her back.

    The contact record says so of cold transfers only; after a consultation the next contact goes
    on where this one's agent has left.
    """
    if contact.transfer_completed_us is not None:
        return True
    if followed_by is None or followed_by.initiation_method not in _TRANSFERS:
        return False
    left_us, next_left_us = contact.disconnected_us, followed_by.disconnected_us
    return (
        contact.disconnect_reason == "AGENT_DISCONNECT"
        and left_us is not None
        and (next_left_us is None or next_left_us > left_us)
    )
