"""Recordings of calls, and supervisors who listen, through boto3."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.network import Reply
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import CUSTOMER, ContactCentre
from tests.functional.connect.refusals import refusal

ALL = {"VoiceRecordingTrack": "ALL"}


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    account.network.expect(CUSTOMER, Reply(after_us=0))
    made = ContactCentre(client, account, instance)
    client.associate_instance_storage_config(
        **made.mine,
        ResourceType="CALL_RECORDINGS",
        StorageConfig={
            "StorageType": "S3",
            "S3Config": {"BucketName": "voices", "BucketPrefix": "connect"},
        },
    )
    return made


def _do(centre: ContactCentre, operation: str, contact: str, **more: Any) -> None:
    request = {**centre.mine, "ContactId": contact, "InitialContactId": contact, **more}
    getattr(centre.client, operation)(**request)


def _no(centre: ContactCentre, operation: str, contact: str, **more: Any) -> str:
    return refusal(_do, centre=centre, operation=operation, contact=contact, **more)


# --- recordings ---


def test_a_recording_begins_and_ends_when_it_is_asked_to(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out())
    centre.account.wait(seconds=10)

    _do(centre, "start_contact_recording", call, VoiceRecordingConfiguration=ALL)
    centre.account.wait(seconds=20)
    _do(centre, "stop_contact_recording", call)
    centre.account.wait(seconds=10)

    [recording] = centre.described(call)["Recordings"]
    assert recording["StopTimestamp"] - recording["StartTimestamp"] == timedelta(seconds=20)
    assert recording["Status"] == "AVAILABLE"
    assert recording["ParticipantType"] == "ALL"
    again = _no(centre, "start_contact_recording", call, VoiceRecordingConfiguration=ALL)
    assert again == "InvalidRequestException"


def test_a_recording_stays_where_it_was_put_when_later_ones_go_elsewhere(
    centre: ContactCentre,
) -> None:
    client, mine = centre.client, centre.mine
    call = centre.with_agent(centre.calls_out())
    _do(centre, "start_contact_recording", call, VoiceRecordingConfiguration=ALL)
    centre.account.wait(seconds=9)
    centre.agent.hang_up()
    centre.account.wait(seconds=40)
    place = f"voices/connect/2026/11/23/{call}_20261123T07:00_UTC.wav"
    [config] = client.list_instance_storage_configs(**mine, ResourceType="CALL_RECORDINGS")[
        "StorageConfigs"
    ]

    client.disassociate_instance_storage_config(
        **mine, ResourceType="CALL_RECORDINGS", AssociationId=config["AssociationId"]
    )
    client.update_contact_attributes(**mine, InitialContactId=call, Attributes={"a": "b"})

    assert [each["Location"] for each in centre.described(call)["Recordings"]] == [place]
    [_, anew] = centre.account.books().records
    recordings: Any = anew["Recordings"]
    assert [each["Location"] for each in recordings] == [place]


def test_what_is_recorded_for_nowhere_is_no_recording(centre: ContactCentre) -> None:
    client, mine = centre.client, centre.mine
    call = centre.with_agent(centre.calls_out())
    _do(centre, "start_contact_recording", call, VoiceRecordingConfiguration=ALL)
    [config] = client.list_instance_storage_configs(**mine, ResourceType="CALL_RECORDINGS")[
        "StorageConfigs"
    ]
    client.disassociate_instance_storage_config(
        **mine, ResourceType="CALL_RECORDINGS", AssociationId=config["AssociationId"]
    )

    _do(centre, "stop_contact_recording", call)

    assert "Recordings" not in centre.described(call)


def test_a_recording_is_silent_for_a_while(centre: ContactCentre) -> None:
    call = centre.with_agent(centre.calls_out())
    _do(centre, "start_contact_recording", call, VoiceRecordingConfiguration=ALL)

    _do(centre, "suspend_contact_recording", call)
    assert _no(centre, "suspend_contact_recording", call) == "InvalidRequestException"
    centre.account.wait(seconds=5)
    _do(centre, "resume_contact_recording", call)
    assert _no(centre, "resume_contact_recording", call) == "InvalidRequestException"
    _do(centre, "stop_contact_recording", call)

    [recording] = centre.instance.switchboard.contacts[call].recordings
    [(began_us, ended_us)] = recording.silent
    assert ended_us - began_us == 5_000_000


def test_a_recording_asked_for_early_begins_with_the_agent(centre: ContactCentre) -> None:
    call = centre.calls_out()
    centre.account.wait(seconds=30)
    _do(centre, "start_contact_recording", call, VoiceRecordingConfiguration=ALL)
    centre.with_agent(call)
    connected = centre.described(call)["AgentInfo"]["ConnectedToAgentTimestamp"]

    centre.client.stop_contact(**centre.mine, ContactId=call)

    [recording] = centre.described(call)["Recordings"]
    assert recording["StartTimestamp"] == connected == START + timedelta(seconds=31)


@pytest.mark.parametrize(
    ("tracks", "code"),
    [
        ({}, "InvalidParameterException"),
        ({**ALL, "IvrRecordingTrack": "ALL"}, "InvalidParameterException"),
        ({"IvrRecordingTrack": "ALL"}, "UnsupportedOperationException"),
    ],
)
def test_one_track_of_a_conversation_is_recorded(
    centre: ContactCentre, tracks: dict[str, str], code: str
) -> None:
    call = centre.calls_out()

    refused = _no(centre, "start_contact_recording", call, VoiceRecordingConfiguration=tracks)

    assert refused == code


def test_what_cannot_be_recorded_is_refused(centre: ContactCentre) -> None:
    def no(contact: str, **more: Any) -> str:
        more = {"VoiceRecordingConfiguration": ALL, **more}
        return _no(centre, "start_contact_recording", contact, **more)

    call = centre.calls_out()
    assert no("nobody") == "ResourceNotFoundException"
    assert no(call, InitialContactId="nobody") == "ResourceNotFoundException"
    assert no(centre.task()) == "InvalidRequestException"
    assert _no(centre, "stop_contact_recording", call) == "InvalidRequestException"
    screen = _no(centre, "stop_contact_recording", call, ContactRecordingType="SCREEN")
    assert screen == "InvalidRequestException"
    centre.client.stop_contact(**centre.mine, ContactId=call)
    assert no(call) == "InvalidRequestException"


def test_nothing_is_recorded_with_nowhere_to_keep_it(
    client: Any, account: Mocked, instance: Instance
) -> None:
    centre = ContactCentre(client, account, instance)

    refused = _no(
        centre, "start_contact_recording", centre.calls_out(), VoiceRecordingConfiguration=ALL
    )

    assert refused == "InvalidRequestException"


# --- monitoring ---


def test_a_supervisor_listens_and_leaves_with_the_conversation(centre: ContactCentre) -> None:
    ece = centre.another_user("ece")
    centre.becomes("Available", ece)
    centre.client.update_user_routing_profile(
        **centre.mine, UserId=ece, RoutingProfileId=centre.idle_profile()
    )
    call = centre.with_agent(centre.calls_out())

    made = centre.client.monitor_contact(
        **centre.mine,
        ContactId=call,
        UserId=ece,
        AllowedMonitorCapabilities=["SILENT_MONITOR", "BARGE"],
    )

    listening = centre.described(made["ContactId"])
    assert made["ContactArn"] == listening["Arn"]
    assert listening["InitiationMethod"] == "MONITOR"
    assert listening["PreviousContactId"] == call
    assert listening["AgentInfo"]["Id"] == ece
    cannot = refusal(centre.client.stop_contact, **centre.mine, ContactId=made["ContactId"])
    assert cannot == "InvalidRequestException"

    centre.client.stop_contact(**centre.mine, ContactId=call)
    assert "DisconnectTimestamp" in centre.described(made["ContactId"])


def test_who_cannot_be_listened_to_is_refused(centre: ContactCentre) -> None:
    def no(contact: str, user: str, **more: Any) -> str:
        request = {**centre.mine, "ContactId": contact, "UserId": user, **more}
        return refusal(centre.client.monitor_contact, **request)

    ece = centre.another_user("ece")
    call = centre.calls_out()
    centre.account.wait(seconds=1)
    assert no(call, ece) == "InvalidRequestException"  # nobody talks
    centre.with_agent(call)
    assert no(call, ece) == "InvalidRequestException"  # she is Offline
    assert no(call, centre.user) == "InvalidRequestException"  # her own
    assert no("nobody", ece) == "ResourceNotFoundException"
    assert no(call, "nobody") == "ResourceNotFoundException"
    only_barge = no(call, ece, AllowedMonitorCapabilities=["BARGE"])
    assert only_barge == "InvalidRequestException"
    centre.client.stop_contact(**centre.mine, ContactId=call)
    assert no(call, ece) == "InvalidRequestException"
