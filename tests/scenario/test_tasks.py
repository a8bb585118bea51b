"""Tasks: begun at once or later, linked, expired, passed on."""

from __future__ import annotations

import pytest

from santral.engine.contact import Contact, Stage
from santral.engine.records import contact_event
from santral.engine.refusals import Refusal
from santral.engine.starting import Particulars
from santral.engine.timeline import HOUR, MINUTE
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import HANG_UP, action, flow, into_queue
from tests.scenario.api_centre import (
    available,
    done,
    event_types,
    flow_of,
    offered_to,
    open_centre,
    queue_of,
    record,
    stage_of,
)

DONE = flow(HANG_UP)
TO_TARGET = flow(
    action(
        "enter",
        "TransferContactToQueue",
        then="hang up",
        errors={"QueueAtCapacity": "hang up", "NoMatchingError": "hang up"},
    ),
    HANG_UP,
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def begin(centre: SmallCentre, flow_name: str = "to sales", **more: object) -> Contact:
    tasks = centre.switchboard.tasks
    return done(tasks.start(flow_of(centre, flow_name), **more))  # type: ignore[arg-type]


def test_a_task_is_worked_on_and_leaves_a_record_of_a_task(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    contact = begin(
        centre,
        particulars=Particulars(
            {"order": "7"},
            name="Call the supplier",
            description="The valve is late.",
            references={"order": {"Type": "URL", "Value": "https://shop.example/7"}},
        ),
    )

    ada.accepts()
    centre.wait(seconds=90)
    ada.hang_up()

    assert event_types(centre, contact) == [
        "INITIATED",
        "CONNECTED_TO_SYSTEM",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
    ]
    written = record(centre, contact)
    assert written["Channel"] == "TASK"
    assert written["InitiationMethod"] == "API"
    assert written["DisconnectReason"] == "AGENT_DISCONNECT"
    assert written["ContactDetails"] == {
        "Name": "Call the supplier",
        "Description": "The valve is late.",
    }
    assert written["References"] == [
        {"Name": "order", "Type": "URL", "Value": "https://shop.example/7"}
    ]
    assert written["SegmentAttributes"] == {"connect:Subtype": {"ValueString": "connect:Task"}}
    assert written["MediaStreams"] == []
    assert written["TotalPauseCount"] == 0


def test_events_of_a_task_say_that_it_is_one_and_to_what_it_is_related(
    centre: SmallCentre,
) -> None:
    call = centre.waiting("sales")
    task = begin(centre, particulars=Particulars(related=call.first))

    event = contact_event(task, "INITIATED", task.initiated_us, centre.settings)

    assert event["channel"] == "TASK"
    assert event["relatedContactId"] == call.first.id
    assert event["segmentAttributes"] == {"connect:Subtype": {"ValueString": "connect:Task"}}


# --- later ---


def test_a_scheduled_task_begins_when_it_is_due(centre: SmallCentre) -> None:
    due_us = centre.timeline.now_us + 2 * HOUR
    contact = begin(centre, scheduled_us=due_us)
    centre.wait(minutes=119)
    assert stage_of(contact) is Stage.CREATED
    assert event_types(centre, contact) == ["INITIATED"]

    centre.wait(minutes=1)

    assert stage_of(contact) is Stage.QUEUED
    assert contact.connected_us == due_us


def test_a_scheduled_task_can_be_put_off_until_it_has_begun(centre: SmallCentre) -> None:
    start_us = centre.timeline.now_us
    contact = begin(centre, scheduled_us=start_us + 10 * MINUTE)
    tasks = centre.switchboard.tasks

    assert tasks.reschedule(contact, start_us + 30 * MINUTE) is None
    centre.wait(minutes=29)
    assert stage_of(contact) is Stage.CREATED
    centre.wait(minutes=1)

    assert stage_of(contact) is Stage.QUEUED
    assert centre.books.updates == [(contact.id, ("ScheduledTimestamp",))]
    assert tasks.reschedule(contact, start_us + HOUR) is Refusal.WRONG_STAGE


def test_a_scheduled_task_that_is_stopped_never_begins(centre: SmallCentre) -> None:
    contact = begin(centre, scheduled_us=centre.timeline.now_us + HOUR)

    centre.switchboard.stop(contact)
    centre.wait(minutes=120)

    assert record(centre, contact)["DisconnectReason"] == "API"
    assert record(centre, contact)["ScheduledTimestamp"] == "2026-11-23T08:00:00Z"
    assert centre.events("block") == []
    centre.finish()


# --- expired ---


def test_a_task_that_nobody_takes_expires_after_seven_days(centre: SmallCentre) -> None:
    contact = begin(centre)
    centre.wait(minutes=7 * 24 * 60 - 1)
    assert stage_of(contact) is Stage.QUEUED

    centre.wait(minutes=1)

    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"
    assert queue_of(centre).size == 0
    centre.finish()


def test_a_task_may_have_another_life_also_later(centre: SmallCentre) -> None:
    contact = begin(centre, life_us=30 * MINUTE)
    centre.wait(minutes=20)
    centre.switchboard.updates.details(contact, life_us=60 * MINUTE)
    centre.wait(minutes=39)
    assert stage_of(contact) is Stage.QUEUED

    centre.wait(minutes=1)

    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"


def test_an_agent_whose_task_expires_goes_on_to_wrap_up(centre: SmallCentre) -> None:
    ada = available(centre, "Ada", wrap_up_s=None)
    contact = begin(centre, life_us=30 * MINUTE)
    ada.accepts()

    centre.wait(minutes=30)

    assert stage_of(contact) is Stage.WRAP_UP
    assert ada.clear()
    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"


def test_a_task_that_expires_is_queued_again_by_its_disconnect_flow(centre: SmallCentre) -> None:
    centre.flow("again", into_queue("sales"), hook="CustomerRemaining")
    contact = begin(centre, life_us=30 * MINUTE)

    centre.wait(minutes=31)
    ada = available(centre, "Ada").accepts()
    centre.wait(minutes=5)

    assert ada.contact is contact
    assert queue_of(centre).size == 0


def test_a_task_that_expires_once_more_after_its_disconnect_flow_is_over(
    centre: SmallCentre,
) -> None:
    centre.flow("again", into_queue("sales"), hook="CustomerRemaining")
    contact = begin(centre, life_us=30 * MINUTE)
    centre.wait(minutes=30 + 7 * 24 * 60 - 1)
    assert stage_of(contact) is Stage.QUEUED

    centre.wait(minutes=1)

    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"
    assert contact.chain.outcome == "abandoned"
    centre.finish()


def test_an_agent_whose_task_expires_wraps_up_while_the_disconnect_flow_queues_it_again(
    centre: SmallCentre,
) -> None:
    centre.flow("again", into_queue("sales"), hook="CustomerRemaining")
    ada = available(centre, "Ada", wrap_up_s=None)
    contact = begin(centre, life_us=30 * MINUTE)
    ada.accepts()

    centre.wait(minutes=30)

    following = centre.switchboard.contacts[contact.next_id or ""]
    assert (stage_of(contact), stage_of(following)) == (Stage.WRAP_UP, Stage.QUEUED)
    assert following.initiation_method == "DISCONNECT"
    assert following.expires_us == centre.timeline.now_us + 7 * 24 * HOUR


def test_a_paused_task_that_expires_goes_to_its_disconnect_flow_and_ends_there(
    centre: SmallCentre,
) -> None:
    centre.flow("over", DONE, hook="CustomerRemaining")
    contact = begin(centre, life_us=30 * MINUTE)
    centre.switchboard.pauses.pause(contact)

    centre.wait(minutes=30)

    written = record(centre, contact)
    assert written["DisconnectReason"] == "CONTACT_FLOW_DISCONNECT"
    assert written["TotalPauseDurationInSeconds"] == 1800
    centre.finish()


# --- linked ---


def test_a_task_linked_to_a_contact_shares_its_attributes(centre: SmallCentre) -> None:
    centre.flow("done", DONE)
    first = begin(centre, "done", particulars=Particulars({"case": "1"}))

    second = begin(centre, previous=first, particulars=Particulars({"step": "2"}))
    centre.switchboard.updates.attributes(second, {"case": "2"})

    assert first.attributes == second.attributes == {"case": "2", "step": "2"}
    assert second.previous_id == first.id
    assert second.chain.initial_id == first.id
    assert first.next_id is None


def test_the_thirteenth_task_of_one_previous_contact_is_refused(centre: SmallCentre) -> None:
    first = begin(centre)
    for _ in range(12):
        begin(centre, previous=first)

    refused = centre.switchboard.tasks.start(flow_of(centre, "to sales"), previous=first)

    assert refused is Refusal.TOO_MANY


# --- passed on ---


def test_a_waiting_task_is_passed_to_an_agents_own_queue(centre: SmallCentre) -> None:
    first = begin(centre)
    ada = available(centre, "Ada", wrap_up_s=None)
    bea = centre.staff("Bea", "all").becomes("Available")
    centre.flow("to target", TO_TARGET)
    assert offered_to(first) is ada.agent

    second = done(
        centre.switchboard.tasks.transfer(first, flow_of(centre, "to target"), bea.agent.queue)
    )
    bea.accepts()
    bea.hang_up()

    assert not ada.agent.contacts
    assert record(centre, first)["NextContactId"] == second.id
    assert record(centre, first)["DisconnectReason"] == "OTHER"
    written = record(centre, second)
    assert written["InitiationMethod"] == "TRANSFER"
    assert written["PreviousContactId"] == first.id
    assert written["InitialContactId"] == first.id
    centre.finish()


def test_an_agent_whose_task_is_passed_on_wraps_up_and_the_next_has_its_name(
    centre: SmallCentre,
) -> None:
    ada = available(centre, "Ada", wrap_up_s=None)
    first = begin(centre, particulars=Particulars(name="Refund"))
    ada.accepts()
    centre.wait(seconds=60)

    second = done(
        centre.switchboard.tasks.transfer(
            first, flow_of(centre, "to target", TO_TARGET), queue_of(centre)
        )
    )

    assert stage_of(first) is Stage.WRAP_UP
    assert stage_of(second) is Stage.QUEUED
    assert second.name == "Refund"
    ada.clear()
    centre.wait(seconds=1)
    assert offered_to(second) is ada.agent


def test_a_full_queue_keeps_a_fifth_more_for_tasks_passed_on(centre: SmallCentre) -> None:
    queue_of(centre).capacity = 5
    tasks = [begin(centre) for _ in range(5)]
    support = centre.queue("support")
    sixth = done(
        centre.switchboard.tasks.transfer(
            tasks[0], flow_of(centre, "to target", TO_TARGET), support
        )
    )
    begin(centre)
    assert queue_of(centre).size == 5

    moved = done(
        centre.switchboard.tasks.transfer(sixth, flow_of(centre, "to target"), queue_of(centre))
    )

    assert stage_of(moved) is Stage.QUEUED
    assert queue_of(centre).size == 6


def test_the_twelfth_transfer_of_a_task_is_refused(centre: SmallCentre) -> None:
    contact = begin(centre)
    for _ in range(11):
        contact = done(
            centre.switchboard.tasks.transfer(
                contact, flow_of(centre, "to sales"), queue_of(centre)
            )
        )

    refused = centre.switchboard.tasks.transfer(
        contact, flow_of(centre, "to sales"), queue_of(centre)
    )

    assert refused is Refusal.TOO_MANY


def test_only_tasks_that_have_begun_are_passed_on(centre: SmallCentre) -> None:
    tasks, to_sales = centre.switchboard.tasks, flow_of(centre, "to sales")
    call = centre.waiting("sales").contact
    later = begin(centre, scheduled_us=centre.timeline.now_us + HOUR)
    over = begin(centre)
    centre.switchboard.stop(over)

    assert tasks.transfer(call, to_sales, queue_of(centre)) is Refusal.WRONG_CHANNEL
    assert tasks.transfer(later, to_sales, queue_of(centre)) is Refusal.WRONG_STAGE
    assert tasks.transfer(over, to_sales, queue_of(centre)) is Refusal.ENDED
