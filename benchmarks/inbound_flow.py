"""W1 through the shipped flows: every call runs entry, inbound, its modules, queue and whispers.

Handlers are stubbed and answer at once, prompts have no length, and the trace is on.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from random import Random

from benchmarks.workload import AGENTS, WARM_UP_CALLS, Workload
from santral.engine.contact import Contact, Stage
from santral.engine.directory import Directory
from santral.engine.lambdas import Attempt
from santral.engine.ports import NobodyActs, NobodyAnswers, RecordsInMemory, Settings
from santral.engine.routing.agents import (
    AVAILABLE,
    Agent,
    Handling,
    RoutingProfile,
    ServedQueue,
)
from santral.engine.routing.queues import Queue
from santral.engine.steps import Prompt
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import SECOND, Timeline
from santral.engine.trace import Event
from santral.local import businesses
from santral.local.flow_files import add_shipped_flows, entry_flow
from santral.local.identifiers import id_source
from santral.stores.phone_numbers import PhoneNumbersByMetadata

TRACE_KEPT = 1_000  # events; the rest is what a consumer would have taken by then
BY_ITSELF = Handling(auto_accept=True)
NUMBER = "+902120000001"
QUEUE_ARN = "arn:aws:connect:eu-central-1:123456789012:instance/i/queue/sales"


class Stubs:
    """Answers of the shipped functions for an unknown caller who goes straight to a queue."""

    def __init__(self) -> None:
        identified = {
            "next": "queue",
            "known": "no",
            "customer_id": "",
            "customer_name": "",
            "customer_tier": "",
            "vip": "no",
            "language": "tr-TR",
            "voice": "Filiz",
            "greeting": "Serin Klima'ya hoş geldiniz.",
            "message": "",
            "consent": "announce",
            "consent_text": "Bu görüşme kaydedilmektedir.",
            "menu": "main",
            "menu_text": "",
            "queue": "sales",
            "queue_arn": QUEUE_ARN,
            "agent": "",
            "agent_arn": "",
            "agent_text": "Yeni.",
            "connecting_text": "Sizi bağlıyorum.",
            "moment_text": "Bir dakika.",
            "crm": "no",
        }
        chosen = {
            "queue": "sales",
            "queue_arn": QUEUE_ARN,
            "agent_arn": "",
            "priority": "3",
            "overflowed": "no",
            "text": "",
        }
        self._answers = {
            "identify_contact": Attempt(identified),
            "choose_queue": Attempt(chosen),
        }

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        reply(self._answers[function.rsplit(":", 1)[-1]])


class NoTime:
    """Speech that takes no time, so that W1's waits are the queue's alone; music goes on."""

    def lasts_us(self, prompt: Prompt, language: str | None) -> int:
        return 0 if prompt.kind == "Text" else 3600 * SECOND


class Crowd(NobodyActs):
    """Callers with patience, and talk times."""

    def __init__(self, workload: Workload, timeline: Timeline) -> None:
        self.calls, self.timeline = workload.calls, timeline
        self.board: Switchboard
        self.numbers: dict[Contact, int] = {}

    def arrive(self, number: int) -> None:
        contact = self.board.arrive(None, NUMBER)
        if contact is not None and contact.stage in (Stage.QUEUED, Stage.OFFERED):
            self.timeline.after(int(self.calls[number][2] * SECOND), self.give_up, contact)

    def queued(self, contact: Contact) -> None:
        self.numbers[contact] = len(self.numbers)  # calls reach the queue in their own order

    def joined(self, contact: Contact, agent: Agent) -> None:
        talk_us = int(self.calls[self.numbers[contact]][1] * SECOND)
        self.timeline.after(talk_us, self.hang_up, contact)

    def give_up(self, contact: Contact) -> None:
        if contact.place is not None:
            self.board.hang_up(contact)

    def hang_up(self, contact: Contact) -> None:
        self.board.hang_up(contact)


def run(workload: Workload) -> tuple[deque[Event], float]:
    """Play a workload; answers the end of the trace, and the share abandoned."""
    timeline = Timeline(0)
    crowd = Crowd(workload, timeline)
    books = RecordsInMemory()
    events: deque[Event] = deque(maxlen=TRACE_KEPT)
    directory = Directory()
    add_shipped_flows(directory)
    queue = Queue("sales", QUEUE_ARN)
    directory.add_queue(queue)
    tenant = businesses.load("klima").tenant
    entry = entry_flow(tenant, tenant.numbers[0], QUEUE_ARN)
    directory.add_flow(entry)
    directory.numbers[NUMBER] = entry.arn
    board = crowd.board = Switchboard(
        timeline=timeline,
        directory=directory,
        lambdas=Stubs(),
        ids=id_source(Random(workload.seed)),
        random=Random(workload.seed),
        speech=NoTime(),
        phone_numbers=PhoneNumbersByMetadata(),
        network=NobodyAnswers(timeline),
        people=crowd,
        books=books,
        settings=Settings(),
        trace=events.append,
    )
    profile = RoutingProfile("all", "arn:all", [ServedQueue(queue, "VOICE", 1, 0)])
    for number in range(AGENTS):
        agent = Agent(f"agent{number}", f"arn:/agent/{number}", profile, handling=BY_ITSELF)
        board.set_status(agent, AVAILABLE)

    timeline.feed(
        (int(call[0] * SECOND), crowd.arrive, number) for number, call in enumerate(workload.calls)
    )
    timeline.run()
    counted = books.ended[WARM_UP_CALLS:]
    abandoned = sum(contact.agent is None for contact in counted)
    return events, abandoned / max(len(counted), 1)
