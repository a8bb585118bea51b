"""What a business's own systems are told, seen before it is sent."""

from __future__ import annotations

import json
from typing import Any

from functions.wiring import collaborators
from santral.domain.webhooks import Webhook, WebhookEvent
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import DELIVERIES, WEBHOOKS
from tests.fakes.queues import FakeQueues


def listening(*events: WebhookEvent) -> FakeQueues:
    """Let the shop have a webhook, and return the queue that its deliveries go into."""
    queues = FakeQueues()
    here = vars(collaborators())
    here["queues"] = queues
    here.pop("webhooks", None)  # made with the queues of before
    with acting_for("shop"):
        WEBHOOKS.create("shop", "w-1", Webhook("https://erp.example/in", events, ("whsec_1",)))
    return queues


def told() -> list[dict[str, Any]]:
    """Return what the shop's webhook is told, in order of ids."""
    with acting_for("shop"):
        return [json.loads(each.value.body) for each in DELIVERIES.all("shop")]
