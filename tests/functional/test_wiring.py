"""The composition root, and the table of functions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module

import pytest
from moto import mock_aws

from functions import wiring
from functions.catalogue import FUNCTIONS, Trigger
from functions.metrics import count_in_cloudwatch
from santral.domain.errors import InvocationError
from santral.stores.seeding import create_tables, write_business
from santral.stores.tables import TableNames
from tests.functional import sample
from tests.functional.cloud import Cloud, Context, call_event


@pytest.fixture
def _nothing_in_use() -> Iterator[None]:
    wiring.use(None)
    yield
    wiring.use(None)


@pytest.fixture
def environment(_nothing_in_use: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for each in fields(TableNames):
        monkeypatch.setenv(f"SANTRAL_{each.name.upper()}_TABLE", f"prod-{each.name}")
    monkeypatch.setenv("SANTRAL_QUARANTINE_BUCKET", "prod-quarantine")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    with mock_aws():
        yield


def test_the_environment_says_what_to_use_and_is_read_once(
    environment: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = wiring.collaborators()
    monkeypatch.delenv("SANTRAL_TENANTS_TABLE")

    assert first.tables.tenants == "prod-tenants"
    assert first.bucket == "prod-quarantine"
    assert first.clock().utcoffset() is not None
    assert first.ids() != first.ids()
    assert wiring.collaborators() is first


@pytest.mark.usefixtures("_nothing_in_use")
def test_a_setting_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SANTRAL_TENANTS_TABLE", raising=False)

    with pytest.raises(RuntimeError, match="SANTRAL_TENANTS_TABLE is not set"):
        wiring.collaborators()


def test_a_handler_runs_on_what_the_environment_says(
    environment: None, capsys: pytest.CaptureFixture[str]
) -> None:
    here = wiring.collaborators()
    create_tables(here.clients.dynamodb, here.tables)
    write_business(here.clients.dynamodb, sample.shop(), sample.PEOPLE)
    menu_step = import_module(FUNCTIONS["menu_step"].handler.rpartition(".")[0]).handler

    assert menu_step(call_event(menu="main", key="1"), Context())["queue"] == "sales"
    with pytest.raises(InvocationError):
        menu_step(call_event(tenant="clinic"), Context())
    metric, _, log = sorted(
        capsys.readouterr().out.splitlines(), key=lambda line: "_aws" not in line
    )
    assert '"InvocationFailed"' in metric
    assert '"invocation failed"' in log


def test_collaborators_that_are_put_in_place_anew_remember_no_tenant(cloud: Cloud) -> None:
    menu_step = import_module(FUNCTIONS["menu_step"].handler.rpartition(".")[0]).handler
    pressed = call_event(menu="main", key="1")

    menu_step(pressed, Context())
    cloud.use()
    menu_step(pressed, Context())
    wiring.use(wiring.collaborators())
    menu_step(pressed, Context())

    assert cloud.dynamodb.operations == ["GetItem"] * 3


def test_every_function_of_the_catalogue_can_be_imported() -> None:
    for spec in FUNCTIONS.values():
        module, _, name = spec.handler.rpartition(".")
        assert callable(getattr(import_module(module), name))


def test_functions_that_a_caller_waits_for_answer_within_the_blocks_limit() -> None:
    flows = [spec for spec in FUNCTIONS.values() if spec.trigger == Trigger.FLOW]

    assert len(flows) == 4
    assert {(spec.deadline_s, spec.timeout_s, spec.writes) for spec in flows} == {(2.0, 3, ())}


def test_what_is_counted_is_in_cloudwatchs_format(capsys: pytest.CaptureFixture[str]) -> None:
    count_in_cloudwatch("CallerNotLookedUp", "shop")

    printed = capsys.readouterr().out
    assert '"Namespace":"Santral"' in printed
    assert '"tenant":"shop"' in printed
    assert '"CallerNotLookedUp":[1.0]' in printed


def test_what_is_counted_for_a_tenant_is_counted_for_all_together_as_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANTRAL_METRICS_NAMESPACE", "Santral/dev")

    count_in_cloudwatch("MessageDropped", "shop")

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    directives = [each["_aws"]["CloudWatchMetrics"][0] for each in told]
    assert [each["Dimensions"] for each in directives] == [[["tenant"]], [[]]]
    assert {each["Namespace"] for each in directives} == {"Santral/dev"}
