"""The queue that a block speaks of: QueueId or AgentId, else the contact's target queue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.engine.references import Template

if TYPE_CHECKING:
    from santral.engine.reader import ParameterReader
    from santral.engine.routing.queues import Queue
    from santral.engine.run import Run


@dataclass(frozen=True, slots=True)
class QueueChoice:
    """Which queue a block names.

    Attributes:
        agent: whether `reference` names an agent, whose own queue is meant.
        reference: None for the contact's target queue.
    """

    agent: bool
    reference: Template | None

    def resolve(self, run: Run) -> Queue | None:
        """Resolve; None where there is no such queue, or no target queue."""
        if self.reference is None:
            return run.contact.target
        name = self.reference.constant or self.reference.value(run)
        if not isinstance(name, str) or not name:
            return None
        directory = run.switchboard.directory
        return directory.agent_queue(name) if self.agent else directory.queue(name)


def read_queue_choice(reader: ParameterReader, *, required: bool = False) -> QueueChoice:
    """Read QueueId xor AgentId (class SJ)."""
    if not required and not reader.has("QueueId") and not reader.has("AgentId"):
        return QueueChoice(agent=False, reference=None)
    name = reader.exactly_one("QueueId", "AgentId")
    # Without a name the block's problem is fatal, and it never runs.
    reference = None if name is None else reader.static_or_path(name, required=True)
    return QueueChoice(agent=name == "AgentId", reference=reference)
