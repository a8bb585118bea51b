"""Webhooks: which systems of the business's own are told what happens, and what became of it."""

from __future__ import annotations

import hashlib
import json
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any, Final

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import invalid
from functions.api.replies import Created, Listed, Versioned, listed
from functions.api.shapes import Id, PageQuery, Shape, Text
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.domain.webhooks import (
    MOST_WEBHOOKS,
    Delivery,
    DeliveryState,
    Webhook,
    WebhookEvent,
)
from santral.stores.shelves import Stored
from santral.stores.webhooks import DELIVERIES, WEBHOOKS

routes = Routes("Webhooks")

_LETTERS: Final = string.ascii_letters + string.digits
_SECRET_LETTERS: Final = 43  # 256 bits
_TRIES: Final = 4


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


@routes.get("/v1/webhooks", roles=RUNS)
def list_webhooks(call: Call, query: PageQuery) -> Listed[WebhookView]:
    """List webhooks."""
    page = WEBHOOKS.page(call.tenant, limit=query.limit, after=query.after)
    return listed(page, _view)


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
    stored = WEBHOOKS.create(call.tenant, call.new_id(), webhook)
    call.notes["webhook"] = stored.id
    return Created(_with_secret(stored), f"/v1/webhooks/{stored.id}", _etag(webhook))


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
    return Versioned(_with_secret(stored), _etag(stored.value))


@routes.post("/v1/webhooks/{webhook_id}/tests", roles=RUNS)
def test_webhook(call: Call, webhook_id: Id) -> Created[DeliverySummary]:
    """Send the event `webhook.test` to one webhook, whatever it wants; see what became of it."""
    if WEBHOOKS.load(call.tenant, webhook_id).value.disabled:
        raise ConflictError("a webhook that is disabled is told nothing")
    delivery_id = call.here.webhooks.test(call.tenant, webhook_id, at=call.now)
    stored = DELIVERIES.load(call.tenant, delivery_id)
    place = f"/v1/webhooks/{webhook_id}/deliveries/{delivery_id}"
    return Created(DeliverySummary(**_facts(stored)), place)


@routes.get("/v1/webhooks/{webhook_id}/deliveries", roles=RUNS)
def list_webhook_deliveries(
    call: Call, webhook_id: Id, query: PageQuery
) -> Listed[DeliverySummary]:
    """List what was sent to a webhook in the last thirty days, the newest first."""
    WEBHOOKS.load(call.tenant, webhook_id)
    begins = f"{webhook_id}."
    if query.after is not None and not query.after.startswith(begins):
        raise invalid([("query.cursor", "expected `next_cursor` of the page before")])
    page = DELIVERIES.page(
        call.tenant,
        limit=query.limit,
        after=query.after,
        begins=begins,
        newest_first=True,
        now=call.now,
    )
    return listed(page, lambda each: DeliverySummary(**_facts(each)))


@routes.get("/v1/webhooks/{webhook_id}/deliveries/{delivery_id}", roles=RUNS)
def show_webhook_delivery(call: Call, webhook_id: Id, delivery_id: Id) -> DeliveryView:
    """Show a delivery with what is sent."""
    stored = _delivery(call, webhook_id, delivery_id)
    return DeliveryView(**_facts(stored), content=stored.value.body)


@routes.post("/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/repeats", roles=RUNS)
def repeat_webhook_delivery(call: Call, webhook_id: Id, delivery_id: Id) -> DeliverySummary:
    """Send a delivery again, whatever became of it."""
    _delivery(call, webhook_id, delivery_id)
    call.here.webhooks.send_again(call.tenant, delivery_id)
    return DeliverySummary(**_facts(_delivery(call, webhook_id, delivery_id)))


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
    letters = call.here.random.choices(_LETTERS, k=_SECRET_LETTERS)
    return f"whsec_{''.join(letters)}"


def _etag(webhook: Webhook) -> str:
    """Return a tag of what its owner has chosen, the secret included, and of nothing else."""
    chosen = [webhook.url, webhook.events, webhook.description, webhook.disabled, webhook.secrets]
    return hashlib.sha256(json.dumps(chosen).encode()).hexdigest()[:16]


def _view(stored: Stored[Webhook]) -> WebhookView:
    return WebhookView(**_shown(stored))


def _with_secret(stored: Stored[Webhook]) -> NewSecretView:
    return NewSecretView(**_shown(stored), secret=stored.value.secrets[0])


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


def _versioned(stored: Stored[Webhook]) -> Versioned[WebhookView]:
    return Versioned(_view(stored), _etag(stored.value))


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
