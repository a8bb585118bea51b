"""Deployments of made-up flows into an instance of the local Connect, over a bad network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from functions.publish_flows.definitions import Definition
from functions.publish_flows.publishing import Publishing, Wanted
from santral.local.connect.flows.editions import FLOW, FLOWS, MODULE_KIND
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER
from santral.local.connect.resources import Kind, Resource
from santral.stores.clients import Clients
from santral.stores.shipped_flows import ShippedFlows
from tests.functional.connect.flow_texts import goes_to, marks
from tests.functional.connect_local import LocalConnect, local_connect
from tests.functional.connect_side import Side, side_with, sleep_on

READS = ("Search", "Describe", "BatchGet", "List")
PUBLISHER = "santral-dev-flows/Flows"


def flow(name: str, content: str) -> Definition:
    return Definition(name, "CONTACT_FLOW", content)


def circle(*names: str) -> list[Definition]:
    """Make flows of which each goes on in the next, and the last in the first."""
    nexts = [*names[1:], names[0]]
    return [
        flow(name, goes_to(f"${{flow.{then}}}")) for name, then in zip(names, nexts, strict=True)
    ]


class Deployment:
    """
    Attributes:
        warnings: what operators were told.
    """

    def __init__(self, side: Side[LocalConnect]) -> None:
        self.side = side
        self.instance = side.service.instance
        self.warnings: list[str] = []
        self._there_before = {each.id for each in self.instance.table(FLOW)}

    def publish(
        self,
        *definitions: Definition,
        numbers: Mapping[str, str] | None = None,
        request: str = "request-1",
        publisher: str = PUBLISHER,
    ) -> dict[str, int]:
        wanted = Wanted(definitions, {}, numbers or {}, request)
        return self._publishing(publisher).publish(wanted)

    def withdraw(self, numbers: Mapping[str, str] | None = None, publisher: str = PUBLISHER) -> int:
        return self._publishing(publisher).withdraw(numbers or {})

    def _publishing(self, publisher: str) -> Publishing:
        instance_id, sleep = self.side.service.instance_id, sleep_on(self.side.service.timeline)
        flows = ShippedFlows(self.side.connect, instance_id, "dev", publisher, sleep)
        return Publishing(flows, lambda _error, message: self.warnings.append(message))

    def changes(self) -> list[str]:
        """List the requests so far that changed something, and forget all."""
        asked = [each for each in self.side.network.operations if not each.startswith(READS)]
        self.side.network.operations.clear()
        return asked

    @property
    def contents(self) -> dict[str, str]:
        """What is published of each flow and module; "" for what never was."""
        tables = (self.instance.table(FLOW), self.instance.table(MODULE_KIND))
        return {
            each.name: each.details.get("Published", "")
            for table in tables
            for each in table
            if each.id not in self._there_before
        }

    def arn(self, name: str) -> str:
        return self._named(FLOW, name)

    def module_arn(self, name: str) -> str:
        return self._named(MODULE_KIND, name)

    def _named(self, kind: Kind, name: str) -> str:
        found = self.instance.table(kind).named(name)
        assert found is not None
        return found.arn

    @property
    def versions(self) -> list[int]:
        return [each.details["Version"] for each in self.instance.table(FLOWS.versions)]

    def number(self, e164: str) -> str:
        return self._number(e164).arn

    def answers(self, e164: str) -> str | None:
        """Return the ARN of the flow that answers a number."""
        return self._number(e164).details.get("ContactFlowId")

    def _number(self, e164: str) -> Resource:
        return next(each for each in self.instance.table(PHONE_NUMBER) if each.name == e164)

    def make_flow_of_another(self, name: str, tags: Mapping[str, str]) -> None:
        self.instance.table(FLOW).create(
            name,
            {
                "Type": "CONTACT_FLOW",
                "State": "ACTIVE",
                "Saved": marks("x"),
                "Published": marks("x"),
            },
            tags,
        )


@contextmanager
def deployment(clients: Clients, lag_s: float = 0, **quotas: int) -> Iterator[Deployment]:
    with side_with(clients, local_connect(lag_s, **quotas)) as side:
        yield Deployment(side)
