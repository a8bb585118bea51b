"""The steps of setting a business up in Amazon Connect, and what is known of each thing made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final

from santral.domain.tenant import Tenant

TENANT_TAG: Final = "tenant"
# Source: API Reference, CreateUser: 20 characters where the instance knows its users itself.
_LONGEST_USERNAME: Final = 20


class Step(StrEnum):
    """In the order in which they are taken."""

    CAPACITY = "check_capacity"
    HOURS = "hours"
    FALLBACK_QUEUE = "fallback_queue"
    QUEUES = "queues"
    ROUTING_PROFILES = "routing_profiles"
    USERS = "users"
    QUICK_CONNECTS = "quick_connects"
    NUMBERS = "numbers"
    ENTRY_FLOWS = "entry_flows"
    ASSOCIATION = "association"
    ARNS = "arns"


STEPS: Final = tuple(Step)
CHANGE: Final = tuple(each for each in Step if each is not Step.CAPACITY)


class Kind(StrEnum):
    """In the order in which they need one another; they are taken away the other way round."""

    HOURS = "hours"
    OVERRIDE = "override"
    QUEUE = "queue"
    ROUTING_PROFILE = "routing_profile"
    USER = "user"
    QUICK_CONNECT = "quick_connect"
    SHOWN = "shown"  # the quick connects that the agents of a queue see
    NUMBER = "number"
    ENTRY_FLOW = "entry_flow"
    ASSOCIATION = "association"


class ResourceState(StrEnum):
    """
    INTENDED: it is about to be created, and may be there.
    CHANGING: it is there, and some of it may differ from what is written.
    MADE: it is as written.
    GONE: it was taken away.
    """

    INTENDED = "intended"
    CHANGING = "changing"
    MADE = "made"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing in Amazon Connect that is a tenant's.

    Attributes:
        name: as Connect has it.
        since: when it came to be in this state.
        written: its details as canonical JSON; personal data.
    """

    kind: Kind
    name: str
    state: ResourceState
    since: datetime
    id: str = ""
    arn: str = ""
    written: str = "{}"

    @property
    def is_there(self) -> bool:
        return self.state in (ResourceState.CHANGING, ResourceState.MADE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Attributes:
        key: by which the ledger knows it: `queue/sales`.
        details: what Connect's Create operation takes beside name and tags.
        is_spare: whether the rest does without it where the instance has no room for more.
    """

    key: str
    kind: Kind
    name: str
    details: Mapping[str, Any]
    is_spare: bool = False

    @property
    def written(self) -> str:
        return json.dumps(self.details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def kinds_of(steps: tuple[Step, ...]) -> frozenset[Kind]:
    """Return the kinds of which every wanted resource is known once these steps were taken."""
    kinds = {kind for step, kind in _KINDS if step in steps}
    if Step.QUEUES not in steps or Step.FALLBACK_QUEUE not in steps:
        kinds.discard(Kind.QUEUE)
    return frozenset(kinds)


def needs(tenant: Tenant, *, claims_number: bool) -> dict[str, int]:
    """Return how much of each of an instance's quotas a tenant takes.

    Of quick connects, those that lead to queues: agents have theirs as far as there is room.
    """
    return {
        "hours-of-operation": 1 + len(tenant.schedules),
        "queues": len(tenant.queues),
        "routing-profiles": len(tenant.routing_profiles),
        "users": len(tenant.agents),
        "quick-connects": len(tenant.queues),
        "contact-flows": max(1, len(tenant.numbers)),
        "phone-numbers": int(claims_number),
    }


def agent_username(tenant: str, username: str) -> str:
    """Return the name by which an instance that tenants share knows an agent.

    One that would be too long ends with a digest, and stays unique.
    """
    whole = name_of(tenant, username)
    if len(whole) <= _LONGEST_USERNAME:
        return whole
    digest = sha256(whole.encode()).hexdigest()[:8]
    return f"{username[: _LONGEST_USERNAME - len(digest) - 1]}-{digest}"


def name_of(tenant: str, ours: str) -> str:
    """Return what Connect calls a thing of a tenant.

    No tenant's id has a dot, so that no other tenant's thing can be called the same.
    """
    return f"{tenant}.{ours}" if ours else tenant


def key_of(kind: Kind, ours: str) -> str:
    return f"{kind}/{ours}"


_KINDS: Final = (
    (Step.HOURS, Kind.HOURS),
    (Step.HOURS, Kind.OVERRIDE),
    (Step.QUEUES, Kind.QUEUE),
    (Step.ROUTING_PROFILES, Kind.ROUTING_PROFILE),
    (Step.USERS, Kind.USER),
    (Step.QUICK_CONNECTS, Kind.QUICK_CONNECT),
    (Step.QUICK_CONNECTS, Kind.SHOWN),
    (Step.NUMBERS, Kind.NUMBER),
    (Step.ENTRY_FLOWS, Kind.ENTRY_FLOW),
    (Step.ASSOCIATION, Kind.ASSOCIATION),
)
