"""Who takes part in a test: a caller on her way, and agents at their desks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import AVAILABLE, OFFLINE, Agent, AgentStatus, StatusType

if TYPE_CHECKING:
    from santral.local.testing.centre import Centre

_IN_QUEUE = frozenset({Stage.QUEUED, Stage.OFFERED, Stage.JOINING})


class Call:
    """One caller, on whatever contact of her chain she is at the moment."""

    def __init__(self, centre: Centre, first: Contact) -> None:
        self._centre, self.first = centre, first
        self._board = centre.switchboard

    # --- what she does ---

    def press(self, keys: str) -> bool:
        """Press keys one after the other. Returns whether a block listened to the last."""
        heard = False
        for key in keys:
            heard = self._board.press(self.contact, key)
        return heard

    def hang_up(self) -> None:
        self._board.hang_up(self.contact)

    # --- how it is with her ---

    @property
    def contacts(self) -> list[Contact]:
        """All contacts of her chain, in the order in which they began."""
        return list(self._chain())

    def _chain(self) -> Iterator[Contact]:
        found = {each.id: each for each in self._centre.spectators.ended_contacts}
        found.update(self._board.contacts)
        for event in self._centre.watch.events:
            if event[1] == "contact" and event[3] == self.first.id and event[2] in found:
                yield found[event[2]]

    @property
    def contact(self) -> Contact:
        """The contact that she is on, or was on last."""
        on = [
            each
            for each in self.contacts
            if each.callback is None and each.initiation_method != "MONITOR"
        ]
        here = [
            each
            for each in on
            if each.disconnected_us is None
            and not (each.transferred_by is not None and each.transferred_by.pending)
        ]
        return (here or on or [self.first])[-1]

    @property
    def callback(self) -> Contact | None:
        """The callback that she was promised."""
        return next((each for each in self.contacts if each.callback is not None), None)

    @property
    def heard(self) -> list[str]:
        """Every sentence that was said to her."""
        ids = {each.id for each in self.contacts}
        return [
            event[5]
            for event in self._centre.watch.events
            if event[1] == "heard"
            and event[2] in ids
            and event[3] == "CUSTOMER"
            and event[4] in {"Text", "SSML"}
        ]

    @property
    def is_over(self) -> bool:
        return self.contact.disconnected_us is not None

    @property
    def outcome(self) -> str | None:
        """How it ended for her, once it has."""
        outcome = self.first.chain.outcome
        return None if outcome is None else outcome.value

    @property
    def waits_in(self) -> str | None:
        """The queue that she waits in; an agent's own by his username."""
        contact = self.contact
        return contact.queue.name if contact.queue and contact.stage in _IN_QUEUE else None

    @property
    def talks_to(self) -> str | None:
        contact = self.contact
        talking = contact.stage is Stage.WITH_AGENT and contact.agent is not None
        return contact.agent.first_name if talking and contact.agent else None

    @property
    def attributes(self) -> dict[str, str]:
        return self.first.attributes

    @property
    def silences_ms(self) -> list[int]:
        """How long functions kept the line without sound, each time."""
        ids = {each.id for each in self.contacts}
        return [each["ms"] for each in self._centre.events("silence") if each["contact"] in ids]


class Offer:
    """A contact that was offered to an agent."""

    def __init__(self, centre: Centre, contact: Contact, agent: Agent) -> None:
        self._joining = centre.switchboard.joining
        self.contact, self._agent = contact, agent

    def accept(self) -> bool:
        return self._joining.accept(self.contact, self._agent)

    def reject(self) -> bool:
        return self._joining.reject(self.contact, self._agent)

    @property
    def is_open(self) -> bool:
        return self.contact.offered_to is self._agent


class Desk:
    """An agent at work."""

    def __init__(self, centre: Centre, agent: Agent) -> None:
        self._centre, self._board, self.agent = centre, centre.switchboard, agent

    def becomes(self, status: str) -> Desk:
        """Choose a status: Available, Offline, or any other name for one's own."""
        known = {each.name: each for each in (AVAILABLE, OFFLINE)}
        chosen = known.get(status) or AgentStatus(status, StatusType.CUSTOM)
        self._board.set_status(self.agent, chosen)
        return self

    @property
    def status(self) -> str:
        return self.agent.status.name

    @property
    def offers(self) -> list[Offer]:
        """Everything that was offered, newest last."""
        contacts = self._centre.spectators.offers.get(self.agent, [])
        return [Offer(self._centre, contact, self.agent) for contact in contacts]

    def accepts(self) -> Desk:
        """Accept the newest offer.

        Raises:
            AssertionError: there is none.
        """
        if not self.offers or not self.offers[-1].accept():
            raise AssertionError(f"nothing is offered to {self.agent.username}")
        return self

    @property
    def contact(self) -> Contact:
        """The contact that the agent has in hand, the one talked to first."""
        held = [each for each in self.agent.contacts if each.stage is Stage.WITH_AGENT]
        here = [each for each in held if each.on_hold_since_us is None]
        found = (here or held or list(self.agent.contacts))[:1]
        if not found:
            raise LookupError(f"{self.agent.username} has no contact")
        return found[0]

    def hold(self) -> bool:
        return self._board.conversations.hold(self.contact)

    def resume(self) -> bool:
        return self._board.conversations.resume(self.contact)

    def pause_recording(self) -> bool:
        return self._board.recorder.suspend(self.contact) is None

    def resume_recording(self) -> bool:
        return self._board.recorder.resume(self.contact) is None

    def hang_up(self) -> bool:
        return self._board.conversations.agent_hangs_up(self.contact)

    def clear(self) -> bool:
        """End the after-contact work."""
        return any(
            self._board.conversations.clear(contact, self.agent)
            for contact in list(self.agent.contacts)
        )

    def sends_to(
        self, *, queue: str | None = None, agent: str | None = None, number: str | None = None
    ) -> Contact | None:
        """Begin a transfer; the customer is on hold until `leaves` or `takes_back`."""
        transfers = self._board.transfers
        if queue is not None:
            return transfers.to_queue(self.contact, queue)
        if agent is not None:
            return transfers.to_agent(self.contact, agent)
        return transfers.to_number(self.contact, number or "")

    def leaves(self) -> bool:
        return self._board.transfers.complete(self.contact)

    def takes_back(self) -> bool:
        """Give the transfer up and talk to the customer again."""
        contact = self.contact
        given_up = self._board.transfers.take_back(contact)
        return self._board.conversations.resume(contact) and given_up

    @property
    def heard(self) -> list[str]:
        """Every sentence whispered to agents on contacts that were offered to this one."""
        ids = {offer.contact.id for offer in self.offers}
        return [
            each["text"]
            for each in self._centre.events("heard")
            if each["contact"] in ids and each["by"] == "AGENT" and each["kind"] == "Text"
        ]
