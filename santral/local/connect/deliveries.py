"""What an instance delivers, and where: by its storage configs, to the cloud that is near."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING, Final, cast

from santral.engine.ports import Settings
from santral.engine.timeline import SECOND
from santral.local.books import CloudBooks
from santral.local.connect.instance import Instance
from santral.local.connect.places import STORAGE_CONFIG, place_of_recordings, stream_of
from santral.stores.clients import new_session

if TYPE_CHECKING:
    from types_boto3_events.client import EventBridgeClient
    from types_boto3_kinesis.client import KinesisClient
    from types_boto3_s3.client import S3Client

    from santral.local.outbox import Reach

BATCH_WINDOW_US: Final = SECOND


class InstancePlaces:
    """Where an instance's storage configs say, each time it is asked."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    @property
    def records(self) -> str | None:
        return stream_of(self._instance, "CONTACT_TRACE_RECORDS")

    @property
    def agent_events(self) -> str | None:
        return stream_of(self._instance, "AGENT_EVENTS")

    @property
    def recordings(self) -> str:
        return place_of_recordings(self._instance)


class MotoNearby:
    """The services of a moto that a test may have opened; a network is never reached."""

    def __init__(self, region: str) -> None:
        self._region = region

    @property
    def reachable(self) -> bool:
        """Whether moto answers now; it is not imported for that."""
        models = sys.modules.get("moto.core.models")
        return models is not None and bool(models.botocore_stubber.enabled)

    # Made when moto answers, since moto is not heard by a client that is older than itself.

    @cached_property
    def kinesis(self) -> KinesisClient:
        return cast("KinesisClient", new_session().create_client("kinesis", self._region))

    @cached_property
    def events(self) -> EventBridgeClient:
        return cast("EventBridgeClient", new_session().create_client("events", self._region))

    @cached_property
    def s3(self) -> S3Client:
        return cast("S3Client", new_session().create_client("s3", self._region))


def books_of(instance: Instance, settings: Settings, cloud: Reach | None = None) -> CloudBooks:
    """Make the books of an instance in a test; they keep what they deliver.

    Args:
        cloud: where streams and buckets are; a moto in this process where None.
    """
    return CloudBooks(
        cloud or MotoNearby(instance.region),
        instance.timeline,
        settings,
        Random(0),  # nothing is left to chance, with every call recorded
        record_every=1,
        keep_records=True,
        published=lambda: None,
        places=InstancePlaces(instance),
        batch_window_us=BATCH_WINDOW_US,
    )


def store_in(
    instance: Instance,
    *,
    buckets: Mapping[str, tuple[str, str]] | None = None,
    streams: Mapping[str, str] | None = None,
) -> None:
    """Give an instance storage configs where it has none.

    Args:
        buckets: ResourceType -> bucket and prefix.
        streams: ResourceType -> stream.
    """
    table = instance.table(STORAGE_CONFIG)
    for resource_type, stream in (streams or {}).items():
        arn = f"arn:aws:kinesis:{instance.region}:{instance.account}:stream/{stream}"
        if table.named(resource_type) is None:
            config = {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": arn}}
            table.create(resource_type, config)
    for resource_type, (bucket, prefix) in (buckets or {}).items():
        s3 = {"BucketName": bucket, "BucketPrefix": prefix}
        if table.named(resource_type) is None:
            table.create(resource_type, {"StorageType": "S3", "S3Config": s3})
