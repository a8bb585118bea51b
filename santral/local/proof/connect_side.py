"""Amazon Connect for an emulator of AWS: an account with nothing in it, served over HTTP.

The emulator's CloudFormation makes the instance and all that is in it, deployed functions ask the
API, and the proof's callers and agents are in this process: one store behind all three. Time goes
on as on the wall, and a story may jump ahead; whoever touches the account holds the lock.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack, ExitStack, suppress
from datetime import UTC, datetime
from functools import cached_property, partial
from threading import Event, RLock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast

from aiohttp import web

from functions.entry import log_failure
from santral.engine.lambdas import EXCEPTION, Attempt
from santral.engine.timeline import MILLISECOND
from santral.local.connect import mocked
from santral.local.connect.cloudformation import requests
from santral.local.connect.in_process import Mocked
from santral.local.server.application import new_application
from santral.local.server.aws import add_aws, add_connect
from santral.local.server.connections import answering
from santral.local.server.listening import IPV4, listen
from santral.stores.clients import new_session

if TYPE_CHECKING:
    from types_boto3_events.client import EventBridgeClient
    from types_boto3_kinesis.client import KinesisClient
    from types_boto3_s3.client import S3Client

T = TypeVar("T")

_TICK_S: Final = 0.05
_LATENCY_US: Final = 50 * MILLISECOND


class Reached:
    """The emulator's services, as Amazon Connect itself uses them."""

    reachable = True

    def __init__(self, region: str, **reach: str) -> None:
        """
        Args:
            reach: address and keys, under botocore's names.
        """
        self._region, self._reach = region, reach

    @cached_property
    def kinesis(self) -> KinesisClient:
        return cast("KinesisClient", self._client("kinesis"))

    @cached_property
    def events(self) -> EventBridgeClient:
        return cast("EventBridgeClient", self._client("events"))

    @cached_property
    def s3(self) -> S3Client:
        return cast("S3Client", self._client("s3"))

    @cached_property
    def functions(self) -> Any:
        return self._client("lambda")

    def _client(self, service: Any) -> Any:
        make: Callable[..., Any] = new_session().create_client
        return make(service, region_name=self._region, **self._reach)


class DeployedFunctions:
    """Invokes the functions that a deployment made, by the ARN that a flow names.

    Attributes:
        invoked: ARN of each invocation, in order.
    """

    def __init__(self, cloud: Reached) -> None:
        self._cloud = cloud
        self.invoked: list[str] = []

    def invoke(
        self, function: str, event: Mapping[str, object], reply: Callable[[Attempt], None]
    ) -> None:
        self.invoked.append(function)
        answer = self._cloud.functions.invoke(
            FunctionName=function, Payload=json.dumps(event).encode()
        )
        text = answer["Payload"].read().decode()
        if "FunctionError" in answer:
            reply(Attempt(failure=EXCEPTION, took_us=_LATENCY_US))
        else:
            reply(Attempt(text, took_us=_LATENCY_US))


class ConnectSide:
    """
    Attributes:
        account: the account; `centre()` gives its one instance's callers and agents.
        address: where the API and CloudFormation are served, as http://127.0.0.1:40123.
        lock: held by whoever touches the account.
        invoked: which functions flows have invoked.
    """

    account: Mocked
    address: str

    def __init__(self, cloud: Reached, *, port: int = 0) -> None:
        self._cloud, self._port = cloud, port
        self._functions = DeployedFunctions(cloud)
        self.lock = RLock()
        self._stack = ExitStack()
        self._ready = Event()

    @property
    def invoked(self) -> list[str]:
        return self._functions.invoked

    def __enter__(self) -> Self:
        self.account = self._stack.enter_context(
            mocked(start=datetime.now(UTC), lambdas=self._functions, cloud=self._cloud)
        )
        self._loop = asyncio.new_event_loop()
        thread = Thread(target=self._serve, name="amazon-connect", daemon=True)
        thread.start()
        self._stack.callback(thread.join, 5)
        self._stack.callback(self._stop)
        self._ready.wait()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def act(self, work: Callable[[], T]) -> T:
        with self.lock:
            return work()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)

    def _serve(self) -> None:
        self._loop.run_until_complete(self._answer())
        self._loop.close()

    async def _answer(self) -> None:
        self._end = asyncio.Event()
        app = new_application(_failed)
        add_aws(app)
        add_connect(app, self.account.wire, self)
        app.router.add_post(requests.PATH, self._cloudformation)
        async with AsyncExitStack() as stack:
            sockets = [stack.enter_context(each) for each in listen(self._port)]
            self.address = f"http://{IPV4}:{sockets[0].getsockname()[1]}"
            await stack.enter_async_context(answering(app, sockets, _failed))
            self._ready.set()
            await self._let_time_pass()

    async def _let_time_pass(self) -> None:
        """Go on by what has passed outside, from wherever a story has jumped to."""
        before = self._loop.time()
        while not self._end.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._end.wait(), _TICK_S)
            now = self._loop.time()
            passed_s, before = now - before, now
            self.act(partial(self.account.wait, seconds=passed_s))

    async def _cloudformation(self, request: web.Request) -> web.Response:
        body = await request.read()
        status, document = self.act(lambda: requests.answer(self.account.connect, body))
        return web.json_response(document, status=status)


def _failed(error: Exception) -> None:
    log_failure(error, "a request to Amazon Connect failed", {})
