"""The centre behind a port: opened, served until it is told to stop, and put away."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import Any, NamedTuple

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from functions.entry import log_failure
from santral.domain.business import Business
from santral.engine.answering import EverybodyAnswers
from santral.local import terminal
from santral.local.connect.participant.service import ParticipantService
from santral.local.connect.protocol.model import model
from santral.local.connect.protocol.wire import Wire
from santral.local.connect.quotas import Quotas
from santral.local.front_door import FrontDoor
from santral.local.laptop import Laptop
from santral.local.loop_time import LoopTime
from santral.local.phones import Phones
from santral.local.server.api import add_api
from santral.local.server.application import new_application
from santral.local.server.aws import add_aws, add_connect
from santral.local.server.ccp import EMBED, add_ccp
from santral.local.server.cognito import add_cognito
from santral.local.server.cognito_keys import add_cognito_keys, kept_key, new_key
from santral.local.server.connections import answering
from santral.local.server.listening import IPV4, listen
from santral.local.server.mail import add_mail
from santral.local.server.page_settings import add_page_settings
from santral.local.server.pages import add_pages
from santral.local.server.participant import add_participant
from santral.local.server.people import add_people
from santral.local.server.phone import add_phone, phone_names
from santral.local.server.s3 import PATH as S3_PATH
from santral.local.server.s3 import add_s3, keys_of_environment
from santral.local.server.stalls import short_stalls
from santral.local.state.state import CONNECT, State
from santral.local.voice.exchange import Exchange
from santral.local.voice.opening import opened_voices


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be served.

    Attributes:
        port: 0 for a free one.
        state: the folder in which it is kept; None for memory.
        fresh: whether what is kept there is forgotten first.
        throttling: whether requests are refused as in the service.
        lag_s: how long something new stays out of lists.
        quotas: raised ones, by name.
        embed: whose pages may frame the agents' panel, as in frame-ancestors.
        start: aware; what time it is in the centre at first, the present where None.
    """

    businesses: Sequence[Business]
    port: int
    state: Path | None = None
    fresh: bool = False
    throttling: bool = False
    lag_s: float = 0
    quotas: Mapping[str, int] = field(default_factory=dict)
    embed: Sequence[str] = EMBED
    start: datetime | None = None


class Served(NamedTuple):
    """A centre that can be asked.

    Attributes:
        address: as `http://127.0.0.1:8090`.
    """

    address: str
    laptop: Laptop
    time: LoopTime
    door: FrontDoor
    exchange: Exchange


async def serve(plan: Plan, ready: Callable[[Served], None]) -> None:
    """Serve until SIGINT or SIGTERM; a second one, or one before it is ready, breaks off.

    Args:
        ready: called once it can be asked.

    Raises:
        InputError: the port or the folder cannot be used.
        ConflictError: another process holds the folder.
    """
    async with AsyncExitStack() as stack:
        with _broken_off_by_ctrl_c():
            centre = await stack.enter_async_context(opened(plan))
        with _told_to_stop(asyncio.get_running_loop()) as told:
            ready(centre)
            await told.wait()


@asynccontextmanager
async def opened(plan: Plan) -> AsyncIterator[Served]:
    """Open a centre and answer for it; in the end let its books be written.

    Raises:
        InputError: the port or the folder cannot be used.
        ConflictError: another process holds the folder.
    """
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        sockets = [stack.enter_context(each) for each in listen(plan.port)]
        address = f"http://{IPV4}:{sockets[0].getsockname()[1]}"
        state = None
        if plan.state is not None:
            state = stack.enter_context(State.open(plan.state, fresh=plan.fresh))
        voices = await stack.enter_async_context(opened_voices())
        everybody = EverybodyAnswers()
        phones = Phones(everybody, soon=loop.call_soon, names=lambda: phone_names(laptop))
        laptop = Laptop(
            plan.businesses,
            start=plan.start or datetime.now(UTC),
            # Another run's ids may be kept beside this one's.
            seed=SystemRandom().getrandbits(64),
            network=phones,
            trace=phones.trace,
            speech=voices.speech,
            keep_records=False,
            real_time=lambda _: time,
            log=sys.stderr,
            state=state,
            throttling=plan.throttling,
            lag=timedelta(seconds=plan.lag_s),
            quotas=Quotas(plan.quotas),
            s3_address=f"{address}{S3_PATH}",
        )
        everybody.timeline = laptop.timeline
        time = LoopTime(laptop.timeline, loop)
        stack.enter_context(laptop)
        phones.board, laptop.books.tape_of = laptop.switchboard, voices.take
        exchange = voices.exchange(time.pace.now_us)
        key = new_key() if plan.state is None else kept_key(plan.state)
        door = FrontDoor(laptop, key, address, state=state)
        door.pool.app_clock = lambda: datetime.now(UTC)
        if state is not None:
            stack.callback(lambda: state.compact(_snapshots(laptop, door)))
        stack.push_async_callback(time.finish, laptop.hasten)
        loop.set_exception_handler(_tell_failure)
        app = _application(laptop, door, time, key, address)
        add_phone(app, laptop, phones, exchange, time, plan.businesses)
        add_ccp(app, laptop, time, key, exchange=exchange, embed=plan.embed)
        stack.callback(add_api(app, door.gateway))
        model()  # the first request would wait for it, and everybody else with it
        stack.enter_context(short_stalls())
        time.start()
        await stack.enter_async_context(answering(app, sockets, _request_failed))
        yield Served(address, laptop, time, door, exchange)


def _application(
    laptop: Laptop, door: FrontDoor, time: LoopTime, key: RSAPrivateKey, address: str
) -> web.Application:
    """Put the parts together; a new part is a line here and a module beside."""
    app = new_application(_request_failed)
    add_pages(app)
    add_aws(app)
    add_connect(app, Wire(laptop.connect), time)
    add_cognito(app, door.cognito, time)
    add_cognito_keys(app, key, address)
    add_mail(app, door.outbox)
    add_page_settings(app)
    add_people(app, door.people)
    add_s3(app, laptop.cloud.clients.s3, keys_of_environment())
    add_participant(app, ParticipantService(laptop.connect, address), laptop.cloud.s3, time)
    return app


def _snapshots(laptop: Laptop, door: FrontDoor) -> dict[str, Iterable[list[object]]]:
    connect: Iterable[list[object]] = ([*each] for each in laptop.connect.kept())
    return {CONNECT: connect, **door.snapshots()}


def _request_failed(error: Exception) -> None:
    log_failure(error, "a request failed", {})


@contextmanager
def _broken_off_by_ctrl_c() -> Iterator[None]:
    """Let SIGINT end what is not awaited; asyncio would wait for it. SIGTERM does by itself."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _told_to_stop(loop: asyncio.AbstractEventLoop) -> Iterator[asyncio.Event]:
    told = asyncio.Event()
    signals = (signal.SIGINT, signal.SIGTERM)

    def stop() -> None:
        told.set()
        forget()

    def forget() -> None:
        for each in signals:
            loop.remove_signal_handler(each)

    # Windows has none: there a Ctrl-C cancels the task that waits.
    with suppress(NotImplementedError):
        for each in signals:
            loop.add_signal_handler(each, stop)
    try:
        yield told
    finally:
        with suppress(NotImplementedError):
            forget()


def _tell_failure(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for; asyncio's messages are constant, those of errors are not."""
    error = context.get("exception")
    if isinstance(error, Exception):
        log_failure(error, "a timer or a thread failed", {})
    else:
        terminal.say(f"santral: {context['message']}", error=True)
