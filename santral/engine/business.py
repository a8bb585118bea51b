"""What a business has, entered into a directory: hours, queues, routing profiles and agents.

A profile that is not whole is entered as far as it goes: what names something that is not there is
left out, and out of range is brought back into it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from santral.domain.tenant import AgentSpec, QueueSpec, RoutingProfileSpec, Tenant
from santral.engine.directory import Directory
from santral.engine.routing.agents import (
    Agent,
    Concurrency,
    Handling,
    RoutingProfile,
    ServedQueue,
)
from santral.engine.routing.queues import Queue
from santral.engine.timeline import SECOND

MakeArn = Callable[[str, str], str]


def with_every_arn(tenant: Tenant, make_arn: MakeArn) -> Tenant:
    """Return the tenant with ARNs also where Amazon Connect has made nothing yet.

    Args:
        make_arn: of a kind of thing and a name.
    """
    return replace(
        tenant,
        queues=tuple(
            replace(each, arn=each.arn or make_arn("queue", each.name)) for each in tenant.queues
        ),
        agents=tuple(
            replace(each, arn=each.arn or make_arn("agent", each.username))
            for each in tenant.agents
        ),
    )


def enter(tenant: Tenant, directory: Directory, make_arn: MakeArn) -> None:
    """Enter everything but flows and numbers; agents are Offline.

    Args:
        tenant: with every ARN.
    """
    for schedule in tenant.schedules:
        hours = tenant.hours(schedule.name)
        if hours is not None:
            name = f"{tenant.id}-{schedule.name}"
            directory.add_hours(make_arn("operating-hours", name), name, hours)
    queues = {spec.name: _queue(tenant, spec) for spec in tenant.queues}
    for queue in queues.values():
        directory.add_queue(queue)
    profiles: dict[str, RoutingProfile] = {}
    for spec in tenant.routing_profiles:
        arn = make_arn("routing-profile", spec.name)
        profiles[spec.name] = _profile(spec, queues, arn)
        directory.add_profile(profiles[spec.name])
    for agent in tenant.agents:
        profile = profiles.get(agent.routing_profile)
        if profile is not None:
            directory.add_agent(_agent(agent, profile))


def _queue(tenant: Tenant, spec: QueueSpec) -> Queue:
    hours = f"{tenant.id}-{spec.schedule}" if spec.schedule else None
    number = tenant.numbers[0].e164 if tenant.numbers else None
    return Queue(
        f"{tenant.id}-{spec.name}",
        spec.arn,
        capacity=spec.capacity,
        hours=hours,
        outbound_number=number,
    )


def _profile(spec: RoutingProfileSpec, queues: dict[str, Queue], arn: str) -> RoutingProfile:
    served = [
        ServedQueue(queues[each.queue], each.channel, each.priority, max(each.delay_s, 0) * SECOND)
        for each in spec.queues
        if each.queue in queues
    ]
    concurrency = {channel: Concurrency(at_most) for channel, at_most in spec.concurrency.items()}
    profile = RoutingProfile(spec.name, arn, served, concurrency)
    first = spec.queues[0].queue if spec.queues else ""
    profile.default_outbound_queue = queues.get(spec.outbound_queue or first)
    return profile


def _agent(spec: AgentSpec, profile: RoutingProfile) -> Agent:
    return Agent(
        spec.username,
        spec.arn,
        profile,
        first_name=spec.first_name,
        last_name=spec.last_name,
        handling=Handling(max(spec.wrap_up_s, 0) * SECOND),
    )
