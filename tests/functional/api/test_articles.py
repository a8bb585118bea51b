"""Articles over the API: written, published, found."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of, pages_of
from tests.functional.api.conftest import World

ARTICLE: dict[str, Any] = {
    "title": "Klima bakımı",
    "body": "Klimanın filtresi üç ayda bir temizlenir.\n\nIşık yanarsa servisi arayın.",
    "language": "tr",
    "tags": ["bakım"],
}


@pytest.fixture
def supervisor(world: World) -> ApiClient:
    return world.as_(Role.SUPERVISOR)


@pytest.fixture
def agent(world: World) -> ApiClient:
    return world.as_(Role.AGENT)


def titles(client: ApiClient, **query: object) -> list[str]:
    found = client.get("/v1/articles/search", **query).json()["items"]
    return [each["article"]["title"] for each in found]


def test_an_agent_finds_an_article_by_the_beginning_of_a_word(
    supervisor: ApiClient, agent: ApiClient
) -> None:
    supervisor.post("/v1/articles", ARTICLE)

    [hit] = agent.get("/v1/articles/search", q="ISIK yanar").json()["items"]

    snippet = hit["snippet"]
    words = [snippet["text"][start:end] for start, end in snippet["marks"]]
    assert hit["article"]["title"] == "Klima bakımı"
    assert words == ["Işık", "yanarsa"]


def test_articles_are_found_in_a_language_and_under_a_tag(
    supervisor: ApiClient, agent: ApiClient
) -> None:
    supervisor.post("/v1/articles", ARTICLE)
    supervisor.post("/v1/articles", {**ARTICLE, "language": "en", "title": "Klima", "tags": []})

    assert titles(agent, q="klima", language="en") == ["Klima"]
    assert titles(agent, q="klima", tag="bakım") == ["Klima bakımı"]
    assert titles(agent, q="moon") == []


def test_what_is_not_published_is_for_supervisors_alone(
    supervisor: ApiClient, agent: ApiClient
) -> None:
    made = supervisor.post("/v1/articles", {**ARTICLE, "published": False})
    path = made.headers["Location"]
    hidden = (agent.get(path).status, pages_of(agent, "/v1/articles"), titles(agent, q="klima"))

    supervisor.put(path, ARTICLE, etag=etag_of(made))

    assert hidden == (404, [], [])
    assert agent.get(path).status == 200
    assert titles(agent, q="klima") == ["Klima bakımı"]


def test_of_two_who_change_an_article_the_second_is_told(supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/articles", ARTICLE)
    path = made.headers["Location"]
    supervisor.put(path, {**ARTICLE, "title": "Bakım"}, etag=etag_of(made))

    late = supervisor.put(path, {**ARTICLE, "title": "Servis"}, etag=etag_of(made))

    assert (late.status, supervisor.get(path).json()["title"]) == (412, "Bakım")


def test_a_deleted_article_is_not_found(supervisor: ApiClient) -> None:
    made = supervisor.post("/v1/articles", ARTICLE)

    assert supervisor.delete(made.headers["Location"], etag=etag_of(made)).status == 204
    assert titles(supervisor, q="klima") == []
    assert supervisor.get(made.headers["Location"]).status == 404


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"title": ""}, "body.title"),
        ({"body": "x" * 20_001}, "body.body"),
        ({"language": "fr"}, "body.language"),
    ],
)
def test_an_article_that_cannot_be_is_refused(
    supervisor: ApiClient, change: dict[str, object], path: str
) -> None:
    refused = supervisor.post("/v1/articles", {**ARTICLE, **change})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, path)


def test_a_search_asks_for_something(agent: ApiClient) -> None:
    assert agent.get("/v1/articles/search").status == 422
    assert agent.get("/v1/articles/search", q="x", limit=51).status == 422


def test_articles_are_of_one_business_and_written_by_supervisors(
    world: World, supervisor: ApiClient, agent: ApiClient
) -> None:
    made = supervisor.post("/v1/articles", ARTICLE).headers["Location"]
    clinic = world.as_(Role.OWNER, "clinic")

    assert agent.post("/v1/articles", ARTICLE).status == 403
    assert clinic.get(made).status == 404
    assert titles(clinic, q="klima") == []
