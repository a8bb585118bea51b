"""What every contact that begins by the API has in common, whatever its channel.

Source: API Reference, StartOutboundVoiceContact, StartTaskContact, StartChatContact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from santral.engine.attributes import SIZE_LIMIT, size
from santral.engine.contact import NOTHING, Chain, Contact
from santral.engine.refusals import Refusal

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the caller of the API says about a new contact.

    Attributes:
        references: name -> {"Type": …, "Value": …}.
        segment_attributes: as the API writes them: name -> {"ValueString": …}.
        template: Arn and Name of what a task is made from.
        related: a contact whose attributes are copied; later changes stay with each.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None
    description: str | None = None
    references: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    segment_attributes: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    customer_id: str | None = None
    template: Mapping[str, str] | None = None
    related: Contact | None = None


NO_PARTICULARS = Particulars()


def make(
    switchboard: Switchboard,
    channel: str,
    particulars: Particulars,
    *,
    previous: Contact | None = None,
) -> Contact | Refusal:
    """Make a contact that nothing runs for yet; nobody has been told of it.

    Args:
        previous: a contact whose chain, and with it attributes, the new one joins.

    Returns:
        The contact, else TOO_LARGE.
    """
    related = particulars.related
    attributes = dict(related.attributes) if related is not None else {}
    attributes.update(particulars.attributes)
    kept = previous.attributes if previous is not None else NOTHING
    length = size({**kept, **attributes})
    if length > SIZE_LIMIT:
        return Refusal.TOO_LARGE
    contact_id = switchboard.new_id()
    chain = Chain(contact_id) if previous is None else previous.chain
    contact = Contact(contact_id, chain, switchboard.timeline.now_us)
    chain.attributes.update(attributes)
    chain.attribute_bytes = length
    contact.initiation_method = "API"
    contact.channel = channel
    contact.previous_id = None if previous is None else previous.id
    contact.related_id = None if related is None else related.id
    contact.name, contact.description = particulars.name, particulars.description
    contact.customer_id = particulars.customer_id
    contact.template = particulars.template
    contact.references = particulars.references
    contact.segment_attributes = particulars.segment_attributes
    switchboard.enter(contact)
    return contact


def announce(switchboard: Switchboard, contact: Contact) -> None:
    """Tell that a contact has begun, once all is known of it."""
    switchboard.tell_contact(contact)
    switchboard.books.contact_event(contact, "INITIATED")


def connect(switchboard: Switchboard, contact: Contact) -> None:
    """Note that somebody, or the task itself, has been reached."""
    contact.connected_us = switchboard.timeline.now_us
    switchboard.books.contact_event(contact, "CONNECTED_TO_SYSTEM")
