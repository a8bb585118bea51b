"""Queues: where callers wait, and where they go on to."""

from __future__ import annotations

from dataclasses import replace

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import (
    add_part,
    change_part,
    connect_follows,
    found,
    profile_of,
    remove_part,
    taken,
    value_of,
    versioned,
    view_of,
)
from functions.api.profile_shapes import NewQueueBody, QueueBody, QueueView
from functions.api.replies import Accepted, Listed, Versioned, all_of
from functions.api.shapes import Id
from santral.domain.tenant import QueueSpec, Tenant
from santral.domain.tenant_changes import with_fallback, with_part, without_part

routes = Routes("Queues")


def shown(tenant: Tenant, name: str) -> QueueView:
    return view_of(QueueView, found(tenant, "queues", name))


@routes.get("/v1/queues", roles=EVERYBODY)
def list_queues(call: Call) -> Listed[QueueView]:
    """List the queues."""
    return all_of(view_of(QueueView, each) for each in profile_of(call).queues)


@routes.post("/v1/queues", roles=RUNS)
def create_queue(call: Call, body: NewQueueBody) -> Accepted:
    """Create a queue.

    Until an agent's routing profile serves it, no key and no rule can lead to it.
    """

    def change(tenant: Tenant) -> Tenant:
        there = tenant.queue(body.name)
        queue = replace(value_of(QueueSpec, body), arn=there.arn if there else "")
        taken(tenant, "queues", queue, body.name)
        return _with(tenant, queue)

    add_part(call, change, {f"queues.{body.name}": "body"})
    return connect_follows(call, f"/v1/queues/{body.name}")


@routes.get("/v1/queues/{name}", roles=EVERYBODY)
def show_queue(call: Call, name: Id) -> Versioned[QueueView]:
    """Show a queue."""
    return versioned(shown(profile_of(call), name))


@routes.put("/v1/queues/{name}", roles=RUNS, versioned=True)
def change_queue(call: Call, name: Id, body: QueueBody) -> Accepted:
    """Put a queue in the place of what it is."""

    def change(tenant: Tenant) -> Tenant:
        there = found(tenant, "queues", name)
        queue = replace(value_of(QueueSpec, body, name=name), arn=there.arn)
        return _with(tenant, queue)

    change_part(call, lambda each: shown(each, name), change, {f"queues.{name}": "body"})
    return connect_follows(call, f"/v1/queues/{name}")


@routes.delete("/v1/queues/{name}", roles=RUNS, versioned=True)
def delete_queue(call: Call, name: Id) -> Accepted:
    """Delete a queue to which nothing leads any more."""
    remove_part(
        call,
        lambda each: shown(each, name),
        lambda each: without_part(each, "queues", name),
    )
    return connect_follows(call, f"/v1/queues/{name}")


def _with(tenant: Tenant, queue: QueueSpec) -> Tenant:
    changed = with_part(tenant, "queues", queue)
    return with_fallback(changed, queue.name) if queue.fallback else changed
