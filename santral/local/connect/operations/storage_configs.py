"""Where an instance stores what it produces: buckets and streams, one per type of product."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import CONFLICT, ConnectError, invalid, not_found
from santral.local.connect.instance import Instance
from santral.local.connect.places import STORAGE_CONFIG
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order

_S3, _STREAM = "S3", "KINESIS_STREAM"
_VIDEO, _FIREHOSE = "KINESIS_VIDEO_STREAM", "KINESIS_FIREHOSE"
# The member of StorageConfig that tells more of each StorageType.
_MEMBERS: Final[Mapping[str, str]] = {
    _S3: "S3Config",
    _VIDEO: "KinesisVideoStreamConfig",
    _STREAM: "KinesisStreamConfig",
    _FIREHOSE: "KinesisFirehoseConfig",
}
# Source: API Reference, InstanceStorageConfig; Administrator Guide, "Enable data streaming".
_FITTING: Final[Mapping[str, tuple[str, ...]]] = {
    "MEDIA_STREAMS": (_VIDEO,),
    "CONTACT_TRACE_RECORDS": (_STREAM, _FIREHOSE),
    "AGENT_EVENTS": (_STREAM,),
    "REAL_TIME_CONTACT_ANALYSIS_SEGMENTS": (_STREAM,),
    "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS": (_STREAM,),
    "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS": (_STREAM,),
}


# The member of a stream's config that names it, and what it has to be.
_STREAM_ARNS: Final[Mapping[str, tuple[str, re.Pattern[str]]]] = {
    member: (name, re.compile(rf"arn:aws[\w-]*:{service}:[\w-]+:\d{{12}}:{kind}/[\w.-]+"))
    for member, name, service, kind in (
        ("KinesisStreamConfig", "StreamArn", "kinesis", "stream"),
        ("KinesisFirehoseConfig", "FirehoseArn", "firehose", "deliverystream"),
    )
}


@operation("AssociateInstanceStorageConfig")
def associate(instance: Instance, given: Given) -> Answer:
    table = instance.table(STORAGE_CONFIG)
    resource_type = given["ResourceType"]
    config = _checked(resource_type, given["StorageConfig"])
    if table.named(resource_type) is not None:
        raise ConnectError(CONFLICT, "The ResourceType has a storage config already.")
    return {"AssociationId": table.create(resource_type, config).id}


@operation("DescribeInstanceStorageConfig")
def describe(instance: Instance, given: Given) -> Answer:
    return {"StorageConfig": _described(_asked_for(instance, given))}


@operation("ListInstanceStorageConfigs")
def list_(instance: Instance, given: Given) -> Answer:
    configs = [
        each
        for each in instance.table(STORAGE_CONFIG).visible()
        if each.name == given["ResourceType"]
    ]
    return paging.page(given, "StorageConfigs", configs, _described, order=by_order)


@operation("UpdateInstanceStorageConfig")
def update(instance: Instance, given: Given) -> Answer:
    resource = _asked_for(instance, given)
    config = _checked(resource.name, given["StorageConfig"])
    instance.table(STORAGE_CONFIG).change(resource, **dict.fromkeys(resource.details) | config)
    return None


@operation("DisassociateInstanceStorageConfig")
def disassociate(instance: Instance, given: Given) -> Answer:
    instance.table(STORAGE_CONFIG).delete(_asked_for(instance, given))
    return None


def _asked_for(instance: Instance, given: Given) -> Resource:
    resource = instance.table(STORAGE_CONFIG).get(given["AssociationId"])
    if resource.name != given["ResourceType"]:
        raise not_found(STORAGE_CONFIG.name)
    return resource


def _checked(resource_type: str, config: Mapping[str, Any]) -> dict[str, Any]:
    storage_type = config["StorageType"]
    fitting = _FITTING.get(resource_type, (_S3,))
    if storage_type not in fitting:
        raise invalid("StorageConfig.StorageType", f"expected {' or '.join(fitting)}")
    wanted = _MEMBERS[storage_type]
    if [each for each in _MEMBERS.values() if each in config] != [wanted]:
        raise invalid("StorageConfig", f"expected {wanted} and no other config")
    if wanted in _STREAM_ARNS:
        name, pattern = _STREAM_ARNS[wanted]
        if pattern.fullmatch(config[wanted][name]) is None:
            raise invalid(f"StorageConfig.{wanted}.{name}", "expected the ARN of such a stream")
    return {"StorageType": storage_type, wanted: config[wanted]}


def _described(resource: Resource) -> dict[str, Any]:
    return {"AssociationId": resource.id, **resource.details}
