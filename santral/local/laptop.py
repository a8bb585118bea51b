"""A whole centre in one process: engine, real handlers, moto, the shipped flows, the businesses."""

from __future__ import annotations

import io
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import IO, TYPE_CHECKING, Any, Self

from functions import wiring
from functions.log import Log
from functions.settings import Settings
from santral.domain.business import Business
from santral.domain.errors import DependencyError, NotFoundError
from santral.domain.tenant import CrmKind, Tenant
from santral.engine.contact import Contact
from santral.engine.instants import MICROSECOND, to_datetime, to_us
from santral.engine.ports import (
    EstimatedSpeech,
    Network,
    NobodyActs,
    NobodyAnswers,
    People,
    Speech,
)
from santral.engine.routing.agents import Agent, StatusType
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import SECOND, Timeline
from santral.engine.trace import Sink
from santral.local import setting_up
from santral.local.books import BATCH_WINDOW_US, CloudBooks
from santral.local.cloud import (
    AGENT_EVENTS_STREAM,
    FOLDERS,
    QUARANTINE_BUCKET,
    RECORDINGS_BUCKET,
    RECORDS_STREAM,
    TABLES,
    Cloud,
)
from santral.local.connect.connect import Connect
from santral.local.connect.defaults import furnish
from santral.local.connect.deliveries import InstancePlaces, store_in
from santral.local.connect.instance import Instance
from santral.local.connect.kept_changes import kept_change
from santral.local.connect.operations.agent_statuses import status_of_type
from santral.local.connect.quotas import Quotas
from santral.local.crm_server import CrmServer, Hanging
from santral.local.event_sources import DeadLetter, ObjectSource, StreamSource
from santral.local.faults import Fault, Faults
from santral.local.identifiers import INSTANCE_ALIAS, INSTANCE_ID, id_source
from santral.local.lambdas import HandlersInProcess, HandlersOnThreads, Stopwatch
from santral.local.opening import Opening, publish_shipped_flows
from santral.local.real_time import ONE_THREAD, Driver, Threads
from santral.local.setting_up import SettingUp
from santral.local.state.state import CONNECT, text
from santral.local.terminal import say
from santral.stores import contacts, tenants
from santral.stores.crm import Crm
from santral.stores.pacing import Rate
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for

if TYPE_CHECKING:
    from santral.local.state.state import State

LATENCY = timedelta(milliseconds=50)
SAMPLES = "samples"  # under which the state keeps who was written to the tables
REAL_BATCH_WINDOW_US = SECOND
_UNHURRIED = Rate(10_000, 10_000)  # an Amazon Connect that refuses nobody needs no pace


