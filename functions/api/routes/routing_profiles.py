"""Routing profiles: which queues an agent serves, and in which order."""

from __future__ import annotations

from typing import Final

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.parts import Parts
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import connect_follows, value_of
from functions.api.profile_shapes import (
    NewRoutingProfileBody,
    RoutingProfileBody,
    RoutingProfileView,
)
from functions.api.replies import Accepted, Listed, Versioned
from functions.api.shapes import Id
from santral.domain.tenant import RoutingProfileSpec

routes = Routes("Routing profiles")

_PROFILES: Final = Parts("routing_profiles", RoutingProfileView)


@routes.get("/v1/routing-profiles", roles=EVERYBODY)
def list_routing_profiles(call: Call) -> Listed[RoutingProfileView]:
    """List the routing profiles."""
    return _PROFILES.listed(call)


@routes.post("/v1/routing-profiles", roles=RUNS)
def create_routing_profile(call: Call, body: NewRoutingProfileBody) -> Accepted:
    """Create a routing profile.

    Agents serve its queues once it is theirs.
    """
    profile = value_of(RoutingProfileSpec, body)
    _PROFILES.create(call, body.name, lambda _: profile)
    return connect_follows(call, f"/v1/routing-profiles/{body.name}")


@routes.get("/v1/routing-profiles/{name}", roles=EVERYBODY)
def show_routing_profile(call: Call, name: Id) -> Versioned[RoutingProfileView]:
    """Show a routing profile."""
    return _PROFILES.shown(call, name)


@routes.put("/v1/routing-profiles/{name}", roles=RUNS, versioned=True)
def change_routing_profile(call: Call, name: Id, body: RoutingProfileBody) -> Accepted:
    """Put a routing profile in the place of what it is."""
    profile = value_of(RoutingProfileSpec, body, name=name)
    _PROFILES.change(call, name, lambda _, __: profile)
    return connect_follows(call, f"/v1/routing-profiles/{name}")


@routes.delete("/v1/routing-profiles/{name}", roles=RUNS, versioned=True)
def delete_routing_profile(call: Call, name: Id) -> Accepted:
    """Delete a routing profile that no agent has."""
    _PROFILES.delete(call, name)
    return connect_follows(call, f"/v1/routing-profiles/{name}")
