"""The end of a business, as its owners meet it."""

from __future__ import annotations

import json
import re
from dataclasses import astuple
from datetime import timedelta
from typing import Any

import pytest

from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.domain.deletion import Stage
from santral.domain.job import JobState
from santral.local.gateway import Reply
from santral.stores import accounts, deletions, jobs, members
from santral.stores.tenant_guard import acting_for
from tests.functional.api.conftest import World, subject_of
from tests.functional.api.ending import Ending, canaries, contact, ending_in, kept, kinds_of
from tests.functional.cloud import BUCKET, NAMES, items

STAYS = {"account", "audit", "idempotency", "number", "customer"}


@pytest.fixture
def ending(world: World) -> Ending:
    return ending_in(world)


def ask(world: World, tenant: str = "shop", key: str = "end") -> Reply:
    return world.as_(Role.OWNER).post("/v1/account/deletion", {"tenant": tenant}, key=key)


def mailed(world: World, about: str) -> list[Any]:
    return [each for each in world.outbox.letters() if about in each.subject]


def test_a_business_is_deleted_with_everything_but_what_the_certificate_names(
    world: World, ending: Ending
) -> None:
    assert ask(world).status == 202

    ending.run(until=Stage.LATECOMERS)

    assert kinds_of(kept(world, "shop")) <= STAYS
    assert canaries(world) == [f"shop/exports/{ending.deletion().export}.zip"]
    assert accounts.load("shop").value.state is AccountState.DELETED


def test_nothing_of_another_business_changes(world: World, ending: Ending) -> None:
    before = kept(world, "clinic")
    ask(world)

    ending.run(until=Stage.BOOKS)

    assert kept(world, "clinic") == before


def test_the_certificate_counts_what_was_removed(world: World, ending: Ending) -> None:
    ask(world)
    ending.run(until=Stage.LATECOMERS)

    [shown] = world.as_(Role.OPERATOR, "platform").get("/v1/operator/certificates").json()["items"]

    assert shown["removed"] == {
        "API keys": 1,
        "Amazon Connect: number": 1,
        "Amazon Connect: queue": 1,
        "articles": 1,
        "contacts": 1,
        "customers": 4,
        "deliveries to webhooks": 1,
        "invitations": 1,
        "jobs": 5,
        "members": 5,
        "notes": 2,
        "orders": 2,
        "recordings": 1,
        "scripts": 1,
        "secrets": 1,
        "tickets": 1,
        "webhooks": 1,
        "wrap-up codes": 1,
        "wrap-ups": 1,
    }
    outlives = {each["what"]: each["until"] for each in shown["outlives"]}
    assert outlives["telephone numbers: 1"] is None
    assert outlives["the export"].startswith("2026-04-0")


def test_the_owner_fetches_the_export_by_the_link_in_the_mail(world: World, ending: Ending) -> None:
    ask(world)
    ending.run(until=Stage.LATECOMERS)
    [mail] = mailed(world, "has been deleted") or mailed(world, "silindi")
    found = re.search(r"/export#([\w-]+)\.([0-9a-f]{64})", mail.text)
    assert found is not None
    body = {"certificate": found[1], "token": found[2]}

    link = world.client.post("/v1/last-export", body).json()

    assert f"shop/exports/{ending.deletion().export}.zip" in link["url"]
    assert "# Certificate of deletion" in mail.text
    world.later(days=31)
    assert world.client.post("/v1/last-export", body).status == 404


def test_a_guessed_token_fetches_nothing(world: World, ending: Ending) -> None:
    ask(world)
    ending.run(until=Stage.LATECOMERS)

    for token in ("0" * 64, "f" * 64):
        body = {"certificate": ending.deletion().job, "token": token}
        assert world.client.post("/v1/last-export", body).status == 404


def test_all_owners_are_told_and_any_can_take_it_back(world: World, ending: Ending) -> None:
    ask(world)
    [mail] = mailed(world, "silinecek")
    ending.run(until=Stage.EXPORT)

    assert mail.to == "owner@shop.example"
    assert world.as_(Role.OWNER).delete("/v1/account/deletion").status == 204
    account = accounts.load("shop").value
    assert (account.state, account.deletion, deletions.find("shop")) == (
        AccountState.LIVE,
        "",
        None,
    )


def test_a_business_that_was_kept_is_as_before(world: World, ending: Ending) -> None:
    before = {each["pk"]["S"] + each["sk"]["S"] for each in kept(world, "shop")}
    ask(world)
    for _ in range(4):
        ending.step()
    world.as_(Role.OWNER).delete("/v1/account/deletion")

    ending.deliver_the_rest()

    after = {each["pk"]["S"] + each["sk"]["S"] for each in kept(world, "shop")}
    assert before <= after
    assert accounts.load("shop").value.state is AccountState.LIVE


def test_what_was_kept_can_be_deleted_later(world: World, ending: Ending) -> None:
    ask(world)
    world.as_(Role.OWNER).delete("/v1/account/deletion")
    world.later(seconds=5)
    assert ask(world, key="end again").status == 202

    ending.run(until=Stage.LATECOMERS)

    assert accounts.load("shop").value.state is AccountState.DELETED


