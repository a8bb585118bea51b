"""S3 for browsers: files behind links that were signed here, and uploads by forms.

A link or form of ours leads to `/s3/<bucket>/…` of this server, which checks what it says, and then
does it in moto's S3. Nothing else of S3 is served.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from aiohttp import BodyPartReader, web
from botocore.exceptions import ClientError

from santral.local.server.application import SERVED, Served
from santral.local.server.listening import IPV4
from santral.local.server.s3_signatures import Keys, S3RefusedError, check_form, check_link

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

PATH: Final = "/s3"

_PIECE_BYTES: Final = 256 * 1024
_LONGEST_FIELD_BYTES: Final = 20_000
_MOST_FIELDS: Final = 40
# What a link may say of the answer, as S3 names it there and here.
_OVERRIDES: Final = {
    "response-cache-control": "Cache-Control",
    "response-content-disposition": "Content-Disposition",
    "response-content-encoding": "Content-Encoding",
    "response-content-language": "Content-Language",
    "response-content-type": "Content-Type",
    "response-expires": "Expires",
}
_HANDED_ON: Final = {
    "AcceptRanges": "Accept-Ranges",
    "ContentLength": "Content-Length",
    "ContentRange": "Content-Range",
    "ContentType": "Content-Type",
    "ETag": "ETag",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def keys_of_environment(environment: Mapping[str, str] = os.environ) -> Keys:
    """Return by what the clients of this process sign."""
    return Keys(
        environment["AWS_ACCESS_KEY_ID"],
        environment["AWS_SECRET_ACCESS_KEY"],
        environment.get("AWS_SESSION_TOKEN", ""),
        environment["AWS_DEFAULT_REGION"],
    )


def add_s3(
    app: web.Application,
    s3: S3Client,
    keys: Keys,
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """Serve links and forms.

    Args:
        clock: the one by which they were signed: botocore's, which is the wall's.
    """
    files = _Files(s3, keys, clock)
    app.router.add_route("GET", PATH + "/{bucket}/{key:.+}", _refusing(files.read), name="s3")
    app.router.add_route("HEAD", PATH + "/{bucket}/{key:.+}", _refusing(files.read))
    app.router.add_post(PATH + "/{bucket}", _for_pages(_refusing(files.take)))
    app.router.add_route("OPTIONS", PATH + "/{bucket}", _for_pages(_told_before_posting))
    app[SERVED].append(Served(f"{PATH}/", "files behind links that were signed here"))


def _refusing(handler: Handler) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except S3RefusedError as error:
            return _error(error)

    return answer


def _for_pages(handler: Handler) -> Handler:
    """Let our pages read what their form is answered, under either name of this server.

    The deployed bucket has such a rule (infra/stacks/data.py).
    """

    async def answer(request: web.Request) -> web.StreamResponse:
        response = await handler(request)
        response.headers["Vary"] = "Origin"
        origin = request.headers.get("Origin", "")
        if origin in _origins(request):
            response.headers["Access-Control-Allow-Origin"] = origin
        return response

    return answer


def _origins(request: web.Request) -> tuple[str, ...]:
    port = request.host.rpartition(":")[2]
    return tuple(f"http://{name}:{port}" for name in ("localhost", IPV4))


async def _told_before_posting(request: web.Request) -> web.Response:
    """Answer a browser that asks whether a page may post: it does, to tell how far it is."""
    asked = request.headers.get("Access-Control-Request-Headers", "")
    return web.Response(
        headers={
            "Access-Control-Allow-Methods": "POST",
            "Access-Control-Allow-Headers": asked,
            "Access-Control-Max-Age": "3600",
        }
    )


class _Files:
    def __init__(self, s3: S3Client, keys: Keys, clock: Callable[[], datetime]) -> None:
        self._s3, self._keys, self._clock = s3, keys, clock

    async def read(self, request: web.Request) -> web.StreamResponse:
        host = request.headers.get("Host", "")
        given = check_link(self._keys, request.method, request.raw_path, host, now=self._clock())
        wanted: dict[str, Any] = {
            "Bucket": request.match_info["bucket"],
            "Key": request.match_info["key"],
        }
        if "Range" in request.headers:
            wanted["Range"] = request.headers["Range"]
        found = await _asked(self._s3.get_object, wanted)
        response = web.StreamResponse(
            status=found["ResponseMetadata"]["HTTPStatusCode"], headers=_headers(found, given)
        )
        with found["Body"] as body:
            await response.prepare(request)
            if request.method == "GET":
                while piece := body.read(_PIECE_BYTES):
                    await response.write(piece)
        return response

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Take a form: its fields, whose names may be written in any case, and then the file."""
        if not request.content_type.startswith("multipart/form-data"):
            raise S3RefusedError(412, "PreconditionFailed", "Expected a form with a file.")
        fields: dict[str, str] = {}
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or part.name is None:
                raise S3RefusedError(400, "MalformedPOSTRequest", "Expected a flat form.")
            if part.name == "file":
                return await self._keep(request.match_info["bucket"], fields, part)
            name = part.name.lower()
            if name in fields:  # which of two the policy allows is not the one that counts
                raise S3RefusedError(400, "InvalidArgument", "Expected each field once.")
            fields[name] = await _field(part)
            if len(fields) > _MOST_FIELDS:
                raise S3RefusedError(400, "MaxPostPreDataLengthExceeded", "Too many fields.")
        raise S3RefusedError(400, "InvalidArgument", "POST requires exactly one file upload.")

    async def _keep(
        self, bucket: str, fields: Mapping[str, str], part: BodyPartReader
    ) -> web.Response:
        limits = check_form(self._keys, fields, bucket=bucket, now=self._clock())
        with SpooledTemporaryFile(_PIECE_BYTES) as file:
            size = await _spooled(part, file, limits.most)
            if size < limits.least:
                raise S3RefusedError(400, "EntityTooSmall", "The file is too small.")
            file.seek(0)
            put = {
                "Bucket": bucket,
                "Key": fields["key"],
                "Body": file,
                "ContentType": fields.get("content-type", "binary/octet-stream"),
            }
            kept = await _asked(self._s3.put_object, put)
        return web.Response(status=204, headers={"ETag": kept["ETag"]})


