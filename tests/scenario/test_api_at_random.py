"""Whatever the API, callers and agents do, and in whatever order: no contact is lost or shared."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from santral.engine.blocks import Flow
from santral.engine.contact import Contact, Stage
from santral.engine.refusals import Refusal
from santral.engine.routing.agents import Agent, Concurrency
from santral.engine.routing.queues import Queue
from santral.engine.starting import Particulars
from santral.engine.timeline import HOUR, MINUTE, SECOND
from santral.local.network import Reply
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import HANG_UP, action, flow, into_queue
from tests.scenario.busy_centre import AGENTS, NUMBER, build

CALLER = "+15550100001"
EVERYBODY = (*AGENTS, "Dora", "Elif", "Fred")
AT_WORK = flow(
    action(
        "think",
        "Wait",
        {"TimeLimitSeconds": "20"},
        when={"WaitCompleted": "set queue"},
        errors={"NoMatchingError": "hang up"},
    ),
    *into_queue("sales")["Actions"],
)


class World:
    """A centre to act in; each act takes a number, to choose with."""

    def __init__(self, wrap_up_s: float | None, capacity: int) -> None:
        self.centre = SmallCentre()
        self.board = self.centre.switchboard
        build(self.centre, queue_capacity=capacity, wrap_up_s=wrap_up_s)
        self.centre.profile(
            "all",
            *(
                Serves(queue, channel=channel)
                for queue in ("sales", "support")
                for channel in ("VOICE", "CHAT", "TASK")
            ),
            concurrency={
                "VOICE": Concurrency(1, only=False),
                "CHAT": Concurrency(2, only=False),
                "TASK": Concurrency(2, only=False),
            },
        )
        for name in EVERYBODY[len(AGENTS) :]:
            self.centre.staff(name, "all", wrap_up_s=wrap_up_s, auto_accept=name == "Fred")
        for name in EVERYBODY:
            self.centre.agent(name).becomes("Available")
        for queue in ("sales", "support"):
            self.centre.flow(f"to {queue}", into_queue(queue))
        self.centre.flow("at work", AT_WORK)
        self.centre.flow("done", flow(HANG_UP))
        self.begun: list[Contact] = []

    # --- choosing ---

    def flow(self, name: str) -> Flow:
        found = self.board.directory.flow(name)
        assert found is not None
        return found

    def queue(self, number: int) -> Queue:
        found = self.board.directory.queue(("sales", "support")[number % 2])
        assert found is not None
        return found

    def agent(self, number: int) -> Agent:
        return self.centre.agent(EVERYBODY[number % len(EVERYBODY)]).agent

    def contact(self, number: int, **like: object) -> Contact | None:
        """One of those that are there and like that; seldom one that has ended."""
        there = [
            each
            for each in self.board.contacts.values()
            if all(getattr(each, name) == value for name, value in like.items())
        ]
        if number % 17 == 0:
            there += self.begun
        return there[number % len(there)] if there else None

    def note(self, begun: Contact | Refusal) -> None:
        if isinstance(begun, Contact):
            self.begun.append(begun)

    # --- starting ---

    def task(self, number: int) -> None:
        names = ("to sales", "to support", "at work", "to sales", "done")
        other = self.contact(number) if number % 3 == 0 else None
        self.note(
            self.board.tasks.start(
                self.flow(names[number % 5]),
                scheduled_us=self.board.timeline.now_us + 30 * SECOND if number % 4 == 0 else None,
                previous=other if number % 2 else None,
                life_us=100 * SECOND if number % 7 == 0 else 10 * HOUR,
                particulars=Particulars({"a": "b"}, related=None if number % 2 else other),
            )
        )

    def chat(self, number: int) -> None:
        lasts_us = (60 if number % 3 == 0 else 3600) * SECOND
        flow_ = self.flow("to support" if number % 2 else "to sales")
        self.note(self.board.chats.start(flow_, lasts_us=lasts_us))

    def outbound(self, number: int) -> None:
        outcome = ("answered", "answered", "busy", "unanswered", "failed")[number % 5]
        self.centre.network.expect(CALLER, Reply(outcome))
        flow_ = self.flow("to support" if number % 2 else "to sales")
        self.note(self.board.outbound.start(flow_, CALLER, system_number=None))

    def callback(self, number: int) -> None:
        flow_ = self.flow("at work") if number % 5 == 0 else None
        self.note(
            self.board.callbacks.promise_to(
                CALLER,
                self.queue(number),
                delay_us=(number % 3) * 20 * SECOND,
                attempts=2,
                retry_delay_us=SECOND,
                flow=flow_,
            )
        )

    def call(self, number: int) -> None:
        self.centre.call(from_=CALLER, to=NUMBER).press(str(1 + number % 4))

    # --- acts on contacts ---

    def stop(self, number: int) -> None:
        contact = self.contact(number)
        if contact is not None:
            self.board.stop(contact)

    def pause(self, number: int) -> None:
        contact = self.contact(number, channel="TASK")
        if contact is not None:
            self.board.pauses.pause(contact, self.flow("at work") if number % 5 == 0 else None)

    def resume(self, number: int) -> None:
        contact = self.contact(number, channel="TASK")
        if contact is not None:
            self.board.pauses.resume(contact, self.flow("to support") if number % 5 == 0 else None)

    def transfer(self, number: int) -> None:
        contact = self.contact(number, channel="TASK")
        if contact is None:
            return
        by_agent = self.board.directory.defaults["AgentTransfer"]
        self.note(
            self.board.tasks.transfer(contact, by_agent, self.agent(number).queue)
            if number % 2
            else self.board.tasks.transfer(contact, self.flow("to support"), self.queue(1))
        )

    def reschedule(self, number: int) -> None:
        contact = self.contact(number, channel="TASK")
        if contact is not None:
            due_us = self.board.timeline.now_us + number % 60 * SECOND
            self.board.tasks.reschedule(contact, due_us)

    def assign(self, number: int) -> None:
        contact = self.contact(number, stage=Stage.QUEUED)
        if contact is not None:
            self.board.assignments.assign(contact, self.agent(number // 3))

    def dismiss(self, number: int) -> None:
        agent = self.agent(number)
        for contact in [*agent.contacts, *agent.unanswered][:1]:
            self.board.assignments.dismiss(contact, agent)

    def monitor(self, number: int) -> None:
        contact = self.contact(number, stage=Stage.WITH_AGENT)
        if contact is None:
            return
        capabilities = ("SILENT_MONITOR", "BARGE")
        listening = self.board.monitoring.start(contact, self.agent(number // 2), capabilities)
        if isinstance(listening, Contact) and number % 3:
            assert self.board.monitoring.barge(listening) is None

    def record(self, number: int) -> None:
        contact, recorder = self.contact(number, channel="VOICE"), self.board.recorder
        if contact is None:
            return
        acts: tuple[Callable[[Contact], object], ...] = (
            lambda each: recorder.start(each, ("Agent", "Customer")),
            recorder.suspend,
            recorder.resume,
            recorder.stop,
        )
        acts[number % 4](contact)

    def update(self, number: int) -> None:
        contact, updates = self.contact(number), self.board.updates
        if contact is None:
            return
        updates.attributes(contact, {"seen": "yes"})
        updates.tag(contact, {"department": "sales"})
        updates.routing(contact, priority=1 + number % 5)
        life_us = 50 * SECOND if number % 5 == 0 and contact.channel != "VOICE" else None
        updates.details(contact, name="Leak", life_us=life_us)

    # --- people ---

    def accept(self, number: int) -> None:
        for contact in list(self.board.contacts.values()):
            if contact.offered_to is not None and (number % 4 or contact.channel == "TASK"):
                self.board.joining.accept(contact, contact.offered_to)

    def agent_acts(self, number: int) -> None:
        conversations, agent = self.board.conversations, self.agent(number)
        for contact in list(agent.contacts)[:2]:
            act = number // len(EVERYBODY) % 5
            if act == 0:
                conversations.hold(contact)
            elif act == 1:
                conversations.resume(contact)
            elif act == 2:
                conversations.agent_hangs_up(contact)
            elif act == 3:
                conversations.clear(contact, agent)
            else:
                self.board.transfers.to_queue(contact, "support")
                self.board.transfers.complete(contact)

    def status(self, number: int) -> None:
        status = ("Available", "Available", "Break", "Offline")[number // len(EVERYBODY) % 4]
        self.centre.desk(self.agent(number)).becomes(status)

    def everybody_available(self, number: int) -> None:
        for name in EVERYBODY:
            self.centre.agent(name).becomes("Available")

    def hang_up(self, number: int) -> None:
        contact = self.contact(number)
        if contact is not None and contact.channel != "TASK" and contact.stage is not Stage.CREATED:
            self.board.hang_up(contact)

    def press(self, number: int) -> None:
        contact = self.contact(number, channel="VOICE")
        if contact is not None:
            self.board.press(contact, "12"[number % 2])

    def time(self, number: int) -> None:
        self.centre.wait(seconds=(0.5, 3, 10, 21, 60)[number % 5])

    # --- the end ---

    def close(self) -> None:
        """Let everything come to its end; then nothing may be left."""
        for _ in range(60):
            for contact in list(self.board.contacts.values()):
                self.board.stop(contact)
                self.board.hang_up(contact)
            for name in EVERYBODY:
                desk = self.centre.agent(name).becomes("Available")
                for contact in list(desk.agent.contacts):
                    self.board.conversations.clear(contact, desk.agent)
            self.centre.wait(seconds=40)
            if not self.board.contacts:
                break
        self.centre.wait_until_us(self.board.timeline.now_us + 30 * 24 * 60 * MINUTE)
        self.centre.finish()


ACTS: tuple[Callable[[World, int], None], ...] = (
    *(World.task, World.task, World.task, World.chat, World.outbound, World.callback, World.call),
    *(World.stop, World.pause, World.pause, World.resume, World.resume, World.transfer),
    *(World.reschedule, World.assign, World.dismiss, World.monitor, World.record, World.update),
    *(World.accept,) * 5,
    *(World.agent_acts, World.agent_acts, World.status, World.everybody_available),
    *(World.hang_up, World.press, World.time, World.time, World.time, World.time),
)
acts = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 400)), min_size=40, max_size=160)


@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(acts=acts, wrap_up_s=st.sampled_from([0, 20, None]), capacity=st.sampled_from([2, 20]))
def test_every_invariant_holds_and_each_contact_ends_in_one_record(
    acts: list[tuple[Callable[[World, int], None], int]], wrap_up_s: float | None, capacity: int
) -> None:
    world = World(wrap_up_s, capacity)

    for act, number in acts:
        act(world, number)
        world.centre.check()
    world.close()

    ended = [each.id for each in world.centre.spectators.ended_contacts]
    assert sorted(ended) == sorted(world.centre.books.records)
    assert not any(agent.contacts for agent in world.board.directory.agents)
