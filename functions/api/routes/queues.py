"""Queues: where callers wait, and where they go on to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.parts import Parts
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import connect_follows, value_of
from functions.api.profile_shapes import NewQueueBody, QueueBody, QueueView
from functions.api.replies import Accepted, Listed, Versioned
from functions.api.shapes import Id
from santral.domain.tenant import QueueSpec, Tenant
from santral.domain.tenant_changes import with_fallback, with_part

routes = Routes("Queues")


def _with(tenant: Tenant, queue: QueueSpec) -> Tenant:
    changed = with_part(tenant, "queues", queue)
    return with_fallback(changed, queue.name) if queue.fallback else changed


_QUEUES: Final = Parts("queues", QueueView, _with)


@routes.get("/v1/queues", roles=EVERYBODY)
def list_queues(call: Call) -> Listed[QueueView]:
    """List the queues."""
    return _QUEUES.listed(call)


@routes.post("/v1/queues", roles=RUNS)
def create_queue(call: Call, body: NewQueueBody) -> Accepted:
    """Create a queue.

    Until an agent's routing profile serves it, no key and no rule can lead to it.
    """

    def made(tenant: Tenant) -> QueueSpec:
        there = tenant.queue(body.name)
        return replace(value_of(QueueSpec, body), arn=there.arn if there else "")

    _QUEUES.create(call, body.name, made)
    return connect_follows(call, f"/v1/queues/{body.name}")


@routes.get("/v1/queues/{name}", roles=EVERYBODY)
def show_queue(call: Call, name: Id) -> Versioned[QueueView]:
    """Show a queue."""
    return _QUEUES.shown(call, name)


@routes.put("/v1/queues/{name}", roles=RUNS, versioned=True)
def change_queue(call: Call, name: Id, body: QueueBody) -> Accepted:
    """Put a queue in the place of what it is."""
    queue = value_of(QueueSpec, body, name=name)
    _QUEUES.change(call, name, lambda _, there: replace(queue, arn=there.arn))
    return connect_follows(call, f"/v1/queues/{name}")


@routes.delete("/v1/queues/{name}", roles=RUNS, versioned=True)
def delete_queue(call: Call, name: Id) -> Accepted:
    """Delete a queue to which nothing leads any more."""
    _QUEUES.delete(call, name)
    return connect_follows(call, f"/v1/queues/{name}")
