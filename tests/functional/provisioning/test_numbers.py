"""Numbers are claimed where that needs no papers, kept in a pool, and never released."""

from __future__ import annotations

from dataclasses import replace

from santral.domain.account import AccountState
from santral.domain.job import JobState
from santral.domain.tenant import Number
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER, add_number
from santral.stores.number_pool import PooledNumber, put
from tests.fakes.network import Fault
from tests.functional.provisioning.businesses import bakery
from tests.functional.provisioning.cell import Cell, cell


def detail(centre: Cell, job_id: str) -> str:
    return next(
        each.detail for each in centre.job("bakery", job_id).steps if each.name == "numbers"
    )


def test_where_papers_are_needed_the_number_is_pending_and_all_else_is_ready() -> None:
    with cell() as centre:
        job = centre.set_up(bakery(region="TR"))

        assert centre.state() is AccountState.LIVE
        assert detail(centre, job.id) == "pending"
        assert centre.claimed == []


def test_a_number_that_an_operator_got_is_given_to_its_tenant() -> None:
    with cell() as centre:
        centre.set_up(bakery(region="TR"))
        add_number(centre.instance, "+902120000009")

        number = Number("+902120000009", "en", "main")
        job = centre.change(replace(centre.profile(), numbers=(number,)))

        assert job.state is JobState.DONE
        assert centre.is_whole


def test_a_number_that_is_another_tenants_is_refused() -> None:
    with cell() as centre:
        centre.set_up(bakery(region="TR"))
        taken = add_number(centre.instance, "+902120000009")
        centre.instance.table(PHONE_NUMBER).tag(taken, {"tenant": "another"})

        number = Number("+902120000009", "en", "main")
        job = centre.change(replace(centre.profile(), numbers=(number,)))

        assert (job.state, job.reason) == (
            JobState.FAILED,
            "something else has that name or number",
        )


def test_a_number_of_the_pool_goes_before_a_new_one() -> None:
    with cell() as centre:
        number = add_number(centre.instance, "+442079460000")
        put(PooledNumber(number.id, number.arn, "+442079460000", "GB"))

        centre.set_up(bakery())

        assert [each.e164 for each in centre.profile().numbers] == ["+442079460000"]
        assert "ClaimPhoneNumber" not in centre.network.operations
        assert centre.pool == []
        assert centre.is_whole


def test_a_number_that_is_given_up_goes_into_the_pool_and_answers_nobody() -> None:
    with cell() as centre:
        centre.set_up(bakery())
        [number] = centre.profile().numbers

        centre.change(replace(centre.profile(), numbers=()))

        assert [each.e164 for each in centre.pool] == [number.e164]
        assert centre.tagged()["phone number"] == 0
        assert centre.instance.directory.numbers == {}


def test_a_claim_that_fails_is_tried_with_another_number_and_is_pending_in_the_end() -> None:
    with cell(quotas={"phone-numbers": 0}) as centre:
        job = centre.set_up(bakery())

        assert centre.network.operations.count("ClaimPhoneNumber") == 3
        assert detail(centre, job.id) == "pending"
        assert centre.state() is AccountState.LIVE


def test_of_many_that_fail_no_number_is_ever_released_and_few_are_claimed() -> None:
    with cell() as centre:
        centre.approved(bakery())
        for _ in range(3):
            centre.network.faults = (
                Fault.BROKEN_BEFORE
                if centre.network.operations[-1] == "CreateContactFlow"
                else Fault.NONE
                for _ in iter(int, 1)
            )
            centre.begin()
            centre.run()

        assert "ReleasePhoneNumber" not in centre.network.operations
        assert len(centre.claimed) == 1
        assert centre.is_clean
