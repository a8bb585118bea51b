"""What a tenant shall have in Amazon Connect, step by step, in Connect's own words.

A step yields its resources out of the tenant's profile and of the ids that earlier steps gave.
The same profile yields the same details, so that comparing texts says what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final

from santral.domain import opening_times
from santral.domain.errors import ConflictError
from santral.domain.hours import Hours
from santral.domain.provisioning import (
    Kind,
    Resource,
    Step,
    Wanted,
    agent_username,
    key_of,
    name_of,
)
from santral.domain.tenant import AgentSpec, Number, QueueSpec, RoutingProfileSpec, Tenant

SHORTEST_WRAP_UP_S: Final = 1  # 0 would be: until the agent says so
_ALWAYS: Final = ""  # the hours of what is never closed; no schedule can be called so

Ledger = Mapping[str, Resource]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the wanted resources depend on beside the profile.

    Attributes:
        year: of now, since holidays are written year by year.
        security_profile, queue_transfer_flow, agent_transfer_flow: ids, shared by all tenants.
        entry_content: the entry flow of a number, by the ARN of the fallback queue.
        emails: by username, of those to whom Connect may send a link for a new password.
        dials_out: whether queues show a number when agents call; not while on trial.
    """

    year: int
    security_profile: str = ""
    queue_transfer_flow: str = ""
    agent_transfer_flow: str = ""
    entry_content: Callable[[Tenant, Number, str], str] = lambda *_: ""
    emails: Mapping[str, str] = field(default_factory=dict)
    dials_out: bool = False


