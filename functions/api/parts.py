"""Named parts of a profile, of which there are several of a kind: hours, menus, queues, agents."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from functions.api.call import Call
from functions.api.profile import (
    add_part,
    change_part,
    found,
    profile_of,
    remove_part,
    taken,
    versioned,
    view_of,
)
from functions.api.replies import Listed, Versioned, all_of
from functions.api.shapes import Shape
from santral.domain.tenant import Tenant
from santral.domain.tenant_changes import with_part, without_part

S = TypeVar("S", bound=Shape)

Put = Callable[[Tenant, Any], Tenant]


class Parts(Generic[S]):
    """What is the same for each kind; errors are those of functions/api/profile.py."""

    def __init__(self, kind: str, shape: type[S], put: Put | None = None) -> None:
        """
        Args:
            kind: the profile's own name for them.
            put: puts one in its place, or at the end, and changes what goes with it.
        """
        self._kind, self._shape = kind, shape
        self._put: Put = put or (lambda tenant, value: with_part(tenant, kind, value))

    def view(self, tenant: Tenant, name: str) -> S:
        return view_of(self._shape, found(tenant, self._kind, name))

    def listed(self, call: Call) -> Listed[S]:
        parts = getattr(profile_of(call), self._kind)
        return all_of(view_of(self._shape, each) for each in parts)

    def shown(self, call: Call, name: str) -> Versioned[S]:
        return versioned(self.view(profile_of(call), name))

    def create(self, call: Call, name: str, make: Callable[[Tenant], Any]) -> Tenant:
        """Add the one that the body describes, and return the profile as it is then.

        Args:
            make: may be asked several times.
        """

        def change(tenant: Tenant) -> Tenant:
            value = make(tenant)
            taken(tenant, self._kind, value, name)
            return self._put(tenant, value)

        return add_part(call, change, {f"{self._kind}.{name}": "body"})

    def change(self, call: Call, name: str, make: Callable[[Tenant, Any], Any]) -> Tenant:
        """Put the one that the body describes in the place of what is there; else as create().

        Args:
            make: is given what is there as well.
        """

        def change(tenant: Tenant) -> Tenant:
            return self._put(tenant, make(tenant, found(tenant, self._kind, name)))

        place = {f"{self._kind}.{name}": "body"}
        return change_part(call, lambda each: self.view(each, name), change, place)

    def delete(self, call: Call, name: str) -> None:
        remove_part(
            call,
            lambda each: self.view(each, name),
            lambda each: without_part(each, self._kind, name),
        )
