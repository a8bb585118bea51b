"""The cloud that tests look into, and the events that are sent to it."""

from __future__ import annotations

import base64
import io
import json
import struct
from collections import Counter
from copy import deepcopy
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from moto.dynamodb.models import dynamodb_backends
from moto.s3.models import s3_backends

from functions.wiring import Collaborators, use
from santral.stores.clients import Clients
from santral.stores.tables import TableNames
from tests.fakes.clocks import FixedClock, Stopwatch
from tests.fakes.faults import Wire
from tests.functional import sample

EVENTS = Path(__file__).parent.parent / "events"
NAMES = TableNames(*(f"t-{each.name}" for each in fields(TableNames)))
BUCKET = "connect-recordings"
ACCOUNT: Final = "123456789012"  # moto's
REGION: Final = "eu-central-1"


class Context:
    """What Lambda hands to a handler beside the event."""

    aws_request_id = "8f7e6d5c-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True)
class Cloud:
    """
    Attributes:
        log: what the functions logged.
        counts: (metric, tenant) and how often.
        dynamodb, s3: the wires to the services, for counting and for faults.
    """

    clients: Clients
    clock: FixedClock
    stopwatch: Stopwatch
    log: io.StringIO
    counts: Counter[tuple[str, str]]
    dynamodb: Wire
    s3: Wire
    collaborators: Collaborators

    def use(self, **changes: Any) -> None:
        use(replace(self.collaborators, **changes))

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.getvalue().splitlines()]


def event(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text("utf-8"))


def call_event(
    caller: str | None = sample.AYSE_NUMBER, tenant: str = "shop", **parameters: str
) -> Any:
    """Return what a flow sends when somebody calls the shop."""
    sent = event("connect_flow")
    sent["Details"]["Parameters"] = {"tenant": tenant, **parameters}
    contact = sent["Details"]["ContactData"]
    contact["CustomerEndpoint"] = (
        None if caller is None else {"Address": caller, "Type": "TELEPHONE_NUMBER"}
    )
    contact["SystemEndpoint"] = {"Address": sample.SHOP_NUMBER, "Type": "TELEPHONE_NUMBER"}
    return sent


def items(_cloud: Cloud, table: str) -> list[dict[str, Any]]:
    """Return everything in a table, past the guard: only a test may look so."""
    stored = _dynamodb().tables[table]
    return sorted((item.to_json()["Attributes"] for item in stored.all_items()), key=str)


def empty_everything() -> None:
    """Empty tables and bucket as no client could: in moto's own memory."""
    for table in astuple(NAMES):
        _dynamodb().tables[table].items.clear()
    s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys.clear()


def _dynamodb() -> Any:
    return dynamodb_backends[ACCOUNT][REGION]


def wav(seconds: int) -> bytes:
    """Return a stereo WAV of silence at 8 kHz."""
    sound = bytes(32_000 * seconds)
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + len(sound),
        b"WAVE",
        b"fmt ",
        16,
        1,
        2,
        8000,
        32_000,
        4,
        16,
        b"data",
        len(sound),
    )
    return head + sound


def kinesis_batch(*bodies: object) -> Any:
    """Return a batch of records: dicts as JSON, bytes as they are; numbered from "1"."""
    [template] = event("kinesis_batch")["Records"]
    return {
        "Records": [
            template | {"kinesis": template["kinesis"] | _data(body, str(number))}
            for number, body in enumerate(bodies, start=1)
        ]
    }


def _data(body: object, sequence_number: str) -> dict[str, str]:
    octets = body if isinstance(body, bytes) else json.dumps(body).encode()
    return {"data": base64.b64encode(octets).decode(), "sequenceNumber": sequence_number}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What was in the tables and in the bucket at one moment."""

    tables: dict[str, Any]
    files: dict[str, Any]

    def put_back(self) -> None:
        for table, kept in self.tables.items():
            there = _dynamodb().tables[table].items
            there.clear()
            there.update(deepcopy(kept))
        keys = s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys
        keys.clear()
        for name, versions in self.files.items():
            keys.setlist(name, versions)


def snapshot() -> Snapshot:
    """Keep what there is, out of moto's own memory."""
    tables = {table: deepcopy(_dynamodb().tables[table].items) for table in astuple(NAMES)}
    keys = s3_backends[ACCOUNT]["aws"].buckets[BUCKET].keys
    return Snapshot(tables, {name: keys.getlist(name) for name in keys})
