"""Who is at her panel: an agent of whom nothing is heard for 15 s is taken for gone.

Her page answers the server's pings even while its tab is hidden, where its own timers hardly run.
In the cloud the API does the same by PutUserStatus.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from santral.engine.routing.agents import Agent, AgentStatus, StatusType
from santral.engine.timeline import MINUTE, SECOND
from santral.local.connect.operations.agent_statuses import status_of_type

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance

GONE_AFTER_US: Final = 15 * SECOND
# Later her status does not come back by itself: at an empty desk it would ring.
COMES_BACK_WITHIN_US: Final = 15 * MINUTE


@dataclass(slots=True)
class _Seen:
    """
    Attributes:
        left: the status that she had when she was taken for gone, and when that was.
        looks: whether a timer runs.
    """

    heard_us: int
    left: tuple[AgentStatus, int] | None = None
    looks: bool = False


class Presence:
    """Told of every sign of life of the agents' pages."""

    def __init__(self, instance: Instance) -> None:
        self._instance, self._timeline = instance, instance.timeline
        self._seen: dict[Agent, _Seen] = {}

    def heard(self, agent: Agent) -> None:
        """Note that a page of hers is there; who was away gets back the status that she had."""
        now_us = self._timeline.now_us
        seen = self._seen.get(agent)
        if seen is None:
            seen = self._seen[agent] = _Seen(now_us)
        seen.heard_us = now_us
        if seen.left is not None:
            self._comes_back(agent, seen.left)
            seen.left = None
        if not seen.looks:
            seen.looks = True
            self._timeline.after(GONE_AFTER_US, self._look, agent)

    def is_there(self, agent: Agent) -> bool:
        """Whether her page was heard of, and is not taken for gone yet."""
        seen = self._seen.get(agent)
        return seen is not None and seen.looks

    def signed_out(self, agent: Agent) -> None:
        """She has gone by her own will, and at once."""
        self._seen.pop(agent, None)
        self._leaves(agent)

    def _look(self, agent: Agent) -> None:
        seen = self._seen.get(agent)
        if seen is None:
            return
        silent_us = self._timeline.now_us - seen.heard_us
        seen.looks = silent_us < GONE_AFTER_US
        if seen.looks:
            self._timeline.after(GONE_AFTER_US - silent_us, self._look, agent)
            return
        status = agent.next_status or agent.status
        if status.type is not StatusType.OFFLINE:
            seen.left = (status, self._timeline.now_us)
        self._leaves(agent)

    def _comes_back(self, agent: Agent, left: tuple[AgentStatus, int]) -> None:
        """Give her back what she had chosen: it was her connection that went Offline, not she."""
        status, at_us = left
        chosen = agent.next_status or agent.status
        away_us = self._timeline.now_us - at_us
        if chosen.type is StatusType.OFFLINE and away_us <= COMES_BACK_WITHIN_US:
            self._instance.switchboard.set_status(agent, status)

    def _leaves(self, agent: Agent) -> None:
        """Log her out: what rings goes back to its place, and callers are not left to silence.

        Chats and tasks stay hers until she is back. Source: Administrator Guide, "Set disconnect
        flow": what becomes of a caller whose agent is gone.
        """
        board = self._instance.switchboard
        board.set_status(agent, status_of_type(self._instance, StatusType.OFFLINE))
        board.joining.give_back(agent)
        for contact in list(agent.contacts):
            if contact.channel == "VOICE":
                board.conversations.agent_hangs_up(contact)
