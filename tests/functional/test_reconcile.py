"""reconcile: what got lost is rung for again, and what is missing is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.reconcile.handler import handler
from functions.wiring import collaborators
from santral.domain.account import Account, AccountState
from santral.domain.deletion import Deletion
from santral.domain.job import Job, JobKind, JobState
from santral.stores import accounts, deletions, jobs, provisionings
from santral.stores.provisionings import Provisioning
from santral.stores.tenant_guard import acting_for
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.cloud import Cloud, Context, event, kinesis_batch

NOW = sample.MONDAY_MORNING


@pytest.fixture
def queues(cloud: Cloud) -> FakeQueues:
    made = FakeQueues()
    vars(collaborators())["queues"] = made
    accounts.create(Account("shop", "Serin Klima", NOW, AccountState.LIVE))
    return made


def reconcile() -> Any:
    return handler({"detail-type": "Scheduled Event"}, Context())


def job(kind: JobKind, state: JobState, age: timedelta, id_: str = "j-1") -> None:
    with acting_for("shop"):
        jobs.create("shop", Job(id_, kind, NOW - age, "deniz", state))


def record(began_ago: timedelta, **more: object) -> None:
    began = (NOW - began_ago).isoformat().replace("+00:00", "Z")
    contact_records(
        kinesis_batch({**event("contact_record"), "InitiationTimestamp": began, **more}), Context()
    )


@pytest.mark.parametrize(
    ("kind", "function"),
    [(JobKind.CUSTOMER_IMPORT, "import_customers"), (JobKind.EXPORT, "export_tenant")],
)
def test_a_job_that_has_fallen_silent_is_rung_for(
    queues: FakeQueues, kind: JobKind, function: str
) -> None:
    job(kind, JobState.RUNNING, timedelta(minutes=21))

    assert reconcile() == {"rung": 1, "looked_at": 1}
    assert queues.sent == [(function, {"schema": 1, "tenant": "shop", "job": "j-1"}, 0)]


@pytest.mark.parametrize("state", [JobState.WAITING, JobState.DONE, JobState.FAILED])
def test_a_job_that_nobody_has_to_go_on_with_is_let_be(queues: FakeQueues, state: JobState) -> None:
    job(JobKind.CUSTOMER_IMPORT, state, timedelta(hours=2))
    job(JobKind.EXPORT, JobState.RUNNING, timedelta(minutes=5), "j-2")

    assert reconcile()["rung"] == 0


def test_a_deletion_whose_time_has_come_is_rung_for(queues: FakeQueues) -> None:
    deletion = Deletion("shop", "d-1", NOW, "owner", since=NOW)
    deletions.begin(deletion.waiting(NOW - timedelta(minutes=6)))

    reconcile()

    assert queues.sent == [("delete_tenant", {"schema": 1, "tenant": "shop", "job": "d-1"}, 0)]


def test_a_deletion_that_waits_for_years_is_let_wait(queues: FakeQueues) -> None:
    deletion = Deletion("shop", "d-1", NOW, "owner", since=NOW)
    deletions.begin(deletion.waiting(NOW + timedelta(days=900)))

    assert reconcile()["rung"] == 0


def test_a_setting_up_that_takes_long_is_counted(cloud: Cloud, queues: FakeQueues) -> None:
    provisionings.mark(Provisioning("shop", "p-1", NOW - timedelta(minutes=16), "operator"))
    provisionings.mark(Provisioning("clinic", "p-2", NOW - timedelta(minutes=14), "operator"))

    reconcile()

    assert cloud.counts["ProvisioningSlow", "shop"] == 1
    assert cloud.counts["ProvisioningSlow", "clinic"] == 0


def test_a_recording_that_is_missing_after_two_hours_is_counted_once(
    cloud: Cloud, queues: FakeQueues
) -> None:
    record(timedelta(hours=2, minutes=5), Recording={"Status": "AVAILABLE"})

    reconcile()
    cloud.clock.now += timedelta(minutes=15)
    reconcile()

    assert cloud.counts["RecordingMissing", "shop"] == 1


@pytest.mark.parametrize("recording", [None, {"Status": "AVAILABLE", "Type": "CHAT"}])
def test_a_contact_that_was_not_recorded_misses_nothing(
    cloud: Cloud, queues: FakeQueues, recording: dict[str, str] | None
) -> None:
    record(timedelta(hours=2, minutes=5), Recording=recording)

    reconcile()

    assert cloud.counts["RecordingMissing", "shop"] == 0


def test_a_run_that_has_no_time_is_gone_on_with_by_the_next(
    cloud: Cloud, queues: FakeQueues
) -> None:
    for tenant in ("a", "b", "c"):
        accounts.create(replace(Account(tenant, tenant, NOW), state=AccountState.LIVE))
    events: Any = cloud.clients.dynamodb.meta.events

    def pass_time(**_: object) -> None:
        cloud.stopwatch.advance(30)

    events.register_first("before-send.dynamodb.BatchGetItem", pass_time)
    events.register_first("before-send.dynamodb.Query", pass_time)
    try:
        first = reconcile()["looked_at"]
    finally:
        events.unregister("before-send.dynamodb.BatchGetItem", pass_time)
        events.unregister("before-send.dynamodb.Query", pass_time)

    assert 0 < first < 4
    assert reconcile()["looked_at"] == 4 - first
    assert reconcile()["looked_at"] == 4
