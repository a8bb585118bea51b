"""What the centre has, by ARN, id or name: flows, modules, queues, agents, hours."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from santral.engine.blocks import Flow
from santral.engine.routing.agents import Agent, RoutingProfile
from santral.engine.routing.queues import Queue


class Hours(Protocol):
    def is_open(self, at: datetime) -> bool: ...


def _keys(arn: str, name: str) -> list[str]:
    """An ARN, the id at its end, and the name all find a thing."""
    return [name, arn.rsplit("/", 1)[-1], arn]


class Directory:
    """Finds things by whatever a flow calls them; later entries win over earlier ones.

    Attributes:
        defaults: hook -> flow that runs when a contact has no hook of that kind.
    """

    def __init__(self) -> None:
        self._flows: dict[str, Flow] = {}
        self._modules: dict[str, Flow] = {}
        self._queues: dict[str, Queue] = {}
        self._agents: dict[str, Agent] = {}
        self._hours: dict[str, Hours] = {}
        self.defaults: dict[str, Flow] = {}
        self.numbers: dict[str, Flow] = {}
        self.profiles: dict[str, RoutingProfile] = {}

    # --- entering ---

    def add_flow(self, flow: Flow) -> None:
        table = self._modules if flow.type == "MODULE" else self._flows
        for key in _keys(flow.arn, flow.name):
            table[key] = flow

    def add_queue(self, queue: Queue) -> None:
        for key in _keys(queue.arn, queue.name):
            self._queues[key] = queue

    def add_agent(self, agent: Agent) -> None:
        for key in [*_keys(agent.arn, agent.username), agent.queue.arn]:
            self._agents[key] = agent

    def add_hours(self, arn: str, name: str, hours: Hours) -> None:
        for key in _keys(arn, name):
            self._hours[key] = hours

    # --- finding ---

    def flow(self, reference: str) -> Flow | None:
        return self._flows.get(reference) or self._flows.get(_without_qualifier(reference))

    def module(self, reference: str) -> Flow | None:
        return self._modules.get(reference) or self._modules.get(_without_qualifier(reference))

    def queue(self, reference: str) -> Queue | None:
        return self._queues.get(reference)

    def agent(self, reference: str) -> Agent | None:
        return self._agents.get(reference)

    def agent_queue(self, reference: str) -> Queue | None:
        agent = self._agents.get(reference)
        return None if agent is None else agent.queue

    def hours(self, reference: str) -> Hours | None:
        return self._hours.get(reference)

    @property
    def queues(self) -> list[Queue]:
        return list(dict.fromkeys(self._queues.values()))

    @property
    def agents(self) -> list[Agent]:
        return list(dict.fromkeys(self._agents.values()))


def _without_qualifier(reference: str) -> str:
    """Strip `:$LATEST`, `:3` or an alias from the id of a flow or module."""
    head, slash, tail = reference.rpartition("/")
    return f"{head}{slash}{tail.split(':', 1)[0]}" if slash else reference.split(":", 1)[0]
