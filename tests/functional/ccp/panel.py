"""An agent at her panel, in a centre that was made through boto3, in virtual time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import count
from typing import Any

from santral.engine.routing.agents import Agent
from santral.local.connect.ccp.worker import Workers
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.contact_centre import ContactCentre


class Tab:
    """One tab: what it was told, and what it asks."""

    def __init__(self, panel: Panel, agent: Agent) -> None:
        self.worker = panel.workers.of(agent)
        self.id = self.worker.new_port_id()
        self.frames: list[tuple[str, Any]] = []
        self._numbers = count(1)
        self.worker.join(self)

    def send(self, event: str, frame: str) -> None:
        message = json.loads(frame)
        assert message["event"] == event
        self.frames.append((event, message["data"]))

    def says(self, event: str, data: object = None) -> None:
        self.worker.hear(self, event, data)

    def told(self, event: str) -> list[Any]:
        return [data for name, data in self.frames if name == event]

    def asks(self, method: str, **params: object) -> Mapping[str, Any]:
        """Ask for a method; answers {data, err}, the error as it was written."""
        request_id = f"request-{next(self._numbers)}"
        request = {
            "event": "api_request",
            "requestId": request_id,
            "method": method,
            "params": params,
        }
        self.says("api_request", request)
        [answer] = [x for x in self.told("api_response") if x["requestId"] == request_id]
        assert isinstance(answer, dict)
        return answer

    def does(self, method: str, **params: object) -> Any:
        """Ask for a method that is to succeed."""
        answer = self.asks(method, **params)
        assert answer["err"] is None, answer
        return answer["data"]

    def refused(self, method: str, **params: object) -> str:
        """Ask for a method that is to be refused; answers the error's type."""
        error = json.loads(self.asks(method, **params)["err"])
        assert set(error) == {"type", "message", "stack", "retryStatus", "statusCode"}
        return str(error["type"])

    # --- the latest that it was told ---

    @property
    def snapshot(self) -> dict[str, Any]:
        snapshot: dict[str, Any] = self.told("agent::update")[-1]["snapshot"]
        return snapshot

    @property
    def state(self) -> str:
        return str(self.snapshot["state"]["name"])

    @property
    def contacts(self) -> list[dict[str, Any]]:
        contacts: list[dict[str, Any]] = self.snapshot["contacts"]
        return contacts

    @property
    def contact(self) -> dict[str, Any]:
        [contact] = self.contacts
        return contact

    def line(self, type_: str = "", *, initial: bool = False) -> dict[str, Any]:
        """Give the connection of a type, or the initial one."""
        [found] = [
            each
            for each in self.contact["connections"]
            if (each["initial"] if initial else each["type"] == type_ and not each["initial"])
        ]
        assert isinstance(found, dict)
        return found

    @property
    def lines(self) -> dict[str, str]:
        """Name the states of the lines of the one contact, by whose they are."""
        return {
            "customer" if each["initial"] else each["type"]: each["state"]["type"]
            for each in self.contact["connections"]
        }


class Panel(ContactCentre):
    """
    Attributes:
        workers: of all agents.
    """

    def __init__(self, client: Any, account: Mocked, instance: Instance) -> None:
        super().__init__(client, account, instance)
        numbers = count(1)
        self.workers = Workers(instance, lambda: f"port-{next(numbers)}")
        for profile in client.list_security_profiles(**self.mine)["SecurityProfileSummaryList"]:
            client.update_security_profile(
                **self.mine, SecurityProfileId=profile["Id"], Permissions=["OutboundCallAccess"]
            )

    def tab(self, username: str = "deniz") -> Tab:
        agent = self.instance.directory.agent(username)
        assert agent is not None
        return Tab(self, agent)

    def available(self, username: str = "deniz") -> Tab:
        tab = self.tab(username)
        tab.does("putAgentState", state={"name": "Available"})
        self.wait()
        return tab

    def wait(self, seconds: float = 1) -> None:
        self.account.wait(seconds=seconds)

    def rings(self) -> str:
        """Let a customer wait in the queue; answers her contact's id."""
        flow = self.instance.directory.flow(self.flow)
        contact = self.instance.switchboard.arrive("+905325550101", "+902125550100", flow=flow)
        assert contact is not None
        self.wait()
        return contact.id

    def hangs_up(self, contact_id: str) -> None:
        board = self.instance.switchboard
        board.hang_up(board.contacts[contact_id])
        self.wait()

    def quick_connect(self, name: str, kind: str, **config: str) -> str:
        """Make a quick connect that the agents of the queue see; answers its ARN."""
        member = {"QUEUE": "QueueConfig", "USER": "UserConfig", "PHONE_NUMBER": "PhoneConfig"}
        made = self.client.create_quick_connect(
            **self.mine,
            Name=name,
            QuickConnectConfig={"QuickConnectType": kind, member[kind]: config},
        )
        self.client.associate_queue_quick_connects(
            **self.mine, QueueId=self.queue, QuickConnectIds=[made["QuickConnectId"]]
        )
        return str(made["QuickConnectARN"])

    def endpoints(self, tab: Tab) -> dict[str, dict[str, Any]]:
        arns = [each["queueARN"] for each in tab.does("getRoutingProfileQueues")["queues"]]
        found = tab.does("getEndpoints", queueARNs=arns, maxResults=500)["endpoints"]
        return {each["name"]: each for each in found}


def talks(panel: Panel) -> Tab:
    tab = panel.available()
    tab.does("acceptContact", contactId=panel.rings())
    panel.wait()
    return tab


def hers(tab: Tab, line: dict[str, object]) -> dict[str, object]:
    return {"contactId": tab.contact["contactId"], "connectionId": line["connectionId"]}
