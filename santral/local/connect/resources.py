"""The things of an instance as the API shows them: by id, ARN and name, counted, tagged, listed.

A resource's details are JSON, so that they can be kept between runs; `bind` lets the engine have
what changed.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from santral.engine.instants import to_datetime
from santral.local.connect.errors import LIMIT_EXCEEDED, ConnectError, duplicate, not_found, refused

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance


@dataclass(slots=True, eq=False)
class Resource:
    """One thing.

    Attributes:
        order: rises with each resource of the instance; what lists are sorted by.
        details: its own members, as JSON; no names, ids or tags, which stand beside it.
    """

    id: str
    arn: str
    name: str
    order: int
    details: dict[str, Any]
    tags: dict[str, str]
    created_us: int
    modified_us: int

    @property
    def created(self) -> datetime:
        return to_datetime(self.created_us)

    @property
    def modified(self) -> datetime:
        return to_datetime(self.modified_us)

    def as_plain(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


KINDS: dict[str, Kind] = {}  # every kind by its name


def _nothing(_instance: Instance, _resource: Resource) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """What all resources of one kind have in common.

    Attributes:
        name: of its table, and what errors call it: "queue", "hours of operation".
        path: what stands before the id in its ARN.
        quota: of quotas.PER_INSTANCE; "" for none.
        bind: tells the engine of a new or changed resource; doing it twice does no harm.
        unbind: takes it out of the engine again.
        rank: after a restart, kinds of a lower rank are bound first.
        unique: whether two may not have one name.
        fold: what of a name counts when names are compared.
        qualified: whether a version or alias may stand behind an id (`:3`, `:$LATEST`); the thing
            itself is found, and what is meant by the rest is the noun's own business.
        counts_as_use: whether what one of them refers to must not be deleted.
        group: what `Table.of` finds them by, besides their ids and names.
    """

    name: str
    path: str
    quota: str = ""
    bind: Callable[[Instance, Resource], None] = _nothing
    unbind: Callable[[Instance, Resource], None] = _nothing
    rank: int = 50
    unique: bool = True
    fold: Callable[[str], str] = str
    qualified: bool = False
    arn: Callable[[Instance, str], str] | None = field(default=None)
    counts_as_use: bool = True
    group: Callable[[Resource], str] | None = field(default=None)

    def __post_init__(self) -> None:
        if KINDS.setdefault(self.name, self) is not self:
            raise ValueError(f"the kind {self.name!r} is there twice")

    def arn_of(self, instance: Instance, resource_id: str) -> str:
        if self.arn is not None:
            return self.arn(instance, resource_id)
        return f"{instance.arn}/{self.path}/{resource_id}"


class Table:
    """All resources of one kind of one instance, in the order in which they were created."""

    def __init__(self, instance: Instance, kind: Kind) -> None:
        self._instance, self.kind = instance, kind
        self._by_id: dict[str, Resource] = {}
        self._names: dict[str, str] = {}  # name, as it is compared -> id
        self._groups: dict[str, set[str]] = {}  # -> ids

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Resource]:
        return iter(list(self._by_id.values()))

    # --- finding ---

    def find(self, reference: str) -> Resource | None:
        """Find by id or by the whole ARN."""
        if self.kind.qualified:
            head, slash, tail = reference.rpartition("/")
            reference = f"{head}{slash}{tail.partition(':')[0]}"
        if not reference.startswith("arn:"):
            return self._by_id.get(reference)
        found = self._by_id.get(reference.rpartition("/")[2])
        return found if found is not None and found.arn == reference else None

    def get(self, reference: str) -> Resource:
        """
        Raises:
            ConnectError: ResourceNotFoundException.
        """
        found = self.find(reference)
        if found is None:
            raise not_found(self.kind.name)
        return found

    def named(self, name: str) -> Resource | None:
        return self._by_id.get(self._names.get(self.kind.fold(name), ""))

    def of(self, group: str) -> list[Resource]:
        """List the resources of a group (Kind.group)."""
        return sorted((self._by_id[each] for each in self._groups.get(group, ())), key=by_order)

    def visible(self) -> list[Resource]:
        """List what lists and searches show: not yet what is younger than the visibility lag."""
        until_us = self._instance.shown_until_us
        return [each for each in self._by_id.values() if each.created_us <= until_us]

    # --- changing ---

    def create(
        self,
        name: str,
        details: Mapping[str, Any],
        tags: Mapping[str, str] | None = None,
        *,
        id_: str | None = None,
    ) -> Resource:
        """Add a resource; the engine knows it when this returns.

        Args:
            id_: else a new one.

        Raises:
            ConnectError: DuplicateResourceException, LimitExceededException.
        """
        instance, kind = self._instance, self.kind
        self._refuse_name(name, None)
        if kind.quota and len(self) >= instance.quotas.of(kind.quota):
            raise ConnectError(LIMIT_EXCEEDED, f"The quota {kind.quota} is used up.")
        resource_id = id_ or instance.new_id()
        now_us = instance.timeline.now_us
        resource = Resource(
            resource_id,
            kind.arn_of(instance, resource_id),
            name,
            instance.next_order(),
            copy.deepcopy(dict(details)),
            dict(tags or {}),
            now_us,
            now_us,
        )
        kind.bind(instance, resource)  # it may refuse: only then is it there
        self._enter(resource)
        instance.changed(kind, resource.id, resource.as_plain())
        return resource

    def change(self, resource: Resource, *, name: str | None = None, **details: Any) -> None:
        """Rename a resource, or replace some of its details; None takes a detail away.

        What the engine refuses leaves everything as it was.

        Raises:
            ConnectError: DuplicateResourceException, or what `bind` raises.
        """
        if name is not None:
            self._refuse_name(name, resource)
        before = (resource.name, resource.details)
        self._leave(resource)
        resource.name = resource.name if name is None else name
        resource.details = {**resource.details, **copy.deepcopy(details)}
        for key, value in details.items():
            if value is None:
                del resource.details[key]
        try:
            self.kind.bind(self._instance, resource)
        except BaseException:
            resource.name, resource.details = before
            raise
        finally:
            self._enter(resource)
        self._touched(resource)

    def tag(self, resource: Resource, tags: Mapping[str, str]) -> None:
        """Give a resource these tags and no others."""
        resource.tags = dict(tags)
        self._touched(resource)

    def delete(self, resource: Resource) -> None:
        """Take a resource away. Who uses it is for the caller to have checked."""
        self.kind.unbind(self._instance, resource)
        del self._by_id[resource.id]
        self._leave(resource)
        self._instance.changed(self.kind, resource.id, None)

    # --- after a restart ---

    def load(self, resource_id: str, plain: Mapping[str, Any] | None) -> None:
        """Take a kept resource, or its deletion, back; `bind_all` comes once all are loaded."""
        old = self._by_id.pop(resource_id, None)
        if old is not None:
            self._leave(old)
        if plain is not None:
            self._enter(Resource(**plain))

    def bind_all(self) -> None:
        self._by_id = dict(sorted(self._by_id.items(), key=lambda item: item[1].order))
        for resource in self:
            self.kind.bind(self._instance, resource)

    # --- inside ---

    def _touched(self, resource: Resource) -> None:
        resource.modified_us = self._instance.timeline.now_us
        self._instance.changed(self.kind, resource.id, resource.as_plain())

    def _enter(self, resource: Resource) -> None:
        self._by_id[resource.id] = resource
        if self.kind.unique:
            self._names[self.kind.fold(resource.name)] = resource.id
        if self.kind.group is not None:
            self._groups.setdefault(self.kind.group(resource), set()).add(resource.id)

    def _leave(self, resource: Resource) -> None:
        """Take a resource out of what is found by its name or group, before either changes."""
        self._names.pop(self.kind.fold(resource.name), None)
        if self.kind.group is not None:
            group = self.kind.group(resource)
            self._groups[group].discard(resource.id)
            if not self._groups[group]:
                del self._groups[group]

    def _refuse_name(self, name: str, resource: Resource | None) -> None:
        if not self.kind.unique:
            return
        other = self.named(name)
        if other is not None and other is not resource:
            raise duplicate(self.kind.name)


def by_order(resource: Resource) -> int:
    """Sort resources as they were created; no two share it."""
    return resource.order


def summary(instance: Instance, resource: Resource) -> dict[str, Any]:
    """Write the members that all summaries share."""
    return {
        "Id": resource.id,
        "Arn": resource.arn,
        "Name": resource.name,
        **modified(instance, resource),
    }


def modified(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {"LastModifiedTime": resource.modified, "LastModifiedRegion": instance.region}


def renaming(given: Mapping[str, Any]) -> dict[str, Any]:
    """Read a request that changes a name, a description or both, for Table.change.

    Raises:
        ConnectError: InvalidRequestException where it has neither.
    """
    if "Name" not in given and "Description" not in given:
        raise refused("expected Name or Description")
    return {"name": given.get("Name"), **describing(given)}


def describing(given: Mapping[str, Any], member: str = "Description") -> dict[str, Any]:
    """Read a description, where there is one, for the details of a resource.

    An empty one is none: it takes the old one away.
    """
    return {"Description": given[member] or None} if member in given else {}
