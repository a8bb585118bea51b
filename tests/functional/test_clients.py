"""The one place that makes clients: time-outs, attempts, deadline."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from santral.domain.errors import DependencyError
from santral.stores.deadline import ensure_fits, remaining_s, within
from santral.stores.tables import TenantItem, dynamodb_translated
from santral.stores.tenant_guard import acting_for
from tests.fakes.clocks import Stopwatch
from tests.functional.cloud import Cloud


def test_the_call_path_gives_up_sooner_than_a_caller_does(cloud: Cloud) -> None:
    config: Any = cloud.clients.dynamodb.meta.config  # its options are set at run time

    assert (config.connect_timeout, config.read_timeout) == (0.3, 0.7)
    assert config.retries == {"mode": "standard", "total_max_attempts": 2}


def test_models_send_through_the_guarded_client(cloud: Cloud) -> None:
    client: object = TenantItem._get_connection().connection.client

    assert client is cloud.clients.dynamodb


@pytest.mark.parametrize("fault", ["hang", "throttle", "break_down"])
def test_a_request_is_tried_twice_and_then_fails(cloud: Cloud, fault: str) -> None:
    cloud.dynamodb.fault = getattr(cloud.dynamodb, fault)

    with acting_for("shop"), pytest.raises(DependencyError) as failure, dynamodb_translated():
        TenantItem.get("shop", "profile")

    assert failure.value.retryable
    assert len(cloud.dynamodb.operations) == 2


def test_a_refusal_is_not_tried_again(cloud: Cloud) -> None:
    cloud.dynamodb.fault = cloud.dynamodb.deny

    with acting_for("shop"), pytest.raises(DependencyError) as failure, dynamodb_translated():
        TenantItem.get("shop", "profile")

    assert (failure.value.problem, failure.value.retryable) == ("AccessDeniedException", False)
    assert len(cloud.dynamodb.operations) == 1


def test_time_is_left_without_end_where_nobody_set_a_deadline() -> None:
    ensure_fits("dynamodb", 10.0)

    assert remaining_s() == float("inf")


def test_what_takes_longer_than_is_left_is_not_asked() -> None:
    stopwatch = Stopwatch()
    with within(2.0, stopwatch):
        stopwatch.advance(0.9)
        ensure_fits("dynamodb", 1.0)
        stopwatch.advance(0.2)
        with pytest.raises(DependencyError, match="dynamodb: not asked, no time is left"):
            ensure_fits("dynamodb", 1.0)


# What would cost a cold start more than it brings.
HEAVY = ["boto3", "pydantic", "aws_xray_sdk", "moto", "chalice", "typer", "santral.engine"]
PROBE = """
import json, sys
from functions.catalogue import FUNCTIONS, Trigger
for spec in FUNCTIONS.values():
    if spec.trigger is not Trigger.API:
        __import__(spec.handler.rpartition(".")[0])
print(json.dumps([name for name in sys.argv[1:] if name in sys.modules]))
"""


def test_importing_all_functions_but_the_api_brings_nothing_heavy_and_reads_no_environment() -> (
    None
):
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *HEAVY], capture_output=True, text=True, check=True, env={}
    )

    assert json.loads(done.stdout) == []
