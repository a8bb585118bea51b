"""A tenant's resources in Amazon Connect, one at a time: created, found, changed, deleted.

Every name is unique in its instance. So a create whose reply was lost is asked for again, and the
refusal of the name tells that something of it is there; its tag tells whose it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from santral.domain.errors import (
    ConflictError,
    ContactCentreError,
    DependencyError,
    NotFoundError,
    RefusedError,
    UnknownOutcomeError,
)
from santral.domain.provisioning import TENANT_TAG, Kind, Resource, Wanted
from santral.stores.connect import Connect, pages
from santral.stores.connect_failures import SERVICE
from santral.stores.connect_kinds import OPERATIONS

NAME_TAKEN: Final = "NameTaken"
_DUPLICATE: Final = "DuplicateResourceException"
_QUOTAS: Final = frozenset({"LimitExceededException", "ServiceQuotaExceededException"})
_MOST_QUEUES: Final = 10  # in one request about a routing profile
_MOST_QUICK_CONNECTS: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """
    Attributes:
        adopted: whether it was there already, and may differ from what was asked for.
    """

    id: str
    arn: str = ""
    adopted: bool = False


def code_in(error: ContactCentreError) -> str:
    """Return the service's own word for what went wrong, where an error of the adapter has it."""
    return str(error).rpartition(": ")[2]


def is_quota(error: ContactCentreError) -> bool:
    return isinstance(error, DependencyError) and code_in(error) in _QUOTAS


def is_refusal(error: ContactCentreError) -> bool:
    """Say whether an error is that nothing was done, and will not be."""
    return is_quota(error) or isinstance(error, RefusedError)


