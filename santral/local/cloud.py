"""The AWS services that the functions use, by moto, in this process and nowhere else."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self, cast

from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ReadTimeoutError
from moto import mock_aws

from santral.local.faults import Fault
from santral.local.identifiers import REGION
from santral.stores.clients import READ_TIMEOUT_S, Clients, new_session
from santral.stores.seeding import create_tables
from santral.stores.tables import TableNames

if TYPE_CHECKING:
    from types_boto3_events.client import EventBridgeClient
    from types_boto3_kinesis.client import KinesisClient
    from types_boto3_s3.client import S3Client

TABLES = TableNames(
    tenants="santral-tenants",
    customers="santral-customers",
    contacts="santral-contacts",
    recordings="santral-recordings",
)
RECORDINGS_BUCKET = "santral-recordings"
QUARANTINE_BUCKET = "santral-quarantine"
RECORDS_STREAM = "santral-contact-records"

# moto's DynamoDB Streams break without the first; the rest keeps a developer's own credentials,
# profiles and endpoints out, and large objects out of memory.
_ENVIRONMENT = {
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_SESSION_TOKEN": "local",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "MOTO_S3_DEFAULT_KEY_BUFFER_SIZE": "65536",
}
# moto asks for neither but for S3, and signature and user agent are a tenth of a request.
_QUICK = Config(signature_version=UNSIGNED, user_agent="santral")
_REMOVED = ("AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_ENDPOINT_URL")


class Cloud:
    """Tables, buckets and the stream, from entering to leaving.

    Attributes:
        requests: (service, operation) -> how many were sent.
    """

    def __init__(self, fault: Fault = Fault.NONE) -> None:
        self.fault = fault
        self.requests: Counter[tuple[str, str]] = Counter()
        self.spend: Callable[[float], None] = lambda _seconds: None
        self.disturbed = False  # faults reach the functions, not the seeding
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.callback(_restore, {name: os.environ.get(name) for name in _names()})
        os.environ.update(_ENVIRONMENT)
        for name in _REMOVED:
            os.environ.pop(name, None)
        try:
            self._stack.enter_context(mock_aws())
            self._create()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _create(self) -> None:
        self.clients = Clients(REGION, _QUICK)
        session = new_session()
        once = _QUICK.merge(
            Config(
                retries={"total_max_attempts": 1, "mode": "standard"}, parameter_validation=False
            )
        )
        self.kinesis = cast("KinesisClient", session.create_client("kinesis", config=once))
        self.events = cast("EventBridgeClient", session.create_client("events", config=once))
        self.s3: S3Client = self.clients.s3
        create_tables(self.clients.dynamodb, TABLES)
        for bucket in (RECORDINGS_BUCKET, QUARANTINE_BUCKET):
            self.s3.create_bucket(
                Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION}
            )
        self.kinesis.create_stream(StreamName=RECORDS_STREAM, ShardCount=1)
        for client in (self.clients.dynamodb, self.kinesis, self.events, self.s3):
            events: Any = client.meta.events  # typed as if handlers could not answer
            events.register_first("before-send", self._sent)

    def _sent(self, request: Any, event_name: str, **_more: object) -> AWSResponse | None:
        _, service, operation = event_name.split(".")
        self.requests[service, operation] += 1
        if service != "dynamodb" or not self.disturbed or self.fault is Fault.NONE:
            return None
        if self.fault is Fault.HANG:
            # The time-out is raised at once; its duration is added to the invocation's latency.
            self.spend(READ_TIMEOUT_S)
            raise ReadTimeoutError(endpoint_url=request.url)
        if self.fault is Fault.FAIL:
            return _response(request.url, 500, b'{"__type": "InternalServerError"}')
        return _response(request.url, 200, b"<html>this is not DynamoDB</html>")


def _response(url: str, status: int, body: bytes) -> AWSResponse:
    class Raw(io.BytesIO):
        def stream(self, **_: Any) -> Any:
            yield self.read()

    headers = HTTPHeaders()
    headers["Content-Type"] = "application/x-amz-json-1.0"
    return AWSResponse(url, status, headers, Raw(body))


def _names() -> tuple[str, ...]:
    return (*_ENVIRONMENT, *_REMOVED)


def _restore(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
