"""Fixtures: a cloud in memory, and a small business in it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest
from moto import mock_aws

from functions.log import Log
from functions.wiring import Collaborators, use
from santral.stores.clients import Clients
from santral.stores.seeding import create_tables, write_business
from tests.fakes.clocks import FixedClock, Stopwatch
from tests.fakes.faults import Wire
from tests.functional import sample
from tests.functional.cloud import BUCKET, NAMES, REGION, Cloud, empty_everything


@pytest.fixture(scope="session")
def _aws_settings() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "testing")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
        patch.setenv("AWS_DEFAULT_REGION", REGION)
        # Otherwise requests go to an endpoint with the account's number in its name.
        patch.setenv("AWS_ACCOUNT_ID_ENDPOINT_MODE", "disabled")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


@pytest.fixture(scope="session")
def clients(_aws_settings: None) -> Clients:
    """Make them once: loading botocore's models takes longer than most tests."""
    with mock_aws():
        made = Clients(REGION)
        assert made.dynamodb is not None
        assert made.s3 is not None
    return made


@pytest.fixture(scope="module")
def _tables_and_bucket(clients: Clients) -> Iterator[None]:
    """Make them once for a module: emptying them takes a hundredth of the time."""
    with mock_aws():
        create_tables(clients.dynamodb, NAMES)
        clients.s3.create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        yield


@pytest.fixture
def empty_cloud(clients: Clients, _tables_and_bucket: None) -> Iterator[Cloud]:
    stopwatch, log = Stopwatch(), io.StringIO()
    counts: Counter[tuple[str, str]] = Counter()
    clock = FixedClock(sample.MONDAY_MORNING)
    empty_everything()
    collaborators = Collaborators(
        clients=clients,
        tables=NAMES,
        bucket=BUCKET,
        clock=clock,
        monotonic=stopwatch,
        ids=iter(map(str, range(10**6))).__next__,
        random=Random(1),
        logger=Log(log),
        count=lambda metric, tenant: counts.update([(metric, tenant)]),
        trusted_hosts=frozenset({"127.0.0.1"}),
    )
    use(collaborators)
    wires = Wire(clients.dynamodb, stopwatch), Wire(clients.s3, stopwatch)
    yield Cloud(clients, clock, stopwatch, log, counts, *wires, collaborators)
    for wire in wires:
        wire.close()
    use(None)


@pytest.fixture
def cloud(empty_cloud: Cloud) -> Cloud:
    """A cloud in which the sample business is at work."""
    write_business(empty_cloud.clients.dynamodb, sample.shop(), sample.PEOPLE)
    empty_cloud.dynamodb.operations.clear()
    return empty_cloud
