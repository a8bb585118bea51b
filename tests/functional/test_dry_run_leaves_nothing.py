"""A dry-run call reads, and leaves nothing behind: no item, no metric, no line in the log."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from functions.dry_run.handler import dry_run
from functions.dry_run.read_only import trying
from functions.menu_step.handler import handler as menu_step
from functions.wiring import Collaborators, collaborators, using
from santral.domain.errors import DependencyError, TenantBoundaryError
from santral.domain.tenant import Tenant
from santral.stores import customers, tenants
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for, reading_only
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, Context, call_event, items
from tests.functional.dry_runs import AYSE, KLIMA, draft, tried

READS = {"GetItem"}


def everything(cloud: Cloud) -> list[object]:
    return [items(cloud, table) for table in (NAMES.tenants, NAMES.customers, NAMES.contacts)]


@pytest.fixture
def shop(empty_cloud: Cloud) -> Cloud:
    write_business(empty_cloud.clients.dynamodb, KLIMA.tenant, KLIMA.customers[:3])
    empty_cloud.dynamodb.operations.clear()
    return empty_cloud


def test_an_answered_call_writes_nothing_counts_nothing_and_logs_nothing(
    shop: Cloud, capsys: pytest.CaptureFixture[str]
) -> None:
    before = everything(shop)

    answer = tried(**{"from": AYSE}, draft=draft())

    assert answer["outcome"] == "answered"
    assert everything(shop) == before
    assert (set(shop.dynamodb.operations), shop.s3.operations) == (READS, [])
    assert (shop.counts, shop.log.getvalue(), capsys.readouterr()) == ({}, "", ("", ""))


@pytest.mark.parametrize("fault", ["be_unreachable", "break_down", "throttle", "deny"])
def test_what_fails_meanwhile_is_no_alarm_and_names_nobody(
    shop: Cloud, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    shop.dynamodb.fault = getattr(shop.dynamodb, fault)

    answer = tried(**{"from": AYSE}, draft=draft(), keys="1")

    assert answer["functions"][0]["answer"]["known"] == "no"
    assert (shop.counts, shop.log.getvalue(), capsys.readouterr()) == ({}, "", ("", ""))


def test_the_call_costs_two_reads(shop: Cloud) -> None:
    tried(**{"from": AYSE}, keys="1")

    assert shop.dynamodb.operations == ["GetItem"] * 2


def test_a_write_is_refused_before_it_is_sent(cloud: Cloud) -> None:
    with acting_for("shop"), reading_only(), pytest.raises(TenantBoundaryError, match="PutItem"):
        tenants.save(sample.shop(), replacing=1)

    assert cloud.dynamodb.operations == []


def test_what_is_read_in_a_dry_run_stays_within_the_tenant(cloud: Cloud) -> None:
    with acting_for("shop"), reading_only(), pytest.raises(TenantBoundaryError, match="outside"):
        customers.find("clinic", sample.AYSE_NUMBER)


def test_functions_of_a_dry_run_reach_no_other_service(cloud: Cloud) -> None:
    with (
        trying(sample.shop(), clock=cloud.clock, monotonic=cloud.stopwatch, new_id=lambda: "1"),
        pytest.raises(TenantBoundaryError, match="s3 is not reached"),
    ):
        _ = collaborators().clients.s3


def test_a_crm_of_the_tenants_own_never_hears_of_it(cloud: Cloud) -> None:
    shop = sample.shop("https://crm.example/contacts")
    with (
        trying(shop, clock=cloud.clock, monotonic=cloud.stopwatch, new_id=lambda: "1"),
        pytest.raises(DependencyError, match="not asked"),
    ):
        collaborators().crm_of(shop).find(sample.AYSE_NUMBER)


def test_a_call_that_comes_in_meanwhile_meets_what_is_stored(cloud: Cloud) -> None:
    """The draft sends key 1 to the managers; whoever really calls goes to sales."""
    changed = _sending_key_one_to_managers(sample.shop())
    both_are_in = Barrier(2, timeout=5)

    def really_calls() -> str:
        both_are_in.wait()
        return menu_step(call_event(menu="main", key="1"), Context())["queue"]

    def tries() -> str:
        with trying(changed, clock=cloud.clock, monotonic=cloud.stopwatch, new_id=lambda: "1"):
            both_are_in.wait()
            return menu_step(call_event(menu="main", key="1"), Context())["queue"]

    with ThreadPoolExecutor(2) as pool:
        real, tried_out = pool.submit(really_calls), pool.submit(tries)

        assert (real.result(), tried_out.result()) == ("sales", "managers")


def test_afterwards_everything_is_as_it_was(shop: Cloud) -> None:
    before = collaborators()

    dry_run({"tenant": "klima", "draft": draft(name="Another name"), "at": "2026-11-23T10:30"})

    assert collaborators() is before
    with acting_for("klima"):
        assert before.recent_tenants.acting().name == "Serin Klima"


def test_collaborators_of_a_block_are_gone_with_it(cloud: Cloud) -> None:
    own: Collaborators = replace(cloud.collaborators, bucket="another")

    with using(own):
        assert collaborators() is own

    assert collaborators() is cloud.collaborators


def _sending_key_one_to_managers(tenant: Tenant) -> Tenant:
    main, *others = tenant.menus
    choices = {**main.choices, "1": replace(main.choices["1"], queue="managers")}
    return replace(tenant, menus=(replace(main, choices=choices), *others))
