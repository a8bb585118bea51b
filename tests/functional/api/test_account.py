"""The account: its state, what was agreed, what it uses; and what costs nothing before approval."""

from __future__ import annotations

from typing import Any

import pytest

from functions.contact_records.handler import handler as contact_records
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.stores import accounts
from tests.functional.api.conftest import World
from tests.functional.cloud import Context, event, kinesis_batch


@pytest.fixture
def waiting(world: World) -> World:
    """The shop has proven its address, and waits for its approval."""
    world.change_account(state=AccountState.VERIFIED)
    return world


def test_an_owner_sees_how_far_the_business_is(world: World) -> None:
    account = world.as_(Role.OWNER).get("/v1/account").json()

    assert (account["tenant"], account["state"], account["plan"]) == ("shop", "live", "trial")
    assert account["in_force"] == {"terms": "2026-11", "privacy": "2026-11"}
    assert account["provisioning_job"] is None


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AGENT, Role.ANALYST])
def test_others_do_not(world: World, role: Role) -> None:
    assert world.as_(role).get("/v1/account").status == 403
    assert world.as_(role).get("/v1/usage").status == 403


def test_an_owner_agrees_to_newer_terms(world: World) -> None:
    world.environment["SANTRAL_TERMS_VERSION"] = "2027-02"
    owner, body = world.as_(Role.OWNER), {"document": "terms", "version": "2027-02"}

    agreed = owner.post("/v1/agreements", body)
    owner.post("/v1/agreements", body)

    [kept] = accounts.load("shop").value.agreements
    assert agreed.status == 200
    assert (kept.document, kept.version) == ("terms", "2027-02")
    assert kept.subject == owner.get("/v1/me").json()["subject"]


def test_what_is_not_in_force_cannot_be_agreed_to(world: World) -> None:
    body = {"document": "terms", "version": "2020-01"}

    refused = world.as_(Role.OWNER).post("/v1/agreements", body)

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "body.version")


def test_an_admin_agrees_to_nothing(world: World) -> None:
    body = {"document": "terms", "version": "2026-11"}

    assert world.as_(Role.ADMIN).post("/v1/agreements", body).status == 403


def test_the_usage_counts_what_there_is(world: World) -> None:
    usage = world.as_(Role.OWNER).get("/v1/usage").json()

    assert (usage["members"], usage["numbers"], usage["queues"]) == (5, 1, 3)
    assert (usage["month"], usage["contacts"], usage["minutes"]) == ("2026-03", 0, 0)
    assert usage["estimated_cost"] == {
        "currency": "USD",
        "amount": "3.00",
        "prices_of": "2026-10-07",
    }


def test_the_usage_counts_the_calls_of_its_month(world: World) -> None:
    contact_records(kinesis_batch(event("contact_record")), Context())
    owner = world.as_(Role.OWNER)

    march, april = owner.get("/v1/usage"), owner.get("/v1/usage", month="2026-04")

    assert (march.json()["contacts"], march.json()["minutes"]) == (1, 4)
    assert (march.json()["counted_all"], april.json()["contacts"]) == (True, 0)
    assert march.json()["estimated_cost"]["amount"] == "3.16"


def test_a_month_that_is_none_is_refused(world: World) -> None:
    refused = world.as_(Role.OWNER).get("/v1/usage", month="2026-13")

    assert (refused.status, refused.json()["errors"][0]["path"]) == (422, "query.month")


# --- before the approval ---


def test_before_approval_no_number_can_be_had(waiting: World) -> None:
    refused = waiting.as_(Role.OWNER).post("/v1/numbers")

    assert (refused.status, refused.json()["type"]) == (409, "/v1/problems#conflict")


def test_before_approval_five_people_can_be_invited(waiting: World) -> None:
    def invite(number: int) -> int:
        body = {"email": f"a{number}@shop.example", "role": "agent", "name": "A"}
        return waiting.as_(Role.OWNER).post("/v1/invitations", body).status

    assert [invite(number) for number in range(6)] == [201] * 5 + [409]


def test_before_approval_nothing_is_made_in_amazon_connect(waiting: World) -> None:
    body: dict[str, Any] = {"name": "repairs", "schedule": "main"}

    made = waiting.as_(Role.OWNER).post("/v1/queues", body)

    assert (made.status, made.json()["state"]) == (202, "done")
    assert made.json()["reason"] == "Amazon Connect follows once the business is approved."
    assert waiting.executions.started == {}


def test_nobody_approves_their_own_business(waiting: World) -> None:
    approval = waiting.as_(Role.OWNER).post("/v1/operator/tenants/shop/approval", {})

    assert approval.status == 403
    assert accounts.load("shop").value.state is AccountState.VERIFIED
