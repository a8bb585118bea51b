"""export_tenant: everything that a business has in one file, whatever happens on the way."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.exceptions import ReadTimeoutError
from moto.s3.models import s3_backends

from functions.contact_records.handler import handler as contact_records
from functions.export_tenant.handler import handler
from functions.export_tenant.sections import NAMES
from functions.settings import Settings
from functions.wiring import collaborators
from santral.domain.customer import Customer
from santral.domain.errors import InvocationError
from santral.domain.job import Job, JobState
from santral.stores import customers, exports, jobs, recordings
from santral.stores.files import export_key
from santral.stores.recordings import Recording
from santral.stores.tenant_guard import acting_for
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.cloud import ACCOUNT, BUCKET, Cloud, Context, kinesis_batch
from tests.functional.cloud import NAMES as NAMES_OF_TABLES
from tests.functional.one_of_everything import RECORD, one_of_everything

JOB = "20260302T073000-9"
NOW = sample.MONDAY_MORNING


@dataclass
class Export:
    cloud: Cloud
    queues: FakeQueues

    def begin(self) -> None:
        with acting_for("shop"):
            exports.begin("shop", JOB, by="deniz", now=NOW)

    def tell(self) -> Any:
        body = json.dumps({"tenant": "shop", "job": JOB})
        return handler({"Records": [{"messageId": "m-1", "body": body}]}, Context())

    def run(self) -> zipfile.ZipFile:
        self.begin()
        assert self.tell() == {"batchItemFailures": []}
        return self.file()

    def job(self) -> Job:
        with acting_for("shop"):
            return jobs.load("shop", JOB, now=NOW).value

    def file(self) -> zipfile.ZipFile:
        key = export_key("shop", JOB)
        content = self.cloud.clients.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
        return zipfile.ZipFile(io.BytesIO(content))


@pytest.fixture
def export(cloud: Cloud) -> Export:
    cloud.use(settings=Settings({"SANTRAL_FILES_BUCKET": BUCKET}))
    queues = FakeQueues()
    vars(collaborators())["queues"] = queues
    return Export(cloud, queues)


def lines(opened: zipfile.ZipFile, section: str) -> list[dict[str, Any]]:
    found = sorted(each for each in opened.namelist() if each.startswith(f"{section}/"))
    texts = (opened.read(each).decode() for each in found if each.endswith(".jsonl"))
    return [json.loads(line) for text in texts for line in text.splitlines()]


def table(opened: zipfile.ZipFile, section: str) -> list[list[str]]:
    text = opened.read(f"{section}/{section}-0001.csv").decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_an_export_holds_one_of_everything(export: Export) -> None:
    one_of_everything()

    opened = export.run()

    counts = {name: int(export.job().result[name]) for name in NAMES}
    assert export.job().state is JobState.DONE
    assert counts == {
        **dict.fromkeys(NAMES, 1),
        "business": 2,  # settings and account
        "customers": 3,
        "scripts": 0,
        "wrap_up_codes": 0,
        "wrap_ups": 0,
        "recordings": 0,
        "audit": 0,
    }
    assert lines(opened, "contacts") == [RECORD]
    assert lines(opened, "notes")[0]["text"] == "Likes tea."
    assert "3  customers" in opened.read("README.txt").decode()


def test_nothing_that_opens_a_door_is_in_it(export: Export) -> None:
    one_of_everything()

    opened = export.run()

    everything = b"".join(opened.read(name) for name in opened.namelist()).decode()
    assert "top-secret" not in everything
    assert "digest-of-key" not in everything


def test_tables_open_in_a_spreadsheet_as_text(export: Export) -> None:
    one_of_everything()
    with acting_for("shop"):
        customers.create("shop", Customer("evil", '=HYPERLINK("x")'), now=NOW)

    opened = export.run()

    by_id = {row[0]: row for row in table(opened, "customers")[1:]}
    assert by_id["evil"][1] == '\'=HYPERLINK("x")'
    assert by_id["c-1"][3] == f"'{sample.AYSE_NUMBER}"
    assert table(opened, "orders")[1][6:8] == ["TRY", "299.80"]
    assert table(opened, "contacts")[1][0] == RECORD["ContactId"]


def test_recordings_are_listed_by_where_they_are(export: Export) -> None:
    record = {**RECORD, "Recordings": [{"Status": "AVAILABLE"}]}
    contact_records(kinesis_batch(record), Context())
    export.cloud.clients.s3.put_object(Bucket=BUCKET, Key="one.wav", Body=b"sound")
    recording = Recording(RECORD["ContactId"], BUCKET, "one.wav", NOW, 5, 1_000)
    recordings.index(recording, "0A", deleted=False)

    [listed] = lines(export.run(), "recordings")

    assert (listed["key"], listed["size_bytes"], listed["duration_ms"]) == ("one.wav", 5, 1_000)
    assert listed["etag"] == "0b8263d341de01f741e4deadfb18f9eb"


def test_another_businesss_things_are_not_in_it(export: Export) -> None:
    with acting_for("clinic"):
        customers.create("clinic", Customer("p-1", "A Patient"), now=NOW)

    opened = export.run()

    assert all(each["name"] != "A Patient" for each in lines(opened, "customers"))


@contextmanager
def at_request(cloud: Cloud, number: int, happens: Callable[[], object]) -> Iterator[None]:
    """Let something happen once, before that request to S3 is sent."""
    sent = 0

    def count(**_: Any) -> None:
        nonlocal sent
        sent += 1
        if sent == number:
            happens()

    events: Any = cloud.clients.s3.meta.events
    events.register_first("before-send.s3", count)
    try:
        yield
    finally:
        events.unregister("before-send.s3", count)


def be_killed() -> None:
    raise RuntimeError("killed")


@pytest.fixture
def in_parts(export: Export, monkeypatch: pytest.MonkeyPatch) -> Iterator[Export]:
    """An export in many parts: S3 takes small ones for once."""
    monkeypatch.setattr("moto.s3.models.S3_UPLOAD_PART_MIN_SIZE", 1)
    environment = {"SANTRAL_FILES_BUCKET": BUCKET, "SANTRAL_EXPORT_PART_BYTES": "1500"}
    export.cloud.use(settings=Settings(environment))
    vars(collaborators())["queues"] = export.queues
    one_of_everything()
    export.begin()
    events: Any = export.cloud.clients.s3.meta.events
    events.register("before-send.s3", refuse_uploads_of_nothing)
    yield export
    events.unregister("before-send.s3", refuse_uploads_of_nothing)


def refuse_uploads_of_nothing(request: Any, **_: Any) -> AWSResponse | None:
    """Answer as S3 does where there is no such upload; moto breaks down."""
    [upload] = parse_qs(urlsplit(request.url).query).get("uploadId", [""])
    if not upload or upload in s3_backends[ACCOUNT]["aws"].buckets[BUCKET].multiparts:
        return None
    body = b"<Error><Code>NoSuchUpload</Code></Error>"
    answer = AWSResponse(request.url, 404, HTTPHeaders(), _Raw(body))
    request.url = "https://answered.invalid/"  # moto is asked all the same
    return answer


class _Raw(io.BytesIO):
    def stream(self, **_: object) -> Iterator[bytes]:
        yield self.read()


def whole(export: Export) -> dict[str, bytes]:
    with export.file() as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_an_export_that_is_killed_and_told_again_is_whole(in_parts: Export, at: int) -> None:
    in_parts.tell()
    expected = whole(in_parts)
    start_again(in_parts)

    with at_request(in_parts.cloud, at, be_killed), suppress(InvocationError):
        in_parts.tell()
    in_parts.tell()

    assert in_parts.job().state is JobState.DONE
    assert whole(in_parts) == expected


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_two_who_are_told_at_once_leave_one_whole_file(in_parts: Export, at: int) -> None:
    in_parts.tell()
    expected = whole(in_parts)
    start_again(in_parts)

    with at_request(in_parts.cloud, at, in_parts.tell):
        in_parts.tell()
    while in_parts.queues.sent:
        in_parts.queues.take()
        in_parts.tell()

    assert in_parts.job().state is JobState.DONE
    assert whole(in_parts) == expected


def start_again(export: Export) -> None:
    key = export_key("shop", JOB)
    export.cloud.clients.s3.delete_object(Bucket=BUCKET, Key=key)
    with acting_for("shop"):
        export.cloud.clients.dynamodb.delete_item(
            TableName=NAMES_OF_TABLES.work, Key={"pk": {"S": "shop#job"}, "sk": {"S": JOB}}
        )
    export.begin()


def test_an_export_whose_last_reply_was_lost_is_done(in_parts: Export) -> None:
    events: Any = in_parts.cloud.clients.s3.meta.events

    def lose(**_: Any) -> None:
        raise ReadTimeoutError(endpoint_url="https://s3.example")

    events.register_last("after-call.s3.CompleteMultipartUpload", lose)
    first = in_parts.tell()
    events.unregister("after-call.s3.CompleteMultipartUpload", lose)

    assert first == {"batchItemFailures": [{"itemIdentifier": "m-1"}]}
    assert in_parts.tell() == {"batchItemFailures": []}
    assert in_parts.job().state is JobState.DONE
    assert "README.txt" in whole(in_parts)


def test_an_export_goes_on_in_another_invocation_when_its_time_is_over(in_parts: Export) -> None:
    with at_request(in_parts.cloud, 3, lambda: in_parts.cloud.stopwatch.advance(800)):
        in_parts.tell()
    first = in_parts.job()
    in_parts.tell()

    assert [sent[0] for sent in in_parts.queues.sent] == ["export_tenant"]
    assert (first.state, first.total) == (JobState.RUNNING, len(NAMES))
    assert in_parts.job().state is JobState.DONE


def test_an_upload_that_s3_has_forgotten_is_begun_anew(in_parts: Export) -> None:
    with at_request(in_parts.cloud, 3, be_killed), suppress(InvocationError):
        in_parts.tell()
    with acting_for("shop"):
        place = exports.place_of(in_parts.job())
        collaborators().files.give_up_upload(export_key("shop", JOB), place.upload)

    in_parts.tell()
    in_parts.tell()

    assert in_parts.job().state is JobState.DONE
    assert "README.txt" in whole(in_parts)
