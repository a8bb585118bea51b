"""An instance's agent event stream: who is followed, and whether anybody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.engine.agent_events import AgentWatch

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent
    from santral.local.connect.instance import Instance


class AgentStream:
    """Follows every agent while the instance has a stream to tell of them, and nobody else."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._followed: set[Agent] = set()
        self._watch: AgentWatch | None = None  # None while there is no stream

    def open(self) -> None:
        """Follow all agents from now on."""
        if self._watch is None:
            instance = self._instance
            self._watch = AgentWatch(
                instance.timeline,
                instance.switchboard.settings,
                instance.new_id,
                instance.ledger.agent_event,
            )
        for agent in self._instance.directory.agents:
            self.joined(agent)

    def close(self) -> None:
        for agent in list(self._followed):
            self.left(agent)
        self._watch = None

    def joined(self, agent: Agent) -> None:
        """An agent is there, new or changed."""
        if self._watch is not None and agent not in self._followed:
            self._followed.add(agent)
            self._watch.follow(agent)

    def left(self, agent: Agent) -> None:
        """An agent was removed."""
        if self._watch is not None and agent in self._followed:
            self._followed.remove(agent)
            self._watch.leave(agent)
