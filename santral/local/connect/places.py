"""Where an instance has what it produces delivered, as its storage configs say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from santral.local.connect.resources import Kind, Resource

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance

_STREAM_PREFIX: Final = ":stream/"


def _bind(instance: Instance, resource: Resource) -> None:
    if resource.name == "AGENT_EVENTS":
        instance.agent_stream.open()


def _unbind(instance: Instance, resource: Resource) -> None:
    if resource.name == "AGENT_EVENTS":
        instance.agent_stream.close()


# Named after the ResourceType; its details are the StorageConfig without AssociationId.
STORAGE_CONFIG = Kind("storage config", "storage-config", bind=_bind, unbind=_unbind, rank=80)


def storage(instance: Instance, resource_type: str) -> Mapping[str, Any] | None:
    """Give the StorageConfig for a ResourceType, without its AssociationId; None for none."""
    found = instance.table(STORAGE_CONFIG).named(resource_type)
    return None if found is None else found.details


def stream_of(instance: Instance, resource_type: str) -> str | None:
    """Name the Kinesis stream for a ResourceType; None where it goes into none."""
    details = storage(instance, resource_type)
    if details is None or "KinesisStreamConfig" not in details:
        return None
    arn: str = details["KinesisStreamConfig"]["StreamArn"]
    return arn.rpartition(_STREAM_PREFIX)[2]


def place_of_recordings(instance: Instance) -> str:
    """Give `<bucket>/<prefix>` for the recordings of calls; "" where none are made."""
    details = storage(instance, "CALL_RECORDINGS")
    if details is None:
        return ""
    config = details["S3Config"]
    return f"{config['BucketName']}/{config['BucketPrefix'].strip('/')}"
