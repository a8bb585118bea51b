"""What a call leaves behind: its contact record, its events, its recording."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.cloud import RECORDINGS_BUCKET
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import AYSE, CLINIC_IT, CLINICA, KLIMA, SHOP_TR


def contact_events(centre: WholeCentre) -> list[dict[str, Any]]:
    """Collect what reaches EventBridge from now on."""
    details: list[dict[str, Any]] = []

    def put(params: dict[str, Any], **_: object) -> None:
        details.extend(json.loads(entry["Detail"]) for entry in params["Entries"])

    events = centre.laptop.cloud.events.meta.events
    events.register("provide-client-params.eventbridge.PutEvents", put)
    return details


def test_the_record_of_an_answered_call_is_in_connects_own_shape(centre: WholeCentre) -> None:
    deniz = centre.agent("Deniz").becomes("Available")
    call = centre.call(from_=AYSE, to=SHOP_TR)  # at half past ten in Istanbul
    centre.wait(seconds=20)
    deniz.offers[0].accept()
    centre.wait(minutes=3)
    call.hang_up()

    record = centre.record_of(call).plain

    assert record["AWSContactTraceRecordFormatVersion"] == "2017-03-10"
    assert (record["Channel"], record["InitiationMethod"]) == ("VOICE", "INBOUND")
    assert record["InitialContactId"] is record["PreviousContactId"] is None
    assert record["CustomerEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": AYSE}
    assert record["SystemEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": SHOP_TR}
    assert record["InitiationTimestamp"] == "2026-11-23T07:30:00Z"
    assert record["ConnectedToSystemTimestamp"] == "2026-11-23T07:30:00Z"
    assert record["DisconnectTimestamp"] == "2026-11-23T07:33:20Z"
    assert record["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert record["AgentConnectionAttempts"] == 1
    assert record["Agent"]["Username"] == "deniz"
    assert record["Agent"]["AfterContactWorkStartTimestamp"] == "2026-11-23T07:33:20Z"
    assert record["LastUpdateTimestamp"] == record["Agent"]["AfterContactWorkEndTimestamp"]
    assert record["Queue"]["Name"] is None  # her manager's own queue has no name
    assert record["Recording"]["Location"] == record["Recordings"][0]["Location"]
    assert record["Attributes"]["tenant"] == "klima"


def test_a_call_tells_its_stages_to_eventbridge(centre: WholeCentre) -> None:
    events = contact_events(centre)
    deniz = centre.agent("Deniz").becomes("Available")
    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=20)
    deniz.offers[0].accept()
    centre.wait(minutes=1)
    call.hang_up()
    centre.record_of(call)

    assert [event["eventType"] for event in events] == [
        "INITIATED",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
    ]
    assert {event["contactId"] for event in events} == {call.first.id}
    assert events[0]["initiationTimestamp"] == "2026-11-23T07:30:00.000Z"
    assert events[-1]["disconnectReason"] == "CUSTOMER_DISCONNECT"


def test_the_recording_is_stereo_at_8_khz_and_as_long_as_the_talk(centre: WholeCentre) -> None:
    deniz = centre.agent("Deniz").becomes("Available")
    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=20)
    deniz.offers[0].accept()
    centre.wait(minutes=1)
    call.hang_up()
    [recording] = call.first.recordings
    seconds = (recording.stopped_us - recording.started_us) / 1_000_000

    location = centre.record_of(call).plain["Recording"]["Location"]
    bucket, _, key = location.partition("/")
    sound = centre.laptop.cloud.s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    assert bucket == RECORDINGS_BUCKET
    assert key == (
        f"connect/santral-local/CallRecordings/2026/11/23/{call.first.id}_20261123T07:30_UTC.wav"
    )
    assert sound[:4] + sound[8:12] == b"RIFFWAVE"
    assert sound[20:24] == b"\x01\x00\x02\x00"  # PCM, two channels
    assert int.from_bytes(sound[24:28], "little") == 8_000
    assert len(sound) == 44 + int(seconds * 8_000) * 4
    assert not any(sound[44:])  # silence, until there is audio


@pytest.mark.opens(KLIMA, CLINICA)
def test_the_record_of_the_second_business_is_found_too(centre: WholeCentre) -> None:
    call = centre.call(from_=None, to=CLINIC_IT)
    centre.wait(seconds=2)
    call.hang_up()

    assert centre.record_of(call).plain["Attributes"]["tenant"] == "clinica"
