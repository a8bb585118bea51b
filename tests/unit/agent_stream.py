"""Where the agent events of a small centre go, for the tests of them."""

from __future__ import annotations

from typing import Any

from santral.engine.agent_events import AgentWatch
from santral.engine.ports import Settings
from santral.local.testing.participants import Desk
from santral.local.testing.small import SmallCentre

INSTANCE = "arn:aws:connect:eu-central-1:123456789012:instance/1"


class Stream:
    """Where the events of a centre go."""

    def __init__(self, centre: SmallCentre) -> None:
        self.events: list[dict[str, Any]] = []
        self.watch = AgentWatch(
            centre.timeline,
            Settings(instance_arn=INSTANCE),
            lambda: f"event-{len(self.events) + 1}",
            lambda event: self.events.append(dict(event)),
        )

    def follows(self, desk: Desk) -> None:
        self.watch.follow(desk.agent)

    @property
    def types(self) -> list[str]:
        return [event["EventType"] for event in self.events]

    @property
    def states(self) -> list[list[str]]:
        """The states of the contacts that each event shows."""
        return [
            [contact["State"] for contact in event["CurrentAgentSnapshot"]["Contacts"]]
            for event in self.events
        ]
