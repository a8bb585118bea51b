"""Where an instance stores what it produces, through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.instance import Instance
from santral.local.connect.places import storage
from tests.functional.connect.refusals import all_of, refusal

BUCKET = {
    "StorageType": "S3",
    "S3Config": {"BucketName": "recordings", "BucketPrefix": "connect/test-centre"},
}
STREAM_ARN = "arn:aws:kinesis:eu-central-1:123456789012:stream/agents"
STREAM = {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": STREAM_ARN}}
FIREHOSE = {
    "StorageType": "KINESIS_FIREHOSE",
    "KinesisFirehoseConfig": {
        "FirehoseArn": "arn:aws:firehose:eu-central-1:123456789012:deliverystream/records"
    },
}
VIDEO = {
    "StorageType": "KINESIS_VIDEO_STREAM",
    "KinesisVideoStreamConfig": {
        "Prefix": "calls",
        "RetentionPeriodHours": 24,
        "EncryptionConfig": {"EncryptionType": "KMS", "KeyId": "alias/calls"},
    },
}


def _associate(
    client: Any, instance: Instance, type_: str, config: dict[str, Any]
) -> dict[str, str]:
    made = client.associate_instance_storage_config(
        InstanceId=instance.id, ResourceType=type_, StorageConfig=config
    )
    return {
        "InstanceId": instance.id,
        "ResourceType": type_,
        "AssociationId": made["AssociationId"],
    }


@pytest.mark.parametrize(
    ("type_", "config"),
    [
        ("CALL_RECORDINGS", BUCKET),
        ("CHAT_TRANSCRIPTS", BUCKET),
        ("AGENT_EVENTS", STREAM),
        ("CONTACT_TRACE_RECORDS", STREAM),
        ("CONTACT_TRACE_RECORDS", FIREHOSE),
        ("MEDIA_STREAMS", VIDEO),
    ],
)
def test_a_product_is_stored_where_it_was_said(
    client: Any, instance: Instance, type_: str, config: dict[str, Any]
) -> None:
    association = _associate(client, instance, type_, config)

    described = client.describe_instance_storage_config(**association)["StorageConfig"]

    assert described == {"AssociationId": association["AssociationId"], **config}
    assert storage(instance, type_) == config


@pytest.mark.parametrize(
    ("type_", "config"),
    [
        ("CALL_RECORDINGS", STREAM),
        ("AGENT_EVENTS", FIREHOSE),
        ("AGENT_EVENTS", BUCKET),
        ("MEDIA_STREAMS", STREAM),
        ("CALL_RECORDINGS", {"StorageType": "S3"}),
        ("CALL_RECORDINGS", {**STREAM, **BUCKET}),
        ("AGENT_EVENTS", {**STREAM, "KinesisStreamConfig": {"StreamArn": "junk"}}),
        ("CONTACT_TRACE_RECORDS", {**FIREHOSE, "KinesisFirehoseConfig": {"FirehoseArn": "junk"}}),
    ],
)
def test_a_product_has_only_some_kinds_of_storage(
    client: Any, instance: Instance, type_: str, config: dict[str, Any]
) -> None:
    code = refusal(
        client.associate_instance_storage_config,
        InstanceId=instance.id,
        ResourceType=type_,
        StorageConfig=config,
    )

    assert code == "InvalidParameterException"
    assert storage(instance, type_) is None


def test_a_product_is_stored_in_one_place(client: Any, instance: Instance) -> None:
    _associate(client, instance, "CALL_RECORDINGS", BUCKET)

    again = refusal(
        client.associate_instance_storage_config,
        InstanceId=instance.id,
        ResourceType="CALL_RECORDINGS",
        StorageConfig=BUCKET,
    )

    assert again == "ResourceConflictException"


def test_storage_moves_to_another_place(client: Any, instance: Instance) -> None:
    association = _associate(client, instance, "CONTACT_TRACE_RECORDS", STREAM)

    client.update_instance_storage_config(**association, StorageConfig=FIREHOSE)

    assert storage(instance, "CONTACT_TRACE_RECORDS") == FIREHOSE
    code = refusal(client.update_instance_storage_config, **association, StorageConfig=BUCKET)
    assert code == "InvalidParameterException"


def test_storage_is_listed_by_product(client: Any, instance: Instance) -> None:
    _associate(client, instance, "CALL_RECORDINGS", BUCKET)
    _associate(client, instance, "AGENT_EVENTS", STREAM)

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_instance_storage_configs",
            "StorageConfigs",
            size,
            InstanceId=instance.id,
            ResourceType="AGENT_EVENTS",
        )
        assert [each["StorageType"] for each in listed] == ["KINESIS_STREAM"]


def test_storage_ends(client: Any, instance: Instance) -> None:
    association = _associate(client, instance, "CALL_RECORDINGS", BUCKET)
    other = {**association, "ResourceType": "CHAT_TRANSCRIPTS"}
    wrong = refusal(client.disassociate_instance_storage_config, **other)

    client.disassociate_instance_storage_config(**association)

    assert wrong == "ResourceNotFoundException"
    assert storage(instance, "CALL_RECORDINGS") is None
    for call in (
        client.describe_instance_storage_config,
        client.disassociate_instance_storage_config,
    ):
        assert refusal(call, **association) == "ResourceNotFoundException"
