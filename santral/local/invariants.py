"""What must hold at every instant of every run; checked while it runs, on trace and engine state.

A broken invariant does not stop the run: it is noted by its name, with the contact that broke it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Stage
from santral.engine.instants import to_milliseconds_text
from santral.engine.routing.agents import Agent, ContactState
from santral.engine.trace import FIELDS, Event
from santral.local.figures import Figures

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard

ONE_OWNER = "one owner per contact"
ENDS_ONCE = "each contact ends once"
CONSERVATION = "arrived = sum of the outcomes"
CONCURRENCY = "no agent over her concurrency"
NO_NEGATIVE_DURATION = "no negative duration"
ONE_RECORD = "one record per contact"
ALL_ENDED = "nothing is left in a stage that is not the end"
NOBODY_OVERHEARD = "two customers are never in one contact"
QUEUE_SIZES = "a queue's size is the number of contacts in it"
CONSENT = "no recording against the caller's will"

NAMES = (
    ONE_OWNER,
    ENDS_ONCE,
    CONSERVATION,
    CONCURRENCY,
    NO_NEGATIVE_DURATION,
    ONE_RECORD,
    ALL_ENDED,
    NOBODY_OVERHEARD,
    QUEUE_SIZES,
    CONSENT,
)
KEPT = 20  # breaks that are described; the others are counted
WHOLE_EVERY = 20  # contacts between two looks at the whole
BEFORE_ALL_US = -(2**63)  # a day before 1970 counts down to it

_DURATIONS = frozenset({"lasts_ms", "took_ms", "ms", "waited_ms", "seconds", "due_s"})
_DURATION_AT = {
    kind: tuple(3 + at for at, name in enumerate(names) if name in _DURATIONS)
    for kind, names in FIELDS.items()
    if _DURATIONS & set(names)
}


@dataclass(frozen=True, slots=True)
class Break:
    invariant: str
    at_us: int
    where: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.where} at {to_milliseconds_text(self.at_us)}"


class Invariants:
    """A sink of trace events; `meet` it with the switchboard, tell it of each record."""

    switchboard: Switchboard

    def __init__(self, figures: Figures | None = None) -> None:
        self.broken: Counter[str] = Counter()
        self.breaks: list[Break] = []
        self._figures = figures or Figures()
        self._feeds_figures = figures is None
        self._owners: dict[str, str | None] = {}  # contacts that have begun and not completed
        self._customers: dict[str, object] = {}
        # As at the last offer: what an agent has when her profile changes, she keeps.
        self._slots: dict[tuple[Agent, str], int] = {}
        self._disconnected: dict[str, None] = {}
        self._completed: set[str] = set()
        self._recorded: set[str] = set()
        self._last_us = BEFORE_ALL_US
        self._handlers: dict[str, Callable[[Event], None]] = {
            "contact": self._begins,
            "offered": self._offered,
            "accepted": self._accepted,
            "missed": self._let_go,
            "rejected": self._let_go,
            "dialled": self._dialled,
            "joined": self._joined,
            "left": self._left,
            "task_paused": self._paused,
            "disconnected": self._disconnects,
            "completed": self._completes,
            "recording": self._recording,
        }

    def meet(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard

    @property
    def hold(self) -> bool:
        return not self.broken

    @property
    def ended_contacts(self) -> int:
        return len(self._completed)

    def __call__(self, event: Event) -> None:
        if self._feeds_figures:
            self._figures(event)
        at_us, kind = event[0], event[1]
        if at_us < self._last_us:
            self._break(NO_NEGATIVE_DURATION, "time went back")
        self._last_us = at_us
        durations = _DURATION_AT.get(kind)
        if durations is not None and any(event[at] < 0 for at in durations):
            self._break(NO_NEGATIVE_DURATION, f"{kind} of {event[2]}")
        contact_id = event[2]
        if contact_id and contact_id not in self._owners and kind != "contact":
            self._break(ENDS_ONCE, f"{kind} of {contact_id}, which is not there")
        handler = self._handlers.get(kind)
        if handler is not None:
            handler(event)

    def _break(self, invariant: str, where: str) -> None:
        self.broken[invariant] += 1
        if len(self.breaks) < KEPT:
            self.breaks.append(Break(invariant, self._last_us, where))

    # --- contacts ---

    def _begins(self, event: Event) -> None:
        _, _, contact_id, initial_id, previous_id, _, _, customer, _ = event
        if contact_id in self._owners or contact_id in self._completed:
            self._break(ENDS_ONCE, f"{contact_id} began twice")
        contact = self.switchboard.contacts.get(contact_id)
        # An agent has the call that she makes from its beginning.
        agent = None if contact is None else contact.agent
        self._owners[contact_id] = None if agent is None else agent.username
        if previous_id is None:
            self._customers[initial_id] = customer

    def _disconnects(self, event: Event) -> None:
        if event[2] in self._disconnected:
            self._break(ENDS_ONCE, f"{event[2]} disconnected twice")
        self._disconnected[event[2]] = None

    def _completes(self, event: Event) -> None:
        contact_id = event[2]
        if contact_id in self._completed or contact_id not in self._disconnected:
            self._break(ENDS_ONCE, f"{contact_id} completed")
        self._disconnected.pop(contact_id, None)
        self._completed.add(contact_id)
        self._owners.pop(contact_id, None)
        if len(self._completed) % WHOLE_EVERY == 0:
            self._check_sizes()
            self._check_conservation()

    def recorded(self, contact_id: str) -> None:
        """Note that a contact's record was written."""
        if contact_id in self._recorded or contact_id not in self._completed:
            self._break(ONE_RECORD, f"{contact_id} was recorded twice or too early")
        self._recorded.add(contact_id)

    # --- agents ---

    def _offered(self, event: Event) -> None:
        contact_id, username = event[2], event[3]
        if self._owners.get(contact_id) is not None:
            self._break(ONE_OWNER, f"{contact_id} offered while somebody had it")
        self._owners[contact_id] = username
        contact = self.switchboard.contacts.get(contact_id)
        agent = None if contact is None else contact.offered_to
        if contact is None or agent is None or agent.username != username:
            self._break(ONE_OWNER, f"{contact_id} offered to nobody")
        else:
            limit = agent.profile.concurrency.get(contact.channel)
            if not contact.beyond_slots:
                self._slots[agent, contact.channel] = 0 if limit is None else limit.at_most
            self._check_concurrency(contact, agent)

    def _accepted(self, event: Event) -> None:
        if self._owners.get(event[2]) != event[3]:
            self._break(ONE_OWNER, f"{event[2]} accepted by another agent")

    def _let_go(self, event: Event) -> None:
        self._owners[event[2]] = None

    def _dialled(self, event: Event) -> None:
        if event[3] == "callback" and event[5] != "answered":
            self._owners[event[2]] = None
        contact = self.switchboard.contacts.get(event[2])
        plan = None if contact is None else contact.callback
        if plan is not None and plan.attempts_left < 0:
            self._break(ENDS_ONCE, f"{event[2]} was dialled too often")

    def _left(self, event: Event) -> None:
        if event[3] == "agent":
            self._owners[event[2]] = None

    def _paused(self, event: Event) -> None:
        self._owners[event[2]] = event[3]

    def _joined(self, event: Event) -> None:
        contact_id, username = event[2], event[3]
        if self._owners.get(contact_id) != username:
            self._break(ONE_OWNER, f"{contact_id} joined by another agent")
        contact = self.switchboard.contacts.get(contact_id)
        if contact is None or contact.agent is None:
            self._break(ONE_OWNER, f"{contact_id} joined by nobody")
            return
        self._check_concurrency(contact, contact.agent)
        first = self.switchboard.contacts.get(contact.chain.initial_id)
        if first is not None and first.chain is not contact.chain:
            self._break(NOBODY_OVERHEARD, f"{contact_id} is in another's chain")

    def _check_concurrency(self, contact: Contact, agent: Agent) -> None:
        held = sum(
            each.channel == contact.channel
            for each, state in agent.contacts.items()
            if state is not ContactState.PAUSED and not each.beyond_slots
        )
        # The contact that she is passing on stays hers until she leaves it.
        if held > self._slots.get((agent, contact.channel), held):
            self._break(CONCURRENCY, f"{held} contacts at one agent")
        talking = sum(
            each.channel == "VOICE" and state is ContactState.CONNECTED
            for each, state in agent.contacts.items()
        )
        if talking > 1:
            self._break(NOBODY_OVERHEARD, "an agent talks to two customers at once")

    def _recording(self, event: Event) -> None:
        contact = self.switchboard.contacts.get(event[2])
        if contact is None:
            return
        attributes = contact.attributes
        refused = attributes.get("recording") in {"refused", "off"}
        if refused or attributes.get("consent") == "none":
            self._break(CONSENT, event[2])

    # --- the whole ---

    def _check_conservation(self) -> None:
        figures = self._figures
        if figures.contacts != figures.open_chains + sum(figures.outcomes.values()):
            self._break(CONSERVATION, "in all")

    def _check_sizes(self) -> None:
        queues = self.switchboard.directory.queues
        for queue in [*queues, *(agent.queue for agent in self.switchboard.directory.agents)]:
            inside = sum(map(len, queue.waiting.values()))
            # Joining contacts are in `offered` until they are dequeued.
            if queue.size != inside + len(queue.offered) or queue.size < 0:
                self._break(QUEUE_SIZES, queue.arn)

    def settle(self, recorded: Iterable[str] | None = None) -> None:
        """Check what must hold once everything is over.

        Args:
            recorded: contact ids of all records; None where `recorded` was told of each.
        """
        for contact_id in recorded or ():
            self.recorded(contact_id)
        self._check_sizes()
        self._check_conservation()
        for contact_id in self._owners:
            self._break(ALL_ENDED, contact_id)
        for contact in self.switchboard.contacts.values():
            if contact.stage is not Stage.ENDED:
                self._break(ALL_ENDED, contact.id)
        if self._figures.open_chains:
            self._break(CONSERVATION, f"{self._figures.open_chains} callers are still there")
        for contact_id in sorted(self._completed - self._recorded):
            self._break(ONE_RECORD, f"{contact_id} was not recorded")

    def ended(self, contact: Contact) -> None:
        """Check a contact that has ended, and take it as recorded."""
        self.recorded(contact.id)
        part = contact.part
        began_us, joined_us, left_us = contact.initiated_us, None, None
        if part is not None:
            joined_us, left_us = part.connected_us, part.left_us
        for earlier_us, later_us in (
            (began_us, contact.enqueued_us),
            (contact.enqueued_us, contact.dequeued_us),
            (began_us, contact.disconnected_us),
            (began_us, joined_us),
            (joined_us, left_us),
            (left_us, None if part is None else part.wrapped_us),
        ):
            if earlier_us is not None and later_us is not None and later_us < earlier_us:
                self._break(NO_NEGATIVE_DURATION, contact.id)
