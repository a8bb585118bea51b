"""Scripts over the API: what agents are led through."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World

SCRIPT: dict[str, Any] = {
    "title": "Warranty",
    "queues": ["sales"],
    "steps": [
        {
            "id": "when",
            "say": {"en": "When did you buy it, {name}?", "tr": "Ne zaman aldınız, {name}?"},
            "answers": [{"text": {"en": "This year"}, "next": "thanks"}, {"text": {"en": "No"}}],
            "field": "bought",
        },
        {"id": "thanks", "say": {"en": "We repair it for nothing."}},
    ],
}


@pytest.fixture
def supervisor(world: World) -> ApiClient:
    return world.as_(Role.SUPERVISOR)


def test_agents_read_what_supervisors_wrote(world: World, supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/scripts", SCRIPT)
    agent = world.as_(Role.AGENT)

    [listed] = pages_of(agent, "/v1/scripts")
    shown = agent.get(made.headers["Location"]).json()

    assert (listed["title"], shown["id"]) == ("Warranty", listed["id"])
    assert shown["steps"][0]["answers"][0] == {"text": {"en": "This year"}, "next": "thanks"}
    assert agent.post("/v1/scripts", SCRIPT).status == 403


def test_a_script_that_leads_nowhere_is_refused_with_its_places(supervisor: ApiClient) -> None:
    first, last = SCRIPT["steps"]
    lost = {**first, "answers": [{"text": {"en": "Yes"}, "next": "elsewhere"}]}

    refused = supervisor.post("/v1/scripts", {**SCRIPT, "steps": [lost, last], "queues": ["x"]})

    assert [each["path"] for each in refused.json()["errors"]] == [
        "body.steps[0].answers[0].next",
        "body.steps[1]",
        "body.queues[0]",
    ]


def test_of_two_who_change_a_script_the_second_is_told(supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/scripts", SCRIPT)
    path = made.headers["Location"]
    supervisor.put(path, {**SCRIPT, "title": "Guarantee"}, etag=etag_of(made))

    late = supervisor.put(path, {**SCRIPT, "title": "Late"}, etag=etag_of(made))

    assert (late.status, supervisor.get(path).json()["title"]) == (412, "Guarantee")


def test_a_deleted_script_is_gone(supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/scripts", SCRIPT)

    assert supervisor.delete(made.headers["Location"], etag=etag_of(made)).status == 204
    assert supervisor.get(made.headers["Location"]).status == 404


def test_another_business_reads_other_scripts(world: World, supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/scripts", SCRIPT)
    clinic = world.as_(Role.OWNER, "clinic")

    assert clinic.get(made.headers["Location"]).status == 404
    assert pages_of(clinic, "/v1/scripts") == []


def test_a_script_whose_answer_is_too_long_to_be_kept_is_made_once_all_the_same(
    supervisor: ApiClient,
) -> None:
    steps: list[dict[str, Any]] = [
        {
            "id": f"s{number}",
            "say": {"en": '"' * 5_000},
            "answers": [{"text": {"en": "Go on"}, "next": f"s{number + 1}"}],
        }
        for number in range(25)
    ]
    steps[-1]["answers"] = []
    long = {"title": "Long", "steps": steps}

    first, again = (supervisor.post("/v1/scripts", long, key="one") for _ in range(2))

    assert (first.status, again.status, again.body) == (201, 201, first.body)
    assert len(pages_of(supervisor, "/v1/scripts")) == 1
