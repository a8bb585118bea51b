"""W1 by the distributor alone: arrival, queue, offer, abandon, record; no flow, no trace."""

from __future__ import annotations

from benchmarks.workload import AGENTS, WARM_UP_CALLS, Workload
from santral.engine.contact import Chain, Contact, Stage
from santral.engine.routing.acd import Acd
from santral.engine.routing.agents import (
    Agent,
    ContactState,
    RoutingProfile,
    ServedQueue,
)
from santral.engine.routing.queues import Queue
from santral.engine.timeline import SECOND, Timeline

# Contact id; initiated, enqueued, dequeued (us); agent; disconnected (us); reason.
Record = tuple[str, int, int | None, int | None, str | None, int, str]


class Centre:
    """Plays callers and agents around an Acd."""

    def __init__(self, workload: Workload) -> None:
        self.calls = workload.calls
        self.timeline = Timeline(0)
        self.acd = Acd(self.timeline, self)
        self.queue = Queue("calls", "arn:calls")
        self.records: list[Record] = []
        profile = RoutingProfile("all", "arn:all", [ServedQueue(self.queue, "VOICE", 1, 0)])
        for number in range(AGENTS):
            self.acd.make_available(Agent(f"agent{number}", f"arn:/agent/{number}", profile))
        self.timeline.feed(
            (int(call[0] * SECOND), self._arrive, number)
            for number, call in enumerate(workload.calls)
        )

    def _arrive(self, number: int) -> None:
        contact_id = str(number)
        contact = Contact(contact_id, Chain(contact_id), self.timeline.now_us)
        self.acd.take_place(contact, self.queue)
        self.acd.find_agent(contact, self.queue)
        if contact.place is not None:
            patience_us = int(self.calls[number][2] * SECOND)
            self.timeline.after(patience_us, self._give_up, contact)

    def status_changed(self, agent: Agent) -> None: ...

    def routing_changed(self, contact: Contact) -> None: ...

    def offered(self, contact: Contact, agent: Agent) -> None:
        self.acd.dequeue(contact)
        contact.stage = Stage.WITH_AGENT
        contact.agent = agent
        contact.connected_us = self.timeline.now_us
        agent.set_state(contact, ContactState.CONNECTED)
        talk_us = int(self.calls[int(contact.id)][1] * SECOND)
        self.timeline.after(talk_us, self._hang_up, contact)

    def _give_up(self, contact: Contact) -> None:
        if contact.place is not None:
            self.acd.abandon(contact)
            self._end(contact)

    def _hang_up(self, contact: Contact) -> None:
        self._end(contact)
        if contact.agent is not None:
            self.acd.release(contact, contact.agent)

    def _end(self, contact: Contact) -> None:
        contact.stage = Stage.ENDED
        agent = contact.agent
        self.records.append(
            (
                contact.id,
                contact.initiated_us,
                contact.enqueued_us,
                contact.dequeued_us,
                None if agent is None else agent.username,
                self.timeline.now_us,
                "CUSTOMER_DISCONNECT",
            )
        )


def run(workload: Workload) -> tuple[list[Record], float]:
    """Play a workload; answers the records and the share abandoned after the warm-up."""
    centre = Centre(workload)
    centre.timeline.run()
    counted = [record for record in centre.records if int(record[0]) >= WARM_UP_CALLS]
    abandoned = sum(record[4] is None for record in counted)
    return centre.records, abandoned / max(len(counted), 1)
