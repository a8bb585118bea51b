"""Routing profiles: which queues an agent serves, and in which order."""

from __future__ import annotations

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
from functions.api.profile_shapes import (
    NewRoutingProfileBody,
    RoutingProfileBody,
    RoutingProfileView,
)
from functions.api.replies import Accepted, Listed, Versioned, all_of
from functions.api.shapes import Id
from santral.domain.tenant import RoutingProfileSpec, Tenant
from santral.domain.tenant_changes import with_part, without_part

routes = Routes("Routing profiles")


def shown(tenant: Tenant, name: str) -> RoutingProfileView:
    return view_of(RoutingProfileView, found(tenant, "routing_profiles", name))


@routes.get("/v1/routing-profiles", roles=EVERYBODY)
def list_routing_profiles(call: Call) -> Listed[RoutingProfileView]:
    """List the routing profiles."""
    return all_of(view_of(RoutingProfileView, each) for each in profile_of(call).routing_profiles)


@routes.post("/v1/routing-profiles", roles=RUNS)
def create_routing_profile(call: Call, body: NewRoutingProfileBody) -> Accepted:
    """Create a routing profile.

    Agents serve its queues once it is theirs.
    """

    def change(tenant: Tenant) -> Tenant:
        profile = value_of(RoutingProfileSpec, body)
        taken(tenant, "routing_profiles", profile, body.name)
        return with_part(tenant, "routing_profiles", profile)

    add_part(call, change, {f"routing_profiles.{body.name}": "body"})
    return connect_follows(call, f"/v1/routing-profiles/{body.name}")


@routes.get("/v1/routing-profiles/{name}", roles=EVERYBODY)
def show_routing_profile(call: Call, name: Id) -> Versioned[RoutingProfileView]:
    """Show a routing profile."""
    return versioned(shown(profile_of(call), name))


@routes.put("/v1/routing-profiles/{name}", roles=RUNS, versioned=True)
def change_routing_profile(call: Call, name: Id, body: RoutingProfileBody) -> Accepted:
    """Put a routing profile in the place of what it is."""

    def change(tenant: Tenant) -> Tenant:
        there = found(tenant, "routing_profiles", name)
        profile = value_of(RoutingProfileSpec, body, name=there.name)
        return with_part(tenant, "routing_profiles", profile)

    change_part(call, lambda each: shown(each, name), change, {f"routing_profiles.{name}": "body"})
    return connect_follows(call, f"/v1/routing-profiles/{name}")


@routes.delete("/v1/routing-profiles/{name}", roles=RUNS, versioned=True)
def delete_routing_profile(call: Call, name: Id) -> Accepted:
    """Delete a routing profile that no agent has."""
    remove_part(
        call,
        lambda each: shown(each, name),
        lambda each: without_part(each, "routing_profiles", name),
    )
    return connect_follows(call, f"/v1/routing-profiles/{name}")
