"""The importer in a process of its own, its store elsewhere: how much memory does it take?

`python -m tests.fakes.import_process ADDRESS ROWS` imports that many rows into the DynamoDB at the
address, and prints how many were created, the peak of resident memory, and the time it took. The
file is made up as it is read, so that it takes no memory either.

With `alone` behind it, customers are written nowhere, at once: what is left is the importer's work.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from functions.import_customers.handler import handler
from functions.settings import Settings
from functions.wiring import Collaborators, collaborators, use
from santral.domain.errors import DependencyError
from santral.domain.job import Job
from santral.stores import imports, jobs
from santral.stores.clients import Clients
from santral.stores.files import FileState
from santral.stores.imports import ImportOptions
from santral.stores.seeding import create_tables, write_business
from santral.stores.tables import TableNames
from santral.stores.tenant_guard import acting_for
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.cloud import Context

JOB = "20260302T073000-1"
_HEADER = b"id,name,phone,notes"


class MadeUpFile:
    """A list of customers, each row of which is as long as the others."""

    def __init__(self, rows: int) -> None:
        self._rows, self._width = rows, len(self._row(1))

    def state(self, _key: str) -> FileState:
        return FileState(self._width * (self._rows + 1), "made-up")

    def read(self, _key: str, start: int, length: int, *, etag: str) -> bytes:
        assert etag == "made-up"
        first, skipped = divmod(start, self._width)
        last = min((start + length) // self._width, self._rows)
        octets = b"".join(self._row(number) for number in range(first, last + 1))
        return octets[skipped : skipped + length]

    def delete(self, _key: str) -> None:
        """Leave it: it is nowhere."""

    def _row(self, number: int) -> bytes:
        if number == 0:
            return _HEADER.ljust(self._width - 1) + b"\n"
        row = f"k-{number:06},Caller {number:06} Of Many,0532{number:07},{'x' * 60}\n"
        return row.encode()


def forget_customers(client: Any, table: str) -> None:
    """Answer whatever is asked of one table as an empty one would."""
    answers: dict[str, Any] = {
        "PutItem": {},
        "BatchWriteItem": {"UnprocessedItems": {}},
        "BatchGetItem": {"Responses": {table: []}, "UnprocessedKeys": {}},
    }

    def answer(request: Any, event_name: str, **_: Any) -> AWSResponse | None:
        operation = event_name.rpartition(".")[2]
        if operation not in answers or table.encode() not in request.body:
            return None
        body = json.dumps(answers[operation]).encode()
        return AWSResponse(request.url, 200, HTTPHeaders(), _Raw(body))

    client.meta.events.register_first("before-send.dynamodb", answer)


class _Raw(io.BytesIO):
    def stream(self, **_: Any) -> Iterator[bytes]:
        yield self.read()


def imported(address: str, rows: int, *, alone: bool) -> Job:
    reach = {
        "endpoint_url": address,
        "aws_access_key_id": "local",
        "aws_secret_access_key": "local",
    }
    clients = Clients("eu-central-1", dynamodb_reach=reach)
    tables = TableNames(*(f"{rows}-{each.name}" for each in fields(TableNames)))
    create_tables(clients.dynamodb, tables)
    settings = Settings({"SANTRAL_FILES_BUCKET": "files", "SANTRAL_IMPORT_THREADS": "4"})
    use(Collaborators(clients=clients, tables=tables, bucket="quarantine", settings=settings))
    here = collaborators()
    if alone:
        forget_customers(clients.dynamodb, tables.customers)
    write_business(clients.dynamodb, sample.shop(), ())
    vars(here)["files"] = MadeUpFile(rows)
    with acting_for("shop"):
        imports.begin("shop", JOB, ImportOptions(), by="deniz", now=here.clock())
    vars(here)["queues"] = FakeQueues()
    message = {"messageId": "m", "body": json.dumps({"tenant": "shop", "job": JOB})}
    while True:  # what was put back is told again, as a queue does
        handler({"Records": [message]}, Context())
        with acting_for("shop"), suppress(DependencyError):
            job = jobs.load("shop", JOB, now=here.clock()).value
            if job.is_over:
                return job


def _peak_mib() -> int:
    """Return the most memory that this process had.

    getrusage says at least what the process that started this one had: Linux counts the moment
    between fork and exec.
    """
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found is not None:
            return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    address, rows = sys.argv[1], int(sys.argv[2])
    before_s = time.perf_counter()  # noqa: TID251
    job = imported(address, rows, alone=sys.argv[3:] == ["alone"])
    facts = {
        "rows": rows,
        "created": int(job.result["created"]),
        "peak_mib": _peak_mib(),
        "cpu_s": round(resource.getrusage(resource.RUSAGE_SELF).ru_utime, 1),
        "seconds": round(time.perf_counter() - before_s, 1),  # noqa: TID251
    }
    print(json.dumps(facts))  # noqa: T201
