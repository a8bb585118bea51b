"""Forgets what moto would keep for as long as it runs: old records of streams, and its metrics."""

from __future__ import annotations

from typing import Final

from moto.cloudwatch.models import cloudwatch_backends
from moto.kinesis.models import kinesis_backends

from santral.local.identifiers import ACCOUNT, REGION

# Of each stream; who reads one is seconds behind, and moto's reads and writes take O(records).
MOST_RECORDS: Final = 10_000


def forget_old(**_: object) -> None:
    """Let a stream begin at its newest records, as the service does after a day."""
    for stream in kinesis_backends[ACCOUNT][REGION].streams.values():
        for shard in stream.shards.values():
            records = shard.records
            for number in list(records)[:-MOST_RECORDS]:
                del records[number]
    # Two for each write to a stream, which nobody here asks for.
    cloudwatch_backends[ACCOUNT][REGION].metric_data.clear()
