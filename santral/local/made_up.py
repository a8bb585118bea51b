"""What a foreign flow names and nobody has here is made up when it is asked for: queues with their
agents, hours, flows, modules. Each is named once in the trace, as a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from santral.engine.blocks import Flow
from santral.engine.directory import Directory, Hours
from santral.engine.loader import load_flow, require
from santral.engine.routing.agents import Agent, Handling, RoutingProfile, ServedQueue
from santral.engine.routing.queues import Queue
from santral.engine.timeline import SECOND
from santral.local.identifiers import resource_arn

HANDLING = Handling(wrap_up_us=10 * SECOND)
_ENDS = {"flow": "EndFlowExecution", "module": "EndFlowModuleExecution"}


class AlwaysOpen:
    def is_open(self, at: datetime) -> bool:
        return True


class MadeUpDirectory(Directory):
    """A directory that has everything, after a fashion.

    Args:
        agents: how many each made-up queue has.
        names: what the flow's author called things, by their reference, where an export says it.

    Attributes:
        log_in: makes an agent Available; set before the first call.
        warn: is told what was made up; set before the first call.
    """

    log_in: Callable[[Agent], None]
    warn: Callable[[str], None]

    def __init__(self, agents: int, names: Mapping[str, str]) -> None:
        super().__init__()
        self._agents_each, self._names = agents, names
        self._made: dict[tuple[str, str], Flow] = {}
        self._called: dict[str, Agent] = {}  # by whatever a flow calls them

    # --- finding ---

    def queue(self, reference: str) -> Queue | None:
        found = super().queue(reference)
        return found or (None if "/agent/" in reference else self._make_queue(reference))

    def agent_queue(self, reference: str) -> Queue | None:
        agent = self.agent(reference) or self._called.get(reference) or self._make_agent(reference)
        return agent.queue

    def hours(self, reference: str) -> Hours | None:
        found = super().hours(reference)
        if found is None:
            found = AlwaysOpen()
            self.add_hours(reference, reference, found)
            self.warn(f"hours {self._name(reference)!r} are made up: always open")
        return found

    def flow(self, reference: str) -> Flow | None:
        return super().flow(reference) or self._flow("flow", reference)

    def module(self, reference: str) -> Flow | None:
        return super().module(reference) or self._flow("module", reference)

    # --- making ---

    def _name(self, reference: str) -> str:
        return self._names.get(reference) or reference.rsplit("/", 1)[-1] or reference

    def _flow(self, kind: str, reference: str) -> Flow:
        made = self._made.get((kind, reference))
        if made is None:
            name = self._name(reference)
            made = self._made[kind, reference] = _flow_that_ends(name, kind, reference)
            self.warn(f"{kind} {name!r} is made up: it ends at once")
        return made

    def _make_queue(self, reference: str) -> Queue:
        name = self._name(reference)
        queue = Queue(name, reference, hours=f"hours of {name}")
        self.add_queue(queue)
        count = self._agents_each
        people = {0: "nobody", 1: "one agent"}.get(count, f"{count} agents")
        self.warn(f"queue {name!r} is made up, with {people} to answer it")
        if count:
            served = [ServedQueue(queue, "VOICE", 1, 0)]
            profile = RoutingProfile(name, resource_arn("routing-profile", name), served)
            for number in range(1, count + 1):
                username = f"agent of {name}" if count == 1 else f"agent {number} of {name}"
                self._hire(username, resource_arn("agent", username), profile, works=True)
        return queue

    def _make_agent(self, reference: str) -> Agent:
        name = self._name(reference)
        arn = reference if "/agent/" in reference else resource_arn("agent", name)
        profile = RoutingProfile(name, resource_arn("routing-profile", name), [])
        agent = self._hire(name, arn, profile, works=self._agents_each > 0)
        self._called[reference] = agent
        self.warn(f"agent {name!r} is made up" + ("" if self._agents_each else ", and is away"))
        return agent

    def _hire(self, username: str, arn: str, profile: RoutingProfile, *, works: bool) -> Agent:
        agent = Agent(username, arn, profile, handling=HANDLING)
        self.add_agent(agent)
        if works:
            self.log_in(agent)
        return agent


def _flow_that_ends(name: str, kind: str, reference: str) -> Flow:
    content = {
        "Version": "2019-10-30",
        "StartAction": "end",
        "Actions": [
            {"Identifier": "end", "Type": _ENDS[kind], "Parameters": {}, "Transitions": {}}
        ],
    }
    type_ = "MODULE" if kind == "module" else "CONTACT_FLOW"
    return require(load_flow(content, name=name, type_=type_, arn=reference), strict=False)
