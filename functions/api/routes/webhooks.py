"""Webhooks: which systems of the business's own are told what happens, and what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import invalid, no_cursor
from functions.api.replies import Created, Listed, Versioned, listed
from functions.api.shapes import Id, PageQuery
from functions.api.webhook_shapes import (
    DeliverySummary,
    DeliveryView,
    NewSecretView,
    WebhookBody,
    WebhookView,
    delivery_summary,
    delivery_view,
    webhook_view,
    with_secret,
)
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.domain.webhooks import (
    MOST_WEBHOOKS,
    Delivery,
    Webhook,
    WebhookEvent,
)
from santral.stores.shelves import Stored
from santral.stores.webhooks import DELIVERIES, WEBHOOKS

routes = Routes("Webhooks")

_TRIES: Final = 4


@routes.get("/v1/webhooks", roles=RUNS)
def list_webhooks(call: Call, query: PageQuery) -> Listed[WebhookView]:
    """List webhooks."""
    page = WEBHOOKS.page(call.tenant, limit=query.limit, after=query.after)
    return listed(page, webhook_view)


@routes.post("/v1/webhooks", roles=RUNS, secret=True)
def create_webhook(call: Call, body: WebhookBody) -> Created[NewSecretView]:
    """Create a webhook, and show its secret.

    With an Idempotency-Key no second one is made; the secret of one that was made already is not
    shown again: rotate it.
    """
    _check(call, body)
    if len(WEBHOOKS.page(call.tenant, limit=MOST_WEBHOOKS).items) >= MOST_WEBHOOKS:
        raise ConflictError(f"a business has {MOST_WEBHOOKS} webhooks at most")
    webhook = Webhook(
        body.url, body.events, (_new_secret(call),), body.description, disabled=body.disabled
    )
    stored = call.here.webhooks.add(call.tenant, call.new_id(), webhook)
    call.notes["webhook"] = stored.id
    return Created(with_secret(stored), f"/v1/webhooks/{stored.id}", _etag(webhook))


@routes.get("/v1/webhooks/{webhook_id}", roles=RUNS)
def show_webhook(call: Call, webhook_id: Id) -> Versioned[WebhookView]:
    """Show a webhook."""
    return _versioned(WEBHOOKS.load(call.tenant, webhook_id))


@routes.put("/v1/webhooks/{webhook_id}", roles=RUNS, versioned=True)
def change_webhook(call: Call, webhook_id: Id, body: WebhookBody) -> Versioned[WebhookView]:
    """Put a webhook in the place of what it is; its secret stays."""
    _check(call, body)

    def change(webhook: Webhook) -> Webhook:
        changed = replace(webhook, url=body.url, events=body.events, description=body.description)
        if body.disabled:
            return replace(changed, disabled=True)
        return changed.enabled() if webhook.disabled else changed

    return _versioned(_changed(call, webhook_id, change))


@routes.delete("/v1/webhooks/{webhook_id}", roles=RUNS, versioned=True)
def delete_webhook(call: Call, webhook_id: Id) -> None:
    """Delete a webhook; what is on its way to it is not sent any more."""
    stored = WEBHOOKS.load(call.tenant, webhook_id)
    call.expect(_etag(stored.value))
    WEBHOOKS.delete(call.tenant, webhook_id)


@routes.post("/v1/webhooks/{webhook_id}/rotations", roles=RUNS, secret=True, versioned=True)
def rotate_webhook_secret(call: Call, webhook_id: Id) -> Versioned[NewSecretView]:
    """Make a new secret, and show it.

    The one before stays good until the next rotation: change your receiver in between.
    """
    secret = _new_secret(call)
    stored = _changed(call, webhook_id, lambda each: each.rotated(secret))
    return Versioned(with_secret(stored), _etag(stored.value))


@routes.post("/v1/webhooks/{webhook_id}/tests", roles=RUNS)
def test_webhook(call: Call, webhook_id: Id) -> Created[DeliverySummary]:
    """Send the event `webhook.test` to one webhook, whatever it wants; see what became of it."""
    if WEBHOOKS.load(call.tenant, webhook_id).value.disabled:
        raise ConflictError("a webhook that is disabled is told nothing")
    delivery_id = call.here.webhooks.test(call.tenant, webhook_id, at=call.now)
    stored = DELIVERIES.load(call.tenant, delivery_id)
    place = f"/v1/webhooks/{webhook_id}/deliveries/{delivery_id}"
    return Created(delivery_summary(stored), place)


@routes.get("/v1/webhooks/{webhook_id}/deliveries", roles=RUNS)
def list_webhook_deliveries(
    call: Call, webhook_id: Id, query: PageQuery
) -> Listed[DeliverySummary]:
    """List what was sent to a webhook in the last thirty days, the newest first."""
    WEBHOOKS.load(call.tenant, webhook_id)
    begins = f"{webhook_id}."
    if query.after is not None and not query.after.startswith(begins):
        raise no_cursor()
    page = DELIVERIES.page(
        call.tenant,
        limit=query.limit,
        after=query.after,
        begins=begins,
        newest_first=True,
        now=call.now,
    )
    return listed(page, delivery_summary)


@routes.get("/v1/webhooks/{webhook_id}/deliveries/{delivery_id}", roles=RUNS)
def show_webhook_delivery(call: Call, webhook_id: Id, delivery_id: Id) -> DeliveryView:
    """Show a delivery with what is sent."""
    stored = _delivery(call, webhook_id, delivery_id)
    return delivery_view(stored)


@routes.post("/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/repeats", roles=RUNS)
def repeat_webhook_delivery(call: Call, webhook_id: Id, delivery_id: Id) -> DeliverySummary:
    """Send a delivery again, whatever became of it."""
    _delivery(call, webhook_id, delivery_id)
    call.here.webhooks.send_again(call.tenant, delivery_id)
    return delivery_summary(_delivery(call, webhook_id, delivery_id))


def _check(call: Call, body: WebhookBody) -> None:
    """
    Raises:
        ProblemError: the address may not be asked, or an event cannot be asked for.
    """
    try:
        call.here.outside.check(body.url)
    except InputError as error:
        raise invalid([("body.url", str(error))]) from None
    if WebhookEvent.TEST in body.events:
        raise invalid([("body.events", "expected events that happen by themselves")])


def _changed(call: Call, webhook_id: str, change: Callable[[Webhook], Webhook]) -> Stored[Webhook]:
    """Change a webhook whose failures are noted meanwhile; they are no change of its owner's.

    Raises:
        ProblemError: 412.
        NotFoundError: there is none.
        ConflictError: others were always quicker.
    """
    for _ in range(_TRIES):
        stored = WEBHOOKS.load(call.tenant, webhook_id)
        wanted = change(stored.value)
        if wanted == stored.value:
            return stored
        call.expect(_etag(stored.value))
        try:
            return WEBHOOKS.replace(call.tenant, webhook_id, wanted, replacing=stored.version)
        except ConflictError:
            continue
    raise ConflictError("others were always quicker")


def _delivery(call: Call, webhook_id: str, delivery_id: str) -> Stored[Delivery]:
    stored = DELIVERIES.load(call.tenant, delivery_id, now=call.now)
    if stored.value.webhook != webhook_id:
        raise NotFoundError("there is no such delivery")
    return stored


def _new_secret(call: Call) -> str:
    return f"whsec_{call.new_secret()}"


def _etag(webhook: Webhook) -> str:
    """Return a tag of what its owner has chosen, the secret included, and of nothing else."""
    chosen = [webhook.url, webhook.events, webhook.description, webhook.disabled, webhook.secrets]
    return hashlib.sha256(json.dumps(chosen).encode()).hexdigest()[:16]


def _versioned(stored: Stored[Webhook]) -> Versioned[WebhookView]:
    return Versioned(webhook_view(stored), _etag(stored.value))