def wanted(step: Step, tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    """Yield what a step makes; a step that makes nothing by a profile alone yields nothing.

    Raises:
        ConflictError: it needs what an earlier step has not made yet.
    """
    maker = _MAKERS.get(step)
    if maker is not None:
        yield from maker(tenant, ledger, around)


def quick_connect_to(kind: str, name: str) -> str:
    """Return our own name of the quick connect that leads to a queue, or to an agent."""
    return f"{kind}-{name}"


def _is_there(ledger: Ledger, kind: Kind, ours: str) -> bool:
    found = ledger.get(key_of(kind, ours))
    return found is not None and found.is_there


def _made(ledger: Ledger, kind: Kind, ours: str) -> Resource:
    found = ledger.get(key_of(kind, ours))
    if found is None or not found.is_there:
        raise ConflictError(f"a {kind} that is needed is not there yet")
    return found


def _hours(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    found = {each.name: tenant.hours(each.name) for each in tenant.schedules}
    hours = {_ALWAYS: Hours(tenant.timezone, opening_times.ALWAYS)}
    hours |= {name: each for name, each in found.items() if each is not None}
    for name, each in hours.items():
        yield Wanted(
            key_of(Kind.HOURS, name),
            Kind.HOURS,
            name_of(tenant.id, name),
            {"TimeZone": each.timezone, "Config": opening_times.config(each.week)},
        )
    for name, each in hours.items():
        for override in opening_times.overrides(each, around.year):
            yield Wanted(
                key_of(Kind.OVERRIDE, f"{name}/{override.name}"),
                Kind.OVERRIDE,
                override.name,
                {"HoursOfOperationId": _made(ledger, Kind.HOURS, name).id, **override.details},
            )


def _fallback_queue(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    yield _queue(tenant, tenant.fallback_queue, ledger, around)


def _queues(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    for spec in tenant.queues:
        if spec is not tenant.fallback_queue:
            yield _queue(tenant, spec, ledger, around)


def _queue(tenant: Tenant, spec: QueueSpec, ledger: Ledger, around: Surroundings) -> Wanted:
    hours = _made(ledger, Kind.HOURS, spec.schedule or _ALWAYS)
    details: dict[str, Any] = {"HoursOfOperationId": hours.id}
    if spec.capacity is not None:
        details["MaxContacts"] = spec.capacity
    number = ledger.get(key_of(Kind.NUMBER, tenant.numbers[0].e164)) if tenant.numbers else None
    if around.dials_out and number is not None and number.is_there:
        details["OutboundCallerConfig"] = {"OutboundCallerIdNumberId": number.id}
    return Wanted(key_of(Kind.QUEUE, spec.name), Kind.QUEUE, name_of(tenant.id, spec.name), details)


def _routing_profiles(tenant: Tenant, ledger: Ledger, _: Surroundings) -> Iterator[Wanted]:
    for spec in tenant.routing_profiles:
        yield Wanted(
            key_of(Kind.ROUTING_PROFILE, spec.name),
            Kind.ROUTING_PROFILE,
            name_of(tenant.id, spec.name),
            _profile(spec, tenant, ledger),
        )


def _profile(spec: RoutingProfileSpec, tenant: Tenant, ledger: Ledger) -> dict[str, Any]:
    outbound = spec.outbound_queue or spec.queues[0].queue
    return {
        "Description": f"{spec.name} of {tenant.name}",
        "DefaultOutboundQueueId": _made(ledger, Kind.QUEUE, outbound).id,
        "MediaConcurrencies": [
            {"Channel": channel, "Concurrency": count}
            for channel, count in spec.concurrency.items()
        ],
        "QueueConfigs": [
            {
                "QueueReference": {
                    "QueueId": _made(ledger, Kind.QUEUE, each.queue).id,
                    "Channel": each.channel,
                },
                "Priority": each.priority,
                "Delay": each.delay_s,
            }
            for each in spec.queues
        ],
    }


def _users(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    for spec in tenant.agents:
        yield Wanted(
            key_of(Kind.USER, spec.username),
            Kind.USER,
            agent_username(tenant.id, spec.username),
            _user(spec, ledger, around),
        )


def _user(spec: AgentSpec, ledger: Ledger, around: Surroundings) -> dict[str, Any]:
    identity = {"FirstName": spec.first_name, "LastName": spec.last_name}
    email = around.emails.get(spec.username)
    return {
        "IdentityInfo": identity if email is None else {**identity, "Email": email},
        "PhoneConfig": {
            "PhoneType": "SOFT_PHONE",
            "AutoAccept": False,
            "AfterContactWorkTimeLimit": max(spec.wrap_up_s, SHORTEST_WRAP_UP_S),
        },
        "RoutingProfileId": _made(ledger, Kind.ROUTING_PROFILE, spec.routing_profile).id,
        "SecurityProfileIds": [around.security_profile],
    }


def _quick_connects(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    """Yield those of the queues first, then those of agents, as far as there is room.

    A business may have more agents than an instance has quick connects: callers are passed on to
    its queues all the same.
    """
    for queue in tenant.queues:
        reference = {
            "QueueId": _made(ledger, Kind.QUEUE, queue.name).id,
            "ContactFlowId": around.queue_transfer_flow,
        }
        config = {"QuickConnectType": "QUEUE", "QueueConfig": reference}
        yield _quick_connect(tenant, quick_connect_to("queue", queue.name), config)
    for agent in tenant.agents:
        reference = {
            "UserId": _made(ledger, Kind.USER, agent.username).id,
            "ContactFlowId": around.agent_transfer_flow,
        }
        config = {"QuickConnectType": "USER", "UserConfig": reference}
        made = _quick_connect(tenant, quick_connect_to("agent", agent.username), config)
        yield replace(made, is_spare=True)
    yield from _shown(tenant, ledger)


def _quick_connect(tenant: Tenant, ours: str, config: Mapping[str, Any]) -> Wanted:
    return Wanted(
        key_of(Kind.QUICK_CONNECT, ours),
        Kind.QUICK_CONNECT,
        name_of(tenant.id, ours),
        {"QuickConnectConfig": config},
    )


def _shown(tenant: Tenant, ledger: Ledger) -> Iterator[Wanted]:
    names = [quick_connect_to("queue", each.name) for each in tenant.queues]
    names += [quick_connect_to("agent", each.username) for each in tenant.agents]
    names = [each for each in names if _is_there(ledger, Kind.QUICK_CONNECT, each)]
    for queue in tenant.queues:
        yield Wanted(
            key_of(Kind.SHOWN, queue.name),
            Kind.SHOWN,
            queue.name,
            {
                "QueueId": _made(ledger, Kind.QUEUE, queue.name).id,
                "QuickConnectIds": [_made(ledger, Kind.QUICK_CONNECT, each).id for each in names],
            },
        )


def _entry_flows(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    fallback = tenant.fallback_queue.name
    for number in tenant.numbers:
        arn = _made(ledger, Kind.QUEUE, fallback).arn
        yield Wanted(
            key_of(Kind.ENTRY_FLOW, number.e164),
            Kind.ENTRY_FLOW,
            _entry_name(tenant, number),
            {"Type": "CONTACT_FLOW", "Content": around.entry_content(tenant, number, arn)},
        )


def _entry_name(tenant: Tenant, number: Number) -> str:
    """Name an entry flow so that each number has one, and none is read from it."""
    digest = sha256(number.e164.encode()).hexdigest()[:8]
    return f"entry_{tenant.id}_{number.language}_{digest}"


def _associations(tenant: Tenant, ledger: Ledger, around: Surroundings) -> Iterator[Wanted]:
    for number in tenant.numbers:
        yield Wanted(
            key_of(Kind.ASSOCIATION, number.e164),
            Kind.ASSOCIATION,
            _entry_name(tenant, number),
            {
                "PhoneNumberId": _made(ledger, Kind.NUMBER, number.e164).id,
                "ContactFlowId": _made(ledger, Kind.ENTRY_FLOW, number.e164).arn,
            },
        )
    # Only now there is a number that they can show.
    for spec in tenant.queues:
        yield _queue(tenant, spec, ledger, around)


_Maker = Callable[[Tenant, Ledger, Surroundings], Iterator[Wanted]]
_MAKERS: Final[Mapping[Step, _Maker]] = {
    Step.HOURS: _hours,
    Step.FALLBACK_QUEUE: _fallback_queue,
    Step.QUEUES: _queues,
    Step.ROUTING_PROFILES: _routing_profiles,
    Step.USERS: _users,
    Step.QUICK_CONNECTS: _quick_connects,
    Step.ENTRY_FLOWS: _entry_flows,
    Step.ASSOCIATION: _associations,
}
