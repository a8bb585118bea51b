"""Agents: who takes contacts, in which languages, from which queues."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.parts import Parts
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import connect_follows, value_of
from functions.api.profile_shapes import AgentBody, AgentView, NewAgentBody
from functions.api.replies import Accepted, Listed, Versioned
from functions.api.seats import free
from functions.api.shapes import Id
from santral.domain.tenant import AgentSpec, Tenant

routes = Routes("Agents")

_AGENTS: Final = Parts("agents", AgentView)


@routes.get("/v1/agents", roles=EVERYBODY)
def list_agents(call: Call) -> Listed[AgentView]:
    """List the agents."""
    return _AGENTS.listed(call)


@routes.post("/v1/agents", roles=RUNS)
def create_agent(call: Call, body: NewAgentBody) -> Accepted:
    """Create an agent.

    A user in Amazon Connect; it is no member who signs in to this API.
    """

    def made(tenant: Tenant) -> AgentSpec:
        there = tenant.agent(body.username)
        return replace(value_of(AgentSpec, body), arn=there.arn if there else "")

    _AGENTS.create(call, body.username, made)
    return connect_follows(call, f"/v1/agents/{body.username}")


@routes.get("/v1/agents/{username}", roles=EVERYBODY)
def show_agent(call: Call, username: Id) -> Versioned[AgentView]:
    """Show an agent."""
    return _AGENTS.shown(call, username)


@routes.put("/v1/agents/{username}", roles=RUNS, versioned=True)
def change_agent(call: Call, username: Id, body: AgentBody) -> Accepted:
    """Put an agent in the place of what it is."""
    agent = value_of(AgentSpec, body, username=username)
    _AGENTS.change(call, username, lambda _, there: replace(agent, arn=there.arn))
    return connect_follows(call, f"/v1/agents/{username}")


@routes.delete("/v1/agents/{username}", roles=RUNS, versioned=True)
def delete_agent(call: Call, username: Id) -> Accepted:
    """Delete an agent without whom every queue that callers reach is still served.

    The member who was this agent stays, and is none any more.
    """
    _AGENTS.delete(call, username)
    free(call, username)
    return connect_follows(call, f"/v1/agents/{username}")
