"""The only place that makes botocore clients: one session, our time-outs, guard and deadline.

Whoever needs to look at requests, to disturb or to answer them (a count, a fault in a simulated
day, a stand-in for Amazon Connect) registers on `clients.dynamodb.meta.events`,
before-send.dynamodb, or on the other clients' likewise: it fires once for each attempt, after the
guard and the deadline have let it pass.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, cast

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.loaders import Loader, create_loader
from botocore.model import OperationModel
from botocore.parsers import ResponseParserError
from botocore.retries import standard

from santral.stores.deadline import ensure_fits
from santral.stores.tenant_guard import refuse_foreign_requests

if TYPE_CHECKING:
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_connect.client import ConnectClient
    from types_boto3_dynamodb.client import DynamoDBClient
    from types_boto3_s3.client import S3Client
    from types_boto3_sesv2.client import SESV2Client
    from types_boto3_sqs.client import SQSClient
    from types_boto3_stepfunctions.client import SFNClient

    from santral.stores.tenant_credentials import Sts, TenantRole

CONNECT_TIMEOUT_S: Final = 0.3
READ_TIMEOUT_S: Final = 0.7
ATTEMPTS: Final = 2
REQUEST_NEEDS_S: Final = CONNECT_TIMEOUT_S + READ_TIMEOUT_S

# botocore pauses up to 1 s after a throttle, and up to 5 s more when the reply asks for it; a
# caller is waiting, and the deadline decides whether a second attempt fits.
LONGEST_PAUSE_S: Final = 0.05

# S3 is off the call path: an object may be large, and nobody waits on the line.
S3_CONNECT_TIMEOUT_S: Final = 1.0
S3_READ_TIMEOUT_S: Final = 5.0

# People wait for these, in a page and not on the line.
SERVICE_CONNECT_TIMEOUT_S: Final = 1.0
SERVICE_READ_TIMEOUT_S: Final = 4.0

# Amazon Connect is off the call path as well; what it creates may take it seconds.
AMAZON_CONNECT_CONNECT_TIMEOUT_S: Final = 1.0
AMAZON_CONNECT_READ_TIMEOUT_S: Final = 5.0
AMAZON_CONNECT_REQUEST_NEEDS_S: Final = (
    AMAZON_CONNECT_CONNECT_TIMEOUT_S + AMAZON_CONNECT_READ_TIMEOUT_S
)

# STS is asked once an hour for each tenant, before the request that it is asked for.
STS_CONNECT_TIMEOUT_S: Final = 0.5
STS_READ_TIMEOUT_S: Final = 2.0
STS_REQUEST_NEEDS_S: Final = STS_CONNECT_TIMEOUT_S + STS_READ_TIMEOUT_S


@cache
def _models() -> Loader:
    return create_loader()


def new_session() -> botocore.session.Session:
    """Make a session; the service models, which take most of its time, are read once a process."""
    session = botocore.session.get_session()
    session.register_component("data_loader", _models())
    return session


@dataclass(frozen=True, slots=True)
class AssumedRoles:
    """
    Attributes:
        clock: aware, UTC; sessions end by it.
        tenant: the ARN of the role of requests to DynamoDB for a business; "" is that they bear
            the function's own keys.
        release: likewise, of requests to Amazon Connect that take something away.
    """

    clock: Callable[[], datetime]
    tenant: str = ""
    release: str = ""


class Clients:
    """Makes each client on first use, all from one session."""

    def __init__(
        self,
        region: str | None = None,
        dynamodb: Config | None = None,
        dynamodb_reach: Mapping[str, str] | None = None,
        s3_address: str | None = None,
        roles: AssumedRoles | None = None,
    ) -> None:
        """
        Args:
            region: None takes the environment's, as AWS SDKs do.
            dynamodb: more settings of that client; those made here win.
            dynamodb_reach: address, region and keys of a DynamoDB that is not where the rest is,
                under botocore's names.
            s3_address: the server that links to objects lead to; None is S3 itself.
            roles: which are assumed for a tenant at a time; None is none.
        """
        self._s3_address, self._roles = s3_address, roles
        self._region, self._more = region, dynamodb or Config()
        self._dynamodb_reach = dynamodb_reach or {}
        self._making = RLock()  # botocore sessions do not make clients safely in two threads

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        config = Config(
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=READ_TIMEOUT_S,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # PynamoDB builds the requests; the guard refuses what does not name its keys.
            parameter_validation=False,
        )
        client = self._make("dynamodb", self._more.merge(config), self._dynamodb_reach)
        events = client.meta.events
        events.register_first("before-parameter-build.dynamodb", refuse_foreign_requests)
        events.register_first("request-created.dynamodb", _refuse_what_does_not_fit)
        events.register("after-call.dynamodb", _refuse_rubbish)
        _cap_pauses(client, "dynamodb")
        if self._roles is not None and self._roles.tenant:
            role = self._tenant_role(self._roles.tenant, self._roles)
            events.register("before-sign.dynamodb", role.sign_for_business)
        return cast("DynamoDBClient", client)

    @cached_property
    def s3(self) -> S3Client:
        config = Config(
            connect_timeout=S3_CONNECT_TIMEOUT_S,
            read_timeout=S3_READ_TIMEOUT_S,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        )
        return cast("S3Client", self._make("s3", config))

    @cached_property
    def s3_links(self) -> S3Client:
        """Makes links and forms that browsers open; it sends nothing itself."""
        config = Config(signature_version="s3v4", s3={"addressing_style": "path"})
        if self._s3_address is None:
            config = Config(signature_version="s3v4")
        reach = {} if self._s3_address is None else {"endpoint_url": self._s3_address}
        return cast("S3Client", self._make("s3", config, reach))

    @cached_property
    def cognito(self) -> CognitoIdentityProviderClient:
        return cast("CognitoIdentityProviderClient", self._service("cognito-idp"))

    @cached_property
    def ses(self) -> SESV2Client:
        return cast("SESV2Client", self._service("sesv2"))

    @cached_property
    def sqs(self) -> SQSClient:
        return cast("SQSClient", self._service("sqs"))

    @cached_property
    def stepfunctions(self) -> SFNClient:
        return cast("SFNClient", self._service("stepfunctions"))

    def _service(self, name: str) -> Any:
        return self._make(
            name,
            Config(
                connect_timeout=SERVICE_CONNECT_TIMEOUT_S,
                read_timeout=SERVICE_READ_TIMEOUT_S,
                retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            ),
        )

    @cached_property
    def connect(self) -> ConnectClient:
        """For stores/connect.py, which paces and repeats; reading its model takes 0.1 s."""
        config = Config(
            connect_timeout=AMAZON_CONNECT_CONNECT_TIMEOUT_S,
            read_timeout=AMAZON_CONNECT_READ_TIMEOUT_S,
            # botocore would ask again past the pace, on a clock of its own, and also where asking
            # twice does a thing twice.
            retries={"mode": "standard", "total_max_attempts": 1},
        )
        client = self._make("connect", config)
        client.meta.events.register("after-call.connect", _refuse_cut_json)
        if self._roles is not None and self._roles.release:
            role = self._tenant_role(self._roles.release, self._roles)
            client.meta.events.register("before-sign.connect", role.sign_taking_away)
        return cast("ConnectClient", client)

    @cached_property
    def sts(self) -> Sts:
        """Of the Region that the function is in, whose sessions no other Region is needed for."""
        config = Config(
            connect_timeout=STS_CONNECT_TIMEOUT_S,
            read_timeout=STS_READ_TIMEOUT_S,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        )
        client = self._make("sts", config)
        client.meta.events.register_first("request-created.sts", _refuse_late_session)
        return cast("Sts", client)

    def _tenant_role(self, arn: str, roles: AssumedRoles) -> TenantRole:
        from santral.stores.tenant_credentials import TenantRole  # few functions have one

        return TenantRole(arn, lambda: self.sts, roles.clock)

    @cached_property
    def _session(self) -> botocore.session.Session:
        return new_session()

    def _make(self, service: str, config: Config, reach: Mapping[str, str] | None = None) -> Any:
        arguments: Any = {"region_name": self._region, **(reach or {})}
        with self._making:
            return self._session.create_client(service, config=config, **arguments)


def _refuse_what_does_not_fit(**_: object) -> None:
    ensure_fits("dynamodb", REQUEST_NEEDS_S)


def _refuse_late_session(**_: object) -> None:
    """What is to be signed has to fit as well; on the way to DynamoDB it waits no longer."""
    ensure_fits("sts", STS_REQUEST_NEEDS_S + REQUEST_NEEDS_S)


def _refuse_rubbish(http_response: AWSResponse, **_: object) -> None:
    """An answer that is no JSON object says nothing: above all not that something was written.

    botocore takes a body that it cannot read for an empty answer.

    Raises:
        ResponseParserError: stores/tables.py makes a DependencyError of it.
    """
    if http_response.content[:1] != b"{":
        raise ResponseParserError("not a JSON object")


def _refuse_cut_json(http_response: AWSResponse, model: OperationModel, **_: object) -> None:
    """Refuse to take for an empty answer what is no whole JSON object, as botocore does.

    Raises:
        ResponseParserError: the operation succeeded, and nobody can say with what.
    """
    if http_response.status_code >= 300 or model.output_shape is None:
        return
    if not model.output_shape.members:
        return
    try:
        answer = json.loads(http_response.content)
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise ResponseParserError("not a JSON object")


def _cap_pauses(client: Any, service: str) -> None:
    """Put our own bound around botocore's retry handler, which offers none."""
    events, event = client.meta.events, f"needs-retry.{service}"
    events.unregister(event, unique_id=f"retry-config-{service}")
    handler = standard.register_retry_handler(client, max_attempts=ATTEMPTS)
    events.unregister(event, unique_id=f"retry-config-{service}")
    needs_retry: Callable[..., float | None] = handler.needs_retry

    def needs_retry_soon(**kwargs: Any) -> float | None:
        pause_s = needs_retry(**kwargs)
        return None if pause_s is None else min(pause_s, LONGEST_PAUSE_S)

    events.register(event, needs_retry_soon)
