"""Queues: made piece by piece, and never taken from under a caller."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.local.testing.api import ApiClient, etag_of
from santral.stores import connect_work, tenants
from santral.stores.tenant_guard import acting_for
from tests.functional.api.conftest import World


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def test_a_queue_comes_to_be_queue_first_then_agents_then_the_key(owner: ApiClient) -> None:
    made = owner.post("/v1/queues", {"name": "spare", "overflow_to": "reception"})
    profile = owner.get("/v1/routing-profiles/sales").json()
    del profile["name"]
    served = {**profile, "queues": [*profile["queues"], {"queue": "spare"}]}
    owner.put("/v1/routing-profiles/sales", served)
    menu = owner.get("/v1/menus/service").json()
    del menu["id"]
    linked = owner.put(
        "/v1/menus/service", {**menu, "choices": {**menu["choices"], "3": {"queue": "spare"}}}
    )

    assert (made.status, linked.status) == (202, 200)


def test_no_key_leads_to_a_queue_that_nobody_serves(owner: ApiClient) -> None:
    owner.post("/v1/queues", {"name": "spare"})
    menu = owner.get("/v1/menus/service").json()
    del menu["id"]

    refused = owner.put(
        "/v1/menus/service", {**menu, "choices": {**menu["choices"], "3": {"queue": "spare"}}}
    )

    assert (refused.status, paths(refused)) == (422, ["queues.spare"])


def test_the_same_post_again_is_one_queue_and_one_job(owner: ApiClient) -> None:
    first = owner.post("/v1/queues", {"name": "spare"}, key="one")
    again = owner.post("/v1/queues", {"name": "spare"}, key="one")

    assert first.body == again.body
    assert len(owner.get("/v1/jobs").json()["items"]) == 1


def test_a_name_is_for_one_queue(owner: ApiClient) -> None:
    assert owner.post("/v1/queues", {"name": "sales"}).status == 409


def test_what_amazon_connect_made_stays_a_queues_own(klima: World, owner: ApiClient) -> None:
    with acting_for("shop"):
        stored = tenants.load_versioned("shop")
        tenants.save(stored.tenant.with_arns({"sales": "arn:sales"}, {}), replacing=stored.version)

    changed = owner.put("/v1/queues/sales", {"capacity": 5, "overflow_to": "reception"})

    with acting_for("shop"):
        queue = tenants.load("shop").queue("sales")
    assert queue is not None
    assert (changed.status, queue.arn, queue.capacity) == (202, "arn:sales", 5)


def test_that_amazon_connect_made_a_queue_is_no_change_of_the_queue(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/queues/sales"))
    with acting_for("shop"):
        stored = tenants.load_versioned("shop")
        tenants.save(stored.tenant.with_arns({"sales": "arn:sales"}, {}), replacing=stored.version)

    assert owner.put("/v1/queues/sales", {"capacity": 5}, etag=etag).status == 202


def test_work_for_amazon_connect_is_on_the_list_of_the_one_who_does_it(
    klima: World, owner: ApiClient
) -> None:
    job = owner.put("/v1/queues/sales", {"capacity": 5}).json()

    [work] = list(connect_work.waiting(klima.cloud.clock()))
    assert (work.value.tenant, work.value.job) == ("shop", job["id"])


def test_before_a_business_is_approved_nothing_is_asked_of_amazon_connect(
    klima: World, owner: ApiClient
) -> None:
    klima.change_account(state=AccountState.VERIFIED)

    job = owner.put("/v1/queues/sales", {"capacity": 5}).json()

    assert list(connect_work.waiting(klima.cloud.clock())) == []
    assert (job["state"], job["reason"]) == (
        "done",
        "Amazon Connect follows once the business is approved.",
    )


def test_another_fallback_queue_takes_the_place_of_the_first(owner: ApiClient) -> None:
    changed = owner.put("/v1/queues/sales", {"fallback": True})

    assert changed.status == 202
    assert owner.get("/v1/queues/reception").json()["fallback"] is False


def test_without_a_fallback_queue_nothing_is_saved(owner: ApiClient) -> None:
    refused = owner.put("/v1/queues/reception", {"fallback": False})

    assert (refused.status, paths(refused)) == (422, ["queues"])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"overflow_to": "nowhere"}, "body.overflow_to"),
        ({"overflow_to": "sales"}, "body.overflow_to"),
        ({"schedule": "never"}, "body.schedule"),
        ({"target_s": 30}, "body.target_s"),
        ({"capacity": 0}, "body.capacity"),
        ({"arn": "arn:other"}, "body.arn"),
    ],
)
def test_what_no_queue_can_be_is_refused_where_it_stands(
    owner: ApiClient, body: dict[str, Any], path: str
) -> None:
    refused = owner.put("/v1/queues/sales", body)

    assert refused.status == 422
    assert path in paths(refused)


def test_who_leads_to_a_queue_is_named_when_it_cannot_be_deleted(owner: ApiClient) -> None:
    refused = owner.delete("/v1/queues/maintenance", etag="*")

    assert refused.status == 409
    assert paths(refused) == [
        "menus.service.choices.2.queue",
        "routing_profiles.service.queues[1].queue",
        "routing_profiles.service.queues[5].queue",
        "routing_profiles.service.queues[6].queue",
    ]


def test_a_queue_that_is_in_use_nowhere_is_deleted(owner: ApiClient) -> None:
    owner.post("/v1/queues", {"name": "spare"})

    assert owner.delete("/v1/queues/spare", etag="*").status == 202
    assert owner.get("/v1/queues/spare").status == 404


def test_supervisors_see_queues_and_make_none(klima: World) -> None:
    supervisor = klima.as_(Role.SUPERVISOR)

    assert len(supervisor.get("/v1/queues").json()["items"]) == 5
    assert supervisor.post("/v1/queues", {"name": "spare"}).status == 403


def test_another_business_has_other_queues(klima: World, owner: ApiClient) -> None:
    owner.post("/v1/queues", {"name": "spare"})

    assert klima.as_(Role.OWNER, "clinic").get("/v1/queues/spare").status == 404
