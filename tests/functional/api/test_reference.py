"""What the API says of itself."""

from __future__ import annotations

from functions.api.app import endpoints
from tests.functional.api.conftest import World


def test_the_document_names_every_endpoint(world: World) -> None:
    document = world.client.get("/v1/openapi.json").json()

    named = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert document["openapi"] == "3.1.0"
    assert named == {(each.method, each.path) for each in endpoints()}


def test_every_endpoint_says_in_a_sentence_what_it_does() -> None:
    silent = [each.operation for each in endpoints() if not each.summary.endswith(".")]

    assert silent == []


def test_operations_have_names_of_their_own() -> None:
    names = [each.operation for each in endpoints()]

    assert len(names) == len(set(names))


def test_shapes_have_names_of_their_own(world: World) -> None:
    document = world.client.get("/v1/openapi.json").json()

    # pydantic writes the module into the names of two that are called alike.
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_the_page_shows_every_endpoint_and_runs_no_script(world: World) -> None:
    page = world.client.get("/v1")

    text = page.body.decode()
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert all(f'id="{each.operation}"' in text for each in endpoints())
    assert "<script" not in text


def test_every_kind_of_problem_is_explained_where_its_type_leads(world: World) -> None:
    refused = world.client.get("/v1/audit").json()
    path, _, slug = refused["type"].partition("#")

    assert f'id="{slug}"' in world.client.get(path).body.decode()