async def _field(part: BodyPartReader) -> str:
    octets = b""
    while piece := await part.read_chunk():
        octets += piece
        if len(octets) > _LONGEST_FIELD_BYTES:
            raise S3RefusedError(400, "MaxPostPreDataLengthExceeded", "A field is too long.")
    try:
        return octets.decode()
    except UnicodeDecodeError:
        raise S3RefusedError(400, "MalformedPOSTRequest", "Expected UTF-8.") from None


async def _spooled(part: BodyPartReader, file: IO[bytes], most: int) -> int:
    size = 0
    while piece := await part.read_chunk(_PIECE_BYTES):
        size += len(piece)
        if size > most:
            raise S3RefusedError(400, "EntityTooLarge", "The file is too large.")
        file.write(piece)
    return size


async def _asked(operation: Callable[..., Any], wanted: Mapping[str, Any]) -> Any:
    """Ask moto, which reads and writes whole objects, on a thread."""
    try:
        return await asyncio.to_thread(operation, **wanted)
    except ClientError as error:
        status = error.response["ResponseMetadata"]["HTTPStatusCode"]
        code = error.response["Error"]["Code"]
        raise S3RefusedError(status, code, "S3 refused.") from error


def _headers(found: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    headers = {ours: str(found[theirs]) for theirs, ours in _HANDED_ON.items() if theirs in found}
    headers |= {ours: given[theirs] for theirs, ours in _OVERRIDES.items() if theirs in given}
    # Pages come from this very server: what somebody has uploaded must not be one of them.
    headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    headers["X-Content-Type-Options"] = "nosniff"
    return headers


def _error(error: S3RefusedError) -> web.Response:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f"<Error><Code>{escape(error.code)}</Code>"
        f"<Message>{escape(error.message)}</Message></Error>"
    )
    return web.Response(status=error.status, text=text, content_type="application/xml")
