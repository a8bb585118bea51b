"""How many agents of a routing profile are there and doing what, for the real-time figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from santral.engine.routing.agents import Agent


class Standing(NamedTuple):
    """What an agent counts for: each is 0 or 1, or, over a profile, how many."""

    available: int
    online: int
    staffed: int
    talking: int
    wrapping_up: int
    missed: int
    non_productive: int


AWAY = Standing(0, 0, 0, 0, 0, 0, 0)


class Staffing:
    """How many agents of one profile do what; only those who changed are looked at again.

    Attributes:
        changed: who has changed since the last look; a dict for its order.
    """

    def __init__(self) -> None:
        self.changed: dict[Agent, None] = {}
        self._counted: dict[Agent, Standing] = {}
        self._totals = [0] * len(Standing._fields)

    def totals(self) -> Standing:
        """Count, `available` being those who could take a call."""
        self._recount()
        return Standing(*self._totals)

    def forget(self, agent: Agent) -> None:
        """Count an agent no longer."""
        self.changed.pop(agent, None)
        for index, value in enumerate(self._counted.pop(agent, ())):
            self._totals[index] -= value

    def available(self, channel: str) -> int:
        self._recount()
        if channel == "VOICE":
            return self._totals[0]
        return sum(agent.can_take(channel) for agent in self._counted)

    def _recount(self) -> None:
        if not self.changed:
            return
        totals, counted = self._totals, self._counted
        for agent in self.changed:
            new, old = agent.standing(), counted.get(agent)
            if new == old:
                continue
            counted[agent] = new
            for index, value in enumerate(new):
                totals[index] += value - (old[index] if old is not None else 0)
        self.changed.clear()
