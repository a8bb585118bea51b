"""Changes from outside: attributes, details, tags, routing, recording."""

from __future__ import annotations

import pytest

from santral.engine.records import contact_event
from santral.engine.refusals import Refusal
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import SmallCentre
from tests.scenario.api_centre import available, done, flow_of, open_centre, record

BOTH = ("Agent", "Customer")


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


# --- what is known of a contact ---


def test_attributes_are_added_and_told_of(centre: SmallCentre) -> None:
    call = centre.waiting("sales")
    updates = centre.switchboard.updates

    assert updates.attributes(call.contact, {"vip": "yes", "note": "a"}) is None
    assert updates.attributes(call.contact, {"note": "b"}) is None

    assert call.attributes == {"vip": "yes", "note": "b"}
    assert centre.books.updates == [(call.first.id, ("UserDefinedAttributes",))] * 2


def test_attributes_over_32_kilobytes_leave_all_as_it_was(centre: SmallCentre) -> None:
    call = centre.waiting("sales")
    updates = centre.switchboard.updates
    assert updates.attributes(call.contact, {"a": "x" * 32_767}) is None

    assert updates.attributes(call.contact, {"b": ""}) is Refusal.TOO_LARGE

    assert set(call.attributes) == {"a"}
    assert len(centre.books.updates) == 1


def test_a_record_is_written_again_when_its_contact_was_over(centre: SmallCentre) -> None:
    call = centre.waiting("sales")
    call.hang_up()
    centre.wait(minutes=5)

    centre.switchboard.updates.attributes(call.first, {"review": "legal"})

    written = record(centre, call.first)
    assert written["Attributes"] == {"review": "legal"}
    assert written["LastUpdateTimestamp"] == "2026-11-23T07:05:00Z"
    assert written["DisconnectTimestamp"] == "2026-11-23T07:00:00Z"
    assert centre.books.updates == []


def test_name_description_references_and_segment_attributes_change(centre: SmallCentre) -> None:
    task = done(centre.switchboard.tasks.start(flow_of(centre, "to sales")))
    updates = centre.switchboard.updates

    updates.details(task, name="Refund", references={"order": {"Type": "NUMBER", "Value": "7"}})
    updates.details(
        task, description="Twice paid.", segment_attributes={"unit": {"ValueString": "north"}}
    )

    assert (task.name, task.description) == ("Refund", "Twice paid.")
    assert task.references == {"order": {"Type": "NUMBER", "Value": "7"}}
    assert task.all_segment_attributes == {
        "connect:Subtype": {"ValueString": "connect:Task"},
        "unit": {"ValueString": "north"},
    }
    assert centre.books.updates == [(task.id, ("Segment Attributes",))]


def test_tags_stand_in_events_and_in_the_record(centre: SmallCentre) -> None:
    call = centre.waiting("sales")
    updates = centre.switchboard.updates

    updates.tag(call.contact, {"department": "sales", "unit": "north"})
    updates.untag(call.contact, ["unit", "never there"])
    event = contact_event(call.contact, "CONTACT_DATA_UPDATED", 0, centre.settings, ["Tags"])
    call.hang_up()

    assert centre.books.updates == [(call.first.id, ("Tags",))] * 2
    assert event["tags"] == {"department": "sales"}
    assert event["updatedProperties"] == ["Tags"]
    assert record(centre, call.first)["Tags"] == {"department": "sales"}


def test_a_waiting_call_is_moved_ahead_after_a_minute(centre: SmallCentre) -> None:
    first, second = centre.waiting("sales"), centre.waiting("sales")
    updates = centre.switchboard.updates

    assert updates.routing(second.contact, priority=1) is None
    centre.wait(seconds=61)
    ada = available(centre, "Ada")

    assert second.contact.offered_to is ada.agent
    first.hang_up()
    assert updates.routing(first.contact, priority=1) is Refusal.ENDED


# --- recording ---


def talk(centre: SmallCentre) -> tuple[Call, Desk]:
    ada = available(centre, "Ada")
    call = centre.waiting("sales")
    ada.accepts()
    return call, ada


def test_recording_begins_when_it_is_asked_for(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    recorder = centre.switchboard.recorder

    centre.wait(seconds=30)
    assert recorder.start(call.contact, BOTH) is None
    centre.wait(seconds=12)
    call.hang_up()

    assert [each["seconds"] for each in centre.events("recording")] == [12]
    assert record(centre, call.first)["Recording"] is not None


def test_recording_asked_for_before_the_agent_joins_begins_when_she_does(
    centre: SmallCentre,
) -> None:
    call = centre.waiting("sales")
    assert centre.switchboard.recorder.start(call.contact, BOTH) is None
    centre.wait(seconds=40)

    available(centre, "Ada").accepts()
    centre.wait(seconds=7)
    call.hang_up()

    assert [each["seconds"] for each in centre.events("recording")] == [7]


def test_recording_that_was_stopped_is_not_begun_again(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    recorder = centre.switchboard.recorder
    recorder.start(call.contact, BOTH)
    centre.wait(seconds=5)

    assert recorder.stop(call.contact) is None
    assert recorder.start(call.contact, BOTH) is Refusal.WRONG_STAGE
    assert recorder.stop(call.contact) is Refusal.WRONG_STAGE
    centre.wait(seconds=5)
    call.hang_up()

    assert [each["seconds"] for each in centre.events("recording")] == [5]


def test_recording_is_suspended_only_while_it_runs(centre: SmallCentre) -> None:
    call, _ada = talk(centre)
    recorder = centre.switchboard.recorder
    assert recorder.suspend(call.contact) is Refusal.WRONG_STAGE
    recorder.start(call.contact, BOTH)

    centre.wait(seconds=10)
    assert recorder.suspend(call.contact) is None
    assert recorder.suspend(call.contact) is Refusal.WRONG_STAGE
    centre.wait(seconds=4)
    assert recorder.resume(call.contact) is None
    assert recorder.resume(call.contact) is Refusal.WRONG_STAGE
    call.hang_up()

    [recording] = call.first.recordings
    start_us = recording.started_us
    assert recording.silent == ((start_us + 10_000_000, start_us + 14_000_000),)


def test_only_calls_are_recorded(centre: SmallCentre) -> None:
    chat = done(centre.switchboard.chats.start(flow_of(centre, "to sales")))
    recorder = centre.switchboard.recorder

    assert recorder.start(chat, BOTH) is Refusal.WRONG_CHANNEL
    centre.switchboard.stop(chat)
    assert recorder.start(chat, BOTH) is Refusal.ENDED


def test_a_change_of_priority_that_comes_too_late_leaves_an_ended_contact_alone(
    centre: SmallCentre,
) -> None:
    call = centre.waiting("sales")
    centre.switchboard.updates.routing(call.contact, priority=2)
    centre.wait(seconds=5)

    call.hang_up()
    centre.wait(minutes=2)

    assert call.first.priority == 5
