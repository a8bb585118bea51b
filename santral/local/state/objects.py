"""The objects in S3's buckets as files, with what S3 knows of each in a JSON file beside it.

    objects/<bucket>/<end of the key>.<hash of the key>.json
    objects/<bucket>/<end of the key>.<hash of the key>.<hash of the content>.wav

A key may be 1,024 bytes, hold "..", and be the beginning of another; names in a folder may be 255,
and on some systems "A" and "a" are one. So the hash tells files apart and the rest is for people.
The JSON file names the content that is valid: putting it into place is what makes a new content
the object's, and contents that none names are left over. Kept are the newest version of an object,
its tags, and the headers in _HEADERS; not its time, its access list, or settings of buckets.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from santral.domain.errors import DependencyError, InputError
from santral.local.identifiers import REGION
from santral.local.state.folder import OBJECT_FILE, OBJECTS
from santral.local.state.writes import follow
from santral.local.state.writing import PRIVATE_FOLDER, TEMPORARY, unwritten, write_whole

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

WRITES: Final = frozenset(
    {
        "CompleteMultipartUpload",
        "CopyObject",
        "CreateBucket",
        "DeleteBucket",
        "DeleteObject",
        "DeleteObjectTagging",
        "DeleteObjects",
        "PutObject",
        "PutObjectTagging",
    }
)
_HEADERS: Final = (
    "CacheControl",
    "ContentDisposition",
    "ContentEncoding",
    "ContentLanguage",
    "ContentType",
    "Metadata",
    "ServerSideEncryption",
    "StorageClass",
    "WebsiteRedirectLocation",
)
_ABOUT: Final = {"key", "content", "sha256", "headers", "tags"}
# Source: Amazon S3 User Guide, "General purpose bucket naming rules".
_BUCKET: Final = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", re.ASCII)
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")
_SUFFIX: Final = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)
_STEM: Final = 80  # characters of the key, for people


class Objects:
    def __init__(self, folder: Path, unguarded: S3Client) -> None:
        """
        Args:
            unguarded: reads from S3 what was written, and puts back what was kept; not followed.
        """
        self._folder, self._s3 = folder / OBJECTS, unguarded
        self._turn = RLock()

    def follow(self, client: S3Client) -> None:
        """Keep from now on what is written through the client."""
        follow(client, WRITES, self._note, self._turn)

    def restore(self) -> None:
        """Put back what was kept; buckets that are missing are made.

        Raises:
            InputError: a file is missing or damaged.
        """
        there = {each["Name"] for each in self._s3.list_buckets()["Buckets"]}
        for folder in sorted(self._folder.glob("*/")):
            if not _BUCKET.fullmatch(folder.name):
                continue
            if folder.name not in there:
                self._s3.create_bucket(
                    Bucket=folder.name,
                    CreateBucketConfiguration={"LocationConstraint": REGION},
                )
            abouts = {path for path in folder.iterdir() if _is_about(path)}
            _remove(
                folder.iterdir(), but=abouts | {self._put_back(folder, each) for each in abouts}
            )

    def _put_back(self, folder: Path, about: Path) -> Path:
        kept = _parsed(about)
        content: Path = folder / kept["content"]
        if not content.is_file() or _sha256(content) != kept["sha256"]:
            raise InputError(
                f"{content}: is missing or damaged; put back a copy of the folder, or delete "
                f"{about.name} and lose the object, or start anew with --fresh"
            )
        with content.open("rb") as body:
            self._s3.put_object(
                Bucket=folder.name,
                Key=kept["key"],
                Body=body,
                Tagging=urlencode(kept["tags"]),
                **kept["headers"],
            )
        return content

    def _note(self, operation: str, params: Mapping[str, Any], _answer: bytes) -> None:
        folder = self._folder_of(params["Bucket"])
        try:
            self._bring_up_to_date(operation, folder, params)
        except OSError as error:
            raise unwritten(error) from error

    def _bring_up_to_date(self, operation: str, folder: Path, params: Mapping[str, Any]) -> None:
        if operation == "DeleteBucket":
            self._forget_bucket(folder)
            return
        folder.mkdir(PRIVATE_FOLDER, parents=True, exist_ok=True)
        for key in _keys(params):
            self._mirror(folder, key)

    def _mirror(self, folder: Path, key: str) -> None:
        """Make the files say what S3 says, whatever was done."""
        try:
            answer = self._s3.get_object(Bucket=folder.name, Key=key)
        except self._s3.exceptions.NoSuchKey:
            _name(folder, key).unlink(missing_ok=True)
            _remove(_of(folder, key))
            return
        tags = self._s3.get_object_tagging(Bucket=folder.name, Key=key)["TagSet"]
        body = answer["Body"].read()
        sha256 = hashlib.sha256(body).hexdigest()
        content = _content_name(folder, key, sha256)
        write_whole(content, [body])
        about = {
            "key": key,
            "content": content.name,
            "sha256": sha256,
            "headers": {name: answer[name] for name in _HEADERS if name in answer},
            "tags": {each["Key"]: each["Value"] for each in tags},
        }
        write_whole(_name(folder, key), [json.dumps(about, indent=1).encode(), b"\n"])
        _remove(_of(folder, key), but={_name(folder, key), content})

    def _folder_of(self, bucket: str) -> Path:
        if not _BUCKET.fullmatch(bucket):
            raise DependencyError("state", "a bucket of that name cannot be kept", retryable=False)
        return self._folder / bucket

    def _forget_bucket(self, folder: Path) -> None:
        if folder.is_dir():
            _remove(folder.iterdir())
            with suppress(OSError):  # somebody put a file of theirs there
                folder.rmdir()


def _keys(params: Mapping[str, Any]) -> Iterator[str]:
    if "Delete" in params:
        yield from (each["Key"] for each in params["Delete"]["Objects"])
    elif "Key" in params:
        yield params["Key"]


def _name(folder: Path, key: str) -> Path:
    """Return where it stands what S3 knows of an object."""
    return folder / f"{_unique(key)}.json"


def _content_name(folder: Path, key: str, sha256: str) -> Path:
    suffix = _SUFFIX.fullmatch(Path(key).suffix)
    return folder / f"{_unique(key)}.{sha256[:16]}{suffix[0] if suffix else ''}"


def _unique(key: str) -> str:
    end = key.rpartition("/")[2]
    stem = _UNSAFE.sub("_", end.rpartition(".")[0] or end)[-_STEM:] or "_"
    return f"{stem}.{hashlib.sha256(key.encode()).hexdigest()[:32]}"


def _is_about(path: Path) -> bool:
    match = OBJECT_FILE.fullmatch(path.name)
    return match is not None and match["about"] is not None


def _of(folder: Path, key: str) -> Iterator[Path]:
    return folder.glob(f"{_unique(key)}.*")


def _remove(paths: Iterable[Path], but: Collection[Path] = ()) -> None:
    """Delete those of the files that are ours."""
    for path in list(paths):
        if path not in but and OBJECT_FILE.fullmatch(path.name.removesuffix(TEMPORARY)):
            path.unlink()


def _parsed(about: Path) -> Any:
    try:
        kept = json.loads(about.read_bytes())
        if kept.keys() == _ABOUT and OBJECT_FILE.fullmatch(kept["content"]):
            return kept
    except (AttributeError, TypeError, ValueError):
        pass
    raise InputError(
        f"{about}: is damaged; put back a copy of the folder, or delete the file and lose the "
        "object, or start anew with --fresh"
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
