"""What a centre delivers to Kinesis, EventBridge and S3, and what it does where that fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import boto3
import pytest
from moto import mock_aws

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.network import Reply
from santral.local.outbox import Line
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import CUSTOMER, ContactCentre
from tests.functional.connect.evaluation_texts import section, text

REGION = "eu-central-1"
BUCKET = "voices"


@pytest.fixture
def moto() -> Iterator[None]:
    with mock_aws():
        yield


@pytest.fixture
def centre(moto: None, account: Mocked, instance: Instance) -> ContactCentre:
    account.network.expect(CUSTOMER, Reply(after_us=0))
    return ContactCentre(boto3.client("connect", region_name=REGION), account, instance)


def _stream_to(centre: ContactCentre, resource_type: str, name: str) -> str:
    """Let a type of data go into a stream, and give the id of the association."""
    arn = f"arn:aws:kinesis:{REGION}:123456789012:stream/{name}"
    config = {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": arn}}
    made = centre.client.associate_instance_storage_config(
        **centre.mine, ResourceType=resource_type, StorageConfig=config
    )
    return str(made["AssociationId"])


def _make_stream(name: str) -> None:
    boto3.client("kinesis", region_name=REGION).create_stream(StreamName=name, ShardCount=1)


def _in_stream(name: str) -> list[dict[str, Any]]:
    kinesis = boto3.client("kinesis", region_name=REGION)
    shards = kinesis.list_shards(StreamName=name)["Shards"]
    iterator = kinesis.get_shard_iterator(
        StreamName=name, ShardId=shards[0]["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    return [
        json.loads(each["Data"]) for each in kinesis.get_records(ShardIterator=iterator)["Records"]
    ]


def _store_calls(centre: ContactCentre) -> None:
    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
    centre.client.associate_instance_storage_config(
        **centre.mine,
        ResourceType="CALL_RECORDINGS",
        StorageConfig={
            "StorageType": "S3",
            "S3Config": {"BucketName": BUCKET, "BucketPrefix": "connect/test/CallRecordings"},
        },
    )


def _listen() -> str:
    """Let what comes over the default bus go into a queue, and give its URL."""
    sqs = boto3.client("sqs", region_name=REGION)
    url = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    bus = boto3.client("events", region_name=REGION)
    bus.put_rule(Name="all", EventPattern=json.dumps({"source": ["aws.connect"]}))
    bus.put_targets(Rule="all", Targets=[{"Id": "1", "Arn": arn["Attributes"]["QueueArn"]}])
    return str(url)


def _heard(url: str) -> list[dict[str, Any]]:
    sqs = boto3.client("sqs", region_name=REGION)
    heard: list[dict[str, Any]] = []
    while True:
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        if not messages:
            return heard
        heard += [json.loads(each["Body"])["detail"] for each in messages]


def _talk(centre: ContactCentre) -> str:
    """Have a recorded conversation of ten seconds, with half a minute of work after it."""
    call = centre.calls_out(Attributes={"order": "7"})
    centre.account.wait(seconds=1)
    centre.client.start_contact_recording(
        **centre.mine,
        ContactId=call,
        InitialContactId=call,
        VoiceRecordingConfiguration={"VoiceRecordingTrack": "ALL"},
    )
    centre.becomes("Available")
    centre.account.wait(seconds=1)
    centre.agent.accepts()
    centre.account.wait(seconds=10)
    centre.agent.hang_up()
    centre.account.wait(seconds=32)
    return call


def test_a_call_leaves_its_record_its_events_and_its_recording(centre: ContactCentre) -> None:
    _make_stream("records")
    _stream_to(centre, "CONTACT_TRACE_RECORDS", "records")
    _store_calls(centre)
    heard = _listen()

    call = _talk(centre)

    [record] = _in_stream("records")
    assert record["ContactId"] == call
    assert record["InstanceARN"] == centre.instance.arn
    assert record["InitiationMethod"] == "API"
    assert record["Attributes"] == {"order": "7"}
    assert record["Agent"]["Username"] == "deniz"
    assert record["Agent"]["AgentInteractionDuration"] == 10
    key = record["Recording"]["Location"].removeprefix(f"{BUCKET}/")
    assert key == f"connect/test/CallRecordings/2026/11/23/{call}_20261123T07:00_UTC.wav"
    stored = boto3.client("s3", region_name=REGION).head_object(Bucket=BUCKET, Key=key)
    assert stored["ContentType"] == "audio/wav"
    assert [each["eventType"] for each in _heard(heard)] == [
        "INITIATED",
        "CONNECTED_TO_SYSTEM",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
    ]
    [recording] = centre.described(call)["Recordings"]
    assert recording["Location"] == f"{BUCKET}/{key}"
    assert recording["StopTimestamp"] - recording["StartTimestamp"] == timedelta(seconds=10)


def test_a_change_afterwards_delivers_the_record_anew(centre: ContactCentre) -> None:
    _make_stream("records")
    _stream_to(centre, "CONTACT_TRACE_RECORDS", "records")
    task = centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=60)

    centre.client.update_contact_attributes(
        **centre.mine, InitialContactId=task, Attributes={"seen": "yes"}
    )
    centre.account.wait(seconds=1)

    first, second = _in_stream("records")
    assert first["ContactId"] == second["ContactId"] == task
    assert second["Attributes"] == {"seen": "yes"}
    assert first["LastUpdateTimestamp"] == "2026-11-23T07:00:00Z"
    assert second["LastUpdateTimestamp"] == "2026-11-23T07:01:00Z"
    assert centre.described(task)["LastUpdateTimestamp"] == START + timedelta(seconds=60)


def test_agents_are_told_of_while_there_is_a_stream_for_it(centre: ContactCentre) -> None:
    _make_stream("agents")
    association = _stream_to(centre, "AGENT_EVENTS", "agents")

    centre.becomes("Available")
    task = centre.task()
    centre.account.wait(seconds=1)
    centre.agent.accepts()
    centre.account.wait(seconds=130)

    events = _in_stream("agents")
    assert [each["EventType"] for each in events] == [
        "LOGIN",
        "STATE_CHANGE",
        "STATE_CHANGE",
        "HEART_BEAT",
    ]
    [held] = events[-1]["CurrentAgentSnapshot"]["Contacts"]
    assert (held["ContactId"], held["State"]) == (task, "CONNECTED")

    centre.client.disassociate_instance_storage_config(
        **centre.mine, ResourceType="AGENT_EVENTS", AssociationId=association
    )
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=130)
    assert len(_in_stream("agents")) == 4


def test_a_new_agent_is_told_of_as_well(centre: ContactCentre) -> None:
    _make_stream("agents")
    _stream_to(centre, "AGENT_EVENTS", "agents")
    user = centre.another_user("ece")

    centre.becomes("Available", user)
    centre.becomes("Offline", user)
    centre.client.delete_user(**centre.mine, UserId=user)
    centre.account.wait(seconds=1)

    assert [each["EventType"] for each in _in_stream("agents")] == ["LOGIN", "LOGOUT"]


def test_what_no_stream_takes_is_tried_again_and_then_kept_to_be_seen(
    centre: ContactCentre,
) -> None:
    _stream_to(centre, "CONTACT_TRACE_RECORDS", "late")
    first = centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=first)
    centre.account.wait(seconds=3)  # it has failed once, or twice

    _make_stream("late")
    centre.account.wait(seconds=10)
    assert [each["ContactId"] for each in _in_stream("late")] == [first]

    boto3.client("kinesis", region_name=REGION).delete_stream(StreamName="late")
    second = centre.task()
    centre.client.stop_contact(**centre.mine, ContactId=second)
    with pytest.warns(UserWarning, match="the stream late cannot be written to"):
        centre.account.wait(minutes=5)
    outbox = centre.account.books().outbox
    assert outbox.lost == 1
    assert [each.key for each in outbox.given_up if isinstance(each, Line)] == [second]


def test_a_recording_for_a_bucket_that_is_not_there_stops_nobody(centre: ContactCentre) -> None:
    centre.client.associate_instance_storage_config(
        **centre.mine,
        ResourceType="CALL_RECORDINGS",
        StorageConfig={
            "StorageType": "S3",
            "S3Config": {"BucketName": "nowhere", "BucketPrefix": "p"},
        },
    )

    def talks_and_waits() -> str:
        call = _talk(centre)
        centre.account.wait(minutes=5)
        return call

    with pytest.warns(UserWarning, match="the bucket nowhere cannot be written to"):
        call = talks_and_waits()

    assert centre.described(call)["DisconnectReason"] == "AGENT_DISCONNECT"
    assert centre.account.books().outbox.lost == 1


def test_without_moto_a_test_still_sees_what_would_have_been_delivered(
    client: Any, account: Mocked, instance: Instance
) -> None:
    centre = ContactCentre(client, account, instance)
    task = centre.task()
    client.stop_contact(**centre.mine, ContactId=task)
    account.wait(seconds=5)

    books = account.books(instance.id)
    assert [each["ContactId"] for each in books.records] == [task]
    assert [each["eventType"] for each in books.events] == [
        "INITIATED",
        "CONNECTED_TO_SYSTEM",
        "QUEUED",
        "DISCONNECTED",
        "COMPLETED",
    ]
    assert books.outbox.lost == 0


def test_an_evaluation_delivers_the_record_anew(centre: ContactCentre) -> None:
    client, mine = centre.client, centre.mine
    task = centre.task()
    client.stop_contact(**mine, ContactId=task)
    form = client.create_evaluation_form(
        **mine,
        Title="Tasks",
        Items=[section("all", text("remarks"))],
    )["EvaluationFormId"]
    client.activate_evaluation_form(**mine, EvaluationFormId=form, EvaluationFormVersion=1)
    centre.account.wait(seconds=60)

    evaluation = client.start_contact_evaluation(**mine, ContactId=task, EvaluationFormId=form)[
        "EvaluationId"
    ]
    client.submit_contact_evaluation(**mine, EvaluationId=evaluation)
    described = centre.described(task)["ContactEvaluations"][evaluation]
    client.delete_contact_evaluation(**mine, EvaluationId=evaluation)

    records = centre.account.books().records
    told: list[Any] = [each["ContactEvaluations"] for each in records]
    assert [each[form]["Status"] if each else None for each in told] == [
        None,
        "IN_PROGRESS",
        "COMPLETE",
        "DELETED",
    ]
    assert records[-1]["LastUpdateTimestamp"] == "2026-11-23T07:01:00Z"
    assert described["Status"] == "COMPLETE"
    assert described["EndTimestamp"] == START + timedelta(seconds=60)
