"""Who hears whom, and which prompts: a pure reading of the engine's contacts.

Source: Administrator Guide, "About contact states", "How quick connects work" (whoever consults
talks to the other agent while the customer is on hold), "Monitor live conversations", "Barge live
conversations".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from santral.engine.contact import Chain, Contact, Stage
from santral.engine.monitoring import BARGE
from santral.engine.routing.agents import Agent
from santral.engine.run import Purpose, Run, Sound
from santral.engine.transfers import Transfer

_DIALS: Final = "TransferParticipantToThirdParty"


@dataclass(frozen=True, slots=True)
class Customer:
    """The customer of a chain, on whatever contact she is."""

    chain: Chain


@dataclass(frozen=True, slots=True)
class Outsider:
    """Who answered a number outside that this contact was passed to."""

    contact: Contact


Party: TypeAlias = Agent | Customer | Outsider


class Line(Protocol):
    """The line of a telephone.

    Attributes:
        party: who speaks on it; None while nobody is in a call.
        contact: the contact that she is on at present.
    """

    @property
    def party(self) -> Customer | Outsider | None: ...
    @property
    def contact(self) -> Contact | None: ...


@dataclass(frozen=True, slots=True)
class Room:
    """Who is together on one contact: speakers hear each other, listeners hear all speakers.

    Attributes:
        muted: speakers who are not heard.
    """

    contact: Contact
    speakers: frozenset[Party]
    listeners: frozenset[Party] = frozenset()
    muted: frozenset[Party] = frozenset()


def around(contacts: Iterable[Contact]) -> list[Contact]:
    """List these contacts, and those that their people may be on at the same time."""
    found: dict[str, Contact] = {}
    look = list(contacts)
    while look:
        contact = look.pop()
        if contact.id in found or contact.channel != "VOICE":
            continue
        found[contact.id] = contact
        look += _beside(contact)
    return list(found.values())


def _beside(contact: Contact) -> Iterator[Contact]:
    if contact.transfer is not None:
        yield contact.transfer.next
    if contact.transferred_by is not None:
        yield contact.transferred_by.source
    if contact.monitored is not None:
        yield contact.monitored
    yield from contact.monitors


def rooms(contacts: Iterable[Contact]) -> list[Room]:
    """Say who is together; each contact may be named once."""
    found = (_room(each) for each in contacts if each.disconnected_us is None)
    return [room for room in found if room is not None]


def _room(contact: Contact) -> Room | None:
    transfer = contact.transferred_by
    if transfer is not None and transfer.pending:
        return _of_whom_she_reached(transfer)
    if contact.stage is Stage.WITH_THIRD_PARTY:
        return Room(contact, frozenset({Customer(contact.chain), Outsider(contact)}))
    if contact.stage is not Stage.WITH_AGENT or contact.agent is None:
        return None
    return _with_listeners(contact, _together(contact, contact.agent), _muted(contact))


def _together(contact: Contact, agent: Agent) -> set[Party]:
    """An agent, and those of her customer and whom she has reached who are not on hold."""
    speakers: set[Party] = {agent}
    if contact.on_hold_since_us is None:
        speakers.add(Customer(contact.chain))
    transfer = contact.transfer
    if transfer is not None and not transfer.on_hold and transfer.next.on_hold_since_us is None:
        reached = _reached(transfer)
        if reached is not None:
            speakers.add(reached)
    return speakers


def _of_whom_she_reached(transfer: Transfer) -> Room | None:
    """The next contact of a transfer is the same conversation, as another agent has it."""
    reached, source = _reached(transfer), transfer.source
    if reached is None or source.disconnected_us is not None:
        return None
    together = _together(source, transfer.agent)
    muted = _muted(source) | _muted(transfer.next)
    return _with_listeners(transfer.next, together if reached in together else {reached}, muted)


def _reached(transfer: Transfer) -> Party | None:
    if not transfer.reached:
        return None
    if transfer.next.stage is Stage.WITH_THIRD_PARTY:
        return Outsider(transfer.next)
    return transfer.next.agent


def _muted(contact: Contact) -> frozenset[Party]:
    if not contact.muted:
        return frozenset()
    by_name: dict[str, Party | None] = {
        "agent": contact.agent,
        "customer": Customer(contact.chain),
        "third party": None if contact.transfer is None else _reached(contact.transfer),
    }
    return frozenset(party for name in contact.muted if (party := by_name.get(name)) is not None)


def _with_listeners(contact: Contact, speakers: set[Party], muted: frozenset[Party]) -> Room:
    listeners: set[Party] = set()
    for each in contact.monitors:
        if each.agent is not None:
            (speakers if each.monitor_state == BARGE else listeners).add(each.agent)
    return Room(contact, frozenset(speakers), frozenset(listeners), muted)


def hearing(together: Iterable[Room]) -> Mapping[Party, frozenset[Party]]:
    """Say whom each one hears; nobody hears herself."""
    heard: dict[Party, frozenset[Party]] = {}
    for room in together:
        audible = room.speakers - room.muted
        for party in room.speakers | room.listeners:
            heard[party] = heard.get(party, frozenset()) | (audible - {party})
    return heard


def waiting(contacts: Iterable[Contact]) -> Iterator[Party]:
    """Say who waits for somebody whose telephone rings."""
    for contact in contacts:
        if contact.disconnected_us is not None:
            continue
        if _is_rung_by_agent(contact) and contact.agent is not None:
            yield contact.agent
        transfer = contact.transfer
        if transfer is not None and not transfer.reached and _is_outside(transfer.next):
            yield transfer.agent
        if _is_dialling(contact):
            yield Customer(contact.chain)


def _is_rung_by_agent(contact: Contact) -> bool:
    by_agent = contact.callback is not None or contact.initiation_method == "OUTBOUND"
    return by_agent and contact.connected_us is None


def _is_outside(contact: Contact) -> bool:
    return contact.initiation_method == "EXTERNAL_OUTBOUND"


def _is_dialling(contact: Contact) -> bool:
    """Whether its flow passes the customer to a number outside, which rings."""
    run = contact.run
    if run is None or run.ended or run.block is None or run.block.type != _DIALS:
        return False
    return contact.stage is not Stage.WITH_THIRD_PARTY


def sounding(contacts: Iterable[Contact]) -> Iterator[tuple[Party, Sound, Purpose]]:
    """Say which prompt is being played to whom."""
    for contact in contacts:
        for run in (contact.run, contact.agent_run):
            if run is None or run.ended or run.sound is None:
                continue
            party = _ear(contact, run)
            if party is not None:
                yield party, run.sound, run.purpose


def _ear(contact: Contact, run: Run) -> Party | None:
    if run.participant == "CUSTOMER":
        return Customer(contact.chain)
    if run.participant != "AGENT":
        return None
    # In a transfer flow, $.Agent is whom it goes to; who hears it is the agent who consults.
    return run.agent if run is contact.agent_run else _consulting(contact)


def _consulting(contact: Contact) -> Agent | None:
    transfer = contact.transferred_by
    return transfer.agent if transfer is not None and transfer.pending else None
