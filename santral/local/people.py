"""Simulated people: callers who press keys and lose patience, agents who answer, talk and hold.

All chance comes from the generator that is passed in, so that a seed gives the same day again.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

from santral.engine.contact import Contact, Stage
from santral.engine.ports import NobodyActs
from santral.engine.routing.agents import AVAILABLE, OFFLINE, Agent, AgentStatus, StatusType
from santral.engine.timeline import MINUTE, SECOND, Timer

if TYPE_CHECKING:
    from santral.engine.switchboard import Switchboard
    from santral.engine.transfers import Transfer

BREAK = AgentStatus("Break", StatusType.CUSTOM)
BREAK_US = 15 * MINUTE
OVERTIME_US = 120 * MINUTE
CONSENT, YES, NO = "consent", "1", "2"
CALL_ME_BACK = "1"
_IN_QUEUE = frozenset({Stage.QUEUED, Stage.OFFERED, Stage.JOINING})


@dataclass(frozen=True, slots=True)
class Caller:
    """What one caller is going to do.

    Attributes:
        at_us: when she rings.
        number: hers in E.164; None when she hides it.
        dials: the number of the centre.
        keys: what she presses at one menu after the other; "" says nothing.
        patience_us: how long she waits in queues before she hangs up.
        rings_off_us: how long she stands what comes before a queue; None = to its end.
    """

    at_us: int
    number: str | None
    dials: str
    keys: tuple[str, ...] = ()
    talk_us: int = 180 * SECOND
    patience_us: int = 400 * SECOND
    consents: bool = True
    wants_callback: bool = False
    rings_off_us: int | None = None


@dataclass(frozen=True, slots=True)
class Habits:
    """How often agents do what; shares of offers or of conversations."""

    misses: float = 0.01
    rejects: float = 0.004
    holds: float = 0.08
    sends_to_queue: float = 0.012
    asks_colleague: float = 0.008
    hangs_up: float = 0.15
    answers_in_s: tuple[float, float] = (1, 5)


@dataclass(slots=True)
class _Call:
    """One caller on her way: what she has left to do."""

    caller: Caller
    keys: deque[str] = field(default_factory=deque)
    queued_us: int | None = None
    patience: Timer | None = None
    has_talked: bool = False
    was_offered_callback: bool = False


class Crowd(NobodyActs):
    """Everybody at once. `meet` tells it which switchboard it is at before the first call."""

    switchboard: Switchboard

    def __init__(self, random: Random, habits: Habits | None = None) -> None:
        self.random, self.habits = random, habits or Habits()
        self.on_end: Callable[[Contact], None] = lambda _contact: None
        self._calls: dict[str, _Call] = {}  # by InitialContactId
        self._arriving: _Call | None = None

    def meet(self, switchboard: Switchboard) -> None:
        self.switchboard = switchboard
        self._after = switchboard.timeline.after

    # --- shifts ---

    def start_shift(self, agents: Iterable[Agent], lasts_us: int, *, in_us: int = 0) -> None:
        """Let agents log in, in_us from now. Each takes a break, and goes home after lasts_us.

        Nobody leaves with a contact open; but whatever is left two hours later, as a callback
        that nobody here can make, stays behind.
        """
        for agent in agents:
            self._after(in_us, self._log_in, agent)
            pause_us = int(self.random.uniform(0.2, 0.8) * lasts_us)
            if lasts_us > 8 * BREAK_US:
                self._after(in_us + pause_us, self._take_break, agent)
            self._after(in_us + lasts_us, self._go_home, (agent, OVERTIME_US))

    def _log_in(self, agent: Agent) -> None:
        self.switchboard.set_status(agent, AVAILABLE)

    def _take_break(self, agent: Agent) -> None:
        self.switchboard.set_status(agent, BREAK)
        self._after(BREAK_US, self._come_back, agent)

    def _come_back(self, agent: Agent) -> None:
        if agent.status.type is not StatusType.OFFLINE:
            self.switchboard.set_status(agent, AVAILABLE)

    def _go_home(self, who: tuple[Agent, int]) -> None:
        # A promised callback needs somebody to make it: nobody leaves while a contact is open.
        agent, stays_us = who
        if self.switchboard.contacts and stays_us > 0:
            self._after(MINUTE, self._go_home, (agent, stays_us - MINUTE))
        else:
            self.switchboard.set_status(agent, OFFLINE)

    # --- callers ---

    def call(self, caller: Caller) -> Contact | None:
        """Let a caller ring now."""
        call = self._arriving = _Call(caller, deque(caller.keys))
        contact = self.switchboard.arrive(caller.number, caller.dials)
        self._arriving = None
        if contact is not None and contact.stage is not Stage.ENDED:
            self._calls[contact.id] = call
            if caller.rings_off_us is not None:
                self._after(caller.rings_off_us, self._rings_off, contact)
        return contact

    def _call_of(self, contact: Contact) -> _Call | None:
        # While arrive() runs, her contact has no place in the table yet.
        return self._calls.get(contact.chain.initial_id) or self._arriving

    def _rings_off(self, contact: Contact) -> None:
        if contact.stage is Stage.IN_FLOW:
            self.switchboard.hang_up(contact)

    def listening(self, contact: Contact, prompt_us: int) -> None:
        call, run = self._call_of(contact), contact.run
        if call is None or run is None:
            return
        key = self._answer(call, contact, run.flow.name)
        if key:
            heard_us = int(prompt_us * self.random.uniform(0.4, 1.0))
            thinks_us = int(self.random.uniform(0.3, 1.5) * SECOND)
            self._after(heard_us + thinks_us, self._press, (contact, key))

    def _answer(self, call: _Call, contact: Contact, flow: str) -> str:
        """Decide what to press, by what is being asked and by what she has in mind."""
        if contact.stage in _IN_QUEUE:
            first, call.was_offered_callback = not call.was_offered_callback, True
            return CALL_ME_BACK if first and call.caller.wants_callback else ""
        if flow == CONSENT:
            return YES if call.caller.consents else NO
        return call.keys.popleft() if call.keys else ""

    def _press(self, what: tuple[Contact, str]) -> None:
        contact, key = what
        if contact.run is not None and contact.run.hears_keys:
            self.switchboard.press(contact, key)

    def queued(self, contact: Contact) -> None:
        call = self._call_of(contact)
        if call is None or contact.callback is not None or contact.transferred_by is not None:
            return
        now_us = self.switchboard.timeline.now_us
        if call.queued_us is None:
            call.queued_us = now_us
        left_us = max(0, call.queued_us + call.caller.patience_us - now_us)
        self._forget_patience(call)
        call.patience = self._after(left_us, self._loses_patience, contact)

    def _loses_patience(self, contact: Contact) -> None:
        # Once she is called out of the queue she stays, and so she does where she has been asked
        # for a number and her callback is promised.
        if contact.place is not None and contact.next_id is None:
            self.switchboard.hang_up(contact)

    def _forget_patience(self, call: _Call) -> None:
        if call.patience is not None:
            self.switchboard.timeline.cancel(call.patience)
            call.patience = None

    # --- agents ---

    def offered(self, contact: Contact, agent: Agent) -> None:
        draw, habits = self.random.random(), self.habits
        ring_us = self.switchboard.settings.ring_us
        if draw < habits.misses:
            self._after(ring_us + self._between(20, 60), self._come_back, agent)
        elif draw < habits.misses + habits.rejects:
            self._after(self._between(1, 5), self._reject, (contact, agent))
        else:
            self._after(self._between(*habits.answers_in_s), self._accept, (contact, agent))

    def _between(self, least_s: float, most_s: float) -> int:
        return int(self.random.uniform(least_s, most_s) * SECOND)

    def _accept(self, who: tuple[Contact, Agent]) -> None:
        self.switchboard.joining.accept(*who)

    def _reject(self, who: tuple[Contact, Agent]) -> None:
        if self.switchboard.joining.reject(*who):
            self._after(self._between(5, 30), self._come_back, who[1])

    def joined(self, contact: Contact, agent: Agent) -> None:
        if contact.transferred_by is not None and contact.transferred_by.pending:
            # Her colleague tells her what it is about, then leaves her with the customer.
            self._after(self._between(5, 20), self._leave_to, contact.transferred_by)
        talk_us = self._talk_us(contact)
        draw, habits = self.random.random(), self.habits
        if draw < habits.holds:
            self._after(talk_us // 3, self._hold, contact)
        elif draw < habits.holds + habits.sends_to_queue:
            self._after(talk_us // 2, self._send_to_queue, contact)
        elif draw < habits.holds + habits.sends_to_queue + habits.asks_colleague:
            self._after(talk_us // 2, self._ask_colleague, contact)
        by_agent = self.random.random() < habits.hangs_up
        self._after(talk_us, self._talked_enough, (contact, by_agent))

    def _talk_us(self, contact: Contact) -> int:
        """Take the caller's own time for her first agent; whoever comes later needs less."""
        call = self._call_of(contact)
        if call is None or call.has_talked:
            return self._between(30, 180)
        call.has_talked = True
        self._forget_patience(call)
        return call.caller.talk_us

    def _hold(self, contact: Contact) -> None:
        if self.switchboard.conversations.hold(contact):
            self._after(self._between(10, 60), self._resume, contact)

    def _resume(self, contact: Contact) -> None:
        if contact.transfer is None:
            self.switchboard.conversations.resume(contact)

    def _send_to_queue(self, contact: Contact) -> None:
        """Pass the customer on and leave at once."""
        if contact.queue is not None and contact.queue.owner is None:
            following = self.switchboard.transfers.to_queue(contact, contact.queue.arn)
            if following is not None:
                self._after(SECOND, self._leave_to, following.transferred_by)

    def _ask_colleague(self, contact: Contact) -> None:
        """Consult a colleague of the same profile while the customer is on hold."""
        if contact.agent is None:
            return
        colleagues = [each for each in contact.agent.profile.agents if each is not contact.agent]
        if colleagues:
            colleague = self.random.choice(colleagues)
            following = self.switchboard.transfers.to_agent(contact, colleague.arn)
            if following is not None:
                self._after(45 * SECOND, self._give_up_colleague, following.transferred_by)

    def _leave_to(self, transfer: Transfer) -> None:
        if transfer.pending:
            self.switchboard.transfers.complete(transfer.source)
        else:
            self._resume(transfer.source)  # it had come to nothing meanwhile

    def _give_up_colleague(self, transfer: Transfer) -> None:
        if transfer.pending:
            self.switchboard.transfers.take_back(transfer.source)
        self._resume(transfer.source)

    def _talked_enough(self, what: tuple[Contact, bool]) -> None:
        contact, by_agent = what
        if contact.stage is not Stage.WITH_AGENT:
            return
        if contact.on_hold_since_us is not None or self._is_consulting(contact):
            self._after(10 * SECOND, self._talked_enough, what)
        elif by_agent:
            self.switchboard.conversations.agent_hangs_up(contact)
        else:
            self.switchboard.hang_up(contact)

    def _is_consulting(self, contact: Contact) -> bool:
        return contact.transferred_by is not None and contact.transferred_by.pending

    def wrapping_up(self, contact: Contact, agent: Agent) -> None:
        limit_us = agent.wrap_up_for(contact.channel) or 30 * SECOND
        self._after(int(limit_us * self.random.uniform(0.2, 1.0)), self._clear, (contact, agent))

    def _clear(self, who: tuple[Contact, Agent]) -> None:
        self.switchboard.conversations.clear(*who)

    # --- others ---

    def third_party_joined(self, contact: Contact) -> None:
        if contact.transferred_by is not None:
            self._after(self._between(3, 10), self._leave_to, contact.transferred_by)
        self._after(self._between(30, 240), self._third_party_leaves, contact)

    def _third_party_leaves(self, contact: Contact) -> None:
        self.switchboard.third_parties.hang_up(contact)

    def ended(self, contact: Contact) -> None:
        if contact.next_id is None and contact.chain.initial_id in self._calls:
            self._forget_patience(self._calls.pop(contact.chain.initial_id))
        self.on_end(contact)
