"""An account of the local Connect with one empty instance, and boto3's own client for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import add_standard_statuses

# A Monday, 10:00 in Istanbul.
START = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def account() -> Iterator[Mocked]:
    with mocked(start=START) as opened:
        yield opened


@pytest.fixture
def instance(account: Mocked) -> Instance:
    """An instance with nothing in it but the two statuses that every agent needs."""
    made = account.connect.add_instance(
        "test-centre", {"IdentityManagementType": "CONNECT_MANAGED"}
    )
    add_standard_statuses(made)
    return made


@pytest.fixture
def client(account: Mocked) -> Any:
    return boto3.client("connect", region_name="eu-central-1")
