"""Changes from outside to what is known of a contact, live or over.

A contact that is over has its record written once more.
Source: API Reference, UpdateContactAttributes, UpdateContact, TagContact, UpdateContactRoutingData;
Administrator Guide, "Contact events", updatedProperties (spelled as there).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from santral.engine.attributes import SIZE_LIMIT, size
from santral.engine.contact import NOTHING, Contact, Stage
from santral.engine.refusals import Refusal

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard


class Updates:
    def __init__(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    def attributes(self, contact: Contact, new: Mapping[str, str]) -> Refusal | None:
        """Set user-defined attributes of the chain, beside those that are there.

        Returns:
            None, else TOO_LARGE, and then none of them is set.
        """
        chain = contact.chain
        length = size({**chain.attributes, **new})
        if length > SIZE_LIMIT:
            return Refusal.TOO_LARGE
        chain.attributes.update(new)
        chain.attribute_bytes = length
        self._updated(contact, "UserDefinedAttributes")
        return None

    def details(
        self,
        contact: Contact,
        *,
        name: str | None = None,
        description: str | None = None,
        references: Mapping[str, Mapping[str, str]] = NOTHING,
        segment_attributes: Mapping[str, Mapping[str, object]] = NOTHING,
        life_us: int | None = None,
    ) -> None:
        """Change what is given; references and segment attributes are added to those there.

        Args:
            life_us: how long after its creation it is to end as EXPIRED.
        """
        if name is not None:
            contact.name = name
        if description is not None:
            contact.description = description
        if references:
            contact.references = {**contact.references, **references}
        if segment_attributes:
            contact.segment_attributes = {**contact.segment_attributes, **segment_attributes}
        if life_us is not None and contact.disconnected_us is None:
            self.switchboard.expiries.set(contact, contact.initiated_us + life_us)
        self._updated(contact, *(("Segment Attributes",) if segment_attributes else ()))

    def evaluation(self, contact: Contact, form: str, plain: Mapping[str, object]) -> None:
        """Note how an evaluation by this form stands, as contact records write it."""
        contact.evaluations = {**contact.evaluations, form: plain}
        self._updated(contact)

    def tag(self, contact: Contact, tags: Mapping[str, str]) -> None:
        """Add tags to this segment, or change them."""
        contact.tags = {**contact.tags, **tags}
        self._updated(contact, "Tags")

    def untag(self, contact: Contact, keys: Iterable[str]) -> None:
        """Take tags away; one that is not there is no matter."""
        gone = set(keys)
        contact.tags = {key: value for key, value in contact.tags.items() if key not in gone}
        self._updated(contact, "Tags")

    def routing(
        self,
        contact: Contact,
        *,
        priority: int | None = None,
        age_adjustment_us: int | None = None,
    ) -> Refusal | None:
        """Change a contact's place in its queue, after a minute, or in the one it will be in.

        Returns:
            None, else ENDED.
        """
        if contact.disconnected_us is not None:
            return Refusal.ENDED
        self.switchboard.acd.change_routing(
            contact, priority=priority, age_adjustment_us=age_adjustment_us
        )
        self._updated(contact)
        return None

    def _updated(self, contact: Contact, *properties: str) -> None:
        board = self.switchboard
        agent = contact.agent or contact.offered_to
        if agent is not None:
            agent.tell()
        if contact.stage is Stage.ENDED:
            contact.updated_us = board.timeline.now_us
            board.books.record(contact)
        else:
            board.books.contact_updated(contact, properties)
