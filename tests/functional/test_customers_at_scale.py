"""A caller is found as quickly among a hundred thousand customers as among a hundred."""

from __future__ import annotations

from copy import copy

import pytest
from moto.dynamodb.models import dynamodb_backends

from santral.stores import customers
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import ACCOUNT, NAMES, REGION, Cloud


def fill(count: int) -> None:
    """Let so many more numbers have a customer: past the guard, in moto's own memory."""
    items = dynamodb_backends[ACCOUNT][REGION].tables[NAMES.customers].items
    known = items[f"shop#number#{sample.AYSE_NUMBER}"]
    for number in range(count):
        items[f"shop#number#+9055{number:08d}"] = copy(known)


@pytest.mark.parametrize("count", [100, 100_000])
def test_a_caller_is_found_with_one_request(cloud: Cloud, count: int) -> None:
    fill(count)
    cloud.dynamodb.operations.clear()

    with acting_for("shop"):
        [found] = customers.find("shop", sample.AYSE_NUMBER)

    assert found.id == "c-1"
    assert cloud.dynamodb.operations == ["GetItem"]
