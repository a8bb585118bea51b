"""Payments: signed notices, each of which counts once."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.domain.access import Role
from santral.domain.account import AccountState, Plan
from santral.domain.signatures import HEADER, signature
from santral.local.gateway import Reply
from santral.stores import accounts
from tests.functional.api.conftest import ENVIRONMENT, World

SECRET = ENVIRONMENT["SANTRAL_PAYMENT_SECRET"]


@pytest.fixture
def waiting(world: World) -> World:
    world.change_account(state=AccountState.VERIFIED)
    return world


def pay(
    world: World, *, secret: str = SECRET, late_s: int = 0, signed: Any = None, **changes: Any
) -> Reply:
    octets = json.dumps({"id": "p-1", "tenant": "shop", "plan": "paid"} | changes).encode()
    now_s = int(world.cloud.clock().timestamp()) - late_s
    header = signature(octets if signed is None else signed, [secret], now_s)
    return world.client.send("POST", "/v1/payments", octets, headers={HEADER: header})


def test_who_has_paid_is_approved_and_set_up(waiting: World) -> None:
    paid = pay(waiting)

    account = accounts.load("shop").value
    assert paid.status == 204
    assert (account.state, account.plan) == (AccountState.PROVISIONING, Plan.PAID)
    assert account.approved_by == "payment-p-1"
    assert len(waiting.executions.started) == 1


def test_the_same_notice_again_changes_nothing(waiting: World) -> None:
    pay(waiting)
    waiting.change_account(state=AccountState.LIVE, plan=Plan.TRIAL)
    waiting.later(seconds=60)

    again = pay(waiting)

    assert (again.status, accounts.load("shop").value.plan) == (204, Plan.TRIAL)
    assert len(waiting.executions.started) == 1


def test_a_notice_whose_work_broke_off_is_carried_out_by_the_next_one(waiting: World) -> None:
    waiting.executions.fails = True
    first = pay(waiting)
    waiting.executions.fails = False

    second = pay(waiting)

    assert (first.status, second.status) == (503, 204)
    assert len(waiting.executions.started) == 1
    entries = waiting.as_(Role.OWNER).get("/v1/audit").json()["items"]
    assert [(each["action"], each["subject"]) for each in entries] == [
        ("approve_business", "payment-p-1")
    ]


def test_one_id_is_not_for_two_payments(world: World) -> None:
    pay(world)

    assert pay(world, tenant="clinic").status == 409


@pytest.mark.parametrize(
    "forged",
    [
        {"secret": "another"},
        {"late_s": 301},
        {"late_s": -301},
        {"signed": b'{"id": "p-1", "tenant": "clinic"}'},
    ],
)
def test_a_notice_that_is_not_signed_is_refused(waiting: World, forged: dict[str, Any]) -> None:
    refused = pay(waiting, **forged)

    assert refused.status == 401
    assert accounts.load("shop").value.state is AccountState.VERIFIED


def test_a_notice_without_a_signature_is_refused(waiting: World) -> None:
    body = {"id": "p-1", "tenant": "shop"}

    assert waiting.client.post("/v1/payments", body).status == 401


def test_where_no_secret_is_set_there_is_no_such_endpoint(waiting: World) -> None:
    del waiting.environment["SANTRAL_PAYMENT_SECRET"]

    assert pay(waiting).status == 404
    assert pay(waiting, secret="").status == 404


def test_a_payment_for_nobody_is_not_found(world: World) -> None:
    assert pay(world, tenant="nobody").status == 404
