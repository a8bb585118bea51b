"""One attempt to tell a webhook, and what follows from how it went.

A queue delivers its messages at least once, so two may be at one delivery. The next attempt is put
into the queue before this one is recorded: whatever is lost in between, somebody comes back. A
message that is behind what is recorded ends there, so they do not multiply.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from santral.domain.errors import ConflictError, DependencyError, InputError
from santral.domain.signatures import HEADER, signature
from santral.domain.webhooks import Delivery, DeliveryState, Webhook
from santral.stores.circuits import Circuits
from santral.stores.deadline import ensure_fits, remaining_s
from santral.stores.outside import Asked, Outside
from santral.stores.shelves import Stored
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import DELIVERIES, WEBHOOKS, Message, Webhooks

BUDGET_S: Final = 5.0
LARGEST_BYTES: Final = 1024 * 1024
_BESIDE_S: Final = 2.0  # for reading and recording
_NO_ANSWER: Final = 0


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """
    Attributes:
        clock: aware, UTC.
    """

    outside: Outside
    circuits: Circuits
    webhooks: Webhooks
    clock: Callable[[], datetime]

    def attempt(self, message: Message) -> None:
        """Do what a message asks; once done, the queue may forget it.

        Raises:
            DependencyError: DynamoDB or SQS failed, or no time is left; the message has to come
                again.
            InputError: it names no tenant.
        """
        if message.not_before_s > self._now_s():
            self.webhooks.enqueue(message)
            return
        ensure_fits("webhook", BUDGET_S + _BESIDE_S)
        with acting_for(message.tenant):
            stored = DELIVERIES.find(message.tenant, message.delivery, now=self.clock())
            if stored is None or stored.value.state is not DeliveryState.PENDING:
                return
            if message.attempt < stored.value.attempts:
                return
            self._tell(message, stored)

    def _tell(self, message: Message, stored: Stored[Delivery]) -> None:
        webhook = WEBHOOKS.find(message.tenant, stored.value.webhook)
        if webhook is None or webhook.value.disabled:
            cancelled = replace(stored.value, state=DeliveryState.CANCELLED)
            self._record(message.tenant, stored, cancelled)
            return
        status = self._status(message, webhook.value, stored.value)
        now_s = self._now_s()
        after = stored.value.after(status, now_s)
        if after.state is DeliveryState.PENDING:
            self.webhooks.enqueue(
                replace(message, attempt=after.attempts, not_before_s=after.next_s)
            )
        self._record(message.tenant, stored, after)
        self._note(message.tenant, webhook, webhook.value.after(status, now_s))

    def _status(self, message: Message, webhook: Webhook, delivery: Delivery) -> int:
        """Return the status of the answer; 0 is none, whatever the reason."""
        octets = delivery.body.encode()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Santral-Webhooks/1",
            "Santral-Delivery": message.delivery,
            "Santral-Event": delivery.event.value,
            HEADER: signature(octets, webhook.secrets, self._now_s()),
        }
        try:
            with self.circuits.through("webhook", message.tenant, webhook.url):
                return self.outside.ask(
                    "webhook",
                    webhook.url,
                    Asked("POST", headers, octets),
                    budget_s=min(BUDGET_S, remaining_s() - _BESIDE_S / 2),
                    largest_bytes=LARGEST_BYTES,
                ).status
        except (DependencyError, InputError):
            return _NO_ANSWER

    def _record(self, tenant: str, stored: Stored[Delivery], after: Delivery) -> None:
        with suppress(ConflictError):  # another message has, and its word is as good
            DELIVERIES.replace(
                tenant, stored.id, after, replacing=stored.version, expires=after.kept_until
            )

    def _note(self, tenant: str, stored: Stored[Webhook], after: Webhook) -> None:
        if after == stored.value:
            return
        with suppress(ConflictError):  # its owner has changed it; the next attempt sees to it
            WEBHOOKS.replace(tenant, stored.id, after, replacing=stored.version)

    def _now_s(self) -> int:
        return int(self.clock().timestamp())
