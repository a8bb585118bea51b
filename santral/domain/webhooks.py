"""Webhooks: what is told to a tenant's own systems, when it is tried again, when that ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

# Seconds after the first attempt, the second …: a day and a half in all, so that a receiver that
# is down over night, or for a Sunday, misses nothing.
RETRIES_S: Final = (10, 60, 300, 1800, 7200, 21_600, 86_400)
DISABLED_AFTER_S: Final = 5 * 86_400  # of failures without one success
KEPT_S: Final = 30 * 86_400  # of a delivery, for its owner to look at
MOST_WEBHOOKS: Final = 10  # of a tenant
_GONE: Final = 410


class WebhookEvent(StrEnum):
    """TEST happens when the owner asks for it, and is told to one webhook, whatever it wants."""

    CONTACT_ENDED = "contact.ended"
    ORDER_CREATED = "order.created"
    ORDER_CHANGED = "order.changed"
    TICKET_CREATED = "ticket.created"
    TICKET_CHANGED = "ticket.changed"
    CUSTOMERS_IMPORTED = "customers.imported"
    TENANT_READY = "tenant.ready"
    TEST = "webhook.test"


class DeliveryState(StrEnum):
    """CANCELLED: the webhook was deleted or disabled before it could be told."""

    PENDING = "pending"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Webhook:
    """
    Attributes:
        secrets: the newest first; two while receivers change from one to the other.
        disabled: by its owner, or by us when nobody answers for days.
        failing_since_s: the first failure after the last success; seconds since the epoch.
    """

    url: str
    events: tuple[WebhookEvent, ...]
    secrets: tuple[str, ...] = field(repr=False)
    description: str = ""
    disabled: bool = False
    failing_since_s: int | None = None

    def wants(self, event: WebhookEvent) -> bool:
        return not self.disabled and event in self.events

    def rotated(self, secret: str) -> Webhook:
        """Return it with a new secret; the one before stays good until the next is new."""
        return replace(self, secrets=(secret, *self.secrets[:1]))

    def enabled(self) -> Webhook:
        return replace(self, disabled=False, failing_since_s=None)

    def after(self, status: int, now_s: int) -> Webhook:
        """Return it after an attempt; the same where nothing has changed.

        Args:
            status: of the answer; 0 is none.
        """
        if is_success(status):
            return replace(self, failing_since_s=None)
        since_s = now_s if self.failing_since_s is None else self.failing_since_s
        is_over = status == _GONE or now_s - since_s >= DISABLED_AFTER_S
        return replace(self, failing_since_s=since_s, disabled=self.disabled or is_over)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one webhook.

    Attributes:
        body: as it is sent and signed; personal data.
        attempts: so far.
        next_s: when the next attempt is due; seconds since the epoch, as created_s.
        status: of the last answer; 0 is none.
    """

    webhook: str
    event: WebhookEvent
    event_id: str
    created_s: int
    body: str = field(repr=False)
    state: DeliveryState = DeliveryState.PENDING
    attempts: int = 0
    next_s: int = 0
    status: int = 0

    @property
    def kept_until(self) -> datetime:
        return datetime.fromtimestamp(self.created_s + KEPT_S, UTC)

    def after(self, status: int, now_s: int) -> Delivery:
        """Return it after one more attempt.

        Args:
            status: of the answer; 0 is none.
        """
        attempts = self.attempts + 1
        tried = replace(self, attempts=attempts, status=status)
        if is_success(status):
            return replace(tried, state=DeliveryState.DELIVERED)
        if attempts > len(RETRIES_S) or status == _GONE:
            return replace(tried, state=DeliveryState.GIVEN_UP)
        return replace(tried, next_s=now_s + RETRIES_S[attempts - 1])

    def begun_again(self, now_s: int) -> Delivery:
        return replace(self, state=DeliveryState.PENDING, attempts=0, next_s=now_s, status=0)


def is_success(status: int) -> bool:
    """Say whether the receiver has it; a redirect is not followed, and is none."""
    return 200 <= status < 300


def event_id(tenant: str, event: WebhookEvent, subject: str, at: datetime) -> str:
    """Return the id of what happened, the same however often it is told."""
    return _digest(tenant, event.value, subject, _written(at))


def delivery_id(webhook: str, event: str, at: datetime) -> str:
    """Return the id of an event's delivery; of one webhook they are in the order of time.

    Args:
        webhook, event: ids.
    """
    return f"{webhook}.{int(at.timestamp()):011d}.{_digest(webhook, event)}"


def body_of(
    id_: str, event: WebhookEvent, subject: str, at: datetime, payload: Mapping[str, Any]
) -> str:
    """Return what is sent, as JSON."""
    told = {
        "id": id_,
        "event": event.value,
        "subject": subject,
        "at": _written(at),
        "data": payload,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _digest(*parts: str) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()[:32]
