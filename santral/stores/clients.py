"""The only place that makes botocore clients: one session, our time-outs, guard and deadline.

Whoever needs to look at requests or to disturb them (a count, a fault in a simulated day)
registers on `clients.dynamodb.meta.events`, before-send.dynamodb: it fires once for each attempt,
after the guard and the deadline have let it pass.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, cast

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.loaders import Loader, create_loader
from botocore.parsers import ResponseParserError
from botocore.retries import standard

from santral.stores.deadline import ensure_fits
from santral.stores.tenant_guard import refuse_foreign_requests

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient
    from types_boto3_s3.client import S3Client

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


@cache
def _models() -> Loader:
    return create_loader()


def new_session() -> botocore.session.Session:
    """Make a session; the service models, which take most of its time, are read once a process."""
    session = botocore.session.get_session()
    session.register_component("data_loader", _models())
    return session


class Clients:
    """Makes each client on first use, all from one session."""

    def __init__(self, region: str | None = None, dynamodb: Config | None = None) -> None:
        """
        Args:
            region: None takes the environment's, as AWS SDKs do.
            dynamodb: more settings of that client; those made here win.
        """
        self._region, self._more = region, dynamodb or Config()
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
        client = self._make("dynamodb", self._more.merge(config))
        events = client.meta.events
        events.register_first("before-parameter-build.dynamodb", refuse_foreign_requests)
        events.register_first("request-created.dynamodb", _refuse_what_does_not_fit)
        events.register("after-call.dynamodb", _refuse_rubbish)
        _cap_pauses(client, "dynamodb")
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
    def _session(self) -> botocore.session.Session:
        return new_session()

    def _make(self, service: str, config: Config) -> Any:
        with self._making:
            return self._session.create_client(
                service,
                region_name=self._region,
                config=config,
            )


def _refuse_what_does_not_fit(**_: object) -> None:
    ensure_fits("dynamodb", REQUEST_NEEDS_S)


def _refuse_rubbish(http_response: AWSResponse, **_: object) -> None:
    """An answer that is no JSON object says nothing: above all not that something was written.

    botocore takes a body that it cannot read for an empty answer.

    Raises:
        ResponseParserError: stores/tables.py makes a DependencyError of it.
    """
    if http_response.content[:1] != b"{":
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
