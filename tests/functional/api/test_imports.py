"""Imports of customers over the API, from the form to the last row."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.import_customers.handler import handler
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.local.testing.api import ApiClient, pages_of
from tests.fakes.queues import FakeQueues
from tests.functional.api.conftest import World
from tests.functional.cloud import BUCKET, Context

FILE = "Ad Soyad;Telefon\nElif Kaya;0532 999 88 77\nNobody;12\nCan Ak;0532 999 88 78\n"


@pytest.fixture
def queues(world: World) -> FakeQueues:
    world.environment |= {"SANTRAL_FILES_BUCKET": BUCKET, "SANTRAL_IMPORT_THREADS": "1"}
    made = FakeQueues()
    vars(collaborators())["queues"] = made
    return made


@pytest.fixture
def owner(world: World, queues: FakeQueues) -> ApiClient:
    return world.as_(Role.OWNER)


def upload(world: World, made: dict[str, Any]) -> None:
    """Do what S3 does with the form."""
    key = made["upload"]["fields"]["key"]
    world.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=FILE.encode())


def run(queues: FakeQueues) -> None:
    while queues.sent:
        body, _ = queues.take()
        handler({"Records": [{"messageId": "m-1", "body": body}]}, Context())


def test_a_list_from_a_spreadsheet_becomes_customers(
    world: World, owner: ApiClient, queues: FakeQueues
) -> None:
    made = owner.post("/v1/customer-imports", {}).json()
    upload(world, made)
    started = owner.post(f"/v1/customer-imports/{made['job']['id']}/start")
    run(queues)

    job = owner.get(started.headers["Location"]).json()
    [problem] = pages_of(owner, f"/v1/customer-imports/{made['job']['id']}/problems")
    found = owner.get("/v1/customers", q="Elif").json()["items"]
    assert (started.status, job["state"], job["result"]["created"]) == (202, "done", "2")
    assert problem["path"].startswith("rows[3]")
    assert found[0]["numbers"] == ["+905329998877"]


def test_the_form_is_for_one_file_of_a_certain_size(owner: ApiClient) -> None:
    made = owner.post("/v1/customer-imports", {}).json()
    form = made["upload"]

    again = owner.post(f"/v1/customer-imports/{made['job']['id']}/forms", key="").json()

    assert form["fields"]["key"] == f"shop/imports/{made['job']['id']}.csv"
    assert again["fields"]["key"] == form["fields"]["key"]
    assert form["expires_in_s"] == 900


def test_a_file_is_checked_first_and_imported_then(
    world: World, owner: ApiClient, queues: FakeQueues
) -> None:
    checked = owner.post("/v1/customer-imports", {"dry_run": True}).json()
    upload(world, checked)
    owner.post(f"/v1/customer-imports/{checked['job']['id']}/start")
    run(queues)
    before = owner.get("/v1/customers", q="Elif").json()["items"]

    real = owner.post("/v1/customer-imports", {"file_id": checked["job"]["id"]}).json()
    owner.post(f"/v1/customer-imports/{real['job']['id']}/start")
    run(queues)

    assert (before, real["upload"]) == ([], None)
    assert len(owner.get("/v1/customers", q="Elif").json()["items"]) == 1


def test_an_import_without_its_file_does_not_start(owner: ApiClient) -> None:
    made = owner.post("/v1/customer-imports", {}).json()

    refused = owner.post(f"/v1/customer-imports/{made['job']['id']}/start")

    assert (refused.status, refused.json()["detail"]) == (409, "Upload the file first.")


def test_an_import_that_was_cancelled_imports_nothing(
    world: World, owner: ApiClient, queues: FakeQueues
) -> None:
    made = owner.post("/v1/customer-imports", {}).json()
    path = f"/v1/customer-imports/{made['job']['id']}"
    upload(world, made)
    owner.post(f"{path}/start")

    cancelled = owner.post(f"{path}/cancel").json()
    run(queues)

    assert (cancelled["state"], cancelled["reason"]) == ("failed", "cancelled")
    assert owner.get("/v1/customers", q="Elif").json()["items"] == []
    assert owner.post(f"{path}/start").status == 409


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"charset": "klingon"}, "body.charset"),
        ({"delimiter": "|"}, "body.delimiter"),
        ({"mapping": {"Ad": "nickname"}}, "body.mapping"),
        ({"region": "Turkey"}, "body.region"),
        ({"file_id": "nothing"}, "body.file_id"),
    ],
)
def test_options_that_cannot_be_are_refused(
    owner: ApiClient, body: dict[str, object], path: str
) -> None:
    refused = owner.post("/v1/customer-imports", body)

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, path)


def test_problems_come_in_pages(world: World, owner: ApiClient, queues: FakeQueues) -> None:
    made = owner.post("/v1/customer-imports", {}).json()
    key = made["upload"]["fields"]["key"]
    rows = "".join(f"Nobody {number};12\n" for number in range(5))
    body = f"Ad Soyad;Telefon\n{rows}".encode()
    world.cloud.clients.s3.put_object(Bucket=BUCKET, Key=key, Body=body)
    path = f"/v1/customer-imports/{made['job']['id']}"
    owner.post(f"{path}/start")
    run(queues)

    problems = pages_of(owner, f"{path}/problems", limit=2)

    assert len(problems) == 5
    assert "Nobody" not in json.dumps(problems)


def test_imports_are_for_who_runs_this_business(world: World, owner: ApiClient) -> None:
    made = owner.post("/v1/customer-imports", {}).json()
    path = f"/v1/customer-imports/{made['job']['id']}"
    clinic = world.as_(Role.OWNER, "clinic")

    assert world.as_(Role.AGENT).post("/v1/customer-imports", {}).status == 403
    assert (clinic.get(path).status, clinic.post(f"{path}/start").status) == (404, 404)
