"""The composition root: environment in, collaborators out, built on first use.

Handlers take the time, ids, clients and everything else that could differ between two runs from
collaborators(). A laptop and tests put their own in place with use().
"""

from __future__ import annotations

import os
import string
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cached_property
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Final

from functions.log import Log
from functions.metrics import Count, count_in_cloudwatch
from functions.settings import Settings
from santral.domain.phone import PhoneNumbers
from santral.domain.tenant import Tenant
from santral.stores import tenants
from santral.stores.clients import AssumedRoles, Clients
from santral.stores.pacing import Rate
from santral.stores.phone_numbers import PhoneNumbersByMetadata
from santral.stores.recent_tenants import RecentTenants
from santral.stores.tables import TableNames, bind

if TYPE_CHECKING:
    from functions.api.allowance import Allowances
    from functions.api.authentication import Doors
    from santral.stores.articles import Articles
    from santral.stores.circuits import Circuits
    from santral.stores.connect import Connect
    from santral.stores.connect_resources import ConnectResources
    from santral.stores.crm import Crm
    from santral.stores.crm_choice import Crms
    from santral.stores.files import Files
    from santral.stores.identity import Identity
    from santral.stores.links import Links
    from santral.stores.mail import Mail
    from santral.stores.outside import Outside
    from santral.stores.provisionings import Executions
    from santral.stores.queues import Queues
    from santral.stores.webhook_delivery import WebhookDelivery
    from santral.stores.webhooks import Webhooks

_LETTERS: Final = string.ascii_letters + string.digits


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Collaborators:
    """Everything that could differ between two runs.

    What only some functions need is made, and imported, when the first asks for it.

    Attributes:
        tables: the names of the DynamoDB tables.
        bucket: where records go that cannot be processed.
        clock: aware, UTC.
        monotonic: seconds, for deadlines; virtual where the clock is.
        sleep: waits that many seconds by the same clock.
        connect_rate: how often Amazon Connect may be asked, whatever for; None is what the
            settings say, and its own quotas.
        crm: where a tenant's cards come from; None is what its settings say.
        trusted_hosts: which CRMs and webhooks may be, by name, wherever they are: nobody else's
            may be inside a network of ours.
        count: one more of a metric, for a tenant ("" is nobody's).
        load_tenant: reads a tenant by its id.
        recent_tenants: made of the two clocks; what it keeps lives as long as these collaborators
            are in use.
        settings: what the deployment decides.
        jwks: reads the user pool's keys; None is from where its issuer has them.
    """

    clients: Clients
    tables: TableNames
    bucket: str
    clock: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    ids: Callable[[], str] = _new_id
    random: Random = field(default_factory=SystemRandom)
    phone_numbers: PhoneNumbers = field(default_factory=PhoneNumbersByMetadata)
    crm: Callable[[Tenant], Crm] | None = None
    trusted_hosts: frozenset[str] = frozenset()
    logger: Log = field(default_factory=Log)
    count: Count = count_in_cloudwatch
    load_tenant: Callable[[str], Tenant] = tenants.load
    settings: Settings = field(default_factory=lambda: Settings(os.environ))
    jwks: Callable[[], bytes] | None = None
    connect_rate: Rate | None = None
    recent_tenants: RecentTenants = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        recent = RecentTenants(self.monotonic, self.clock, load=self.load_tenant)
        object.__setattr__(self, "recent_tenants", recent)

    @cached_property
    def connect(self) -> Connect:
        from santral.stores.connect import Connect
        from santral.stores.pacing import RATES, Pace, shared_rate

        rates = RATES if self.connect_rate is None else {}
        default = self.connect_rate or shared_rate(self.settings.connect_requests_per_s)
        pace = Pace(self.monotonic, self.sleep, self.random, rates=rates, default=default)
        return Connect(self.clients, pace, self.settings.instance_id)

    @cached_property
    def connect_resources(self) -> ConnectResources:
        from santral.stores.connect_resources import ConnectResources

        return ConnectResources(self.connect, self.settings.instance_id, self._new_password)

    @cached_property
    def executions(self) -> Executions:
        from santral.stores.provisionings import Executions

        return Executions(self.clients, self.settings.provisioning_arn)

    def _new_password(self) -> str:
        """Make one that Amazon Connect takes: it asks for a small and a capital letter, a digit."""
        return "Aa1" + "".join(self.random.choices(_LETTERS, k=40))

    @cached_property
    def queues(self) -> Queues:
        from santral.stores.queues import Queues

        return Queues(self.clients, self.settings.queue_url)

    @cached_property
    def articles(self) -> Articles:
        from santral.stores.article_shards import ArticleShards
        from santral.stores.articles import Articles

        return Articles(ArticleShards())

    @cached_property
    def files(self) -> Files:
        from santral.stores.files import Files

        return Files(self.clients.s3, self.settings.files_bucket)

    @cached_property
    def links(self) -> Links:
        from santral.stores.links import Links

        return Links(self.clients.s3_links, self.settings.files_bucket)

    @cached_property
    def outside(self) -> Outside:
        from santral.stores.outside import Outside

        # Sockets time out by the real clock, also where the deadline's clock is virtual.
        return Outside(time.monotonic, allowed_hosts=self.trusted_hosts)

    @cached_property
    def circuits(self) -> Circuits:
        from santral.stores.circuits import Circuits

        return Circuits(self.monotonic)

    @cached_property
    def crms(self) -> Crms:
        from santral.stores.crm_cards import RecentCards
        from santral.stores.crm_choice import Crms
        from santral.stores.crm_odoo import OdooLogins
        from santral.stores.secrets_shelf import secret_value

        return Crms(
            self.outside,
            self.circuits,
            RecentCards(self.monotonic, self.clock),
            OdooLogins(self.monotonic),
            self.phone_numbers,
            secret_value,
        )

    def crm_of(self, tenant: Tenant) -> Crm:
        return self.crms.of(tenant) if self.crm is None else self.crm(tenant)

    @cached_property
    def webhooks(self) -> Webhooks:
        from santral.stores.webhooks import Webhooks

        return Webhooks(self.queues, self.clock)

    @cached_property
    def webhook_delivery(self) -> WebhookDelivery:
        from santral.stores.webhook_delivery import WebhookDelivery

        return WebhookDelivery(self.outside, self.circuits, self.webhooks, self.clock)

    @cached_property
    def doors(self) -> Doors:
        from functions.api.authentication import Doors
        from santral.stores.key_sets import fetches
        from santral.stores.tokens import TokenVerifier

        verifier = TokenVerifier(
            self.settings.token_issuer,
            self.settings.client_id,
            self.jwks or fetches(self.settings.token_issuer),
            self.clock,
            self.monotonic,
        )
        return Doors(verifier, self.clock, self.monotonic)

    @cached_property
    def identity(self) -> Identity:
        from santral.stores.identity import Identity

        return Identity(self.clients.cognito, self.settings.user_pool_id, self.settings.client_id)

    @cached_property
    def mail(self) -> Mail:
        from santral.stores.mail import Mail

        return Mail(self.clients.ses, self.settings.mail_from)

    @cached_property
    def allowances(self) -> Allowances:
        from functions.api.allowance import Allowances

        return Allowances(self.settings.requests_per_minute, self.clock, self.ids)


