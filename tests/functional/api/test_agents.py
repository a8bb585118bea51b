"""Agents and routing profiles: who takes calls, and from where."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of
from tests.functional.api.conftest import World

ZEHRA = {
    "username": "zehra",
    "first_name": "Zehra",
    "last_name": "Demir",
    "routing_profile": "sales",
    "languages": ["tr"],
    "wrap_up_s": 20,
}
TIMUR = {"first_name": "Timur", "last_name": "Polat", "routing_profile": "service"}


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def test_a_new_agent_is_there_and_amazon_connect_follows(owner: ApiClient) -> None:
    made = owner.post("/v1/agents", ZEHRA)

    assert (made.status, made.json()["kind"]) == (202, "connect_change")
    assert owner.get("/v1/agents/zehra").json() == ZEHRA


def test_an_agents_name_is_in_no_job_and_no_log(klima: World, owner: ApiClient) -> None:
    made = owner.post("/v1/agents", ZEHRA)

    assert b"Demir" not in made.body
    assert "Demir" not in klima.cloud.log.getvalue()


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"username": "Zehra Demir"}, "body.username"),
        ({"first_name": " "}, "body.first_name"),
        ({"routing_profile": "nothing"}, "body.routing_profile"),
        ({"languages": ["it"]}, "body.languages"),
        ({"wrap_up_s": -1}, "body.wrap_up_s"),
    ],
)
def test_what_no_agent_can_be_is_refused(
    owner: ApiClient, change: dict[str, Any], path: str
) -> None:
    refused = owner.post("/v1/agents", {**ZEHRA, **change})

    assert (refused.status, paths(refused)) == (422, [path])


def test_of_two_who_change_an_agent_the_second_is_told(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/agents/timur"))
    first = owner.put("/v1/agents/timur", TIMUR, etag=etag)

    second = owner.put("/v1/agents/timur", {**TIMUR, "wrap_up_s": 5}, etag=etag)

    assert (first.status, second.status) == (202, 412)


def test_the_last_who_serves_a_queue_does_not_go(owner: ApiClient) -> None:
    owner.delete("/v1/agents/timur", etag="*")

    refused = owner.delete("/v1/agents/hakan", etag="*")

    assert refused.status == 409
    assert paths(refused) == ["queues.repair", "queues.maintenance"]


def test_an_agent_whom_others_stand_in_for_goes(owner: ApiClient) -> None:
    assert owner.delete("/v1/agents/timur", etag="*").status == 202
    assert owner.get("/v1/agents/timur").status == 404


def test_a_routing_profile_is_made_changed_and_deleted(owner: ApiClient) -> None:
    night = {"name": "night", "queues": [{"queue": "repair"}]}

    statuses = [
        owner.post("/v1/routing-profiles", night).status,
        owner.put(
            "/v1/routing-profiles/night", {"queues": [{"queue": "repair", "delay_s": 20}]}
        ).status,
        owner.delete("/v1/routing-profiles/night", etag="*").status,
    ]

    assert statuses == [202, 202, 202]


def test_a_routing_profile_that_an_agent_has_stays(owner: ApiClient) -> None:
    refused = owner.delete("/v1/routing-profiles/sales", etag="*")

    assert refused.status == 409
    assert paths(refused) == ["agents.mert.routing_profile", "agents.olga.routing_profile"]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"queues": []}, "body.queues"),
        ({"queues": [{"queue": "nowhere"}]}, "body.queues[0].queue"),
        ({"queues": [{"queue": "sales", "channel": "CHAT"}]}, "body.queues[0].channel"),
        ({"queues": [{"queue": "sales"}], "concurrency": {"VOICE": 2}}, "body.concurrency.VOICE"),
        ({"queues": [{"queue": "sales"}], "outbound_queue": "x"}, "body.outbound_queue"),
    ],
)
def test_what_no_routing_profile_can_be_is_refused(
    owner: ApiClient, body: dict[str, Any], path: str
) -> None:
    refused = owner.put("/v1/routing-profiles/sales", body)

    assert refused.status == 422
    assert paths(refused)[0] == path


def test_agents_see_their_colleagues_and_hire_nobody(klima: World) -> None:
    agent = klima.as_(Role.AGENT)

    assert len(agent.get("/v1/agents").json()["items"]) == 6
    assert agent.post("/v1/agents", ZEHRA).status == 403
    assert agent.delete("/v1/routing-profiles/sales", etag="*").status == 403


def test_another_business_has_other_people(klima: World, owner: ApiClient) -> None:
    owner.post("/v1/agents", ZEHRA)

    assert klima.as_(Role.OWNER, "clinic").get("/v1/agents/zehra").status == 404