class ConnectResources:
    """What functions/connect_writes/ asks of one instance.

    Attributes:
        asked: how many requests were sent through it.
        shared_id: the id of something that is nobody's, such as the flow `inbound`, by operation
            and name; looked up once.

    Raises, each method: as Connect.call does.
    """

    def __init__(self, connect: Connect, instance_id: str, new_password: Callable[[], str]) -> None:
        """
        Args:
            new_password: for a user; kept nowhere, since Connect lets people choose their own by
                e-mail.
        """
        self._connect, self._instance_id = connect, instance_id
        self._new_password = new_password
        self.asked = 0
        self.shared_arn = cache(self._shared_arn)

    def call(self, operation: str, /, **parameters: Any) -> Mapping[str, Any]:
        self.asked += 1
        return self._connect.call(operation, **parameters)

    def ask(self, operation: str, /, **parameters: Any) -> Mapping[str, Any]:
        """Ask for an operation of the instance."""
        return self.call(operation, InstanceId=self._instance_id, **parameters)

    # --- one resource ---

    def create(self, tenant: str, wanted: Wanted) -> Found:
        """Create it, or adopt what an earlier request of ours has created.

        Raises:
            RefusedError: NameTaken: somebody else has something of that name.
            UnknownOutcomeError: it is there, or is coming, and cannot be seen yet.
        """
        if wanted.kind in _RELATIONS:
            _RELATIONS[wanted.kind](self, wanted.details)
            return Found(
                wanted.details["QueueId" if wanted.kind is Kind.SHOWN else "PhoneNumberId"]
            )
        operations = OPERATIONS[wanted.kind]
        given = {**_created_with(wanted), operations.name: wanted.name}
        if wanted.kind is Kind.USER:
            given["Password"] = self._new_password()
        if operations.tagged:
            given["Tags"] = {TENANT_TAG: tenant}
        try:
            made = self.ask(operations.create, **given)
        except ConflictError as error:
            if code_in(error) != _DUPLICATE:
                raise
            return self._adopted(tenant, wanted)
        found = Found(made[operations.id], made.get(operations.arn, ""))
        self._add_queues(wanted, found.id)
        return found

    def find(self, tenant: str, kind: Kind, name: str, details: Mapping[str, Any]) -> Found | None:
        """Find ours by its name; None is that none can be seen, which of a new one says nothing.

        Raises:
            RefusedError: NameTaken: what is called so is somebody else's.
        """
        operations = OPERATIONS[kind]
        if kind is Kind.OVERRIDE:
            return self._find_override(name, details)
        members, id_, arn, called = operations.found
        condition = {"FieldName": operations.searched, "Value": name, "ComparisonType": "EXACT"}
        answer = self.ask(operations.search, SearchCriteria={"StringCondition": condition})
        for each in answer.get(members, ()):
            if each.get(called, "").casefold() == name.casefold():
                if each.get("Tags", {}).get(TENANT_TAG) != tenant:
                    raise RefusedError(SERVICE, operations.create, NAME_TAKEN)
                return Found(each[id_], each[arn], adopted=True)
        return None

    def update(self, wanted: Wanted, resource: Resource, known: Mapping[str, Any] | None) -> None:
        """Let it be as wanted.

        Args:
            known: its details as they are for certain; None is that nobody can say.
        """
        if wanted.kind in _RELATIONS:
            _RELATIONS[wanted.kind](self, wanted.details)
            return
        operations = OPERATIONS[wanted.kind]
        now = wanted.details

        def differs(name: str) -> bool:
            return known is None or known.get(name) != now.get(name)

        if wanted.kind is Kind.ROUTING_PROFILE and differs(_CONFIGS):
            self._serve(resource.id, now[_CONFIGS])
        place = {operations.id: resource.id}
        if operations.parent:
            place[operations.parent] = now[operations.parent]
        changed = [each for name, each in operations.updates.items() if differs(name)]
        for operation in dict.fromkeys(changed):
            members = [name for name, each in operations.updates.items() if each == operation]
            self.ask(operation, **place, **_given(members, now))

    def delete(self, resource: Resource) -> None:
        """Delete it; that it is not found says nothing of one that is new."""
        details = json.loads(resource.written)
        if resource.kind is Kind.SHOWN:
            return  # goes with its queue
        if resource.kind is Kind.ASSOCIATION:
            number = {"PhoneNumberId": details["PhoneNumberId"]}
            self.ask("DisassociatePhoneNumberContactFlow", **number)
            return
        operations = OPERATIONS[resource.kind]
        place = {operations.id: resource.id}
        if operations.parent:
            place[operations.parent] = details[operations.parent]
        self.ask(operations.delete, **place)

    def tag(self, arn: str, tenant: str) -> None:
        self.call("TagResource", resourceArn=arn, tags={TENANT_TAG: tenant})

    def untag(self, arn: str) -> None:
        self.call("UntagResource", resourceArn=arn, tagKeys=[TENANT_TAG])

    def count(self, search: str) -> int:
        """Return how many there are, as a search counts them."""
        answer = self.ask(search, MaxResults=1)
        return int(answer.get("ApproximateTotalCount", 0))

    # --- what all tenants share ---

    def _shared_arn(self, search: str, members: str, name: str) -> str:
        """
        Raises:
            NotFoundError: the instance has none; nothing can be made in it.
        """
        condition = {"FieldName": "name", "Value": name, "ComparisonType": "EXACT"}
        answer = self.ask(search, SearchCriteria={"StringCondition": condition})
        for each in answer.get(members, ()):
            called = each.get("Name", each.get("SecurityProfileName"))
            if called == name and TENANT_TAG not in each.get("Tags", {}):
                return str(each["Arn"])
        raise NotFoundError(f"{SERVICE}: {search}: the instance has no {name}")

    # --- routing profiles, in portions ---

    def _add_queues(self, wanted: Wanted, profile: str) -> None:
        configs = wanted.details.get(_CONFIGS, ())[_MOST_QUEUES:]
        if wanted.kind is Kind.ROUTING_PROFILE and configs:
            self._serve(profile, wanted.details[_CONFIGS])

    def _serve(self, profile: str, configs: Sequence[Mapping[str, Any]]) -> None:
        """Let a routing profile serve these queues and no others."""
        place = {"RoutingProfileId": profile}
        there = {
            (each["QueueId"], each["Channel"]): (each["Priority"], each["Delay"])
            for each in self._all(
                "ListRoutingProfileQueues", "RoutingProfileQueueConfigSummaryList", **place
            )
        }
        shall = {_reference(each): (each["Priority"], each["Delay"]) for each in configs}
        new = [each for each in configs if _reference(each) not in there]
        other = [
            each
            for each in configs
            if _reference(each) in there and there[_reference(each)] != shall[_reference(each)]
        ]
        gone = [
            {"QueueId": queue, "Channel": channel}
            for queue, channel in there
            if (queue, channel) not in shall
        ]
        for some in _portions(new, _MOST_QUEUES):
            self.ask("AssociateRoutingProfileQueues", **place, QueueConfigs=some)
        for some in _portions(other, _MOST_QUEUES):
            self.ask("UpdateRoutingProfileQueues", **place, QueueConfigs=some)
        for some in _portions(gone, _MOST_QUEUES):
            self.ask("DisassociateRoutingProfileQueues", **place, QueueReferences=some)

    # --- relations ---

    def show(self, details: Mapping[str, Any]) -> None:
        """Let the agents of a queue see these quick connects and no others."""
        place = {"QueueId": details["QueueId"]}
        found = self._all("ListQueueQuickConnects", "QuickConnectSummaryList", **place)
        there = [each["Id"] for each in found]
        shall = details["QuickConnectIds"]
        new = [each for each in shall if each not in there]
        gone = [each for each in there if each not in shall]
        for some in _portions(new, _MOST_QUICK_CONNECTS):
            self.ask("AssociateQueueQuickConnects", **place, QuickConnectIds=some)
        for some in _portions(gone, _MOST_QUICK_CONNECTS):
            self.ask("DisassociateQueueQuickConnects", **place, QuickConnectIds=some)

    def answer(self, details: Mapping[str, Any]) -> None:
        """Let a flow answer a number."""
        self.ask("AssociatePhoneNumberContactFlow", **details)

    # --- inside ---

    def _adopted(self, tenant: str, wanted: Wanted) -> Found:
        found = self.find(tenant, wanted.kind, wanted.name, wanted.details)
        if found is None:
            problem = f"{OPERATIONS[wanted.kind].create}: there, and not to be seen yet"
            raise UnknownOutcomeError(SERVICE, problem, retryable=True)
        return found

    def _find_override(self, name: str, details: Mapping[str, Any]) -> Found | None:
        found = self._all(
            "ListHoursOfOperationOverrides",
            "HoursOfOperationOverrideList",
            HoursOfOperationId=details["HoursOfOperationId"],
        )
        for each in found:
            if each["Name"] == name:
                return Found(each["HoursOfOperationOverrideId"], adopted=True)
        return None

    def _all(self, operation: str, members: str, **place: Any) -> Iterator[Mapping[str, Any]]:
        return pages(self.ask, operation, members, **place)


_CONFIGS: Final = "QueueConfigs"
_WHOSE: Final = {Kind.SHOWN: "QueueId", Kind.ASSOCIATION: "PhoneNumberId"}
_RELATIONS: Final[Mapping[Kind, Callable[[ConnectResources, Mapping[str, Any]], None]]] = {
    Kind.SHOWN: ConnectResources.show,
    Kind.ASSOCIATION: ConnectResources.answer,
}


def _created_with(wanted: Wanted) -> dict[str, Any]:
    details = dict(wanted.details)
    if wanted.kind is Kind.ROUTING_PROFILE:
        details[_CONFIGS] = details[_CONFIGS][:_MOST_QUEUES]
    return details


def _given(members: Sequence[str], now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an update says; of what is wanted no more, Connect forgets what is left out."""
    given = {name: now[name] for name in members if name in now}
    if "OutboundCallerConfig" in members:
        given.setdefault("OutboundCallerConfig", {})
    return given


def _reference(config: Mapping[str, Any]) -> tuple[str, str]:
    reference = config["QueueReference"]
    return reference["QueueId"], reference["Channel"]


def _portions(some: Sequence[Any], most: int) -> Iterator[Sequence[Any]]:
    for at in range(0, len(some), most):
        yield some[at : at + most]