class Laptop:
    """Entered, it is ready to take calls; agents are Offline until they log in.

    Attributes:
        connect: Amazon Connect's API over the one instance.
        log: what the functions logged, as JSON lines, unless another stream was given.
        environment: what the functions' settings are read from, and nothing else.
        jwks: reads the keys of access tokens; None as long as nobody issues any.
    """

    def __init__(
        self,
        businesses: Sequence[Business],
        *,
        start: datetime,
        seed: int = 1,
        trace: Sink | None = None,
        people: People | None = None,
        network: Network | None = None,
        speech: Speech | None = None,
        agents: int | None = None,
        record_every: int = 1,
        keep_records: bool = True,
        faults: Faults | None = None,
        latency: timedelta = LATENCY,
        retries_exceptions: bool = False,
        real_time: Callable[[Timeline], Driver] | None = None,
        log: IO[str] | None = None,
        state: State | None = None,
        throttling: bool = False,
        lag: timedelta = timedelta(),
        quotas: Quotas | None = None,
        s3_address: str | None = None,
    ) -> None:
        """
        Args:
            agents: how many each business has; more than its file names are made like those.
            record_every: make the recording of one call in so many.
            latency: of every function, where time is virtual.
            real_time: makes the driver, where time is real; functions then run on threads.
            log: where the functions log instead; a server's would fill the memory.
            state: what outlives this run; None where nothing does.
            throttling: whether Connect's API refuses requests as in the service.
            lag: how long something new stays out of the API's lists.
            s3_address: where links to objects lead, as http://127.0.0.1:8090/s3.
        """
        self._businesses = businesses
        self._faults = faults or Faults()
        self._agents, self._latency, self._real_time = agents, latency, real_time
        self._record_every, self._keep_records = record_every, keep_records
        self.timeline = Timeline(to_us(start))
        self.cloud = Cloud(self._faults.dynamodb, s3_address=s3_address)
        self.log = io.StringIO()
        self._log = log or self.log
        self._state = state
        self.jwks: Callable[[], bytes] | None = None
        self._throttling, self._lag_us = throttling, lag // MICROSECOND
        self._quotas = quotas or Quotas()
        self.environment = setting_up.settings(self._quotas)
        self.driver: Driver | None = None
        # One generator for each use, so that one more draw here does not move all others.
        self._random = Random(f"{seed}/switchboard")
        self._books_random = Random(f"{seed}/books")
        self._source_random = Random(f"{seed}/sources")
        self._ids = id_source(Random(f"{seed}/ids"))
        self._resource_ids = id_source(Random(f"{seed}/resources"))
        self._request_ids = id_source(Random(f"{seed}/requests"))
        self._retries_exceptions = retries_exceptions
        self._trace = trace
        self._people = people or NobodyActs()
        self._network = network or NobodyAnswers(self.timeline)
        self._speech = speech or EstimatedSpeech()
        self._tenants: dict[str, Tenant] = {}
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        try:
            self._build()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # --- building ---

    def _build(self) -> None:
        self._stack.enter_context(self.cloud)
        if self._state is not None:
            self._state.keep(self.cloud)
        self.driver = self._real_time(self.timeline) if self._real_time is not None else None
        self.stopwatch = Stopwatch(self._now_us)
        self.cloud.spend = self.stopwatch.spend
        self._threads: Threads = self.driver or ONE_THREAD
        self._stack.callback(wiring.use, None)
        wiring.use(self._collaborators())
        handlers = HandlersInProcess(
            self.stopwatch, self._request_ids, self._latency // MICROSECOND
        )
        lambdas: HandlersInProcess | HandlersOnThreads = handlers
        if self.driver is not None:
            lambdas = HandlersOnThreads(handlers, self.driver.post)
            self._stack.callback(lambdas.close)
        self.setting_up = SettingUp(
            self.timeline, handlers, self._request_ids, self._source_random, self._threads
        )
        self.cloud.made = self.setting_up.made
        self.stream = StreamSource(
            self.cloud, self.timeline, handlers, self._source_random, threads=self._threads
        )
        self.object_source = ObjectSource(
            self.cloud, self.timeline, handlers, self._source_random, threads=self._threads
        )
        self._lambdas = lambdas
        self._open_instance()
        written = set() if self._state is None else set(self._state.entries(SAMPLES, text))
        for business in self._businesses:
            self._open(business, is_written=business.tenant.id in written)
        self.connect.settled_us = self.timeline.now_us
        if self.driver is not None:
            self.setting_up.keep_looking()
        self.cloud.requests.clear()
        self.cloud.disturbed = True

    def _open_instance(self) -> None:
        """Make the instance, or take it back as an earlier run has left it."""
        self.connect = Connect(
            self.timeline,
            self._resource_ids,
            self._engine,
            throttling=self._throttling,
            lag_us=self._lag_us,
            quotas=self._quotas,
        )
        state = self._state
        if state is not None:
            self.connect.restore(state.entries(CONNECT, kept_change))
            self.connect.keep = lambda *change: state.append(CONNECT, list(change))
        known = self.connect.instances.get(INSTANCE_ID)
        if known is None:
            details = {"IdentityManagementType": "CONNECT_MANAGED"}
            known = self.connect.add_instance(INSTANCE_ALIAS, details, id_=INSTANCE_ID)
            furnish(known)
            self._store(known)
        self.instance, self.setting_up.connect = known, self.connect
        self.switchboard, self.directory = known.switchboard, known.directory
        publish_shipped_flows(known)

    def _store(self, instance: Instance) -> None:
        """Let an instance's records, recordings and agent events go where the functions look."""
        streams = {"CONTACT_TRACE_RECORDS": RECORDS_STREAM}
        if self.driver is not None:  # in a simulated day nobody reads of every agent's every step
            streams["AGENT_EVENTS"] = AGENT_EVENTS_STREAM
        store_in(instance, buckets=FOLDERS, streams=streams)

    def _engine(self, instance: Instance) -> Switchboard:
        # A simulated day keeps figures, not ten thousand contacts.
        instance.ledger.keeps = self._keep_records or self.driver is not None
        settings = instance.settings(retries_exceptions=self._retries_exceptions)
        instance.ledger.books = books = CloudBooks(
            self.cloud,
            self.timeline,
            settings,
            self._books_random,
            record_every=self._record_every,
            keep_records=self._keep_records and instance.id == INSTANCE_ID,
            published=self.stream.wake,
            places=InstancePlaces(instance),
            batch_window_us=BATCH_WINDOW_US if self.driver is None else REAL_BATCH_WINDOW_US,
            threads=self._threads,
            warn=lambda text: say(f"santral: {text}", error=True),
        )
        if instance.id == INSTANCE_ID:
            self.books = books
        return Switchboard(
            timeline=self.timeline,
            directory=instance.directory,
            lambdas=self._lambdas,
            ids=self._ids,
            random=self._random,
            speech=self._speech,
            phone_numbers=PhoneNumbersByMetadata(),
            network=self._network,
            people=self._people,
            books=instance.ledger,
            settings=settings,
            trace=self._trace,
        )

    def _collaborators(self) -> wiring.Collaborators:
        return wiring.Collaborators(
            clients=self.cloud.clients,
            tables=TABLES,
            bucket=QUARANTINE_BUCKET,
            clock=lambda: to_datetime(self._now_us()),
            monotonic=self.stopwatch.monotonic,
            ids=self._request_ids,
            random=Random(0),
            crm=self._crm,
            trusted_hosts=frozenset({"127.0.0.1", "localhost"}),
            logger=Log(self._log),
            count=lambda *_: None,
            sleep=self.stopwatch.spend if self.driver is None else time.sleep,
            connect_rate=None if self._throttling else _UNHURRIED,
            settings=Settings(self.environment),
            jwks=self._jwks,
        )

    def _jwks(self) -> bytes:
        if self.jwks is None:
            raise DependencyError("cognito", "no user pool is open", retryable=False)
        return self.jwks()

    def _now_us(self) -> int:
        """Ask the driver, not the timeline, which stands still between its timers."""
        return self.timeline.now_us if self.driver is None else self.driver.pace.now_us()

    def _crm(self, tenant: Tenant) -> Crm:
        crms = wiring.collaborators().crms
        if not tenant.crm.is_external or self._faults.crm is not Fault.HANG:
            return crms.of(tenant)
        return crms.kept_in_check(tenant, Hanging(crms.adapter(tenant), self.stopwatch))

    def _open(self, business: Business, *, is_written: bool) -> None:
        """Make what a business has in the instance, and store it, unless it is there already."""
        tenant = business.tenant
        if tenant.crm.kind == CrmKind.HTTP:
            server = self._stack.enter_context(CrmServer(business.customers, self._faults.crm))
            tenant = replace(tenant, crm=replace(tenant.crm, url=server.url))
        tenant = Opening(self.instance, tenant, self._agents).make()
        self._tenants[tenant.id] = tenant
        if is_written:
            self._point_at_crm(tenant)
            return
        write_business(self.cloud.clients.dynamodb, tenant, business.customers)
        if self._state is not None:
            self._state.append(SAMPLES, tenant.id)

    def _point_at_crm(self, tenant: Tenant) -> None:
        """Let a tenant that an earlier run has stored find this run's CRM."""
        with acting_for(tenant.id):
            stored = tenants.load_versioned(tenant.id)
            if stored.tenant.crm != tenant.crm:
                tenants.save(replace(stored.tenant, crm=tenant.crm), replacing=stored.version)

    # --- using ---

    def call(self, from_: str | None, to: str) -> Contact | None:
        """Ring a number of one of the businesses; None where nobody has that number."""
        return self.switchboard.arrive(from_, to)

    @property
    def tenants(self) -> list[Tenant]:
        """List the businesses that it was opened with."""
        return list(self._tenants.values())

    def tenant(self, name: str) -> Tenant:
        return self._tenants[name]

    def agent(self, username: str) -> Agent:
        """Find an agent.

        Raises:
            NotFoundError: there is none of that name.
        """
        agent = self.directory.agent(username)
        if agent is None:
            raise NotFoundError("no agent of that name")
        return agent

    def log_in(self, agent: Agent) -> None:
        status = status_of_type(self.instance, StatusType.ROUTABLE)
        self.switchboard.set_status(agent, status)

    @property
    def records(self) -> list[dict[str, object]]:
        """Contact records, in the order in which they were published."""
        return self.books.records

    @property
    def requests(self) -> Counter[tuple[str, str]]:
        return self.cloud.requests

    @property
    def dead_letters(self) -> list[DeadLetter]:
        return [*self.stream.dead, *self.object_source.dead, *self.setting_up.dead]

    @property
    def lost(self) -> int:
        """Say how many records and notifications no function took."""
        return self.stream.lost + self.object_source.lost + self.setting_up.lost

    def stored_record(self, contact_id: str, tenant: str) -> dict[str, Any]:
        """Read what `contact_records` has put into DynamoDB.

        Raises:
            NotFoundError: nothing, so far.
        """
        with acting_for(tenant):
            return contacts.load(tenant, contact_id)

    def objects(self) -> list[str]:
        """List the keys of the recordings bucket."""
        pages = self.cloud.s3.get_paginator("list_objects_v2").paginate(Bucket=RECORDINGS_BUCKET)
        return [each["Key"] for page in pages for each in page.get("Contents", ())]

    def hasten(self) -> bool:
        """Let what the centre has told of go on at once; answer whether anything was waiting."""
        books = [each.ledger.books for each in self.connect.instances.values()]
        waited = [each.hasten() for each in books if each is not None]
        sources = (self.stream, self.object_source, self.setting_up)
        return any([*waited, *[each.hasten() for each in sources]])

    def drain(self) -> None:
        """Let time pass until the books are settled: all written, and all consumed."""
        self.books.flush()
        until_us = self.timeline.now_us
        for _round in range(6):
            until_us += SECOND
            self.timeline.advance_to(until_us)
