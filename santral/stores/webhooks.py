"""Tenants' webhooks, and what is on its way to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from santral.domain.errors import ConflictError
from santral.domain.plain import SCHEMA, to_plain
from santral.domain.webhooks import (
    Delivery,
    Webhook,
    WebhookEvent,
    body_of,
    delivery_id,
    event_id,
)
from santral.stores.shelves import Shelf, Stored


@dataclass(frozen=True, slots=True)
class _Mark:
    """That a tenant has had a webhook: read by key where lists would cost too much."""


WEBHOOKS: Final = Shelf("webhook", Webhook)
MARKS: Final = Shelf("webhook-mark", _Mark)
_THE_ONE: Final = "mark"
DELIVERIES: Final = Shelf("delivery", Delivery)
FUNCTION: Final = "deliver_webhooks"
_QUIET_FOR: Final = timedelta(seconds=30)
_MOST_QUIET: Final = 10_000


class Queues(Protocol):
    def send(self, function: str, payload: Mapping[str, Any], *, delay_s: int = 0) -> None: ...


@dataclass(frozen=True, slots=True)
class Message:
    """What is in the queue of deliver_webhooks.

    Attributes:
        attempt: which of the delivery it is to be: as many as there were when it was written.
        not_before_s: seconds since the epoch; the queue cannot wait that long by itself.
    """

    tenant: str
    delivery: str
    attempt: int = 0
    not_before_s: int = 0


class Webhooks:
    """For one tenant at a time: the one that is acted for."""

    def __init__(self, queues: Queues, clock: Callable[[], datetime]) -> None:
        self._queues, self._clock = queues, clock
        self._without: dict[str, datetime] = {}

    def emit(
        self,
        tenant: str,
        event: WebhookEvent,
        subject: str,
        payload: Mapping[str, Any],
        *,
        at: datetime,
    ) -> int:
        """Tell every webhook that wants to know; the same again tells nobody twice.

        Args:
            subject: the id of the contact, order, ticket … to which it happened.
            payload: what JSON can hold.
            at: when it happened, as the thing itself says: with it and the subject, an event
                that is emitted again is recognised.

        Returns:
            how many webhooks are told.

        Raises:
            DependencyError: DynamoDB or SQS failed; some may have been told: emit it again.
        """
        told = 0
        for webhook in WEBHOOKS.all(tenant):
            if webhook.value.wants(event):
                delivery = _delivery(tenant, webhook.id, event, of=subject, data=payload, at=at)
                self._begin(tenant, delivery_id(webhook.id, delivery.event_id, at), delivery)
                told += 1
        return told

    def add(self, tenant: str, id_: str, webhook: Webhook) -> Stored[Webhook]:
        """Write a new webhook; the same again is no conflict.

        Raises:
            ConflictError: there is another one of that id.
        """
        MARKS.create(tenant, _THE_ONE, _Mark())
        return WEBHOOKS.create(tenant, id_, webhook)

    def may_want(self, tenant: str) -> bool:
        """Say whether the tenant has had any webhook, as it was half a minute ago or later.

        For what happens all the time to tenants most of whom have none.
        """
        now = self._clock()
        seen = self._without.get(tenant)
        if seen is not None and timedelta() <= now - seen < _QUIET_FOR:
            return False
        if MARKS.find(tenant, _THE_ONE) is not None:
            self._without.pop(tenant, None)
            return True
        if len(self._without) >= _MOST_QUIET:
            self._without.clear()
        self._without[tenant] = now
        return False

    def test(self, tenant: str, webhook: str, *, at: datetime) -> str:
        """Tell one webhook that it is being tested, and return the delivery's id.

        Args:
            at: the same again tells it no second time.

        Raises:
            DependencyError: DynamoDB or SQS failed; test it again.
        """
        delivery = _delivery(tenant, webhook, WebhookEvent.TEST, of=webhook, data={}, at=at)
        id_ = delivery_id(webhook, delivery.event_id, at)
        self._begin(tenant, id_, delivery)
        return id_

    def send_again(self, tenant: str, delivery: str) -> Delivery:
        """Begin a delivery anew, whatever became of it.

        Raises:
            NotFoundError: there is none of that id.
            ConflictError: it is being delivered just now.
            DependencyError: DynamoDB or SQS failed.
        """
        stored = DELIVERIES.load(tenant, delivery, now=self._clock())
        begun = stored.value.begun_again(int(self._clock().timestamp()))
        DELIVERIES.replace(
            tenant, delivery, begun, replacing=stored.version, expires=begun.kept_until
        )
        self.enqueue(Message(tenant, delivery))
        return begun

    def enqueue(self, message: Message) -> None:
        """Let it be delivered when it is due, or looked at again as late as the queue can wait."""
        delay_s = message.not_before_s - int(self._clock().timestamp())
        payload = {"schema": SCHEMA, **to_plain(message)}
        self._queues.send(FUNCTION, payload, delay_s=max(delay_s, 0))

    def _begin(self, tenant: str, id_: str, delivery: Delivery) -> None:
        try:
            DELIVERIES.create(tenant, id_, delivery, expires=delivery.kept_until)
        except ConflictError:
            return  # it has been tried already
        # Also where it was there already, untried: who wrote it may not have come this far.
        self.enqueue(Message(tenant, id_))


def _delivery(
    tenant: str,
    webhook: str,
    event: WebhookEvent,
    *,
    of: str,
    data: Mapping[str, Any],
    at: datetime,
) -> Delivery:
    id_ = event_id(tenant, event, of, at)
    return Delivery(
        webhook=webhook,
        event=event,
        event_id=id_,
        created_s=int(at.timestamp()),
        body=body_of(id_, event, of, at, data),
    )
