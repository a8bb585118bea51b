"""What a profile says is what Amazon Connect has, and only what differs is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from santral.domain.hours import Override
from santral.domain.job import JobState
from santral.domain.provisioning import agent_username
from santral.domain.tenant import AgentSpec, ProfileQueue, QueueSpec, RoutingProfileSpec, Tenant
from santral.local.connect.operations.hours_of_operation import OVERRIDE
from santral.local.connect.operations.queues import QUEUE
from santral.local.connect.operations.users import USER
from tests.fakes.network import Fault
from tests.functional.provisioning.businesses import bakery
from tests.functional.provisioning.cell import Cell, cell

WRITES = ("Create", "Update", "Delete", "Associate", "Disassociate", "Claim", "Tag", "Untag")


@pytest.fixture
def centre() -> Iterator[Cell]:
    """A bakery that is set up; a lease of the work of before has run out."""
    with cell() as made:
        made.set_up(bakery())
        made.network.operations.clear()
        yield made


def written(centre: Cell) -> list[str]:
    return [each for each in centre.network.operations if each.startswith(WRITES)]


def queue(centre: Cell, name: str) -> dict[str, object]:
    found = centre.instance.table(QUEUE).named(name)
    assert found is not None
    return found.details


def with_queues(tenant: Tenant, *queues: QueueSpec) -> Tenant:
    return replace(tenant, queues=queues)


def test_nothing_is_asked_where_nothing_has_changed(centre: Cell) -> None:
    job = centre.change(centre.profile())

    assert job.state is JobState.DONE
    assert written(centre) == []


def test_a_capacity_costs_one_request(centre: Cell) -> None:
    orders, reception = centre.profile().queues

    centre.change(with_queues(centre.profile(), replace(orders, capacity=5), reception))

    assert written(centre) == ["UpdateQueueMaxContacts"]
    assert queue(centre, "bakery.orders")["MaxContacts"] == 5


def test_a_capacity_is_taken_back(centre: Cell) -> None:
    orders, reception = centre.profile().queues
    centre.change(with_queues(centre.profile(), replace(orders, capacity=5), reception))

    centre.change(with_queues(centre.profile(), orders, reception), "change-2")

    assert "MaxContacts" not in queue(centre, "bakery.orders")


def test_a_new_queue_is_served_and_its_arn_is_kept(centre: Cell) -> None:
    profile = centre.profile()
    everything = RoutingProfileSpec(
        "everything", tuple(ProfileQueue(x) for x in ("orders", "reception", "cakes"))
    )
    changed = replace(
        profile, queues=(*profile.queues, QueueSpec("cakes")), routing_profiles=(everything,)
    )

    centre.change(changed)

    assert centre.names("queue") == ["bakery.reception", "bakery.orders", "bakery.cakes"]
    assert "AssociateRoutingProfileQueues" in written(centre)
    assert centre.profile().queues[-1].arn


def test_a_queue_that_is_wanted_no_more_is_taken_away_with_what_leads_to_it(centre: Cell) -> None:
    profile = centre.profile()
    reception = RoutingProfileSpec("everything", (ProfileQueue("reception"),))

    job = centre.change(replace(profile, queues=profile.queues[1:], routing_profiles=(reception,)))

    assert job.state is JobState.DONE
    assert centre.names("queue") == ["bakery.reception"]
    assert sorted(centre.names("quick connect")) == [
        "bakery.agent-mary",
        "bakery.queue-reception",
    ]


def test_somebody_who_leaves_is_deleted_and_somebody_new_is_made(centre: Cell) -> None:
    profile = centre.profile()
    rose = AgentSpec("rose", "Rose", "Miller", "everything")

    centre.change(replace(profile, agents=(rose,)))

    assert centre.names("user") == ["bakery.rose"]
    assert [bool(each.arn) for each in centre.profile().agents] == [True]


def test_a_longer_wrap_up_time_is_the_users_alone(centre: Cell) -> None:
    profile = centre.profile()
    mary = replace(profile.agents[0], wrap_up_s=90)

    centre.change(replace(profile, agents=(mary,)))

    found = centre.instance.table(USER).named("bakery.mary")
    assert written(centre) == ["UpdateUserPhoneConfig"]
    assert found is not None
    assert found.details["PhoneConfig"]["AfterContactWorkTimeLimit"] == 90


def test_a_holiday_is_one_override_in_the_week_it_is_of(centre: Cell) -> None:
    profile = centre.profile()
    feast = Override("Feast", date(2027, 5, 3), spoken={"en": "the feast"})

    centre.change(replace(profile, holidays=(*profile.holidays, feast)))

    assert written(centre) == ["CreateHoursOfOperationOverride"]
    assert [each.name for each in centre.instance.table(OVERRIDE)] == ["Summer break", "Feast"]


def test_a_change_whose_reply_is_lost_is_made_again_in_full(centre: Cell) -> None:
    orders, reception = centre.profile().queues
    centre.network.faults = (
        Fault.BROKEN_AFTER if centre.network.operations[-1].startswith("Update") else Fault.NONE
        for _ in range(40)
    )

    job = centre.change(with_queues(centre.profile(), replace(orders, capacity=5), reception))

    assert job.state is JobState.DONE
    assert queue(centre, "bakery.orders")["MaxContacts"] == 5


def test_what_amazon_connect_refuses_fails_the_change_and_says_so(centre: Cell) -> None:
    profile = centre.profile()
    nobody = replace(profile.agents[0], first_name="")

    job = centre.change(replace(profile, agents=(nobody,)))

    assert (job.state, job.reason) == (
        JobState.FAILED,
        "Amazon Connect does not accept these settings",
    )


def test_a_name_that_is_somebody_elses_is_never_taken_over(centre: Cell) -> None:
    profile = centre.profile()
    centre.instance.table(QUEUE).create(
        "bakery.cakes",
        dict(centre.instance.table(QUEUE).named("bakery.orders").details),  # type: ignore[union-attr]
        {"tenant": "another"},
    )

    job = centre.change(replace(profile, queues=(*profile.queues, QueueSpec("cakes"))))

    assert (job.state, job.reason) == (
        JobState.FAILED,
        "something else has that name or number",
    )


def test_no_tenant_can_take_a_name_from_another() -> None:
    # bakery-x of `klima`, and x of `klima-bakery`, would be one name with a hyphen.
    assert agent_username("klima", "bakery-x") == "klima.bakery-x"
    assert agent_username("klima-bakery", "x") == "klima-bakery.x"


def test_a_username_that_would_be_too_long_is_shortened_and_unique() -> None:
    names = {agent_username("a-very-long-tenant", f"maria-{each}") for each in range(3)}

    assert {len(each) <= 20 for each in names} == {True}
    assert len(names) == 3


def test_everything_is_taken_away_and_the_number_is_kept(centre: Cell) -> None:
    number = centre.profile().numbers[0].e164

    job = centre.take_away("bakery")

    assert job.state is JobState.DONE
    assert centre.tagged() == {}
    assert [(each.e164, each.taken_by) for each in centre.pool] == [(number, "")]


def test_while_somebody_waits_nothing_is_taken_away_but_what_leads_there(centre: Cell) -> None:
    number = centre.profile().numbers[0].e164
    called = centre.account.centre().call(from_="+442071838751", to=number)
    centre.account.wait(seconds=40)
    assert called.waits_in == "bakery.reception"

    centre.timeline.after(
        timedelta(minutes=10) // timedelta(microseconds=1), lambda _: called.hang_up()
    )
    job = centre.take_away("bakery")

    assert job.state is JobState.DONE
    assert centre.elapsed_s > 600
    assert centre.tagged() == {}
