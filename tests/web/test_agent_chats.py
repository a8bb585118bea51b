"""Agents chat and work on tasks on their page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.server.running import client_of
from tests.web.agent_desk import SOON_MS, Desk, at_work
from tests.web.centre import WebCentre


class Customer:
    """Somebody who chats, by what the participant service answers to anybody's library."""

    def __init__(self, centre: WebCentre, name: str) -> None:
        self._address = centre.address
        begun = client_of(centre.server).start_chat_contact(
            InstanceId=centre.server.instance,
            ContactFlowId=entry_flow(centre),
            ParticipantDetails={"DisplayName": name},
        )
        asked = {"Type": ["CONNECTION_CREDENTIALS"], "ConnectParticipant": True}
        view = self._ask("connection", asked, begun["ParticipantToken"])
        self._token: str = view["ConnectionCredentials"]["ConnectionToken"]

    def says(self, text: str) -> None:
        self._ask("message", {"ContentType": "text/plain", "Content": text}, self._token)

    def types(self) -> None:
        event = "application/vnd.amazonaws.connect.event.typing"
        self._ask("event", {"ContentType": event}, self._token)

    def read(self) -> list[str]:
        view = self._ask("transcript", {"SortOrder": "ASCENDING"}, self._token)
        return [each["Content"] for each in view["Transcript"] if each["Type"] == "MESSAGE"]

    def _ask(self, what: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        request = Request(  # noqa: S310
            f"{self._address}/participant/{what}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", "X-Amz-Bearer": token},
            method="POST",
        )
        with urlopen(request) as answer:  # noqa: S310
            view: dict[str, Any] = json.loads(answer.read() or b"{}")
        return view


def entry_flow(centre: WebCentre) -> str:
    flows = client_of(centre.server).list_contact_flows(InstanceId=centre.server.instance)
    return next(each["Id"] for each in flows["ContactFlowSummaryList"] if "shop" in each["Name"])


@pytest.fixture
def ada(browser: Browser, centre: WebCentre) -> Iterator[Desk]:
    with at_work(browser, centre, "ada") as desk:
        yield desk


def test_a_chat_both_ways(ada: Desk, centre: WebCentre) -> None:
    ada.becomes("Available")
    leyla = Customer(centre, "Leyla")
    leyla.says("Where is my parcel?")

    ada.rings("Leyla").click()
    log = ada.page.get_by_role("log", name="Conversation")
    expect(log.get_by_text("Where is my parcel?")).to_be_visible(timeout=SOON_MS)
    leyla.types()
    ada.sees("The customer is typing.")
    ada.page.get_by_role("textbox", name="Write a message").fill("On its way <b>to you</b>")
    ada.presses("Send")
    expect(log.get_by_text("On its way <b>to you</b>")).to_be_visible(timeout=SOON_MS)
    assert "On its way <b>to you</b>" in leyla.read()

    ada.page.reload()
    expect(log.get_by_text("Where is my parcel?")).to_be_visible(timeout=SOON_MS)
    ada.presses("End chat")
    ada.sees("This chat is over.")
    ada.finishes()


def test_a_task_is_paused_and_completed(ada: Desk, centre: WebCentre) -> None:
    ada.becomes("Available")
    client_of(centre.server).start_task_contact(
        InstanceId=centre.server.instance,
        ContactFlowId=entry_flow(centre),
        Name="Call the carrier",
        Description="The parcel has been in Ankara since Monday.",
    )

    ada.rings("Call the carrier").click()
    ada.sees("The parcel has been in Ankara since Monday.")
    ada.presses("Pause")
    ada.sees("Paused")
    ada.presses("Continue")
    ada.sees("Connected")
    ada.presses("Complete")
    ada.sees("Ended")
    ada.finishes()
