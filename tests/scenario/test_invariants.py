"""Whatever callers and agents do, and in whatever order: no contact is lost and none is shared."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from santral.local.network import Reply
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import SmallCentre
from tests.scenario.busy_centre import AGENTS, NUMBER, OUTSIDE, build

agents = st.sampled_from(AGENTS)
who = st.integers(0, 7)
CALLER = "+15550100001"


class PeopleAtRandom(RuleBasedStateMachine):
    centre: SmallCentre

    @initialize(wrap_up_s=st.sampled_from([0, 20, None]), capacity=st.sampled_from([1, 4]))
    def open(self, wrap_up_s: float | None, capacity: int) -> None:
        self.centre = SmallCentre()
        build(self.centre, queue_capacity=capacity, wrap_up_s=wrap_up_s)
        self.calls: list[Call] = []
        for name in AGENTS:
            self.centre.agent(name).becomes("Available")

    def call(self, index: int) -> Call | None:
        return self.calls[index % len(self.calls)] if self.calls else None

    def busy(self, name: str) -> Desk | None:
        desk = self.centre.agent(name)
        return desk if desk.agent.contacts else None

    # --- callers ---

    @rule(key=st.sampled_from(["1", "1", "2", "2", "3", "4", "9"]), after=st.floats(0, 8))
    def somebody_calls(self, key: str, after: float) -> None:
        call = self.centre.call(from_=CALLER, to=NUMBER)
        self.calls.append(call)
        call.press(key)
        self.centre.wait(seconds=after)

    @rule()
    def somebody_chats(self) -> None:
        self.calls.append(self.centre.waiting("support", channel="CHAT"))

    @rule(index=who, key=st.sampled_from("12"))
    def a_caller_presses(self, index: int, key: str) -> None:
        call = self.call(index)
        if call is not None:
            call.press(key)

    @rule(index=who)
    def a_caller_hangs_up(self, index: int) -> None:
        call = self.call(index)
        if call is not None:
            call.hang_up()

    @rule(index=who)
    def the_called_back_hang_up(self, index: int) -> None:
        call = self.call(index)
        if call is not None and call.callback is not None:
            self.centre.switchboard.hang_up(call.callback)

    @rule(index=who, priority=st.integers(1, 9), age_s=st.integers(-60, 600))
    def routing_changes(self, index: int, priority: int, age_s: int) -> None:
        call = self.call(index)
        if call is not None:
            self.centre.switchboard.acd.change_routing(
                call.contact, priority=priority, age_adjustment_us=age_s * 1_000_000
            )

    # --- agents ---

    @rule(name=agents, status=st.sampled_from(["Available", "Available", "Break", "Offline"]))
    def an_agent_chooses_a_status(self, name: str, status: str) -> None:
        self.centre.agent(name).becomes(status)

    @rule(name=agents)
    def an_agent_accepts(self, name: str) -> None:
        desk = self.centre.agent(name)
        for offer in desk.offers[-3:]:
            offer.accept()

    @rule(name=agents)
    def an_agent_rejects(self, name: str) -> None:
        desk = self.centre.agent(name)
        for offer in desk.offers[-3:]:
            offer.reject()

    @rule(
        name=agents,
        what=st.sampled_from(
            ["hold", "resume", "hang_up", "clear", "leaves", "takes_back", "pause_recording"]
        ),
    )
    def an_agent_acts(self, name: str, what: str) -> None:
        desk = self.busy(name)
        if desk is not None:
            getattr(desk, what)()

    @rule(name=agents, queue=st.sampled_from(["sales", "support"]))
    def an_agent_transfers_to_a_queue(self, name: str, queue: str) -> None:
        desk = self.busy(name)
        if desk is not None:
            desk.sends_to(queue=queue)

    @rule(name=agents, to=agents)
    def an_agent_transfers_to_an_agent(self, name: str, to: str) -> None:
        desk = self.busy(name)
        if desk is not None:
            desk.sends_to(agent=to.casefold())

    @rule(name=agents)
    def an_agent_transfers_to_a_number(self, name: str) -> None:
        desk = self.busy(name)
        if desk is not None:
            desk.sends_to(number=OUTSIDE)

    # --- the world outside ---

    @rule(outcome=st.sampled_from(["answered", "unanswered", "failed"]))
    def the_next_call_outside_goes_so(self, outcome: str) -> None:
        for number in (OUTSIDE, CALLER):
            self.centre.network.expect(number, Reply(outcome))

    @rule()
    def the_third_party_hangs_up(self) -> None:
        for contact in list(self.centre.switchboard.contacts.values()):
            self.centre.switchboard.third_parties.hang_up(contact)

    @rule(seconds=st.sampled_from([0.5, 3, 10, 21, 60, 130]))
    def time_passes(self, seconds: float) -> None:
        self.centre.wait(seconds=seconds)

    # --- what must hold ---

    @invariant()
    def every_invariant_holds(self) -> None:
        if hasattr(self, "centre"):
            self.centre.check()

    def teardown(self) -> None:
        """Everybody finishes; then nothing may be left."""
        if not hasattr(self, "centre"):
            return
        for _ in range(60):
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
            if contact.callback is None or contact.agent is not None:
                self.centre.switchboard.hang_up(contact)
        for name in AGENTS:
            self.centre.agent(name).clear()
        self.centre.wait(seconds=40)


PeopleAtRandom.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate, Phase.shrink),  # explaining takes as long as all the rest
    suppress_health_check=[HealthCheck.too_slow],
)
test_people_at_random = PeopleAtRandom.TestCase