def test_nothing_can_be_changed_or_taken_back_once_it_is_removed(
    world: World, ending: Ending
) -> None:
    ask(world)
    ending.run(until=Stage.SETTLE)
    owner = world.as_(Role.OWNER)

    assert owner.delete("/v1/account/deletion").status == 409
    assert owner.post("/v1/customers", {"name": "Late"}).json()["detail"] == "It is deleting."
    assert owner.get("/v1/account/deletion").json()["stage"] == "settle"


def test_nothing_is_removed_before_the_hour_is_over(world: World, ending: Ending) -> None:
    asked_at = world.cloud.clock.now
    ask(world)

    ending.run(until=Stage.CONNECT)

    assert timedelta(hours=1) <= world.cloud.clock.now - asked_at < timedelta(hours=1, minutes=20)


def test_the_job_tells_how_far_it_is(world: World, ending: Ending) -> None:
    job = ask(world).json()
    ending.run(until=Stage.SETTLE)

    with acting_for("shop"):
        shown = jobs.load("shop", job["id"], now=world.cloud.clock()).value
    assert [each.state for each in shown.steps][:3] == [
        JobState.DONE,
        JobState.DONE,
        JobState.WAITING,
    ]
    assert (shown.done, shown.total) == (2, 7)


def test_the_id_has_to_be_typed_once_more(world: World, ending: Ending) -> None:
    reply = ask(world, tenant="clinic")

    assert (reply.status, reply.json()["errors"][0]["path"]) == (422, "body.tenant")
    assert accounts.load("shop").value.state is AccountState.LIVE


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPERVISOR, Role.AGENT, Role.ANALYST])
def test_only_owners_end_a_business(world: World, ending: Ending, role: Role) -> None:
    reply = world.as_(role).post("/v1/account/deletion", {"tenant": "shop"})

    assert reply.status == 403


def test_asking_twice_is_one_deletion(world: World, ending: Ending) -> None:
    first = ask(world).json()["id"]

    assert ask(world, key="another").json()["id"] == first


def test_a_business_that_is_being_set_up_is_not_deleted(world: World, ending: Ending) -> None:
    world.change_account(state=AccountState.PROVISIONING)

    assert ask(world).status == 409


def test_an_export_that_fails_is_made_again_before_anything_is_removed(
    world: World, ending: Ending
) -> None:
    ending.export_fails = 2
    ask(world)

    ending.run(until=Stage.LATECOMERS)

    assert world.cloud.counts["DeletionStuck", "shop"] == 2
    assert ending.deletion().export.endswith("-last-export-1")


def test_resources_that_could_not_be_taken_away_are_tried_again(
    world: World, ending: Ending
) -> None:
    ending.connect_fails = 3
    ask(world)

    ending.run(until=Stage.LATECOMERS)

    assert world.cloud.counts["DeletionStuck", "shop"] == 3


def test_messages_that_are_lost_are_made_up_for(world: World, ending: Ending) -> None:
    ending.loses_messages = True
    ask(world)

    while not ending.invocations:
        ending.step()
        ending.loses_messages = False

    assert ending.invocations > 0


def test_everybody_is_signed_out_and_gone_from_the_pool(world: World, ending: Ending) -> None:
    ask(world)
    ending.run(until=Stage.DATA)

    assert members.find(subject_of("shop", Role.AGENT)) is None
    assert world.as_(Role.OWNER).post("/v1/agreements", {}).status == 401
    assert collaborators().identity.find("owner@shop.example") is None
    assert collaborators().identity.find("owner@clinic.example") is not None


def test_a_record_that_comes_late_is_deleted_a_week_later(world: World, ending: Ending) -> None:
    ask(world)
    ending.run(until=Stage.LATECOMERS)
    contact("shop", world.cloud.clock())

    ending.run(until=Stage.HANDOVER)

    assert kinds_of(kept(world, "shop")) <= STAYS
    assert world.cloud.counts["CameInAfterDeletion", "shop"] == 1


def test_after_seven_years_nothing_but_the_certificate_is_left(
    world: World, ending: Ending
) -> None:
    ask(world)

    ending.run(until=None)

    assert kinds_of(kept(world, "shop")) <= STAYS - {"audit"}
    assert world.cloud.clients.s3.list_objects_v2(Bucket=BUCKET, Prefix="shop/")["KeyCount"] == 0
    certificates = [
        each for each in items(world.cloud, "t-documents")
        if each["pk"]["S"] == "platform#certificate"
    ]  # fmt: skip
    assert json.loads(certificates[0]["content"]["S"])["tenant"] == "shop"


def test_a_message_that_comes_again_changes_nothing(world: World, ending: Ending) -> None:
    ask(world)
    ending.run(until=Stage.LATECOMERS)
    before = [items(world.cloud, table) for table in astuple(NAMES)]

    ending.tell_again()

    assert [items(world.cloud, table) for table in astuple(NAMES)] == before
