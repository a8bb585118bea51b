"""Whatever is changed while callers and agents act at random: everybody keeps one place."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from santral.engine.agent_events import AgentWatch, Plain
from santral.engine.routing.agents import (
    AvailabilityTimer,
    Concurrency,
    RoutingProfile,
    ServedQueue,
)
from santral.engine.routing.matching import first_for
from santral.engine.routing.staffing import Standing
from santral.engine.timeline import SECOND
from santral.local.testing.participants import Call
from santral.local.testing.small import SmallCentre
from tests.scenario.busy_centre import AGENTS, build

QUEUES = ("sales", "support", "returns")
PROFILES = ("sales", "support")
CONCURRENCIES: tuple[dict[str, Concurrency], ...] = (
    {"VOICE": Concurrency()},
    {"VOICE": Concurrency(1, only=False), "CHAT": Concurrency(2, only=True)},
    {"VOICE": Concurrency(1, only=True), "CHAT": Concurrency(1, only=False)},
    {"CHAT": Concurrency(3, only=False)},
    {},
)

agents, queues = st.sampled_from(AGENTS), st.sampled_from(QUEUES)
profiles, channels = st.sampled_from(PROFILES), st.sampled_from(["VOICE", "VOICE", "CHAT"])
lines = st.lists(
    st.tuples(queues, channels, st.integers(1, 3), st.sampled_from([0, 0, 5, 30])),
    max_size=4,
    unique_by=lambda line: line[:2],
)
who = st.integers(0, 7)


class ChangesAtRandom(RuleBasedStateMachine):
    centre: SmallCentre

    @initialize(wrap_up_s=st.sampled_from([0, 20, None]))
    def open(self, wrap_up_s: float | None) -> None:
        self.centre = SmallCentre()
        build(self.centre, wrap_up_s=wrap_up_s)
        self.wrap_up_s, self.renamed, self.calls = wrap_up_s, 0, list[Call]()
        self.events: list[Plain] = []
        self.event_number = 0
        self.watch = AgentWatch(
            self.centre.timeline, self.centre.settings, self.event_id, self.events.append
        )
        for name in AGENTS:
            self.watch.follow(self.centre.agent(name).agent)
            self.centre.agent(name).becomes("Available")

    def event_id(self) -> str:
        self.event_number += 1
        return f"event-{self.event_number}"

    def profile(self, name: str) -> RoutingProfile:
        found = self.centre.directory.profile(f"arn:routing-profile/{name}")
        assert found is not None
        return found

    def serves(self, wanted: list[tuple[str, str, int, int]]) -> list[ServedQueue]:
        return [
            ServedQueue(
                self.centre.directory.queue(name) or self.centre.queue(name, capacity=4),
                channel,
                priority,
                delay_s * SECOND,
            )
            for name, channel, priority, delay_s in wanted
        ]

    # --- what is changed ---

    @rule(name=profiles, wanted=lines)
    def a_profile_serves_other_queues(
        self, name: str, wanted: list[tuple[str, str, int, int]]
    ) -> None:
        self.centre.switchboard.acd.change_profile(self.profile(name), self.serves(wanted))

    @rule(name=profiles, concurrency=st.sampled_from(CONCURRENCIES))
    def a_profile_takes_other_channels(
        self, name: str, concurrency: dict[str, Concurrency]
    ) -> None:
        self.centre.switchboard.acd.change_profile(self.profile(name), concurrency=concurrency)

    @rule(name=profiles, timer=st.sampled_from(AvailabilityTimer))
    def a_profile_counts_otherwise(self, name: str, timer: AvailabilityTimer) -> None:
        self.renamed += 1
        acd, profile = self.centre.switchboard.acd, self.profile(name)
        acd.change_profile(profile, name=f"{name} {self.renamed}", timer=timer)
        self.centre.directory.add_profile(profile)

    @rule(name=agents, to=profiles)
    def an_agent_is_moved(self, name: str, to: str) -> None:
        self.centre.switchboard.acd.move(self.centre.agent(name).agent, self.profile(to))

    @rule(name=agents, to=profiles)
    def an_agent_who_is_offline_goes_and_another_comes(self, name: str, to: str) -> None:
        agent = self.centre.agent(name).agent
        live = self.centre.switchboard.contacts.values()
        if self.centre.directory.remove_agent(agent, live):
            self.watch.leave(agent)
            self.events[:] = [each for each in self.events if each["AgentARN"] != agent.arn]
            hired = self.centre.staff(name, self.profile(to).name, wrap_up_s=self.wrap_up_s)
            self.watch.follow(hired.agent)

    @rule(name=agents, last_name=st.sampled_from(["Kaya", "Demir"]))
    def an_agent_marries(self, name: str, last_name: str) -> None:
        agent = self.centre.agent(name).agent
        agent.rename(agent.username, agent.first_name, last_name)

    @rule(name=queues)
    def a_queue_is_removed_where_it_can_be(self, name: str) -> None:
        queue = self.centre.directory.queue(name)
        live = self.centre.switchboard.contacts.values()
        if queue is not None and self.centre.directory.remove_queue(queue, live):
            assert queue.size == 0

    @rule(name=queues)
    def a_queue_is_opened(self, name: str) -> None:
        if self.centre.directory.queue(name) is None:
            self.centre.queue(name, capacity=4)

    # --- what people do ---

    @rule(queue=queues, channel=channels)
    def somebody_comes(self, queue: str, channel: str) -> None:
        self.calls.append(self.centre.waiting(queue, channel=channel))

    @rule(index=who)
    def a_caller_hangs_up(self, index: int) -> None:
        if self.calls:
            self.calls[index % len(self.calls)].hang_up()

    @rule(index=who, priority=st.integers(1, 9), age_s=st.integers(-60, 600))
    def routing_changes(self, index: int, priority: int, age_s: int) -> None:
        if self.calls:
            self.centre.switchboard.acd.change_routing(
                self.calls[index % len(self.calls)].contact,
                priority=priority,
                age_adjustment_us=age_s * SECOND,
            )

    @rule(name=agents, status=st.sampled_from(["Available", "Available", "Break", "Offline"]))
    def an_agent_chooses_a_status(self, name: str, status: str) -> None:
        self.centre.agent(name).becomes(status)

    @rule(name=agents, accepts=st.booleans())
    def an_agent_answers(self, name: str, accepts: bool) -> None:
        for offer in self.centre.agent(name).offers[-3:]:
            if accepts:
                offer.accept()
            else:
                offer.reject()

    @rule(name=agents, what=st.sampled_from(["hold", "resume", "hang_up", "clear"]))
    def an_agent_acts(self, name: str, what: str) -> None:
        desk = self.centre.agent(name)
        if desk.agent.contacts:
            getattr(desk, what)()

    @rule(name=agents)
    def an_agent_dismisses_what_she_missed(self, name: str) -> None:
        agent = self.centre.agent(name).agent
        for contact in list(agent.unanswered):
            self.centre.switchboard.acd.dismiss(contact, agent)

    @rule(seconds=st.sampled_from([0.5, 3, 10, 21, 60, 130]))
    def time_passes(self, seconds: float) -> None:
        self.centre.wait(seconds=seconds)

    # --- what must hold ---

    @invariant()
    def a_contact_has_one_owner_at_most(self) -> None:
        if hasattr(self, "centre"):
            self.centre.check()
            held = [each for agent in self.centre.directory.agents for each in agent.contacts]
            assert len(held) == len(set(held))

    @invariant()
    def who_may_have_somebody_and_finds_nobody_stands_among_the_idle(self) -> None:
        for agent in self.centre.directory.agents if hasattr(self, "centre") else ():
            idle = agent.can_take_something() and not first_for(agent, self.centre.timeline)
            assert (agent.idle_place is not None) is idle

    @invariant()
    def the_idle_of_a_profile_are_its_own_and_in_order(self) -> None:
        for profile in self.centre.directory.profiles if hasattr(self, "centre") else ():
            assert profile.idle == sorted(profile.idle)
            seated = [agent.idle_place for agent in profile.agents if agent.idle_place]
            assert sorted(seated) == profile.idle
            counted = [agent.standing() for agent in profile.agents]
            assert profile.staffing.totals() == Standing(
                *(sum(each) for each in zip(Standing(0, 0, 0, 0, 0, 0, 0), *counted, strict=True))
            )

    @invariant()
    def a_queue_is_as_long_as_it_has_contacts(self) -> None:
        for queue in self.centre.directory.queues if hasattr(self, "centre") else ():
            waiting = sum(map(len, queue.waiting.values()))
            assert queue.size == waiting + len(queue.offered)
            servers = [(each, c) for c, line in queue.servers.items() for each in line]
            assert len(servers) == sum(
                served.queue is queue
                for profile in self.centre.directory.profiles
                for served in profile.served
            )

    @invariant()
    def each_event_goes_on_from_the_one_before(self) -> None:
        if not hasattr(self, "centre"):
            return
        last: dict[object, object] = {}
        for event in self.events:
            before, after = event["PreviousAgentSnapshot"], event["CurrentAgentSnapshot"]
            if before is not None and event["AgentARN"] in last:
                assert before == last[event["AgentARN"]]
            if event["EventType"] == "STATE_CHANGE":
                assert before != after
            last[event["AgentARN"]] = after
        self.events[:-10] = []

    def teardown(self) -> None:
        """Everybody finishes; then nothing may be left."""
        if not hasattr(self, "centre"):
            return
        everything = [(queue, channel, 1, 0) for queue in QUEUES for channel in ("VOICE", "CHAT")]
        for name in PROFILES:
            self.centre.switchboard.acd.change_profile(
                self.profile(name), self.serves(everything), CONCURRENCIES[1]
            )
        for _ in range(30):
            if not self.centre.switchboard.contacts:
                break
            self._everybody_finishes()
        self.centre.finish()

    def _everybody_finishes(self) -> None:
        for name in AGENTS:
            desk = self.centre.agent(name).becomes("Available")
            for offer in desk.offers[-3:]:
                offer.accept()
        self.centre.wait(seconds=40)
        for contact in list(self.centre.switchboard.contacts.values()):
            self.centre.switchboard.hang_up(contact)
        for name in AGENTS:
            self.centre.agent(name).clear()


ChangesAtRandom.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),  # explaining takes as long as all the rest
    suppress_health_check=[HealthCheck.too_slow],
)
test_changes_at_random = ChangesAtRandom.TestCase
