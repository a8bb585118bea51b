"""Webhooks over the API: kept, tried, looked at, repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.webhooks import DeliveryState
from santral.local.gateway import Reply
from santral.local.testing.api import ApiClient, etag_of, pages_of
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import DELIVERIES, WEBHOOKS
from tests.fakes.queues import FakeQueues
from tests.functional.api.conftest import World

HOOK: dict[str, Any] = {
    "url": "https://erp.example/in",
    "events": ["order.created", "ticket.created"],
    "description": "our books",
}


@pytest.fixture
def owner(world: World) -> ApiClient:
    vars(collaborators())["queues"] = FakeQueues()
    return world.as_(Role.OWNER)


def fails_for_days(webhook_id: str, *, disabled: bool) -> None:
    with acting_for("shop"):
        stored = WEBHOOKS.load("shop", webhook_id)
        failing = replace(stored.value, failing_since_s=1_772_000_000, disabled=disabled)
        WEBHOOKS.replace("shop", webhook_id, failing, replacing=stored.version)


def tried(owner: ApiClient, made: Reply) -> Reply:
    return owner.post(f"{made.headers['Location']}/tests")


def test_the_secret_is_shown_once(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)

    shown = owner.get(made.headers["Location"])
    assert (made.status, made.json()["secret"][:6]) == (201, "whsec_")
    assert len(made.json()["secret"]) == 49
    assert "secret" not in shown.json()
    assert shown.json()["events"] == ["order.created", "ticket.created"]


def test_the_same_request_again_makes_no_second_webhook(owner: ApiClient) -> None:
    owner.post("/v1/webhooks", HOOK, key="one")

    again = owner.post("/v1/webhooks", HOOK, key="one")

    assert again.status == 409
    assert len(pages_of(owner, "/v1/webhooks")) == 1


@pytest.mark.parametrize(
    "url",
    ["http://erp.example/in", "https://10.0.0.1/", "https://erp.example:8443/", "ftp://x/", "x"],
)
def test_an_address_that_may_not_be_asked_is_refused(owner: ApiClient, url: str) -> None:
    refused = owner.post("/v1/webhooks", {**HOOK, "url": url})

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.url")


def test_nobody_asks_for_tests_or_for_events_that_there_are_not(owner: ApiClient) -> None:
    for events, path in (
        (["webhook.test"], "body.events"),
        (["moon.rises"], "body.events[0]"),
        ([], "body.events"),
    ):
        refused = owner.post("/v1/webhooks", {**HOOK, "events": events})
        assert (refused.status, refused.json()["errors"][0]["path"]) == (422, path)


def test_a_business_has_ten_webhooks_at_most(owner: ApiClient) -> None:
    statuses = [owner.post("/v1/webhooks", HOOK).status for _ in range(11)]

    assert statuses == [201] * 10 + [409]


def test_of_two_who_change_a_webhook_the_second_is_told(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    path = made.headers["Location"]
    owner.put(path, {**HOOK, "description": "books"}, etag=etag_of(made))

    late = owner.put(path, {**HOOK, "description": "accounts"}, etag=etag_of(made))

    assert (late.status, owner.get(path).json()["description"]) == (412, "books")


def test_failures_are_no_change_of_its_owners(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    fails_for_days(made.json()["id"], disabled=False)

    changed = owner.put(
        made.headers["Location"], {**HOOK, "description": "books"}, etag=etag_of(made)
    )

    assert (changed.status, changed.json()["failing_since"]) == (200, "2026-02-25T06:13:20Z")


def test_a_webhook_that_was_disabled_is_enabled_and_begins_anew(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    path = made.headers["Location"]
    fails_for_days(made.json()["id"], disabled=True)
    refused = tried(owner, made)

    enabled = owner.put(path, HOOK, etag=etag_of(owner.get(path)))

    assert refused.status == 409
    assert (enabled.json()["disabled"], enabled.json()["failing_since"]) == (False, None)
    assert tried(owner, made).status == 201


def test_a_rotated_secret_is_new_and_the_one_before_stays_good(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    rotations = f"{made.headers['Location']}/rotations"

    rotated = owner.send("POST", rotations, headers={"If-Match": etag_of(made)})
    late = owner.send("POST", rotations, headers={"If-Match": etag_of(made)})

    with acting_for("shop"):
        secrets = WEBHOOKS.load("shop", made.json()["id"]).value.secrets
    assert (rotated.status, late.status) == (200, 412)
    assert secrets == (rotated.json()["secret"], made.json()["secret"])


def test_a_test_is_sent_to_one_webhook_and_can_be_looked_at(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    owner.post("/v1/webhooks", HOOK)

    delivery = tried(owner, made)

    shown = owner.get(delivery.headers["Location"]).json()
    [listed] = pages_of(owner, f"{made.headers['Location']}/deliveries")
    assert (shown["event"], shown["state"], shown["attempts"]) == ("webhook.test", "pending", 0)
    assert '"event":"webhook.test"' in shown.pop("content")
    assert listed == shown == delivery.json()


def test_what_was_given_up_is_sent_again_by_hand(owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    delivery = tried(owner, made)
    with acting_for("shop"):
        stored = DELIVERIES.load("shop", delivery.json()["id"])
        given_up = replace(stored.value, state=DeliveryState.GIVEN_UP, attempts=8, status=500)
        DELIVERIES.replace("shop", stored.id, given_up, replacing=stored.version)

    again = owner.post(f"{delivery.headers['Location']}/repeats")

    assert (again.status, again.json()["state"], again.json()["attempts"]) == (200, "pending", 0)


def test_deliveries_are_gone_after_thirty_days(world: World, owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK)
    delivery = tried(owner, made)
    world.later(days=31)
    owner = world.as_(Role.OWNER)

    assert owner.get(delivery.headers["Location"]).status == 404
    assert pages_of(owner, f"{made.headers['Location']}/deliveries") == []


def test_a_delivery_is_found_with_its_own_webhook_alone(owner: ApiClient) -> None:
    made, other = (owner.post("/v1/webhooks", HOOK) for _ in range(2))
    delivery = tried(owner, made).json()["id"]

    assert owner.get(f"{other.headers['Location']}/deliveries/{delivery}").status == 404
    cursor = "c2hvcA"  # of another list
    assert owner.get(f"{made.headers['Location']}/deliveries", cursor=cursor).status == 422


def test_webhooks_are_for_who_runs_this_business(world: World, owner: ApiClient) -> None:
    made = owner.post("/v1/webhooks", HOOK).headers["Location"]
    clinic = world.as_(Role.OWNER, "clinic")

    assert world.as_(Role.SUPERVISOR).get(made).status == 403
    assert (clinic.get(made).status, clinic.delete(made, etag="*").status) == (404, 404)
    assert owner.delete(made, etag="*").status == 204
    assert owner.get(made).status == 404
