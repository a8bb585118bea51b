"""What webhooks and deliveries look like in bodies and answers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from functions.api.shapes import Shape, Text
from santral.domain.webhooks import Delivery, DeliveryState, Webhook, WebhookEvent
from santral.stores.shelves import Stored


class WebhookBody(Shape):
    url: Annotated[
        str, StringConstraints(min_length=1, max_length=1_000), Field(description="https")
    ]
    events: Annotated[tuple[WebhookEvent, ...], Field(min_length=1, max_length=20)]
    description: Text = ""
    disabled: Annotated[
        bool, Field(description="false begins anew where it was disabled for its failures")
    ] = False


class WebhookView(Shape):
    id: str
    url: str
    events: tuple[WebhookEvent, ...]
    description: str
    disabled: bool
    failing_since: Annotated[
        datetime | None, Field(description="the first failure after the last success")
    ]


class NewSecretView(WebhookView):
    secret: Annotated[str, Field(description="signs what is sent; it is shown this once")]


class DeliverySummary(Shape):
    id: str
    event: WebhookEvent
    event_id: str
    state: DeliveryState
    created_at: datetime
    attempts: int
    next_attempt_at: Annotated[datetime | None, Field(description="null is never")]
    status: Annotated[int, Field(description="of the last answer; 0 is none")]


class DeliveryView(DeliverySummary):
    content: Annotated[str, Field(description="the body, as it is sent and signed")]


def webhook_view(stored: Stored[Webhook]) -> WebhookView:
    return WebhookView(**_shown(stored))


def with_secret(stored: Stored[Webhook]) -> NewSecretView:
    return NewSecretView(**_shown(stored), secret=stored.value.secrets[0])


def delivery_summary(stored: Stored[Delivery]) -> DeliverySummary:
    return DeliverySummary(**_facts(stored))


def delivery_view(stored: Stored[Delivery]) -> DeliveryView:
    return DeliveryView(**_facts(stored), content=stored.value.body)


def _shown(stored: Stored[Webhook]) -> dict[str, Any]:
    webhook = stored.value
    return {
        "id": stored.id,
        "url": webhook.url,
        "events": webhook.events,
        "description": webhook.description,
        "disabled": webhook.disabled,
        "failing_since": _instant(webhook.failing_since_s),
    }


def _facts(stored: Stored[Delivery]) -> dict[str, Any]:
    delivery = stored.value
    is_pending = delivery.state is DeliveryState.PENDING
    due_s = delivery.next_s or delivery.created_s
    return {
        "id": stored.id,
        "event": delivery.event,
        "event_id": delivery.event_id,
        "state": delivery.state,
        "created_at": _instant(delivery.created_s),
        "attempts": delivery.attempts,
        "next_attempt_at": _instant(due_s) if is_pending else None,
        "status": delivery.status,
    }


def _instant(at_s: int | None) -> datetime | None:
    return None if at_s is None else datetime.fromtimestamp(at_s, UTC)
