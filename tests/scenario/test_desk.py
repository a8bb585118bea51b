"""What a page asks of the API while contacts go on: chats, pauses, presence, transfers, figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from functions.api.routes.chat_widget import ChatWidgetShape
from functions.presence.handler import handler as presence
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.presence import OVERDUE_AFTER
from santral.engine.contact import Contact
from santral.engine.routing.agents import Agent, StatusType
from santral.engine.timeline import SECOND
from santral.local import businesses
from santral.local.front_door import FrontDoor
from santral.local.gateway import Reply
from santral.local.laptop import Laptop
from santral.local.testing.api import ApiClient
from santral.stores.identity_values import Challenge, Tokens
from tests.fakes.user_pool import pool_key

MONDAY_MORNING = datetime(2026, 11, 30, 8, tzinfo=UTC)
ADDRESS = "http://127.0.0.1:8090"
PAGE = "http://localhost:8090"
CUSTOMER, SHOP = "+905550001122", "+902120000001"


@dataclass
class World:
    laptop: Laptop
    door: FrontDoor

    def by(self, who: str) -> ApiClient:
        """Sign in as one of the sample people, by the name before the @."""
        identity = collaborators().identity
        people = self.door.people
        person = next(each for each in people if each.email == f"{who}@klima.example")
        session: Tokens | Challenge = identity.sign_in(person.email, people.password)
        if isinstance(session, Challenge):
            app = people.app_of(person)
            assert app is not None
            session = identity.answer_challenge(session, app.code)
        assert isinstance(session, Tokens)
        return ApiClient(self.door.gateway, session.access)

    def from_page(self, origin: str | None, body: object, key: str = "first") -> Reply:
        headers = {"Idempotency-Key": key} | ({"Origin": origin} if origin else {})
        return ApiClient(self.door.gateway).send("POST", "/v1/chats", body, headers=headers)

    def wait(self, seconds: float) -> None:
        timeline = self.laptop.timeline
        timeline.advance_to(timeline.now_us + int(seconds * SECOND))

    def agent(self, username: str) -> Agent:
        return self.laptop.agent(username)

    def at_work(self, username: str) -> Agent:
        agent = self.agent(username)
        self.laptop.log_in(agent)
        return agent

    def answered(self, agent: Agent) -> Contact:
        """Ring the shop, choose the first line of its menu, and let the agent answer."""
        contact = self.laptop.call(CUSTOMER, SHOP)
        assert contact is not None
        for _ in range(40):
            self.wait(2)
            if contact.offered_to is agent:
                self.laptop.switchboard.joining.accept(contact, agent)
                self.wait(10)  # what is whispered to both comes first
                return contact
            self.laptop.switchboard.press(contact, "1")
        raise AssertionError("nobody was offered it")


@pytest.fixture
def world() -> Iterator[World]:
    with Laptop([businesses.load("klima")], start=MONDAY_MORNING) as laptop:
        yield World(laptop, FrontDoor(laptop, pool_key(), ADDRESS, random=Random(1)))


def chat(**more: object) -> dict[str, object]:
    return {"business": "klima", "name": "Ayşe", **more}


# --- chats ---


def test_a_chat_that_a_page_begins_is_connects_own_and_reaches_the_business(world: World) -> None:
    started = world.from_page(PAGE, chat(message="Merhaba", attributes={"cart": "3 sofas"}))

    assert started.status == 200
    told = started.json()
    assert set(told) == {
        "contact_id",
        "participant_id",
        "participant_token",
        "region",
        "endpoint",
    }
    assert (told["region"], told["endpoint"]) == ("eu-central-1", ADDRESS)
    world.wait(5)
    contact = world.laptop.instance.ledger.contact(told["contact_id"])
    assert contact is not None
    assert contact.channel == "CHAT"
    assert contact.attributes["tenant"] == "klima"
    assert contact.attributes["page_cart"] == "3 sofas"


def test_the_same_request_again_begins_one_chat(world: World) -> None:
    first, again = (world.from_page(PAGE, chat(), key="one") for _ in range(2))
    other = world.from_page(PAGE, chat(), key="two")

    assert first.json()["contact_id"] == again.json()["contact_id"]
    assert first.json()["contact_id"] != other.json()["contact_id"]


def test_a_chat_is_in_the_language_that_the_page_asks_for(world: World) -> None:
    started = world.from_page(PAGE, chat(language="ru")).json()
    world.wait(5)

    contact = world.laptop.instance.ledger.contact(started["contact_id"])
    assert contact is not None
    assert contact.attributes["language"] == "ru-RU"


def test_only_pages_that_the_business_has_named_are_answered(world: World) -> None:
    named = world.from_page(PAGE, chat())
    others = [
        world.from_page("https://evil.example", chat()),
        world.from_page(None, chat()),
        world.from_page(PAGE, chat(business="nobody")),
    ]

    assert named.headers["Access-Control-Allow-Origin"] == PAGE
    assert named.headers["Vary"] == "Origin"
    told = [(each.status, each.json()["detail"]) for each in others]
    assert told == [(404, "There is no chat here.")] * 3
    assert {each.headers["Access-Control-Allow-Origin"] for each in others} == {"*"}


def test_a_browser_that_asks_first_may_ask(world: World) -> None:
    asked = ApiClient(world.door.gateway).send("OPTIONS", "/v1/chats")

    assert asked.status == 204
    assert asked.headers["Access-Control-Allow-Methods"] == "POST"
    assert asked.headers["Access-Control-Allow-Headers"] == "Content-Type, Idempotency-Key"


def test_what_the_flows_believe_cannot_be_set_from_outside(world: World) -> None:
    started = world.from_page(PAGE, chat(attributes={"tenant": "clinica", "vip": "true"})).json()
    world.wait(5)

    contact = world.laptop.instance.ledger.contact(started["contact_id"])
    assert contact is not None
    assert contact.attributes["tenant"] == "klima"
    assert contact.attributes["page_vip"] == "true"
    assert contact.attributes.get("vip") != "true"


@pytest.mark.parametrize("name", ["Ay\u202eşe", "\u200d", "Ay\x85şe", "\ufeff"])
def test_a_visitor_has_a_name_that_the_agent_can_see(world: World, name: str) -> None:
    assert world.from_page(PAGE, chat(name=name)).status == 422


def test_an_origin_is_named_as_one_types_it() -> None:
    widget = ChatWidgetShape(enabled=True, allowed_origins=("HTTPS://Shop.Example",))

    assert widget.allowed_origins == ("https://shop.example",)


def test_so_many_chats_begin_from_one_address_in_a_day(world: World) -> None:
    world.laptop.environment["SANTRAL_CHATS_PER_ADDRESS"] = "2"

    statuses = [world.from_page(PAGE, chat(), key=f"chat-{each}").status for each in range(3)]

    assert statuses == [200, 200, 429]


def test_a_page_learns_what_to_say_before_a_chat_begins(world: World) -> None:
    owner = world.by("owner")
    widget = {
        "enabled": True,
        "allowed_origins": ["https://shop.example"],
        "languages": ["tr"],
        "greeting": {"tr": "Nasıl yardımcı olalım?"},
    }
    assert owner.put("/v1/chat-widget", widget).status == 200
    client = ApiClient(world.door.gateway)

    told = client.send("GET", "/v1/chats/klima", headers={"Origin": "https://shop.example"})
    foreign = client.send("GET", "/v1/chats/klima", headers={"Origin": PAGE})

    assert told.json() == {
        "business": "klima",
        "name": "Serin Klima",
        "languages": ["tr"],
        "greeting": {"tr": "Nasıl yardımcı olalım?"},
        "region": "eu-central-1",
        "endpoint": ADDRESS,
    }
    assert foreign.status == 404


def test_a_page_of_ours_is_an_origin_as_any_other(world: World) -> None:
    client = ApiClient(world.door.gateway)
    own = {"Sec-Fetch-Site": "same-origin"}

    assert client.send("GET", "/v1/chats/klima", headers=own).status == 200
    assert client.send("GET", "/v1/chats/klima").status == 404


# --- pauses of a recording ---


def test_the_agent_who_has_the_call_pauses_its_recording(world: World) -> None:
    agent = world.at_work("mert")
    contact = world.answered(agent)
    mert, path = world.by("mert"), f"/v1/contacts/{contact.id}/recording-pauses"

    paused = mert.post(path)
    is_paused = contact.recording_paused_us is not None
    resumed = mert.delete(path)

    assert (paused.status, paused.json()["state"]) == (200, "paused")
    assert is_paused
    assert resumed.status == 204
    assert contact.recording_paused_us is None


def test_nobody_pauses_the_recording_of_somebody_elses_call(world: World) -> None:
    contact = world.answered(world.at_work("mert"))
    path = f"/v1/contacts/{contact.id}/recording-pauses"

    assert world.by("olga").post(path).status == 404
    nowhere = world.by("olga").post("/v1/contacts/nothing/recording-pauses")
    assert nowhere.json()["detail"] == "There is no such contact."
    assert world.by("deniz").post(path).status == 200  # who supervises may


def test_an_agent_is_told_when_the_recording_goes_on(world: World) -> None:
    contact = world.answered(world.at_work("mert"))
    mert, path = world.by("mert"), f"/v1/contacts/{contact.id}/recording-pauses"
    mert.post(path)

    again = mert.post(path)

    assert again.status == 409
    assert again.json()["detail"] == "The recording was not paused: take no card data now."


# --- presence ---


def overdue(world: World) -> None:
    world.wait((OVERDUE_AFTER + timedelta(seconds=1)).total_seconds())


def test_an_agent_whose_page_is_gone_is_made_offline(world: World) -> None:
    agent = world.at_work("mert")
    told = world.by("mert").put("/v1/me/presence", {}, etag=None)

    early = presence({}, None)
    overdue(world)
    late = presence({}, None)

    assert told.json() == {"again_in_s": 20, "offline_after_s": 45}
    assert (early, late) == ({"made_offline": 0}, {"made_offline": 1})
    assert agent.status.type is StatusType.OFFLINE
    assert presence({}, None) == {"made_offline": 0}


def test_a_page_that_says_good_bye_is_gone_at_once(world: World) -> None:
    agent = world.at_work("mert")
    world.by("mert").put("/v1/me/presence", {"left": True}, etag=None)

    presence({}, None)

    assert agent.status.type is StatusType.OFFLINE


def test_who_has_a_contact_in_hand_is_left_alone_until_it_is_over(world: World) -> None:
    agent = world.at_work("mert")
    contact = world.answered(agent)
    world.by("mert").put("/v1/me/presence", {}, etag=None)
    overdue(world)

    during = presence({}, None)
    world.laptop.switchboard.hang_up(contact)
    world.wait(60)
    afterwards = presence({}, None)

    assert (during, afterwards) == ({"made_offline": 0}, {"made_offline": 1})


def test_who_never_said_that_a_page_is_there_is_left_alone(world: World) -> None:
    agent = world.at_work("mert")
    world.wait(600)

    presence({}, None)

    assert agent.status.type is StatusType.ROUTABLE


def test_presence_is_in_no_audit_log(world: World) -> None:
    owner = world.by("owner")
    world.by("mert").put("/v1/me/presence", {}, etag=None)

    entries: Any = owner.get("/v1/audit").json()["items"]

    assert "say_present" not in {each["action"] for each in entries}


# --- whom the desk knows ---


def test_the_desk_knows_to_whom_a_contact_can_be_passed_on(world: World) -> None:
    listed = world.by("mert").get("/v1/quick-connects").json()["items"]

    assert [(each["kind"], each["target"], each["label"]) for each in listed[:6]] == [
        ("queue", "sales", "sales"),
        ("queue", "repair", "repair"),
        ("queue", "maintenance", "maintenance"),
        ("queue", "managers", "managers"),
        ("queue", "reception", "reception"),
        ("agent", "deniz", "Deniz Aydın"),
    ]
    client: Any = collaborators().clients.connect
    instance = collaborators().settings.instance_id
    for queue in world.laptop.tenants[0].queues:
        shown = client.list_queue_quick_connects(
            InstanceId=instance, QueueId=queue.arn.rpartition("/")[2]
        )["QuickConnectSummaryList"]
        assert {each["Arn"] for each in shown} == {each["arn"] for each in listed}


def test_one_person_has_two_log_ins_and_is_told_of_both(world: World) -> None:
    mert, owner = world.by("mert").get("/v1/me").json(), world.by("owner").get("/v1/me").json()

    assert mert["connect"] == {"username": "mert", "has_user": True, "saml_url": None}
    assert owner["connect"] is None


def test_an_agent_sees_what_the_day_has_come_to(world: World) -> None:
    agent = world.at_work("mert")
    contact = world.answered(agent)
    world.wait(120)
    world.laptop.switchboard.hang_up(contact)
    world.wait(90)
    world.laptop.drain()

    figures = world.by("mert").get("/v1/me/figures").json()
    other = world.by("olga").get("/v1/me/figures").json()

    assert (figures["day"], figures["timezone"]) == ("2026-11-30", "Europe/Istanbul")
    total = figures["total"]
    assert (total["contacts"], total["transferred"]) == (1, 0)
    assert total["talk_s"] >= 100
    assert total["handle_s"] == total["talk_s"] + total["hold_s"] + total["wrap_up_s"]
    assert set(figures["by_channel"]) == {"VOICE"}
    assert figures["is_complete"]
    assert figures["missed"] is None
    assert other["total"]["contacts"] == 0


def test_an_owner_who_takes_no_contacts_has_no_figures(world: World) -> None:
    refused = world.by("owner").get("/v1/me/figures")

    assert (refused.status, refused.json()["detail"]) == (
        404,
        "You are no agent who takes contacts.",
    )


def test_a_sample_person_has_the_role_that_is_listed(world: World) -> None:
    roles = {each.email: each.role for each in world.door.people}

    assert world.by("deniz").get("/v1/me").json()["role"] == roles["deniz@klima.example"]
    assert roles["deniz@klima.example"] is Role.SUPERVISOR
