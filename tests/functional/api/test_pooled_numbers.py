"""Numbers that belong to no business: operators see them, give them away and release them."""

from __future__ import annotations

import pytest

from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.local.testing.api import ApiClient
from santral.stores import connect_work, number_pool, tenants
from santral.stores.connect_work import Purpose
from santral.stores.number_pool import PooledNumber
from santral.stores.tenant_guard import PLATFORM, acting_for
from tests.fakes.queues import FakeQueues
from tests.functional.api.conftest import World
from tests.functional.api.wishes import breaking_at

NUMBER = PooledNumber("n-1", "arn:n-1", "+442079460001", "GB")


@pytest.fixture
def operator(world: World) -> ApiClient:
    vars(collaborators())["queues"] = FakeQueues()
    number_pool.put(NUMBER)
    return world.as_(Role.OPERATOR, PLATFORM)


def states(operator: ApiClient) -> list[tuple[str, str, str]]:
    listed = operator.get("/v1/operator/numbers").json()["items"]
    return [(each["e164"], each["state"], each["tenant"]) for each in listed]


def test_the_pool_is_listed(operator: ApiClient) -> None:
    assert states(operator) == [("+442079460001", "free", "")]


def test_a_number_is_given_to_a_business(world: World, operator: ApiClient) -> None:
    reply = operator.post("/v1/operator/numbers/n-1/assignment", {"tenant": "clinic"})

    with acting_for("clinic"):
        numbers = [each.e164 for each in tenants.load_versioned("clinic").tenant.numbers]
    [work] = connect_work.waiting(world.cloud.clock())
    assert (reply.status, work.value.tenant) == (202, "clinic")
    assert "+442079460001" in numbers
    assert states(operator) == [("+442079460001", "given", "clinic")]
    [entry] = world.as_(Role.OWNER, "clinic").get("/v1/audit").json()["items"]
    assert (entry["action"], entry["details"]) == ("assign_number", {"number": "n-1"})


def test_a_number_that_is_given_is_not_given_again_or_released(operator: ApiClient) -> None:
    operator.post("/v1/operator/numbers/n-1/assignment", {"tenant": "clinic"})

    again = operator.post("/v1/operator/numbers/n-1/assignment", {"tenant": "shop"})
    assert again.status == 409
    assert operator.post("/v1/operator/numbers/n-1/release").status == 409


def test_only_a_live_business_gets_one(world: World, operator: ApiClient) -> None:
    world.change_account("clinic", state=AccountState.DELETING)

    reply = operator.post("/v1/operator/numbers/n-1/assignment", {"tenant": "clinic"})

    assert (reply.status, states(operator)[0][1]) == (409, "free")


def test_a_number_is_released_in_its_turn(world: World, operator: ApiClient) -> None:
    reply = operator.post("/v1/operator/numbers/n-1/release")

    [work] = connect_work.waiting(world.cloud.clock())
    assert (reply.status, states(operator)[0][1]) == (202, "released")
    assert (work.value.purpose, work.value.number) == (Purpose.RELEASE, "n-1")


def test_what_is_not_in_the_pool_is_not_found(operator: ApiClient) -> None:
    body = {"tenant": "shop"}

    assert operator.post("/v1/operator/numbers/n-9/release").status == 404
    assert operator.post("/v1/operator/numbers/n-9/assignment", body).status == 404


def test_owners_see_nothing_of_the_pool(world: World, operator: ApiClient) -> None:
    assert world.as_(Role.OWNER).get("/v1/operator/numbers").status == 403


@pytest.mark.parametrize("at", range(1, 9))
def test_an_assignment_that_broke_off_is_finished_by_the_same_request(
    world: World, operator: ApiClient, at: int
) -> None:
    path, body = "/v1/operator/numbers/n-1/assignment", {"tenant": "clinic"}
    world.cloud.dynamodb.fault = breaking_at(world, at, "be_unreachable")
    operator.post(path, body, key="same")
    world.cloud.dynamodb.fault = None
    world.later(seconds=31)
    again = world.as_(Role.OPERATOR, PLATFORM).post(path, body, key="same")

    with acting_for("clinic"):
        numbers = [each.e164 for each in tenants.load_versioned("clinic").tenant.numbers]
    assert again.status == 202
    assert numbers.count("+442079460001") == 1
    assert [each.value.tenant for each in connect_work.waiting(world.cloud.clock())] == ["clinic"]


@pytest.mark.parametrize("at", range(1, 6))
def test_a_release_that_broke_off_is_finished_by_the_same_request(
    world: World, operator: ApiClient, at: int
) -> None:
    path = "/v1/operator/numbers/n-1/release"
    world.cloud.dynamodb.fault = breaking_at(world, at, "be_unreachable")
    operator.post(path, key="same")
    world.cloud.dynamodb.fault = None
    world.later(seconds=31)
    again = world.as_(Role.OPERATOR, PLATFORM).post(path, key="same")

    [work] = connect_work.waiting(world.cloud.clock())
    assert (again.status, work.value.number) == (202, "n-1")
