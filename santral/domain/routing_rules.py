"""What must fit together in queues, agents, routing profiles and VIP rules.

The aim: whatever happens, a caller ends in a queue that some agent serves. A rule yields
(path, expected).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from santral.domain.suggestions import unknown_name
from santral.domain.tenant import QueueSpec, RoutingProfileSpec, Tenant

Problems = Iterator[tuple[str, str]]

# Amazon Connect's limits: how many contacts of a channel an agent may have at once.
CONCURRENCY: Final = {"VOICE": 1, "CHAT": 10, "TASK": 10, "EMAIL": 10}
UNSERVED: Final = "expected an agent whose routing profile serves this queue"
_NAME: Final = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def routing_problems(tenant: Tenant) -> Problems:
    yield from _queues(tenant)
    yield from _profiles(tenant)
    yield from _agents(tenant)
    yield from _vip(tenant)


def _queues(tenant: Tenant) -> Problems:
    queues = tenant.queues
    if sum(queue.fallback for queue in queues) != 1:
        yield "queues", "expected exactly one with fallback = true"
    yield from _names("queues", [queue.name for queue in queues])
    served = _served(tenant)
    for index, queue in enumerate(queues):
        path = f"queues[{index}]"
        yield from _queue(tenant, path, queue)
        if queue.name and queue.name not in served:
            yield path, UNSERVED
        if _runs_in_a_ring(tenant, queue):
            yield f"{path}.overflow_to", "expected a queue whose overflow does not lead back here"


def _queue(tenant: Tenant, path: str, queue: QueueSpec) -> Problems:
    if queue.overflow_to is not None:
        names = [each.name for each in tenant.queues]
        yield from unknown_name(
            f"{path}.overflow_to", queue.overflow_to, names, "the name of a queue"
        )
    if queue.target_s is not None and queue.overflow_to is None:
        yield f"{path}.target_s", "expected overflow_to beside it; a target says when to overflow"
    for name in ("capacity", "target_s"):
        limit = getattr(queue, name)
        if limit is not None and limit < 1:
            yield f"{path}.{name}", "expected 1 or more"
    if queue.schedule and queue.fallback:
        yield f"{path}.schedule", "expected none: the fallback queue is always open"
    if queue.schedule:
        schedules = [each.name for each in tenant.schedules]
        yield from unknown_name(
            f"{path}.schedule", queue.schedule, schedules, "the name of a schedule"
        )


def _served(tenant: Tenant) -> set[str]:
    used = {agent.routing_profile for agent in tenant.agents}
    profiles = [profile for profile in tenant.routing_profiles if profile.name in used]
    return {each.queue for profile in profiles for each in profile.queues}


def _runs_in_a_ring(tenant: Tenant, queue: QueueSpec) -> bool:
    passed: set[str] = set()
    following = tenant.queue(queue.overflow_to)
    while following is not None and following.name not in passed:
        if following.name == queue.name:
            return True
        passed.add(following.name)
        following = tenant.queue(following.overflow_to)
    return False


def _profiles(tenant: Tenant) -> Problems:
    yield from _names("routing_profiles", [each.name for each in tenant.routing_profiles])
    queues = [each.name for each in tenant.queues]
    for index, profile in enumerate(tenant.routing_profiles):
        path = f"routing_profiles[{index}]"
        if not profile.queues:
            yield f"{path}.queues", "expected at least one"
        if profile.outbound_queue:
            outbound = profile.outbound_queue
            yield from unknown_name(
                f"{path}.outbound_queue", outbound, queues, "the name of a queue"
            )
        yield from _concurrency(path, profile)
        yield from _profile_queues(path, profile, queues)


def _concurrency(path: str, profile: RoutingProfileSpec) -> Problems:
    for channel, contacts in profile.concurrency.items():
        limit = CONCURRENCY.get(channel)
        if limit is None:
            yield f"{path}.concurrency.{channel}", f"expected one of {', '.join(CONCURRENCY)}"
        elif not 1 <= contacts <= limit:
            yield f"{path}.concurrency.{channel}", f"expected 1 to {limit}"


def _profile_queues(path: str, profile: RoutingProfileSpec, queues: Sequence[str]) -> Problems:
    for at, each in enumerate(profile.queues):
        here = f"{path}.queues[{at}]"
        yield from unknown_name(f"{here}.queue", each.queue, queues, "the name of a queue")
        if each.channel not in profile.concurrency:
            yield f"{here}.channel", "expected a channel that is listed under concurrency"
        if not 1 <= each.priority <= 99:
            yield f"{here}.priority", "expected 1 (served first) to 99"
        if not 0 <= each.delay_s <= 9999:
            yield f"{here}.delay_s", "expected 0 to 9999 seconds"


def _agents(tenant: Tenant) -> Problems:
    profiles = [each.name for each in tenant.routing_profiles]
    languages = {each.code for each in tenant.languages}
    seen: set[str] = set()
    for index, agent in enumerate(tenant.agents):
        path = f"agents[{index}]"
        if not _USERNAME.fullmatch(agent.username) or agent.username in seen:
            yield f"{path}.username", "expected one of its own: small letters, digits, . _ -"
        seen.add(agent.username)
        if not agent.first_name.strip():
            yield f"{path}.first_name", "expected the name that callers hear"
        profile = agent.routing_profile
        yield from unknown_name(f"{path}.routing_profile", profile, profiles, "a routing profile")
        if not languages.issuperset(agent.languages):
            yield f"{path}.languages", "expected the languages listed under languages"
        if agent.wrap_up_s < 0:
            yield f"{path}.wrap_up_s", "expected 0 or more seconds"


def _vip(tenant: Tenant) -> Problems:
    for tier, priority in tenant.tiers.items():
        if not 1 <= priority <= 5:
            yield f"tiers.{tier}", "expected 1 (first) to 5"
    for index, tier in enumerate(tenant.vip.tiers):
        yield from unknown_name(f"vip.tiers[{index}]", tier, tenant.tiers, "one of the tiers")
    if tenant.vip.tiers or tenant.vip.queue:
        queues = [each.name for each in tenant.queues]
        yield from unknown_name("vip.queue", tenant.vip.queue, queues, "the name of a queue")
    if not 1 <= tenant.vip.priority <= 5:
        yield "vip.priority", "expected 1 (first) to 5"


def _names(path: str, names: Sequence[str]) -> Problems:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if not _NAME.fullmatch(name) or name in seen:
            yield f"{path}[{index}].name", "expected one of its own: small letters, digits, _ -"
        seen.add(name)
