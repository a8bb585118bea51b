"""An instance of the local Connect, throttled as the service, with everything around it that sets
businesses up: tables and queues by moto, the state machine, the functions, on one virtual timeline.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from botocore import UNSIGNED
from botocore.config import Config
from moto import mock_aws

from functions.dry_run.handlers import HandlersInProcess, Stopwatch
from functions.log import Log
from functions.provision.start import start
from functions.provision.state_machine import definition
from functions.settings import Settings
from functions.wiring import Collaborators, use
from santral.domain.account import Account, AccountState
from santral.domain.job import Job, JobKind
from santral.domain.tenant import Tenant
from santral.engine.timeline import MINUTE, SECOND, Timeline
from santral.local.attached import attach
from santral.local.connect import mocked
from santral.local.connect.connect import Connect
from santral.local.connect.defaults import furnish
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.hours_of_operation import OVERRIDE
from santral.local.connect.operations.phone_numbers import PHONE_NUMBER
from santral.local.connect.protocol.hook import answering
from santral.local.identifiers import ACCOUNT, INSTANCE_ALIAS, INSTANCE_ID, REGION, id_source
from santral.local.opening import publish_shipped_flows
from santral.local.queue_source import QueueSource, queue_settings
from santral.local.state_machines import StateMachines
from santral.stores import accounts, connect_work, jobs, number_pool, provisionings, tenants
from santral.stores.clients import AssumedRoles, Clients
from santral.stores.seeding import create_tables
from santral.stores.tenant_guard import acting_for
from tests.fakes.connect import body_of, reply
from tests.fakes.network import Network
from tests.functional.cloud import BUCKET, NAMES
from tests.functional.connect_side import seconds_of, sleep_on

if TYPE_CHECKING:
    from moto.core.config import DefaultConfig

START = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
MACHINE_ARN = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:provision"
FUNCTION_ARN = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:provision"
WHOLE = {
    "hours of operation": 2,
    "queue": 2,
    "routing profile": 1,
    "user": 1,
    "quick connect": 3,
    "phone number": 1,
    "contact flow": 1,
}
_LONGEST = timedelta(days=3)


class Killed(BaseException):  # not an error of the program's: it is gone
    """Lambda ends the function, wherever it is."""


class Functions(HandlersInProcess):
    """Functions that can be killed; those who invoke them hear that they failed.

    Attributes:
        depth: how many are at work.
    """

    depth = 0

    def call(self, name: str, event: object) -> tuple[str, str]:
        self.depth += 1
        try:
            return super().call(name, event)
        except Killed:
            return "", "Unhandled"
        finally:
            self.depth -= 1


class Service:
    """The local Connect, as the network in between hands requests over.

    Attributes:
        kills: whether whoever asks is killed before the next reply.
    """

    def __init__(self, account: Mocked) -> None:
        self._account = account
        self.timeline = account.timeline
        self.over_the_limit = 0
        self.kills = False
        self.instance_id = INSTANCE_ID
        self.flow_id = self.source = ""
        self.dialled: dict[str, int] = {}

    def answer(self, request: Any) -> Any:
        target = "/" + str(request.url).split("/", 3)[3]
        answer = self._account.wire.answer(str(request.method), target, {}, body_of(request))
        code = answer.headers.get("x-amzn-ErrorType", "")
        self.over_the_limit += code in ("ThrottlingException", "TooManyRequestsException")
        if self.kills:
            self.kills = False
            raise Killed
        return reply(request, answer.status, answer.body, code)


class Cell:
    """
    Attributes:
        sent_us: when each request to Amazon Connect was sent.
    """

    def __init__(self, account: Mocked, clients: Clients, settings: Mapping[str, str]) -> None:
        self.account, self.clients = account, clients
        self.timeline: Timeline = account.timeline
        self.connect: Connect = account.connect
        self.instance: Instance = self.connect.add_instance(
            INSTANCE_ALIAS, {"IdentityManagementType": "CONNECT_MANAGED"}, id_=INSTANCE_ID
        )
        furnish(self.instance)
        publish_shipped_flows(self.instance)
        self.connect.settled_us = self.timeline.now_us  # what is shared has been there for long
        self.log = io.StringIO()
        self.counts: Counter[tuple[str, str]] = Counter()
        self.service = Service(account)
        self.network = Network(clients.connect, self.service)
        self.handlers = Functions(Stopwatch(lambda: self.timeline.now_us), self._id, 0)
        self._next_id = 0
        self.queue_source = QueueSource(clients.sqs, self.timeline, self.handlers, Random(1))
        self.machines = StateMachines(
            MACHINE_ARN, definition(FUNCTION_ARN), self.timeline, self.handlers, self._id
        )
        environment = {
            "SANTRAL_INSTANCE_ID": INSTANCE_ID,
            "SANTRAL_PROVISIONING_ARN": MACHINE_ARN,
            **queue_settings(),
            **settings,
        }
        self.here = Collaborators(
            clients=clients,
            tables=NAMES,
            bucket=BUCKET,
            clock=lambda: account.now,
            monotonic=seconds_of(self.timeline),
            sleep=sleep_on(self.timeline),
            ids=id_source(Random(2)),
            random=Random(3),
            logger=Log(self.log),
            count=lambda metric, tenant: self.counts.update([(metric, tenant)]),
            settings=Settings(environment),
        )

    def _id(self) -> str:
        self._next_id += 1
        return f"id-{self._next_id}"

    # --- acting ---

    def approved(self, tenant: Tenant) -> None:
        accounts.create(
            Account(tenant.id, tenant.name, START, state=AccountState.VERIFIED, owners=("mary",))
        )
        with acting_for(tenant.id):
            tenants.save(tenant, replacing=0)

    def begin(self, tenant: str = "bakery") -> Job:
        return start(self.here, tenant, by="operator")

    def set_up(self, tenant: Tenant) -> Job:
        """Set a business up, and return the job as it was in the end."""
        self.approved(tenant)
        job = self.begin(tenant.id)
        self.run()
        return self.job(tenant.id, job.id)

    def change(self, tenant: Tenant, job_id: str = "change-1") -> Job:
        """Let a business have this profile, and be made so."""
        self.save(tenant)
        job = Job(job_id, JobKind.CONNECT_CHANGE, self.here.clock(), "mary")
        connect_work.ask(self.here.queues, tenant.id, job)
        self.run()
        return self.job(tenant.id, job_id)

    def take_away(self, tenant: str, job_id: str = "deletion-1") -> Job:
        job = Job(job_id, JobKind.DELETION, self.here.clock(), "mary")
        connect_work.take_away(self.here.queues, tenant, job)
        self.run()
        return self.job(tenant, job_id)

    def save(self, tenant: Tenant) -> None:
        with acting_for(tenant.id):
            version = tenants.load_versioned(tenant.id).version
            tenants.save(tenant, replacing=version)

    def run(self, until: Callable[[], bool] = lambda: False) -> None:
        """Let time pass until nothing is left to do, or for three days."""
        ends_us = self.timeline.now_us + _LONGEST // timedelta(microseconds=1)

        def is_over() -> bool:
            return until() or self.is_idle or self.timeline.now_us > ends_us

        while not is_over():
            # The schedules make up for doorbells that were lost and executions that broke off.
            next_us = self.timeline.now_us + 5 * MINUTE
            self.timeline.after(5 * MINUTE, lambda _: None)
            while self.timeline.now_us < next_us and not is_over():
                self.timeline.run(_once())
            if not is_over():
                for name in ("connect_writes", "provision"):
                    self.handlers.call(name, {"detail-type": "Scheduled Event"})

    @property
    def is_idle(self) -> bool:
        running = [e for e in self.machines.executions.values() if e.status == "RUNNING"]
        if running or self.queue_source.pending:
            return False
        under_way = list(provisionings.under_way())
        return not under_way and not list(connect_work.waiting(self.here.clock()))

    # --- looking ---

    def job(self, tenant: str, job_id: str) -> Job:
        with acting_for(tenant):
            return jobs.load(tenant, job_id, now=self.here.clock()).value

    def profile(self, tenant: str = "bakery") -> Tenant:
        with acting_for(tenant):
            return tenants.load_versioned(tenant).tenant

    def state(self, tenant: str = "bakery") -> AccountState:
        return accounts.load(tenant).value.state

    def tagged(self, tenant: str = "bakery") -> Counter[str]:
        """Count by kind what bears the tenant's tag in the instance."""
        return Counter(
            table.kind.name
            for table in self.instance.tables
            for each in table
            if each.tags.get("tenant") == tenant
        )

    def names(self, kind: str, tenant: str = "bakery") -> list[str]:
        return [
            each.name
            for table in self.instance.tables
            if table.kind.name == kind
            for each in table
            if each.tags.get("tenant") == tenant
        ]

    @property
    def is_whole(self) -> bool:
        """Whether the bakery has everything, each once, and takes calls."""
        return (
            self.tagged() == WHOLE
            and self._overrides == 1
            and self.state() is AccountState.LIVE
            and self._answering == len(self.profile().numbers) == 1
            and all(self._arns)
        )

    @property
    def is_clean(self) -> bool:
        """Whether nothing of the bakery is left, and every number is nobody's."""
        return (
            not self.tagged()
            and not self._overrides
            and self.state() is AccountState.VERIFIED
            and not self._answering
            and {each.id for each in self.pool} == set(self.claimed)
            and not any(each.taken_by for each in self.pool)
            and not any(self._arns)
        )

    @property
    def _arns(self) -> list[str]:
        profile = self.profile()
        return [x.arn for x in profile.queues] + [x.arn for x in profile.agents]

    @property
    def _overrides(self) -> int:
        return len(self.instance.table(OVERRIDE))

    @property
    def claimed(self) -> list[str]:
        return [each.id for each in self.instance.table(PHONE_NUMBER)]

    @property
    def _answering(self) -> int:
        return sum("ContactFlowId" in x.details for x in self.instance.table(PHONE_NUMBER))

    @property
    def pool(self) -> list[number_pool.PooledNumber]:
        return number_pool.all_of_them()

    @property
    def elapsed_s(self) -> float:
        return self.timeline.now_us / SECOND - START.timestamp()


def _once() -> Callable[[], bool]:
    """Let a timeline jump once."""
    answers = iter((False,))
    return lambda: next(answers, True)


@contextmanager
def cell(
    *,
    quotas: Mapping[str, int] | None = None,
    lag_s: float = 0,
    settings: Mapping[str, str] | None = None,
    config: DefaultConfig | None = None,
    roles: AssumedRoles | None = None,
) -> Iterator[Cell]:
    """
    Args:
        roles: which are assumed, of moto's STS.
        config: moto's; with one the state machine is left to moto.
    """
    with (
        mock_aws(config=config),
        mocked(start=START, throttling=True, lag_s=lag_s, quotas=quotas) as account,
    ):
        answering.remove(account.wire)  # the network in between hands over what it lets through
        # moto asks for no signatures.
        clients = Clients(REGION, Config(signature_version=UNSIGNED), roles=roles)
        create_tables(clients.dynamodb, NAMES)
        made = Cell(account, clients, settings or {})
        if config is None:
            attach(clients.stepfunctions, "sfn", made.machines)
        use(made.here)
        try:
            yield made
        finally:
            use(None)
            made.network.close()
            answering.append(account.wire)
