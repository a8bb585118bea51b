"""recordings: the index says what S3 holds, whatever S3 says twice, late, or out of order."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.recordings.handler import handler
from santral.domain.errors import InvocationError, NotFoundError
from santral.stores import recordings
from santral.stores.recordings import Recording
from santral.stores.tenant_guard import acting_for
from tests.functional.cloud import (
    BUCKET,
    NAMES,
    Cloud,
    Context,
    event,
    items,
    kinesis_batch,
    wav,
)

ID = "4a573372-1f28-4e26-b97b-00000000000a"
KEY = f"connect/santral/CallRecordings/2026/03/02/{ID}_20260302T07:31_UTC.wav"
CREATED = event("s3_object_created")


def told(name: str, sequencer: str, key: str | None = None) -> dict[str, Any]:
    record: dict[str, Any] = copy.deepcopy(CREATED)
    record["Records"][0]["eventName"] = name
    record["Records"][0]["s3"]["object"]["sequencer"] = sequencer
    if key is not None:
        record["Records"][0]["s3"]["object"]["key"] = key
    return record


def recordings_of_the_shop() -> list[Recording]:
    with acting_for("shop"):
        return recordings.of_contact("shop", ID)


@pytest.fixture
def contact(cloud: Cloud) -> Cloud:
    """A contact of the shop, with its recording in S3."""
    contact_records(kinesis_batch(event("contact_record")), Context())
    cloud.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=wav(seconds=3))
    cloud.dynamodb.operations.clear()
    return cloud


def test_a_recording_is_found_through_its_contact(contact: Cloud) -> None:
    handler(CREATED, Context())

    assert contact.dynamodb.operations == ["PutItem"]
    assert recordings_of_the_shop() == [
        Recording(ID, BUCKET, KEY, datetime(2026, 3, 2, 7, 31, tzinfo=UTC), 96044, 3000)
    ]


def test_a_recording_is_not_found_by_a_tenant_who_does_not_have_the_contact(
    contact: Cloud,
) -> None:
    handler(CREATED, Context())

    with acting_for("clinic"), pytest.raises(NotFoundError):
        recordings.of_contact("clinic", ID)


def test_a_recording_whose_reply_was_lost_is_indexed_once(contact: Cloud) -> None:
    contact.dynamodb.lose_replies = 1

    handler(CREATED, Context())

    assert len(recordings_of_the_shop()) == 1


STORY = [
    told("ObjectCreated:Put", "0055AED6DCD90281E5"),
    told("ObjectRemoved:Delete", "0055AED6DCD90281E6"),
    told("ObjectCreated:Copy", "0055AED6DCD90281F0"),
    told("ObjectRemoved:DeleteMarkerCreated", "0055AED6DCD90282"),
]


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_in_any_order_the_last_change_counts(contact: Cloud, order: tuple[int, ...]) -> None:
    for index in (*order, *order):
        handler(STORY[index], Context())

    assert recordings_of_the_shop() == []
    [item] = items(contact, NAMES.recordings)
    assert item["sequencer"]["S"].startswith("0055AED6DCD90282")


def test_a_recording_that_is_deleted_for_its_age_is_gone(contact: Cloud) -> None:
    handler(CREATED, Context())

    handler(told("LifecycleExpiration:DeleteMarkerCreated", "0055AED6DCD90283"), Context())

    assert recordings_of_the_shop() == []


def test_four_times_is_once(contact: Cloud) -> None:
    handler(CREATED, Context())
    once = items(contact, NAMES.recordings)

    for _ in range(3):
        handler(CREATED, Context())

    assert items(contact, NAMES.recordings) == once


@pytest.mark.parametrize(
    "key",
    [
        "quarantine/contact_records/1",
        f"connect/santral/CallRecordings/2026/03/02/{ID}_20260302T07:31_UTC.mp3",
        f"connect/santral/CallRecordings/2026/03/02/{ID}_20261302T07:31_UTC.wav",
        f"connect/santral/CallRecordings/2026/03/02/../{ID}_20260302T07:31_UTC.wav",
        f"connect/santral/CallRecordings/2026/03/02/{ID[:-1]}g_20260302T07:31_UTC.wav",
        f"connect/san%2Ftral/CallRecordings/2026/03/02/{ID}_20260302T07:31_UTC.wav",
        f"{KEY}%0A",
        f"prefix/{KEY}",
        f"connect/santral/Analysis/Voice/2026/03/02/{ID}_analysis_2026-03-02T07:31:00Z.json",
        "",
    ],
)
def test_an_object_that_is_no_call_recording_is_counted_and_left_alone(
    contact: Cloud, key: str
) -> None:
    handler(told("ObjectCreated:Put", "01", key), Context())

    assert contact.dynamodb.operations == []
    assert contact.counts == {("ForeignObject", ""): 1}


def test_a_file_that_is_no_wav_is_indexed_without_its_length(contact: Cloud) -> None:
    contact.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"RIFF, but not really")

    handler(CREATED, Context())

    assert [each.duration_ms for each in recordings_of_the_shop()] == [None]


def test_an_empty_file_is_indexed_without_its_length(contact: Cloud) -> None:
    contact.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=b"")

    handler(CREATED, Context())

    assert [each.duration_ms for each in recordings_of_the_shop()] == [None]


def test_a_file_that_is_gone_already_is_indexed_without_its_length(contact: Cloud) -> None:
    contact.clients.s3.delete_object(Bucket=BUCKET, Key=KEY)

    handler(CREATED, Context())

    assert [each.duration_ms for each in recordings_of_the_shop()] == [None]


@pytest.mark.parametrize("service", ["dynamodb", "s3"])
def test_while_a_service_is_down_the_event_fails_and_is_repeated(
    contact: Cloud, service: str
) -> None:
    wire = getattr(contact, service)
    wire.fault = wire.break_down

    with pytest.raises(InvocationError, match=f"recordings: DependencyError: {service}"):
        handler(CREATED, Context())


def test_the_event_that_only_tries_the_connection_does_nothing(contact: Cloud) -> None:
    handler(event("s3_test"), Context())

    assert contact.dynamodb.operations == []


def test_an_item_of_a_later_release_is_a_clean_error(contact: Cloud) -> None:
    handler(CREATED, Context())
    [item] = items(contact, NAMES.recordings)
    with acting_for("platform"):
        contact.clients.dynamodb.put_item(
            TableName=NAMES.recordings, Item={**item, "schema": {"N": "2"}}
        )

    with pytest.raises(Exception, match="dynamodb: an answer we cannot read"):
        recordings_of_the_shop()
