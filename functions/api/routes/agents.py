"""Agents: who takes contacts, in which languages, from which queues."""

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
from functions.api.profile_shapes import AgentBody, AgentView, NewAgentBody
from functions.api.replies import Accepted, Listed, Versioned, all_of
from functions.api.shapes import Id
from santral.domain.tenant import AgentSpec, Tenant
from santral.domain.tenant_changes import with_part, without_part

routes = Routes("Agents")


def shown(tenant: Tenant, name: str) -> AgentView:
    return view_of(AgentView, found(tenant, "agents", name))


@routes.get("/v1/agents", roles=EVERYBODY)
def list_agents(call: Call) -> Listed[AgentView]:
    """List the agents."""
    return all_of(view_of(AgentView, each) for each in profile_of(call).agents)


@routes.post("/v1/agents", roles=RUNS)
def create_agent(call: Call, body: NewAgentBody) -> Accepted:
    """Create an agent.

    A user in Amazon Connect; it is no member who signs in to this API.
    """

    def change(tenant: Tenant) -> Tenant:
        there = tenant.agent(body.username)
        agent = replace(value_of(AgentSpec, body), arn=there.arn if there else "")
        taken(tenant, "agents", agent, body.username)
        return with_part(tenant, "agents", agent)

    add_part(call, change, {f"agents.{body.username}": "body"})
    return connect_follows(call, f"/v1/agents/{body.username}")


@routes.get("/v1/agents/{username}", roles=EVERYBODY)
def show_agent(call: Call, username: Id) -> Versioned[AgentView]:
    """Show an agent."""
    return versioned(shown(profile_of(call), username))


@routes.put("/v1/agents/{username}", roles=RUNS, versioned=True)
def change_agent(call: Call, username: Id, body: AgentBody) -> Accepted:
    """Put an agent in the place of what it is."""

    def change(tenant: Tenant) -> Tenant:
        there = found(tenant, "agents", username)
        agent = replace(value_of(AgentSpec, body, username=username), arn=there.arn)
        return with_part(tenant, "agents", agent)

    change_part(call, lambda each: shown(each, username), change, {f"agents.{username}": "body"})
    return connect_follows(call, f"/v1/agents/{username}")


@routes.delete("/v1/agents/{username}", roles=RUNS, versioned=True)
def delete_agent(call: Call, username: Id) -> Accepted:
    """Delete an agent without whom every queue that callers reach is still served."""
    remove_part(
        call,
        lambda each: shown(each, username),
        lambda each: without_part(each, "agents", username),
    )
    return connect_follows(call, f"/v1/agents/{username}")