_in_use: list[Collaborators] = []  # none, or one
_in_this_block: ContextVar[Collaborators | None] = ContextVar("collaborators", default=None)


def collaborators() -> Collaborators:
    """Return what this block uses, or what use() put in place, else what the environment says.

    Raises:
        RuntimeError: the environment names no table or bucket; the message says which.
    """
    chosen = _in_this_block.get()
    if chosen is not None:
        return chosen
    if not _in_use:
        use(_from_environment())
    return _in_use[0]


def use(chosen: Collaborators | None) -> None:
    """Put collaborators in place for the whole process; None forgets them.

    Only santral/local/ and tests call it.
    """
    if chosen is not None:
        bind(chosen.clients.dynamodb, chosen.tables)
        chosen.recent_tenants.forget()  # they may be from other tables
    _in_use[:] = [] if chosen is None else [chosen]


@contextmanager
def using(chosen: Collaborators) -> Iterator[None]:
    """Put collaborators in place for the block, and for nobody on another thread.

    The tables stay those of the process: PynamoDB's models know no other.
    """
    token = _in_this_block.set(chosen)
    try:
        yield
    finally:
        _in_this_block.reset(token)


def _from_environment() -> Collaborators:
    tables = {
        each.name: _setting(f"SANTRAL_{each.name.upper()}_TABLE") for each in fields(TableNames)
    }
    settings = Settings(os.environ)
    roles = AssumedRoles(_utc_now, settings.tenant_role, settings.release_role)
    return Collaborators(
        clients=Clients(roles=roles),
        tables=TableNames(**tables),
        bucket=_setting("SANTRAL_QUARANTINE_BUCKET"),
        settings=settings,
    )


def _setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"the environment variable {name} is not set")
    return value
