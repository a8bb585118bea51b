"""Each request of a business bears keys that are its own, and AWS can refuse all others."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ClientError, ConnectTimeoutError
from hypothesis import given, settings
from hypothesis import strategies as st
from moto import mock_aws

from santral.domain.errors import DependencyError, TenantBoundaryError
from santral.stores.clients import AssumedRoles, Clients
from santral.stores.deadline import within
from santral.stores.tenant_credentials import TenantRole
from santral.stores.tenant_guard import PLATFORM, acting_for
from tests.fakes.clocks import FixedClock, Stopwatch
from tests.fakes.sts import FakeSts, access_key
from tests.functional.cloud import REGION

ROOT = Path(__file__).resolve().parents[2]
ARN = "arn:aws:iam::123456789012:role/santral-tenant"
NOON = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
LONG_AGO = FixedClock(datetime(2020, 1, 1, tzinfo=UTC))  # moto's sessions end an hour from today
OWN = "testing"  # the keys of the function itself
TENANTS = ("shop", "clinic", "bakery-2")
ALL_OF_THEM = st.sampled_from((*TENANTS, PLATFORM))

pytestmark = pytest.mark.usefixtures("_aws_settings")


class Signed:
    """A DynamoDB that only notes whose item was asked for, and with whose keys.

    Attributes:
        pairs: (the tenant of the key in the request, the access key that it is signed with).
    """

    def __init__(self, clients: Clients) -> None:
        self.client: Any = clients.dynamodb
        self.pairs: list[tuple[str, str]] = []
        events: Any = self.client.meta.events  # typed as if handlers could not answer
        events.register_first("before-send.dynamodb", self._answer)

    def ask(self, tenant: str) -> None:
        with acting_for(tenant):
            self.client.get_item(TableName="t", Key={"pk": {"S": f"{tenant}#a"}, "sk": {"S": "a"}})

    def _answer(self, request: Any, **_: object) -> AWSResponse:
        tenant = json.loads(request.body)["Key"]["pk"]["S"].partition("#")[0]
        self.pairs.append((tenant, access_key(request)))
        return AWSResponse(request.url, 200, HTTPHeaders(), Nothing())


class Nothing:
    def stream(self, **_: object) -> list[bytes]:
        return [b"{}"]


def made(sts: FakeSts, clock: FixedClock) -> Signed:
    clients = Clients(REGION, roles=AssumedRoles(clock, tenant=ARN))
    vars(clients)["sts"] = sts
    return Signed(clients)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def sts(clock: FixedClock) -> FakeSts:
    return FakeSts(clock)


@pytest.fixture
def role(sts: FakeSts, clock: FixedClock) -> TenantRole:
    return TenantRole(ARN, lambda: sts, clock)


@pytest.fixture(scope="module")
def signed() -> Signed:
    """Made once: its sessions never end, and a client takes its time to be made."""
    clock = FixedClock(NOON)
    return made(FakeSts(clock), clock)


def refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "AssumeRole")


def test_a_business_is_signed_for_by_its_session_and_the_platform_by_the_function(
    signed: Signed,
) -> None:
    signed.pairs.clear()

    for tenant in ("shop", PLATFORM, "shop"):
        signed.ask(tenant)

    [(_, first), platform, (_, again)] = signed.pairs
    assert first.startswith("shop+")
    assert platform == (PLATFORM, OWN)
    assert again == first


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(ALL_OF_THEM, max_size=5), min_size=2, max_size=4))
def test_whatever_threads_ask_at_once_each_request_bears_keys_of_its_own_tenant(
    signed: Signed, threads: Sequence[Sequence[str]]
) -> None:
    signed.pairs.clear()
    together = Barrier(len(threads))

    def ask_all(tenants: Sequence[str]) -> None:
        together.wait()
        for tenant in tenants:
            signed.ask(tenant)

    with ThreadPoolExecutor(len(threads)) as pool:
        list(pool.map(ask_all, threads))

    assert len(signed.pairs) == sum(map(len, threads))
    wrong = [
        (tenant, key)
        for tenant, key in signed.pairs
        if key.partition("+")[0] != (OWN if tenant == PLATFORM else tenant)
    ]
    assert wrong == []


def test_a_session_is_of_one_tenant_and_says_so_only_by_its_tag(
    role: TenantRole, sts: FakeSts
) -> None:
    keys = role.keys_of("shop")

    assert sts.asked == [
        {
            "RoleArn": ARN,
            "RoleSessionName": "tenant",
            "DurationSeconds": 3600,
            "Tags": [{"Key": "tenant", "Value": "shop"}],
        }
    ]
    assert (keys.access_key, keys.secret_key, keys.token) == ("shop+1", "secret", "token+1")


def test_a_warm_function_asks_for_no_session(sts: FakeSts, clock: FixedClock) -> None:
    warm = made(sts, clock)
    for tenant in TENANTS:
        warm.ask(tenant)
    sts.asked.clear()

    for tenant in (*TENANTS, PLATFORM) * 10:
        warm.ask(tenant)

    assert sts.asked == []


def test_a_session_is_renewed_ten_minutes_before_it_ends(
    role: TenantRole, sts: FakeSts, clock: FixedClock
) -> None:
    role.keys_of("shop")
    clock.now = NOON + timedelta(minutes=49)
    before = role.keys_of("shop").access_key

    clock.now = NOON + timedelta(minutes=50)
    after = role.keys_of("shop").access_key

    assert (before, after) == ("shop+1", "shop+2")


def test_while_sts_is_away_a_session_serves_until_a_minute_before_its_end(
    role: TenantRole, sts: FakeSts, clock: FixedClock
) -> None:
    role.keys_of("shop")
    sts.fault = ConnectTimeoutError(endpoint_url="https://sts.example")
    clock.now = NOON + timedelta(minutes=58)
    assert role.keys_of("shop").access_key == "shop+1"

    clock.now = NOON + timedelta(minutes=59)
    with pytest.raises(DependencyError, match=r"^sts: no answer$") as failure:
        role.keys_of("shop")

    assert failure.value.retryable


def test_while_sts_is_away_it_is_asked_twice_a_minute(
    role: TenantRole, sts: FakeSts, clock: FixedClock
) -> None:
    role.keys_of("shop")
    sts.fault = refusal("Throttling")
    sts.asked.clear()

    for second in range(60):
        clock.now = NOON + timedelta(minutes=50, seconds=second)
        role.keys_of("shop")

    assert len(sts.asked) == 2


@given(
    st.lists(st.tuples(st.sampled_from(TENANTS), st.integers(0, 4000), st.booleans()), max_size=20)
)
def test_keys_are_never_anothers_nor_at_their_end(
    asked: Sequence[tuple[str, int, bool]],
) -> None:
    clock = FixedClock(NOON)
    sts = FakeSts(clock)
    role = TenantRole(ARN, lambda: sts, clock, most=2)
    ends: dict[str, datetime] = {}
    sts.before_answering = lambda: ends.update(
        {f"{sts.tenants[-1]}+{len(sts.asked)}": clock() + timedelta(hours=1)}
    )

    for tenant, later_s, is_away in asked:
        clock.now += timedelta(seconds=later_s)
        sts.fault = refusal("ServiceUnavailable") if is_away else None
        try:
            key = role.keys_of(tenant).access_key
        except DependencyError:
            assert is_away
            continue
        assert key.partition("+")[0] == tenant
        assert ends[key] - clock() > timedelta(minutes=1)


def test_what_sts_refuses_for_good_is_not_worth_another_try(role: TenantRole, sts: FakeSts) -> None:
    sts.fault = refusal("AccessDenied")

    with pytest.raises(DependencyError, match=r"^sts: AccessDenied$") as failure:
        role.keys_of("shop")

    assert not failure.value.retryable


def test_threads_of_one_tenant_wait_for_one_session(role: TenantRole, sts: FakeSts) -> None:
    together = Barrier(8)

    def ask(_: int) -> str:
        together.wait()
        return role.keys_of("shop").access_key

    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(ask, range(8)))

    assert (keys, sts.tenants) == ({"shop+1"}, ["shop"])


def test_two_tenants_do_not_wait_for_one_another(role: TenantRole, sts: FakeSts) -> None:
    both = Barrier(2)
    sts.before_answering = lambda: both.wait(timeout=20)

    with ThreadPoolExecutor(2) as pool:
        keys = pool.map(lambda tenant: role.keys_of(tenant).access_key, ("shop", "clinic"))

    assert {key.partition("+")[0] for key in keys} == {"shop", "clinic"}


def test_only_the_last_sessions_are_kept(sts: FakeSts, clock: FixedClock) -> None:
    role = TenantRole(ARN, lambda: sts, clock, most=2)

    for tenant in ("shop", "clinic", "shop", "bakery", "shop", "clinic"):
        role.keys_of(tenant)

    assert sts.tenants == ["shop", "clinic", "bakery", "clinic"]


def test_sts_is_asked_in_the_region_with_what_it_understands() -> None:
    clients = Clients(REGION, roles=AssumedRoles(LONG_AGO, tenant=ARN))
    client: Any = clients.sts
    with mock_aws():
        role = TenantRole(ARN, lambda: clients.sts, LONG_AGO)
        first, again, other = (role.keys_of(each) for each in ("shop", "shop", "clinic"))

    assert client.meta.endpoint_url == "https://sts.eu-central-1.amazonaws.com"
    assert first is again
    assert other.access_key != first.access_key


def test_a_session_that_comes_too_late_is_not_asked_for() -> None:
    stopwatch = Stopwatch()
    clients = Clients(REGION, roles=AssumedRoles(LONG_AGO, tenant=ARN))
    role = TenantRole(ARN, lambda: clients.sts, LONG_AGO)

    with (
        mock_aws(),
        within(3.4, stopwatch),
        pytest.raises(DependencyError, match=r"^sts: not asked, no time is left$"),
    ):
        role.keys_of("shop")


def test_without_the_role_nobody_asks_for_sessions() -> None:
    clients = Clients(REGION, roles=AssumedRoles(lambda: NOON))
    plain = Signed(clients)

    plain.ask("shop")

    assert plain.pairs == [("shop", OWN)]
    assert "sts" not in vars(clients)


def test_no_request_is_made_of_items_that_two_owners_have() -> None:
    """Either's keys would be refused. Nothing here sends a transaction at all."""
    senders = {
        file.name
        for folder in ("functions", "santral/stores")
        for file in (ROOT / folder).rglob("*.py")
        if re.search(r"transact_|Transact[WG]", file.read_text("utf-8"))
    }

    assert senders == {"tenant_guard.py"}


def test_a_request_of_two_owners_would_not_be_sent(signed: Signed) -> None:
    items = [
        {"Put": {"TableName": "t", "Item": {"pk": {"S": owner}, "sk": {"S": "a"}}}}
        for owner in ("shop#a", "platform#a")
    ]

    for tenant in ("shop", PLATFORM):
        with acting_for(tenant), pytest.raises(TenantBoundaryError):
            signed.client.transact_write_items(TransactItems=items)
