"""What we have made in Amazon Connect for a tenant: one item a thing, written before it is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from santral.domain.provisioning import Kind, Resource, ResourceState, key_of
from santral.stores import resource_owners
from santral.stores.shelves import Shelf
from santral.stores.tenant_guard import acting_for

_RESOURCES: Final = Shelf("resource", Resource)
_NAMED_IN_RECORDS: Final = frozenset({Kind.QUEUE, Kind.USER})


class LedgerOf:
    """A tenant's ledger as one slice of work reads it once and changes it.

    Every change names the version that was read: of two who work at once, one gives up.

    Attributes:
        entries: by key, as they are after every change made here.
        progress: how many came to be as they are wanted, here.
    """

    def __init__(self, tenant: str) -> None:
        self.tenant = tenant
        with acting_for(tenant):
            stored = list(_RESOURCES.all(tenant))
        self.entries: dict[str, Resource] = {each.id: each.value for each in stored}
        self.progress = 0
        self._versions = {each.id: each.version for each in stored}

    def put(self, key: str, resource: Resource) -> None:
        """
        Raises:
            ConflictError: somebody else has written it since.
        """
        version, before = self._versions.get(key), self.entries.get(key)
        if resource.kind in _NAMED_IN_RECORDS and resource.is_there:
            resource_owners.note(resource.id, self.tenant)
        with acting_for(self.tenant):
            if version is None:
                stored = _RESOURCES.create(self.tenant, key, resource)
            else:
                stored = _RESOURCES.replace(self.tenant, key, resource, replacing=version)
        self.entries[key], self._versions[key] = resource, stored.version
        if before is not None and before.id != resource.id:
            _disown(before)
        self.progress += resource.state in (ResourceState.MADE, ResourceState.GONE)

    def forget(self, key: str) -> None:
        """
        Raises:
            ConflictError: as put().
        """
        if key in self.entries:
            with acting_for(self.tenant):
                _RESOURCES.delete(self.tenant, key, replacing=self._versions[key])
            _disown(self.entries.pop(key))
            del self._versions[key]


def found(tenant: str, kind: Kind, ours: str) -> Resource | None:
    """Return what the ledger says of one thing; None where it was never to be made."""
    with acting_for(tenant):
        stored = _RESOURCES.find(tenant, key_of(kind, ours))
    return None if stored is None else stored.value


def there(tenant: str, kind: Kind) -> dict[str, Resource]:
    """Return what is there of a kind, by our own names, in their order."""
    begins = key_of(kind, "")
    with acting_for(tenant):
        stored = list(_RESOURCES.all(tenant, begins=begins))
    return {each.id.removeprefix(begins): each.value for each in stored if each.value.is_there}


def removed(tenant: str) -> Iterator[Resource]:
    """Yield what was there and is no more, for the certificate of a deletion."""
    with acting_for(tenant):
        found = [each.value for each in _RESOURCES.all(tenant)]
    yield from (each for each in found if each.state is ResourceState.GONE and each.id)


def forget_all(tenant: str) -> None:
    """Take the ledger itself away, once everything in it is gone and told of."""
    with acting_for(tenant):
        stored = list(_RESOURCES.all(tenant))
    for each in stored:
        _disown(each.value)  # first: without the entry nobody would know of it
        with acting_for(tenant):
            _RESOURCES.delete(tenant, each.id)


def _disown(resource: Resource) -> None:
    """Forget whose it was; of what is taken away records come for a while, so that comes later."""
    if resource.kind in _NAMED_IN_RECORDS and resource.id:
        resource_owners.forget(resource.id)
