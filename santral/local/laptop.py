"""A whole centre in one process: engine, real handlers, moto, the shipped flows, the businesses."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, Self

from functions import wiring
from santral.domain.business import Business
from santral.domain.errors import NotFoundError
from santral.domain.tenant import AgentSpec, CrmKind, RoutingProfileSpec, Tenant
from santral.engine.contact import Contact
from santral.engine.directory import Directory
from santral.engine.instants import MICROSECOND, to_datetime, to_us
from santral.engine.ports import (
    EstimatedSpeech,
    Network,
    NobodyActs,
    NobodyAnswers,
    People,
    Settings,
    Speech,
)
from santral.engine.routing.agents import AVAILABLE, Agent, Concurrency, RoutingProfile, ServedQueue
from santral.engine.routing.queues import Queue
from santral.engine.switchboard import Switchboard
from santral.engine.timeline import SECOND, Timeline
from santral.engine.trace import Sink
from santral.local.books import CloudBooks
from santral.local.cloud import QUARANTINE_BUCKET, RECORDINGS_BUCKET, TABLES, Cloud
from santral.local.crm_server import CrmServer
from santral.local.event_sources import DeadLetter, ObjectSource, StreamSource
from santral.local.faults import Fault, Faults
from santral.local.flow_files import add_shipped_flows, entry_flow
from santral.local.identifiers import (
    ACCOUNT,
    INSTANCE_ARN,
    INSTANCE_ID,
    REGION,
    id_source,
    resource_arn,
)
from santral.local.lambdas import HandlersInProcess, HandlersOnThreads, Stopwatch
from santral.stores import contacts
from santral.stores.crm import Crm
from santral.stores.crm_http import BUDGET_S
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for

if TYPE_CHECKING:
    from santral.local.real_time import RealTime

LATENCY = timedelta(milliseconds=50)


class Laptop:
    """Entered, it is ready to take calls; agents are Offline until they log in.

    Attributes:
        log: what the functions logged, as JSON lines.
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
        real_time: Callable[[Timeline], RealTime] | None = None,
    ) -> None:
        """
        Args:
            agents: how many each business has; more than its file names are made like those.
            record_every: make the recording of one call in so many.
            latency: of every function, where time is virtual.
            real_time: makes the driver, where time is real; functions then run on threads.
        """
        self._businesses = businesses
        self._faults = faults or Faults()
        self._agents, self._latency, self._real_time = agents, latency, real_time
        self._record_every, self._keep_records = record_every, keep_records
        self.timeline = Timeline(to_us(start))
        self.directory = Directory()
        self.cloud = Cloud(self._faults.dynamodb)
        self.log = io.StringIO()
        # One generator for each use, so that one more draw here does not move all others.
        self._random = Random(f"{seed}/switchboard")
        self._books_random = Random(f"{seed}/books")
        self._source_random = Random(f"{seed}/sources")
        self._ids = id_source(Random(f"{seed}/ids"))
        self._request_ids = id_source(Random(f"{seed}/requests"))
        self._settings = Settings(
            instance_arn=INSTANCE_ARN,
            account=ACCOUNT,
            region=REGION,
            tags={"aws:connect:instanceId": INSTANCE_ID},
            retries_exceptions=retries_exceptions,
        )
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
        self.stopwatch = Stopwatch(lambda: self.timeline.now_us)
        self.cloud.spend = self.stopwatch.spend
        self._stack.callback(wiring.use, None)
        wiring.use(self._collaborators())
        add_shipped_flows(self.directory)
        for business in self._businesses:
            self._open(business)
        handlers = HandlersInProcess(
            self.stopwatch, self._request_ids, self._latency // MICROSECOND
        )
        self.driver = self._real_time(self.timeline) if self._real_time is not None else None
        lambdas: HandlersInProcess | HandlersOnThreads = handlers
        if self.driver is not None:
            lambdas = HandlersOnThreads(handlers, self.driver.post)
            self._stack.callback(lambdas.close)
        self.stream = StreamSource(self.cloud, self.timeline, handlers, self._source_random)
        self.object_source = ObjectSource(self.cloud, self.timeline, handlers, self._source_random)
        self.books = CloudBooks(
            self.cloud,
            self.timeline,
            self._settings,
            self._books_random,
            record_every=self._record_every,
            keep_records=self._keep_records,
            published=self.stream.wake,
        )
        self.switchboard = Switchboard(
            timeline=self.timeline,
            directory=self.directory,
            lambdas=lambdas,
            ids=self._ids,
            random=self._random,
            speech=self._speech,
            phone_numbers=PhoneNumbersByMetadata(),
            network=self._network,
            people=self._people,
            books=self.books,
            settings=self._settings,
            trace=self._trace,
        )
        self.cloud.requests.clear()
        self.cloud.disturbed = True

    def _collaborators(self) -> wiring.Collaborators:
        return wiring.Collaborators(
            clients=self.cloud.clients,
            tables=TABLES,
            bucket=QUARANTINE_BUCKET,
            clock=lambda: to_datetime(self.timeline.now_us),
            monotonic=self.stopwatch.monotonic,
            ids=self._request_ids,
            random=Random(0),
            crm=self._crm,
            logger=wiring.make_logger(self.log),
            count=lambda *_: None,
        )

    def _crm(self, tenant: Tenant) -> Crm:
        crm = wiring.crm_of(tenant)
        if tenant.crm.kind == CrmKind.HTTP and self._faults.crm is Fault.HANG:
            # The socket's time-out passes by the wall clock; the call has to wait for it too.
            self.stopwatch.spend(BUDGET_S)
        return crm

    def _open(self, business: Business) -> None:
        """Make a business's queues, profiles, agents and numbers, and store it."""
        tenant = business.tenant
        if tenant.crm.kind == CrmKind.HTTP:
            server = self._stack.enter_context(CrmServer(business.customers, self._faults.crm))
            tenant = replace(tenant, crm=replace(tenant.crm, url=server.url))
        queues = self._open_queues(tenant)
        profiles = {
            spec.name: self._open_profile(tenant, spec, queues) for spec in tenant.routing_profiles
        }
        agents = {
            spec.username: self._open_agent(spec, profiles)
            for spec in _as_many(tenant.agents, self._agents)
        }
        tenant = tenant.with_arns(
            queues={name: queue.arn for name, queue in queues.items()},
            agents={
                each.username: agents[each.username].arn
                for each in tenant.agents
                if each.username in agents
            },
        )
        for number in tenant.numbers:
            self.directory.numbers[number.e164] = entry_flow(
                tenant, number, queues[tenant.fallback_queue.name].arn
            )
        self._tenants[tenant.id] = tenant
        write_business(self.cloud.clients.dynamodb, tenant, business.customers)

    def _open_queues(self, tenant: Tenant) -> dict[str, Queue]:
        queues: dict[str, Queue] = {}
        for schedule in tenant.schedules:
            hours = tenant.hours(schedule.name)
            if hours is not None:
                name = f"{tenant.id}-{schedule.name}"
                self.directory.add_hours(resource_arn("operating-hours", name), name, hours)
        for spec in tenant.queues:
            name = f"{tenant.id}-{spec.name}"
            queues[spec.name] = queue = Queue(
                name,
                resource_arn("queue", name),
                capacity=spec.capacity,
                hours=f"{tenant.id}-{spec.schedule}" if spec.schedule else None,
                outbound_number=tenant.numbers[0].e164,
            )
            self.directory.add_queue(queue)
        return queues

    def _open_profile(
        self, tenant: Tenant, spec: RoutingProfileSpec, queues: dict[str, Queue]
    ) -> RoutingProfile:
        name = f"{tenant.id}-{spec.name}"
        served = [
            ServedQueue(queues[each.queue], each.channel, each.priority, each.delay_s * SECOND)
            for each in spec.queues
        ]
        concurrency = {
            channel: Concurrency(at_most=count) for channel, count in spec.concurrency.items()
        }
        profile = RoutingProfile(name, resource_arn("routing-profile", name), served, concurrency)
        self.directory.profiles[name] = profile
        return profile

    def _open_agent(self, spec: AgentSpec, profiles: dict[str, RoutingProfile]) -> Agent:
        agent = Agent(
            spec.username,
            resource_arn("agent", spec.username),
            profiles[spec.routing_profile],
            first_name=spec.first_name,
            last_name=spec.last_name,
            wrap_up_us=spec.wrap_up_s * SECOND,
        )
        self.directory.add_agent(agent)
        return agent

    # --- using ---

    def call(self, from_: str | None, to: str) -> Contact | None:
        """Ring a number of one of the businesses; None where nobody has that number."""
        return self.switchboard.arrive(from_, to)

    def tenant(self, name: str) -> Tenant:
        return self._tenants[name]

    def agent(self, username: str) -> Agent:
        """Find an agent.

        Raises:
            NotFoundError: there is none of that name.
        """
        agent = self.directory.agent(username)
        if agent is None:
            raise NotFoundError(f"no agent {username!r}")
        return agent

    def log_in(self, agent: Agent) -> None:
        self.switchboard.set_status(agent, AVAILABLE)

    @property
    def records(self) -> list[dict[str, object]]:
        """Contact records, in the order in which they were published."""
        return self.books.records

    @property
    def requests(self) -> Counter[tuple[str, str]]:
        return self.cloud.requests

    @property
    def dead_letters(self) -> list[DeadLetter]:
        return [*self.stream.dead, *self.object_source.dead]

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

    def drain(self) -> None:
        """Let time pass until the books are settled: all written, and all consumed."""
        self.books.flush()
        until_us = self.timeline.now_us
        for _round in range(6):
            until_us += SECOND
            self.timeline.advance_to(until_us)


def _as_many(specs: Sequence[AgentSpec], count: int | None) -> list[AgentSpec]:
    """Take the first `count` agents, or make more like those there are."""
    if count is None:
        return list(specs)
    many: list[AgentSpec] = []
    for index in range(count):
        spec, copy = specs[index % len(specs)], index // len(specs)
        many.append(replace(spec, username=f"{spec.username}-{copy + 1}") if copy else spec)
    return many
