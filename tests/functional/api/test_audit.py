"""The audit log over the API: page by page, and no further back than it was asked for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from functions.api.shapes import cursor_of
from santral.domain.access import Role
from santral.local.testing.api import ApiClient, pages_of
from tests.functional.api.conftest import World


@pytest.fixture
def owner(world: World) -> ApiClient:
    return world.as_(Role.OWNER)


def note(owner: ApiClient, name: str) -> None:
    assert owner.post("/v1/customers", {"id": name, "name": name}).status == 201


def targets(owner: ApiClient, **query: object) -> list[str]:
    return [each["target"] for each in pages_of(owner, "/v1/audit", **query)]


def test_pages_lead_from_this_month_into_those_before(world: World, owner: ApiClient) -> None:
    for name in ("a", "b", "c"):
        note(owner, name)
        world.later(days=31)
        owner = world.as_(Role.OWNER)

    listed = targets(owner, limit=1)

    assert listed == ["/v1/customers/c", "/v1/customers/b", "/v1/customers/a"]


def test_the_first_of_a_month_elsewhere_may_be_the_last_of_the_one_before_in_utc(
    world: World, owner: ApiClient
) -> None:
    world.cloud.clock.now = world.cloud.clock.now.replace(month=4, day=30, hour=22, minute=30)
    owner = world.as_(Role.OWNER)
    note(owner, "late")
    world.cloud.clock.now += timedelta(hours=12)

    since = "2026-05-01T00:00:00+03:00"

    assert targets(world.as_(Role.OWNER), since=since) == ["/v1/customers/late"]


@pytest.mark.parametrize(
    "place",
    [
        "x",
        "2026-03",
        "2026-03-02T07:30:00.000000+00:00",
        "2026-03-02T07:30:00.000000+00:00#",
        "2026-03-02T07:30:00.000000#e-1",
        "2026-03-02T07:30:00.000000+03:00#e-1",
        "2026-13-45T00:00:00.000000+00:00#e-1",
    ],
)
def test_a_cursor_of_somebody_elses_making_is_refused(owner: ApiClient, place: str) -> None:
    refused = owner.get("/v1/audit", cursor=cursor_of(place))

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "query.cursor")


def test_a_cursor_from_the_far_future_costs_no_more_than_any(
    world: World, owner: ApiClient
) -> None:
    note(owner, "a")
    world.cloud.dynamodb.operations.clear()

    page = owner.get("/v1/audit", cursor=cursor_of("9999-12-31T00:00:00.000000+00:00#e-1"))

    assert page.status == 200
    assert len(world.cloud.dynamodb.operations) < 10


def test_a_time_that_no_calendar_has_is_refused(owner: ApiClient) -> None:
    refused = owner.get("/v1/audit", since="9999-12-31T23:59:59-14:00")

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "query.since")
