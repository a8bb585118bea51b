"""What was put into S3 is a file, and an object again in the next run."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.errors import InputError
from santral.local.cloud import FILES_BUCKET, QUARANTINE_BUCKET, RECORDINGS_BUCKET, Cloud
from santral.local.state.state import State

KEYS = [
    "connect/santral/CallRecordings/2026/11/22/call_20261122T05:24_UTC.wav",
    "connect",
    "connect/",
    "..",
    "../../etc/passwd",
    "a/../b",
    "a//b",
    "/a",
    "a.json",
    "A.json",
    "a.json.tmp",
    "çağrı günü ☎.wav",
    "e\u0301",
    "\u00e9",
    "con:?*|<>\\",
    "ends with a dot.",
    "x" * 1024,
    "d/" * 512,
    "ç" * 512,
]


@contextmanager
def run(folder: Path) -> Iterator[Any]:
    with State.open(folder) as state, Cloud() as cloud:
        state.keep(cloud)
        yield cloud.s3


def objects(s3: Any, bucket: str = RECORDINGS_BUCKET) -> dict[str, bytes]:
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]
    return {key: s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


def bucket_files(folder: Path, bucket: str = RECORDINGS_BUCKET) -> list[Path]:
    return sorted((folder / "objects" / bucket).iterdir())


def only_object(folder: Path) -> tuple[Path, Path]:
    """Return the file that describes the one object, and the one that holds its content."""
    about, content = sorted(bucket_files(folder), key=lambda path: path.suffix != ".json")
    return about, content


def test_objects_of_any_key_are_there_in_the_next_run(tmp_path: Path) -> None:
    before = {key: f"{number}".encode() for number, key in enumerate(KEYS)}
    with run(tmp_path / "state") as s3:
        for key, body in before.items():
            s3.put_object(Bucket=RECORDINGS_BUCKET, Key=key, Body=body)

    with run(tmp_path / "state") as s3:
        assert objects(s3) == before
    assert [path.name for path in tmp_path.iterdir()] == ["state"]


def test_a_recording_is_a_file_that_a_player_opens(tmp_path: Path) -> None:
    with run(tmp_path) as s3:
        s3.put_object(Bucket=RECORDINGS_BUCKET, Key=KEYS[0], Body=b"RIFF")

    about, content = only_object(tmp_path)
    assert content.name.startswith("call_20261122T05_24_UTC.")
    assert content.suffix == ".wav"
    assert content.read_bytes() == b"RIFF"
    assert about.suffix == ".json"
    assert content.stat().st_mode & 0o777 == 0o600


def test_what_s3_knows_of_an_object_comes_back_with_it(tmp_path: Path) -> None:
    with run(tmp_path) as s3:
        s3.put_object(
            Bucket=RECORDINGS_BUCKET,
            Key="call.wav",
            Body=b"RIFF",
            ContentType="audio/wav",
            ContentDisposition="attachment",
            CacheControl="no-store",
            Metadata={"contact": "1"},
            Tagging="kept=yes&for=30%20days",
        )

    with run(tmp_path) as s3:
        found = s3.get_object(Bucket=RECORDINGS_BUCKET, Key="call.wav")
        tags = s3.get_object_tagging(Bucket=RECORDINGS_BUCKET, Key="call.wav")["TagSet"]
    told = {name: found[name] for name in ("ContentType", "ContentDisposition", "CacheControl")}
    assert told == {
        "ContentType": "audio/wav",
        "ContentDisposition": "attachment",
        "CacheControl": "no-store",
    }
    assert found["Metadata"] == {"contact": "1"}
    assert tags == [{"Key": "kept", "Value": "yes"}, {"Key": "for", "Value": "30 days"}]


def test_the_last_content_counts_and_the_one_before_leaves_no_file(tmp_path: Path) -> None:
    with run(tmp_path) as s3:
        for body in (b"first", b"second", b"second", b"third"):
            s3.put_object(Bucket=RECORDINGS_BUCKET, Key="a", Body=body)

    with run(tmp_path) as s3:
        assert objects(s3) == {"a": b"third"}
    assert len(bucket_files(tmp_path)) == 2


def test_an_encoding_is_the_same_after_many_runs(tmp_path: Path) -> None:
    body = tmp_path / "body"
    body.write_bytes(b"\x1f\x8b")
    with run(tmp_path / "state") as s3, body.open("rb") as file:
        s3.put_object(Bucket=RECORDINGS_BUCKET, Key="a", Body=file, ContentEncoding="gzip")

    for _ in range(2):
        with run(tmp_path / "state") as s3:
            found = s3.get_object(Bucket=RECORDINGS_BUCKET, Key="a")
            assert (found["ContentEncoding"], found["Body"].read()) == ("gzip", b"\x1f\x8b")
            tags = {"TagSet": [{"Key": "seen", "Value": "yes"}]}  # the files are written again
            s3.put_object_tagging(Bucket=RECORDINGS_BUCKET, Key="a", Tagging=tags)


def test_every_way_of_writing_and_deleting_is_followed(tmp_path: Path) -> None:
    with run(tmp_path) as s3:
        for key in ("deleted", "one of many", "another of many", "copied", "tagged"):
            s3.put_object(Bucket=RECORDINGS_BUCKET, Key=key, Body=key.encode())
        s3.delete_object(Bucket=RECORDINGS_BUCKET, Key="deleted")
        s3.delete_objects(
            Bucket=RECORDINGS_BUCKET,
            Delete={"Objects": [{"Key": "one of many"}, {"Key": "another of many"}]},
        )
        source = {"Bucket": RECORDINGS_BUCKET, "Key": "copied"}
        s3.copy_object(Bucket=QUARANTINE_BUCKET, Key="copy", CopySource=source)
        tags = {"TagSet": [{"Key": "seen", "Value": "yes"}]}
        s3.put_object_tagging(Bucket=RECORDINGS_BUCKET, Key="tagged", Tagging=tags)
        put_in_parts(s3, "parts", [b"x" * 5 * 2**20, b"the end"])

    with run(tmp_path) as s3:
        assert objects(s3) == {
            "copied": b"copied",
            "parts": b"x" * 5 * 2**20 + b"the end",
            "tagged": b"tagged",
        }
        assert objects(s3, QUARANTINE_BUCKET) == {"copy": b"copied"}
        found = s3.get_object_tagging(Bucket=RECORDINGS_BUCKET, Key="tagged")["TagSet"]
        assert found == [{"Key": "seen", "Value": "yes"}]


def put_in_parts(s3: Any, key: str, bodies: list[bytes]) -> None:
    where = {"Bucket": RECORDINGS_BUCKET, "Key": key}
    upload = where | {"UploadId": s3.create_multipart_upload(**where)["UploadId"]}
    parts = [
        {
            "PartNumber": number,
            "ETag": s3.upload_part(**upload, PartNumber=number, Body=body)["ETag"],
        }
        for number, body in enumerate(bodies, start=1)
    ]
    s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": parts})


def test_buckets_made_in_a_run_are_there_in_the_next_unless_deleted(tmp_path: Path) -> None:
    place = {"LocationConstraint": "eu-central-1"}
    with run(tmp_path) as s3:
        for bucket in ("empty", "short-lived", "with-an-object"):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
        s3.put_object(Bucket="with-an-object", Key="a", Body=b"a")
        s3.delete_bucket(Bucket="short-lived")

    with run(tmp_path) as s3:
        names = {each["Name"] for each in s3.list_buckets()["Buckets"]}
        assert names == {
            FILES_BUCKET,
            RECORDINGS_BUCKET,
            QUARANTINE_BUCKET,
            "empty",
            "with-an-object",
        }
        assert objects(s3, "with-an-object") == {"a": b"a"}


def test_what_a_kill_left_half_done_is_removed_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    with run(tmp_path) as s3:
        s3.put_object(Bucket=RECORDINGS_BUCKET, Key="a", Body=b"valid")
    about, content = only_object(tmp_path)
    newer = content.with_name(f"{about.stem}.{'0' * 16}")
    newer.write_bytes(b"put into place, but not yet the object's")
    content.with_name(f"{newer.name}.tmp").write_bytes(b"hal")
    theirs = content.with_name("notes.txt")
    theirs.write_text("somebody's", "utf-8")

    with run(tmp_path) as s3:
        assert objects(s3) == {"a": b"valid"}

    assert bucket_files(tmp_path) == sorted([about, content, theirs])


@pytest.mark.parametrize("damage", ["content", "gone", "about", "about nothing"])
def test_a_damaged_object_is_named_with_what_to_do(tmp_path: Path, damage: str) -> None:
    with run(tmp_path) as s3:
        s3.put_object(Bucket=RECORDINGS_BUCKET, Key="call.wav", Body=b"valid")
    about, content = only_object(tmp_path)
    if damage == "gone":
        content.unlink()
    else:
        damaged = content if damage == "content" else about
        damaged.write_bytes(b"{}" if damage == "about nothing" else b"{")

    with pytest.raises(InputError) as refused, run(tmp_path):
        pass

    named = about if damage.startswith("about") else content
    assert str(refused.value).startswith(f"{named}: is ")
    assert "start anew with --fresh" in str(refused.value)


def test_a_refused_write_leaves_no_file(tmp_path: Path) -> None:
    with run(tmp_path) as s3, pytest.raises(s3.exceptions.NoSuchBucket):
        s3.put_object(Bucket="no-such-bucket", Key="a", Body=b"a")

    assert not (tmp_path / "objects").exists()


BODIES = st.binary(max_size=8)
ANY_KEYS = st.sampled_from(["a", "a/b", "A", "a/", "."]) | st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(ANY_KEYS, BODIES | st.none()), max_size=8))
def test_any_puts_and_deletes_leave_the_same_objects(
    writes: list[tuple[str, bytes | None]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        with run(Path(name)) as s3:
            for key, body in writes:
                where: Mapping[str, Any] = {"Bucket": RECORDINGS_BUCKET, "Key": key}
                if body is None:
                    s3.delete_object(**where)
                else:
                    s3.put_object(**where, Body=body)
            before = objects(s3)

        with run(Path(name)) as s3:
            assert objects(s3) == before
