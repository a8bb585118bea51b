"""A business with one of everything, and how the messages of its deletion are delivered."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from functions.api.authentication import digest_of
from functions.contact_records.handler import handler as contact_records
from functions.delete_tenant.handler import handler as delete_tenant
from functions.export_tenant.handler import handler as export_tenant
from functions.reconcile.handler import handler as reconcile
from functions.wiring import collaborators
from santral.domain.access import Role
from santral.domain.article import Article
from santral.domain.customer import Customer
from santral.domain.deletion import Deletion, Stage
from santral.domain.errors import InvocationError
from santral.domain.invitation import Invitation, token_digest
from santral.domain.job import Job, JobState
from santral.domain.members import ApiKey
from santral.domain.note import About, Note
from santral.domain.order import Order
from santral.domain.provisioning import Kind, Resource, ResourceState
from santral.domain.script import Script
from santral.domain.sign_up import SignUp
from santral.domain.ticket import Ticket
from santral.domain.webhooks import Webhook, WebhookEvent
from santral.domain.wrap_up import WrapUp, WrapUpCode
from santral.stores import (
    cell,
    connect_work,
    customer_ends,
    customers,
    deletions,
    imports,
    invitations,
    jobs,
    members,
    milestones,
    notes,
    number_pool,
    recordings,
    sign_ups,
)
from santral.stores.connect_ledger import LedgerOf
from santral.stores.imports import ImportOptions
from santral.stores.number_pool import PooledNumber
from santral.stores.orders import ORDERS, TICKETS
from santral.stores.recordings import Recording
from santral.stores.secrets_shelf import SECRETS, Secret
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import WEBHOOKS
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.api.conftest import World
from tests.functional.cloud import BUCKET, NAMES, Context, event, items, kinesis_batch

CANARY: Final = "Kanarya"  # in every text that somebody of the shop wrote
NUMBER: Final = "+905329998877"
_HANDLERS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "delete_tenant": delete_tenant,
    "export_tenant": export_tenant,
}
_LONGEST: Final = timedelta(days=9 * 366)


def word(tenant: str) -> str:
    return CANARY if tenant == "shop" else "Sparrow"


def furnish(tenant: str, now: datetime) -> None:
    """Let a business have one of everything."""
    with acting_for(tenant):
        _people_who_call(tenant, now)
        _work(tenant, now)
        _settings(tenant, now)
    contact(tenant, now)
    _who_may_come_in(tenant, now)
    cell.reserve(tenant, {"queues": 3})


def _people_who_call(tenant: str, now: datetime) -> None:
    for id_ in ("k-1", "k-2", "k-3"):
        one = Customer(id_, f"{word(tenant)} {id_}", (NUMBER, f"+90532999880{id_[-1]}"))
        customers.create(tenant, replace(one, email=f"{word(tenant)}@example.com".lower()), now=now)
    customer_ends.merge(tenant, "k-1", "k-2", now=now)
    stored = customers.load(tenant, "k-3")
    customer_ends.delete(tenant, "k-3", replacing=stored.version, now=now)


def _work(tenant: str, now: datetime) -> None:
    ORDERS.create(tenant, Order("260302-1", "k-1", now, "deniz", "TRY", note=word(tenant)))
    lost = Order("260302-2", "k-3", now, "deniz", "TRY", contact_id=f"{tenant}-contact")
    ORDERS.create(tenant, lost)
    TICKETS.create(tenant, Ticket("260302-3", "k-1", now, "deniz", word(tenant)))
    notes.add_note(tenant, Note("n-1", About.CUSTOMER, "k-1", now, "deniz", word(tenant)))
    notes.add_note(tenant, Note("n-2", About.CONTACT, "never-ended", now, "deniz", word(tenant)))
    notes.WRAP_UPS.create(tenant, "never-ended", WrapUp("never-ended", ("c",), now, "deniz"))
    milestones.reach(tenant, milestones.DRY_RUN, now)
    imports.begin(tenant, "20260302T073000-i", ImportOptions(), by="deniz", now=now)


def _settings(tenant: str, now: datetime) -> None:
    notes.WRAP_UP_CODES.create(tenant, "c", WrapUpCode("c", {"en": word(tenant)}))
    notes.SCRIPTS.create(tenant, "s", Script("s", word(tenant)))
    article = Article("a", word(tenant), word(tenant), now, "deniz")
    collaborators().articles.create(tenant, article)
    hook = Webhook("https://example.com", (WebhookEvent.TEST,), ("secret",), word(tenant))
    WEBHOOKS.create(tenant, "w", hook)
    collaborators().webhooks.test(tenant, "w", at=now)
    SECRETS.create(tenant, "crm", Secret(word(tenant)))
    made = Resource(
        Kind.QUEUE, f"{tenant}-sales", ResourceState.MADE, now, id=f"q-{tenant}", arn="q"
    )
    ledger = LedgerOf(tenant)
    ledger.put("queue/sales", made)
    ago = now - timedelta(days=1)
    ledger.put("queue/gone", replace(made, state=ResourceState.GONE, since=ago))
    number = json.dumps({"e164": NUMBER, "country": "TR", "attempt": 1})
    ledger.put("number/1", replace(made, kind=Kind.NUMBER, id=f"n-{tenant}", written=number))


def contact(tenant: str, now: datetime) -> None:
    record = event("contact_record")
    id_ = f"{'12345678' if tenant == 'shop' else '87654321'}-0000-4000-8000-000000000000"
    attributes = {
        **record["Attributes"],
        "tenant": tenant,
        "customer_id": "k-1",
        "said": word(tenant),
    }
    contact_records(
        kinesis_batch({**record, "ContactId": id_, "Attributes": attributes}), Context()
    )
    key = f"connect/centre/CallRecordings/2026/03/02/{id_}_20260302T07:00_UTC.wav"
    collaborators().clients.s3.put_object(Bucket=BUCKET, Key=key, Body=word(tenant).encode())
    recordings.index(Recording(id_, BUCKET, key, now, 7, 1_000), "0A", deleted=False)
    imported = f"{tenant}/imports/1.csv"
    collaborators().clients.s3.put_object(Bucket=BUCKET, Key=imported, Body=word(tenant).encode())


def _who_may_come_in(tenant: str, now: datetime) -> None:
    key = ApiKey(f"k-{tenant}", tenant, Role.ADMIN, word(tenant), now, "deniz")
    members.add_key(digest_of(f"santral_{tenant}"), key)
    invitations.create(
        Invitation(
            "i-1", tenant, f"{word(tenant)}@{tenant}.example", Role.AGENT, word(tenant), "en", now,
            "deniz", now + timedelta(days=7), token_digest(f"{tenant}-token"),
        )
    )  # fmt: skip
    sign_ups.put(
        SignUp(
            "su", f"{word(tenant)}@{tenant}.example", word(tenant), word(tenant), tenant, "TR",
            "en", "Europe/Istanbul", "shop", "1", "1", now, "", opened=True,
        )
    )  # fmt: skip


@dataclass
class _Message:
    function: str
    body: str
    due: datetime
    tries: int = 0


@dataclass
class Ending:
    """Time, messages and the schedule, until nothing is left to be done.

    Attributes:
        export_fails: how often an export is to fail first.
        invocations: of delete_tenant.
        at_work: the function that is.
    """

    world: World
    queues: FakeQueues
    export_fails: int = 0
    connect_fails: int = 0
    loses_messages: bool = False
    invocations: int = 0
    at_work: str = ""
    _messages: list[_Message] = field(default_factory=list)

    def stage(self, tenant: str = "shop") -> Stage | None:
        found = deletions.find(tenant)
        return None if found is None else found.value.stage

    def deletion(self, tenant: str = "shop") -> Deletion:
        found = deletions.find(tenant)
        assert found is not None
        return found.value

    def run(self, until: Stage | None = None, tenant: str = "shop") -> None:
        """Let time go by until a deletion is at a stage, or all over."""
        clock, ends = self.world.cloud.clock, self.world.cloud.clock.now + _LONGEST
        while self.stage(tenant) not in (until, None):
            assert clock.now < ends
            self.step(tenant)

    def step(self, tenant: str = "shop") -> None:
        """Deliver what is due next; where nothing is, let the schedule come."""
        self._collect()
        if self._messages:
            self._messages.sort(key=lambda each: each.due)
            message = self._messages.pop(0)
            self._pass_to(message.due)
            self._deliver(message)
            return
        bell_at = self.deletion(tenant).bell_at or self.world.cloud.clock.now
        self._pass_to(max(bell_at, self.world.cloud.clock.now) + timedelta(minutes=15))
        self._quietly(lambda: reconcile({}, Context()))

    def deliver_the_rest(self) -> None:
        """Deliver what has been sent until now, whenever it is due."""
        self._collect()
        for message in self._messages:
            self._deliver(message)

    def tell_again(self, tenant: str = "shop") -> None:
        """Deliver a message of a deletion once more."""
        body = {"schema": 1, "tenant": tenant, "job": self.deletion(tenant).job}
        self._deliver(_Message("delete_tenant", json.dumps(body), self.world.cloud.clock.now))

    def _collect(self) -> None:
        while self.queues.sent:
            function, payload, delay_s = self.queues.sent.pop(0)
            due = self.world.cloud.clock.now + timedelta(seconds=delay_s)
            if not self.loses_messages or function != "delete_tenant":
                self._messages.append(_Message(function, json.dumps(payload), due))

    def _deliver(self, message: _Message) -> None:
        if message.function == "connect_writes":
            self._write_to_connect()
            return
        if message.function == "export_tenant" and self.export_fails:
            self.export_fails -= 1
            self._end_job(json.loads(message.body)["job"], JobState.FAILED)
            return
        handler = _HANDLERS.get(message.function)
        if handler is None:
            return
        self.invocations += message.function == "delete_tenant"
        event = {"Records": [{"messageId": "m", "body": message.body}]}
        self.at_work = message.function
        answer = self._quietly(lambda: handler(event, Context()))
        self.at_work = ""
        if answer is None or answer["batchItemFailures"]:
            message.due = self.world.cloud.clock.now + timedelta(
                minutes=90
            )  # when it is seen again
            message.tries += 1
            if message.tries < 5:
                self._messages.append(message)

    def _quietly(self, invoke: Callable[[], Any]) -> Any:
        with suppress(InvocationError):
            return invoke()
        return None

    def _pass_to(self, at: datetime) -> None:
        clock = self.world.cloud.clock
        self.world.cloud.stopwatch.advance(max(0.0, (at - clock.now).total_seconds()))
        clock.now = max(clock.now, at)

    def _write_to_connect(self) -> None:
        """Do as connect_writes does: tests/functional/provisioning/ tests that."""
        now = self.world.cloud.clock.now.astimezone(UTC)
        for stored in connect_work.waiting(now):
            work = stored.value
            if self.connect_fails:
                self.connect_fails -= 1
                self._end_job(work.job, JobState.FAILED)
            else:
                self._undo(work.tenant, now)
                self._end_job(work.job, JobState.DONE)
            connect_work.finish(stored)

    def _undo(self, tenant: str, now: datetime) -> None:
        ledger = LedgerOf(tenant)
        for key, each in list(ledger.entries.items()):
            if each.is_there:
                ledger.put(key, replace(each, state=ResourceState.GONE, since=now))
            if each.kind is Kind.NUMBER:
                number_pool.put(PooledNumber(each.id, each.arn, NUMBER, "TR"))
        cell.leave(tenant)

    def _end_job(self, job_id: str, state: JobState, tenant: str = "shop") -> None:
        def ended(job: Job) -> Job:
            return replace(job, state=state)

        with acting_for(tenant):
            jobs.change(tenant, job_id, ended, now=self.world.cloud.clock())


def ending_in(world: World) -> Ending:
    """Let a world have queues, and the shop and the clinic one of everything."""
    world.environment["SANTRAL_FILES_BUCKET"] = BUCKET
    queues = FakeQueues()
    vars(collaborators())["queues"] = queues
    for tenant in ("shop", "clinic"):
        furnish(tenant, sample.MONDAY_MORNING)
    queues.sent.clear()
    world.cloud.dynamodb.operations.clear()
    return Ending(world, queues)


def kept(world: World, tenant: str) -> list[dict[str, Any]]:
    """Return every item whose key is a tenant's, or which names it as the platform's."""
    every = [each for table in _tables() for each in items(world.cloud, table)]
    return [each for each in every if _is_of(each, tenant)]


def _tables() -> tuple[str, ...]:
    return astuple(NAMES)


def _is_of(item: dict[str, Any], tenant: str) -> bool:
    pk = str(item["pk"]["S"])
    return pk == tenant or pk.startswith(f"{tenant}#")


def canaries(world: World) -> list[str]:
    """Return the keys of items and objects in which somebody's words are left."""
    found = [
        f"{each['pk']['S']} {each['sk']['S']}"
        for table in _tables()
        for each in items(world.cloud, table)
        if CANARY.lower() in json.dumps(each).lower()
    ]
    listed = world.cloud.clients.s3.list_objects_v2(Bucket=BUCKET)
    keys = (each["Key"] for each in listed.get("Contents", ()))
    return found + [key for key in keys if CANARY in _text_of(world, key) or "shop/" in key]


def _text_of(world: World, key: str) -> str:
    content = world.cloud.clients.s3.get_object(Bucket=BUCKET, Key=key)["Body"].read()
    return content.decode("utf-8", "replace")


def kinds_of(found: list[dict[str, Any]]) -> set[str]:
    """Return the kinds of items: the second part of their keys."""
    return {each["pk"]["S"].split("#")[1] for each in found if "#" in each["pk"]["S"]}
