"""The AWS services that the functions use, by moto, in this process and nowhere else.

But for DynamoDB, where AWS_ENDPOINT_URL_DYNAMODB names another: moto's queries cost O(table).
"""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import astuple
from typing import TYPE_CHECKING, Any, Self, cast

from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError
from moto import mock_aws

from santral.domain.errors import DependencyError
from santral.local.endpoints import ENDPOINT, dynamodb_elsewhere
from santral.local.faults import Fault
from santral.local.identifiers import INSTANCE_ALIAS, REGION
from santral.local.moto_memory import forget_old
from santral.stores.clients import READ_TIMEOUT_S, Clients, new_session
from santral.stores.seeding import create_tables
from santral.stores.tables import TableNames, dynamodb_translated

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig
    from types_boto3_events.client import EventBridgeClient
    from types_boto3_kinesis.client import KinesisClient
    from types_boto3_s3.client import S3Client

TABLES = TableNames(
    tenants="santral-tenants",
    customers="santral-customers",
    contacts="santral-contacts",
    recordings="santral-recordings",
    members="santral-members",
    documents="santral-documents",
    audit="santral-audit",
    work="santral-work",
)
RECORDINGS_BUCKET = "santral-recordings"
QUARANTINE_BUCKET = "santral-quarantine"
FILES_BUCKET = "santral-files"
RECORDINGS_PREFIX = f"connect/{INSTANCE_ALIAS}/CallRecordings"
# Type of what an instance stores -> bucket and prefix.
FOLDERS = {
    "CALL_RECORDINGS": (RECORDINGS_BUCKET, RECORDINGS_PREFIX),
    "CHAT_TRANSCRIPTS": (RECORDINGS_BUCKET, f"connect/{INSTANCE_ALIAS}/ChatTranscripts"),
    "ATTACHMENTS": (RECORDINGS_BUCKET, f"connect/{INSTANCE_ALIAS}/Attachments"),
}
RECORDS_STREAM = "santral-contact-records"
AGENT_EVENTS_STREAM = "santral-agent-events"

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
# Whoever is there answers at once; a DynamoDB in a JVM that has just begun, within a second.
_FIRST_LOOK = Config(
    connect_timeout=1.0,
    read_timeout=3.0,
    retries={"total_max_attempts": 1, "mode": "standard"},
)
_REMOVED = (
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ENDPOINT_URL",
    "AWS_ENDPOINT_URL_EVENTBRIDGE",
    "AWS_ENDPOINT_URL_KINESIS",
    "AWS_ENDPOINT_URL_S3",
)


class _Watched(Clients):
    """Tells of each client that is made, so that somebody may stand behind it."""

    def __init__(self, made: Callable[[str, Any], None], *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self._made = made

    def _make(self, service: str, config: Config, reach: Mapping[str, str] | None = None) -> Any:
        client = super()._make(service, config, reach)
        self._made(service, client)
        return client


class Cloud:
    """Tables, buckets and the stream, from entering to leaving.

    Attributes:
        requests: (service, operation) -> how many were sent.
        made: is told of each client of the functions, with its service.
    """

    reachable = True  # moto, which answers in this process, always is

    def __init__(self, fault: Fault = Fault.NONE, *, s3_address: str | None = None) -> None:
        """
        Args:
            s3_address: where links to objects lead; None is where S3 itself would be.
        """
        self.fault, self._s3_address = fault, s3_address
        self.requests: Counter[tuple[str, str]] = Counter()
        self.spend: Callable[[float], None] = lambda _seconds: None
        self.made: Callable[[str, Any], None] = lambda _service, _client: None
        self.disturbed = False  # faults reach the functions, not the seeding
        self._elsewhere: dict[str, str] = {}
        self._is_left = False
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._elsewhere = dynamodb_elsewhere(os.environ)
        self._stack.callback(_restore, {name: os.environ.get(name) for name in _names()})
        os.environ.update(_ENVIRONMENT)
        for name in _REMOVED:
            os.environ.pop(name, None)
        try:
            self._stack.enter_context(mock_aws(config=self._left_alone()))
            self._create()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._is_left = True
        self._stack.close()

    @property
    def dynamodb_is_elsewhere(self) -> bool:
        """Whether the environment names a DynamoDB that is not ours, and keeps what it is told."""
        return bool(self._elsewhere)

    def unguarded(self, service: str) -> Any:
        """Make a client that no guard and no deadline watches, no fault and no count touches."""
        if service == "dynamodb" and self._elsewhere:
            return new_session().create_client(service, **cast("Any", self._elsewhere))
        config = None if service == "s3" else _QUICK.merge(Config(parameter_validation=False))
        return new_session().create_client(cast("Any", service), REGION, config=config)

    def _left_alone(self) -> DefaultConfig | None:
        """Let requests to a DynamoDB elsewhere pass, also to one of AWS."""
        if not self._elsewhere:
            return None
        return {"core": {"passthrough": {"services": ["dynamodb"], "urls": []}}}

    def _create_tables(self) -> None:
        if not self._elsewhere:
            create_tables(self.clients.dynamodb, TABLES)
            return
        patient = self.unguarded("dynamodb")  # to make a table may take longer than a call has
        try:
            self._look_elsewhere()
            create_tables(patient, TABLES)
            with dynamodb_translated():
                for name in astuple(TABLES):
                    patient.get_waiter("table_exists").wait(TableName=name)
        except DependencyError as error:
            problem = f"{error.problem} from the address in {ENDPOINT}"
            raise DependencyError("dynamodb", problem, retryable=error.retryable) from error

    def _look_elsewhere(self) -> None:
        reach = cast("Any", self._elsewhere)
        client: Any = new_session().create_client("dynamodb", config=_FIRST_LOOK, **reach)
        with dynamodb_translated(), suppress(ClientError):  # a refusal is an answer too
            client.list_tables(Limit=1)

    def _create(self) -> None:
        # A DynamoDB of its own wants signatures.
        self.clients = _Watched(
            lambda service, client: self.made(service, client),
            REGION,
            None if self._elsewhere else _QUICK,
            dynamodb_reach=self._elsewhere,
            s3_address=self._s3_address,
        )
        session = new_session()
        once = _QUICK.merge(
            Config(
                retries={"total_max_attempts": 1, "mode": "standard"}, parameter_validation=False
            )
        )
        self.kinesis = cast("KinesisClient", session.create_client("kinesis", config=once))
        self.events = cast("EventBridgeClient", session.create_client("events", config=once))
        self.s3: S3Client = self.clients.s3
        self._create_tables()
        for bucket in (RECORDINGS_BUCKET, QUARANTINE_BUCKET, FILES_BUCKET):
            self.s3.create_bucket(
                Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION}
            )
        for stream in (RECORDS_STREAM, AGENT_EVENTS_STREAM):
            self.kinesis.create_stream(StreamName=stream, ShardCount=1)
        for client in (self.clients.dynamodb, self.kinesis, self.events, self.s3):
            events: Any = client.meta.events  # typed as if handlers could not answer
            events.register_first("before-send", self._sent)
        self.kinesis.meta.events.register("after-call.kinesis.PutRecords", forget_old)

    def _sent(self, request: Any, event_name: str, **_more: object) -> AWSResponse | None:
        _, service, operation = event_name.split(".")
        if self._is_left and not (service == "dynamodb" and self._elsewhere):
            # moto would let it pass, to AWS itself.
            raise EndpointConnectionError(endpoint_url=request.url)
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
