"""Every contact of an instance, those that have ended included, as the API tells of them.

What has ended stays until so many others have ended since (the service: 24 months). All of it is
kept between runs; who was in the centre when it stopped has left it when it starts again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary, WeakValueDictionary

from santral.engine.contact import Chain, Contact, Recording, Stage
from santral.engine.timeline import SECOND
from santral.local.connect.kept_contacts import add_attributes, as_plain, from_plain
from santral.local.connect.participant.past_chats import file_chat, forget_chat
from santral.local.connect.participation import leave
from santral.local.connect.resources import Kind, Resource

if TYPE_CHECKING:
    from santral.local.books import CloudBooks
    from santral.local.connect.instance import Instance

MOST_ENDED: Final = 20_000
_KEPT_AT: Final = frozenset(
    {
        "INITIATED",
        "CONNECTED_TO_SYSTEM",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "PAUSED",
        "RESUMED",
        "DISCONNECTED",
    }
)
# What changes between these (attributes that a flow sets, a hold) is kept within so long; a look
# at a contact takes some 20 us, and the centre stands still meanwhile.
LOOKED_AT_US: Final = 5 * SECOND
_AT_ONCE: Final = 100
# Why a contact ended that the centre was stopped under; of the reasons that each channel has.
# Source: Administrator Guide, "Contact records data model", DisconnectReason.
_STOPPED: Final[Mapping[str, str]] = {"CHAT": "SYSTEM_ERROR"}


def reason_of_stop(channel: str) -> str:
    """Say why a contact of a channel ended that the centre was stopped under."""
    return _STOPPED.get(channel, "OTHER")


def _bind(instance: Instance, resource: Resource) -> None:
    instance.ledger.take_back(resource)


# What a contact names may go: the contact goes on in the flow that it is in.
CONTACT = Kind("contact", "contact", unique=False, bind=_bind, rank=95, counts_as_use=False)


class Ledger:
    """Told of everything by the switchboard, before the books that pass it on.

    Attributes:
        books: where the account goes from here; None for nowhere.
        keeps: whether contacts are remembered, in this run and the next, once they have ended.
        most: how many that have ended are remembered.
        known_from_us: every contact is here that ended at this instant or later.
        cut_off: those whose agent the earlier run was stopped under, as she worked on them.
    """

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self.books: CloudBooks | None = None
        self.keeps = True
        self.most = MOST_ENDED
        self.known_from_us = 0
        self.cut_off: list[Contact] = []
        self._ended: dict[str, Contact] = {}
        # Of contacts that came back, so that those of one chain share its attributes again.
        self._chains: WeakValueDictionary[str, Chain] = WeakValueDictionary()
        self._attributes_us: WeakKeyDictionary[Chain, int] = WeakKeyDictionary()
        self._to_look_at: list[str] = []
        self._looks = False

    # --- told by the switchboard ---

    def contact_event(self, contact: Contact, event_type: str) -> None:
        if event_type in _KEPT_AT:
            self._keep(contact)
        if self.books is not None:
            self.books.contact_event(contact, event_type)

    def contact_updated(self, contact: Contact, properties: Sequence[str]) -> None:
        self._keep(contact)
        if self.books is not None:
            self.books.contact_updated(contact, properties)

    def recorded(self, contact: Contact, recording: Recording) -> str | None:
        return None if self.books is None else self.books.recorded(contact, recording)

    def record(self, contact: Contact) -> None:
        if contact.channel == "CHAT":
            file_chat(self._instance, contact, self.books, keeps=self.keeps)
        if self.keeps:
            self._ended[contact.id] = contact
            self._forget_oldest()
            self._keep(contact)
        leave(self._instance, contact)
        if self.books is not None:
            self.books.record(contact)

    def agent_event(self, event: Mapping[str, object]) -> None:
        if self.books is not None:
            self.books.agent_event(event)

    # --- asked by operations ---

    def contact(self, contact_id: str) -> Contact | None:
        """Find a contact by its id, whether or not it has ended."""
        return self._instance.switchboard.contacts.get(contact_id) or self._ended.get(contact_id)

    def contacts(self) -> list[Contact]:
        """List all contacts, those that have ended first, in the order in which they did."""
        return [*self._ended.values(), *self._instance.switchboard.contacts.values()]

    # --- keeping ---

    def _keep(self, contact: Contact) -> None:
        if not self.keeps:
            return
        table, plain = self._instance.table(CONTACT), as_plain(contact)
        plain["over"] = contact.stage is Stage.ENDED
        resource = table.find(contact.id)
        if resource is None:
            details = {"contact": plain, "known_from_us": self.known_from_us}
            table.create("", details, id_=contact.id)
        elif resource.details["contact"] != plain:
            table.change(resource, contact=plain, known_from_us=self.known_from_us)
        if not self._looks and self._instance.connect.keep is not None:
            self._looks = True
            self._instance.timeline.after(LOOKED_AT_US, self._look)

    def keep_all(self) -> None:
        """Keep every contact that is in the centre as it is now."""
        for contact in self._instance.switchboard.contacts.values():
            self._keep(contact)

    def _look(self, _: object) -> None:
        """Keep the next that are in the centre; in all of these together, each of them once."""
        live = self._instance.switchboard.contacts
        if not self._to_look_at:
            self._to_look_at = list(live)
        now, self._to_look_at = self._to_look_at[:_AT_ONCE], self._to_look_at[_AT_ONCE:]
        for contact_id in now:
            if contact_id in live:
                self._keep(live[contact_id])
        self._looks = bool(live)
        if live:
            turns = ceil(len(live) / _AT_ONCE)
            self._instance.timeline.after(LOOKED_AT_US // turns, self._look)

    def _forget_oldest(self) -> None:
        table = self._instance.table(CONTACT)
        while len(self._ended) > self.most:
            contact_id = next(iter(self._ended))
            forgotten = self._ended.pop(contact_id)
            forget_chat(self._instance, forgotten)
            ended_us = forgotten.disconnected_us
            if ended_us is not None:
                self.known_from_us = max(self.known_from_us, ended_us + 1)
            resource = table.find(contact_id)
            if resource is not None:
                table.delete(resource)

    # --- after a restart ---

    def take_back(self, resource: Resource) -> None:
        """Remember a contact of an earlier run; one that was not over is, from now on."""
        if self.contact(resource.id) is not None:
            return  # of this run
        plain, instance = resource.details["contact"], self._instance
        self.known_from_us = max(self.known_from_us, resource.details["known_from_us"])
        chain = self._chain(plain, resource.modified_us)
        contact = from_plain(resource.id, plain, chain, instance.directory)
        contact.stage = Stage.ENDED
        self._ended[contact.id] = contact
        if not plain["over"]:
            connected = contact.disconnected_us is None
            if contact.part is not None and contact.part.connected_us is not None:
                self.cut_off.append(contact)
            # When the centre stopped, not now: days may have passed since.
            _end(contact, max(instance.connect.stopped_us, resource.modified_us))
            # Later, once everything is back and the books are there to be told.
            instance.timeline.after(0, self._report, (contact, connected))

    def _chain(self, plain: Mapping[str, Any], kept_us: int) -> Chain:
        initial_id = plain["initial_id"]
        chain = self._chains.get(initial_id)
        if chain is None:
            chain = self._chains[initial_id] = Chain(initial_id)
            self._attributes_us[chain] = kept_us
        newer = kept_us >= self._attributes_us[chain]
        add_attributes(chain, plain["attributes"], newer=newer)
        chain.transfers = max(chain.transfers, plain["transfers"])
        if newer:
            self._attributes_us[chain] = kept_us
        return chain

    def _report(self, what: tuple[Contact, bool]) -> None:
        contact, connected = what
        if connected:
            self.contact_event(contact, "DISCONNECTED")
        self.contact_event(contact, "COMPLETED")
        self.record(contact)


def _end(contact: Contact, now_us: int) -> None:
    """Let a contact end as it is, since nobody can go on with it."""
    if contact.disconnected_us is None:
        contact.disconnected_us = now_us
        contact.disconnect_reason = reason_of_stop(contact.channel)
    if contact.enqueued_us is not None and contact.dequeued_us is None:
        contact.dequeued_us = now_us
    part = contact.part
    if part is not None and part.connected_us is not None and part.wrapped_us is None:
        part.left_us = part.left_us or contact.disconnected_us
        part.wrapped_us = now_us
    contact.updated_us = now_us
