"""Operators: which businesses there are, and their approval."""

from __future__ import annotations

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState, Plan
from santral.local.gateway import Reply
from santral.local.testing.api import ApiClient, pages_of
from santral.stores import accounts
from santral.stores.tenant_guard import PLATFORM
from tests.functional.api.conftest import World

OPERATOR = "00000000-0000-4000-8000-000000000005"


@pytest.fixture
def operator(world: World) -> ApiClient:
    world.change_account(state=AccountState.VERIFIED)
    return world.as_(Role.OPERATOR, PLATFORM)


def approve(operator: ApiClient, tenant: str = "shop", **body: str) -> Reply:
    return operator.post(f"/v1/operator/tenants/{tenant}/approval", body)


def test_every_business_is_listed(operator: ApiClient) -> None:
    listed = pages_of(operator, "/v1/operator/tenants", limit=1)

    assert [(each["tenant"], each["state"]) for each in listed] == [
        ("clinic", "live"),
        ("shop", "verified"),
    ]


def test_an_approved_business_is_set_up(world: World, operator: ApiClient) -> None:
    approved = approve(operator)

    [started] = world.executions.started.values()
    account = accounts.load("shop").value
    assert (approved.status, approved.json()["state"]) == (200, "provisioning")
    assert (account.plan, account.approved_by) == (Plan.TRIAL, OPERATOR)
    assert started == {"tenant": "shop", "job": approved.json()["provisioning"]["id"]}


def test_the_owner_sees_the_job_of_the_setting_up(world: World, operator: ApiClient) -> None:
    approve(operator)
    owner = world.as_(Role.OWNER)

    job = owner.get(f"/v1/jobs/{owner.get('/v1/account').json()['provisioning_job']}").json()

    assert (job["kind"], job["state"]) == ("provisioning", "queued")


def test_the_approval_is_in_the_business_s_own_log(world: World, operator: ApiClient) -> None:
    operator.post("/v1/operator/tenants/shop/approval", {"plan": "paid"}, key="one")
    operator.post("/v1/operator/tenants/shop/approval", {"plan": "paid"}, key="one")

    [entry] = world.as_(Role.OWNER).get("/v1/audit").json()["items"]
    assert (entry["action"], entry["subject"]) == ("approve_business", OPERATOR)
    assert (entry["role"], entry["details"]) == ("operator", {"plan": "paid"})


def test_an_approval_that_broke_off_is_finished_by_the_next_one(
    world: World, operator: ApiClient
) -> None:
    world.executions.fails = True
    first = approve(operator)
    world.executions.fails = False

    second = approve(operator)

    assert (first.status, second.status) == (503, 200)
    assert len(world.executions.started) == 1


def test_a_live_business_is_given_another_plan(world: World, operator: ApiClient) -> None:
    approved = approve(operator, "clinic", plan="paid")

    assert (approved.status, approved.json()["plan"]) == (200, "paid")
    assert world.executions.started == {}


@pytest.mark.parametrize("tenant", ["nobody", "platform", "No Tenant", "shop%23account"])
def test_what_is_no_business_is_not_found(operator: ApiClient, tenant: str) -> None:
    tenant = tenant.replace(" ", "%20")

    assert approve(operator, tenant).status == 404
    assert operator.get(f"/v1/operator/tenants/{tenant}").status == 404


def test_a_business_that_is_being_deleted_is_not_approved(
    world: World, operator: ApiClient
) -> None:
    world.change_account(state=AccountState.DELETING)

    assert approve(operator).status == 409


def test_an_unknown_plan_is_refused_with_its_place(operator: ApiClient) -> None:
    refused = approve(operator, plan="free")

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.plan")
