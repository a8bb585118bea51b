"""What takes away in Amazon Connect is signed for the business whose it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from santral.domain.job import Job, JobKind
from santral.stores import connect_work, number_pool
from santral.stores.clients import AssumedRoles
from santral.stores.connect_operations import takes_away
from santral.stores.tenant_guard import PLATFORM
from tests.fakes.clocks import FixedClock
from tests.fakes.sts import access_key
from tests.functional.provisioning.businesses import bakery
from tests.functional.provisioning.cell import Cell, cell

ARN = "arn:aws:iam::123456789012:role/santral-tenant"
LONG_AGO = FixedClock(datetime(2020, 1, 1, tzinfo=UTC))  # moto's sessions end an hour from today

pytestmark = pytest.mark.usefixtures("_aws_settings")


class Watched:
    """What a cell sends to Amazon Connect, with whose keys, and whose things it takes away.

    Attributes:
        sent: (operation, tenant of the session or "" for the function's own keys).
        taken_from: whose the things are, by their tags, that requests take away.
    """

    def __init__(self, centre: Cell) -> None:
        self.sent: list[tuple[str, str]] = []
        self.taken_from: list[str] = []
        self._centre = centre
        self._owners: dict[str, str] = {}
        self._tenant = ""
        sts: Any = centre.clients.sts
        sts.meta.events.register("provide-client-params.sts", self._asked)
        sts.meta.events.register("after-call.sts", self._given)
        connect: Any = centre.clients.connect
        connect.meta.events.register_last("request-created.connect", self._seen)

    def _asked(self, params: Any, **_: object) -> None:
        [tag] = params["Tags"]
        self._tenant = tag["Value"]

    def _given(self, parsed: Any, **_: object) -> None:
        self._owners[parsed["Credentials"]["AccessKeyId"]] = self._tenant

    def _seen(self, request: Any, operation_name: str, **_: object) -> None:
        self.sent.append((operation_name, self._owners.get(access_key(request), "")))
        if takes_away(operation_name):
            named = set(request.url.partition("?")[0].split("/"))
            self.taken_from += [
                each.tags.get("tenant", "")
                for table in self._centre.instance.tables
                if table.kind.name != "hours of operation override"
                for each in table
                if each.id in named
            ]


def test_what_takes_away_is_signed_for_whose_it_is_and_nothing_else_is() -> None:
    roles = AssumedRoles(LONG_AGO, release=ARN)
    with cell(roles=roles) as centre:
        watched = Watched(centre)
        centre.set_up(bakery())
        centre.take_away("bakery")
        assert not centre.tagged()

    assert {operation for operation, tenant in watched.sent if tenant} == {
        "DeleteContactFlow",
        "DeleteHoursOfOperation",
        "DeleteHoursOfOperationOverride",
        "DeleteQueue",
        "DeleteQuickConnect",
        "DeleteRoutingProfile",
        "DeleteUser",
        "DisassociatePhoneNumberContactFlow",
    }
    assert {tenant for _, tenant in watched.sent} == {"", "bakery"}
    assert not any(takes_away(operation) for operation, tenant in watched.sent if not tenant)
    assert set(watched.taken_from) == {"bakery"}


def test_a_number_of_the_pool_is_released_for_the_platform_when_it_is_nobodys() -> None:
    roles = AssumedRoles(LONG_AGO, release=ARN)
    with cell(roles=roles) as centre:
        centre.set_up(bakery())
        centre.take_away("bakery")
        [number] = centre.pool
        watched = Watched(centre)

        number_pool.set_aside(number.id)
        job = Job("release-1", JobKind.CONNECT_CHANGE, centre.here.clock(), "operator")
        connect_work.release(centre.here.queues, job, number.id)
        centre.run()

        assert centre.claimed == []
    assert (watched.sent, watched.taken_from) == ([("ReleasePhoneNumber", PLATFORM)], [""])
