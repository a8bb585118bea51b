"""Every list gives the same elements however long its pages are."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from botocore import xform_name
from botocore.loaders import Loader

from santral.local.connect import mocked
from santral.local.connect.protocol.model import model
from santral.local.connect.registry import OPERATIONS

PAGINATORS: dict[str, Any] = Loader().load_service_model("connect", "paginators-1")["pagination"]


def asked_by_instance_alone(name: str) -> bool:
    shape = model().operation(name).input
    return shape is not None and set(shape.required_members) <= {"InstanceId"}


LISTS = sorted(name for name in set(OPERATIONS) & set(PAGINATORS) if asked_by_instance_alone(name))


@pytest.fixture(scope="module")
def centre() -> Any:
    """A client, and the id of an instance with all that a new one has."""
    with mocked():
        client = boto3.client("connect", region_name="eu-central-1")
        made = client.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="listed",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        yield client, made["Id"]


@pytest.mark.parametrize("name", LISTS)
def test_pages_of_one_and_of_a_thousand_give_the_same(centre: Any, name: str) -> None:
    client, instance = centre
    shape = model().operation(name).input
    assert shape is not None
    request = {"InstanceId": instance} if "InstanceId" in shape.members else {}
    key = PAGINATORS[name]["result_key"]
    paginator = client.get_paginator(xform_name(name))

    pages = [
        [
            each
            for page in paginator.paginate(**request, PaginationConfig={"PageSize": size})
            for each in page[key]
        ]
        for size in (1, 3, 1000)
    ]

    assert pages[0] == pages[1] == pages[2]


def test_a_new_instance_fills_many_of_those_lists() -> None:
    assert len(LISTS) >= 30
