"""Whatever happens to its requests, a business is set up whole, or nothing of it is left."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.connect_writes.reporting import tell_state
from santral.domain.job import JobState
from santral.domain.provisioning import STEPS, Step
from santral.stores.connect_work import ConnectWork
from tests.fakes.network import Fault
from tests.functional.provisioning.businesses import bakery
from tests.functional.provisioning.cell import cell
from tests.functional.provisioning.faults import (
    KINDS,
    Always,
    Once,
    kill_at,
    shorten_patience,
    step_of,
)

# Steps that ask Amazon Connect for nothing; one of them writes ARNs.
SILENT = {"arns"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("step", [str(each) for each in STEPS if each not in SILENT])
def test_a_step_that_suffers_once_is_completed(step: str, kind: str) -> None:
    with cell() as centre:
        fault = Once(centre, step, kind)

        job = centre.set_up(bakery())

        assert fault.count > 0
        assert job.state is JobState.DONE
        assert centre.is_whole
        assert centre.service.over_the_limit == 0


LASTING = [
    ("CreateHoursOfOperation", Fault.BROKEN_BEFORE),
    ("CreateHoursOfOperationOverride", Fault.BROKEN_AFTER),
    ("CreateQueue", Fault.SILENT),
    ("CreateRoutingProfile", Fault.BROKEN_AFTER),
    ("CreateUser", Fault.CUT),
    ("CreateQuickConnect", Fault.BROKEN_BEFORE),
    ("AssociateQueueQuickConnects", Fault.THROTTLED),
    ("SearchAvailablePhoneNumbers", Fault.UNREACHABLE),
    ("ClaimPhoneNumber", Fault.SILENT),
    ("DescribePhoneNumber", Fault.BROKEN_BEFORE),
    ("CreateContactFlow", Fault.GARBLED),
    ("AssociatePhoneNumberContactFlow", Fault.BROKEN_AFTER),
]


@pytest.mark.parametrize(("operation", "fault"), LASTING)
def test_what_fails_for_good_is_undone(operation: str, fault: Fault) -> None:
    with cell() as centre:
        Always(centre, operation, fault)

        job = centre.set_up(bakery())

        assert job.state is JobState.FAILED
        assert centre.is_clean


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(1, 400))
def test_killed_at_any_request_it_is_completed(number: int) -> None:
    with cell() as centre:
        kill_at(centre, number)

        job = centre.set_up(bakery())

        assert job.state is JobState.DONE
        assert centre.is_whole


def test_work_that_is_taken_again_leaves_a_job_that_has_ended_as_it_is() -> None:
    with cell() as centre:
        job = centre.set_up(bakery())
        again = ConnectWork("bakery", job.id, centre.here.clock(), steps=(Step.ARNS,))

        tell_state(centre.here, again, JobState.RUNNING)

        assert centre.job("bakery", job.id) == job


def test_what_was_undone_can_be_set_up_again_with_the_same_number() -> None:
    with cell() as centre:
        Always(centre, "AssociatePhoneNumberContactFlow", Fault.BROKEN_BEFORE)
        centre.set_up(bakery())
        pooled = [each.e164 for each in centre.pool]
        centre.network.faults = iter(())

        centre.begin()
        centre.run()

        assert centre.is_whole
        assert [each.e164 for each in centre.profile().numbers] == pooled
        assert centre.pool == []


def test_what_cannot_be_seen_for_minutes_is_waited_for() -> None:
    with cell(lag_s=180) as centre:
        Once(centre, "users", "reply lost")

        job = centre.set_up(bakery())

        assert job.state is JobState.DONE
        assert centre.is_whole
        assert centre.elapsed_s > 180


@pytest.mark.parametrize("operation", ["CreateUser", "CreateQuickConnect", "ClaimPhoneNumber"])
def test_what_may_be_there_unseen_is_looked_for_again_before_it_counts_as_gone(
    operation: str,
) -> None:
    with cell(lag_s=240) as centre:
        # The first is made, and nobody hears of it; then nothing can be made any more.
        faults = iter([Fault.CUT])
        centre.network.faults = (
            next(faults, Fault.BROKEN_BEFORE)
            if centre.network.operations[-1] == operation and step_of(centre) != "undo"
            else Fault.NONE
            for _ in iter(int, 1)
        )
        shorten_patience(centre)

        job = centre.set_up(bakery())

        assert job.state is JobState.FAILED
        assert centre.is_clean
