"""Exports over the API: asked for, followed, downloaded."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from functions.export_tenant.handler import handler
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.local.testing.api import ApiClient, pages_of
from tests.fakes.queues import FakeQueues
from tests.functional.api.conftest import World
from tests.functional.cloud import BUCKET, Context


@pytest.fixture
def queues(world: World) -> FakeQueues:
    world.environment["SANTRAL_FILES_BUCKET"] = BUCKET
    made = FakeQueues()
    vars(collaborators())["queues"] = made
    return made


@pytest.fixture
def owner(world: World, queues: FakeQueues) -> ApiClient:
    return world.as_(Role.OWNER)


def run(queues: FakeQueues) -> None:
    while queues.sent:
        body, _ = queues.take()
        handler({"Records": [{"messageId": "m-1", "body": body}]}, Context())


def test_an_export_is_asked_for_followed_and_downloaded(
    world: World, owner: ApiClient, queues: FakeQueues
) -> None:
    begun = owner.post("/v1/exports")
    job_id = begun.json()["id"]
    early = owner.post(f"/v1/exports/{job_id}/links", key="")
    run(queues)

    link = owner.post(f"/v1/exports/{job_id}/links", key="").json()

    file = world.cloud.clients.s3.get_object(Bucket=BUCKET, Key=f"shop/exports/{job_id}.zip")
    with ZipFile(BytesIO(file["Body"].read())) as everything:
        assert any(b"Zehra Demir" in everything.read(name) for name in everything.namelist())
    assert (begun.status, early.status) == (202, 409)
    assert f"shop/exports/{job_id}.zip" in link["url"]
    assert (link["expires_in_s"], owner.get(f"/v1/exports/{job_id}").json()["state"]) == (
        60,
        "done",
    )


def test_the_same_request_again_is_one_export(owner: ApiClient, queues: FakeQueues) -> None:
    first = owner.post("/v1/exports", key="one")
    again = owner.post("/v1/exports", key="one")

    assert (again.json()["id"], len(queues.sent)) == (first.json()["id"], 1)


def test_an_owner_takes_their_data_along_when_the_trial_is_over(
    world: World, owner: ApiClient
) -> None:
    world.change_account(trial_ends_at=world.cloud.clock())

    assert owner.post("/v1/exports").status == 202


def test_who_downloaded_is_in_the_audit_log(owner: ApiClient, queues: FakeQueues) -> None:
    job_id = owner.post("/v1/exports").json()["id"]
    run(queues)
    owner.post(f"/v1/exports/{job_id}/links", key="")

    newest = pages_of(owner, "/v1/audit")[:2]

    assert {each["action"] for each in newest} == {"create_export", "link_export"}
    assert "Amz" not in str(newest)


def test_a_file_that_was_not_kept_any_more_is_not_linked(
    world: World, owner: ApiClient, queues: FakeQueues
) -> None:
    job_id = owner.post("/v1/exports").json()["id"]
    run(queues)
    world.cloud.clients.s3.delete_object(Bucket=BUCKET, Key=f"shop/exports/{job_id}.zip")

    assert owner.post(f"/v1/exports/{job_id}/links", key="").status == 404


def test_exports_are_for_who_runs_this_business(world: World, owner: ApiClient) -> None:
    job_id = owner.post("/v1/exports").json()["id"]
    clinic = world.as_(Role.OWNER, "clinic")

    assert world.as_(Role.SUPERVISOR).post("/v1/exports").status == 403
    assert clinic.get(f"/v1/exports/{job_id}").status == 404
    assert clinic.post(f"/v1/exports/{job_id}/links", key="").status == 404
