"""One tenant's resources: what its profile wants is made, what it wants no more is taken away.

Each thing is written down before it is asked for and after it is there, so that the work can stop,
or be killed, between any two requests, and go on from what is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from functions.connect_writes.numbers import Numbers
from santral.domain.errors import ContactCentreError, DependencyError, NotFoundError, RefusedError
from santral.domain.provisioning import (
    Kind,
    Resource,
    ResourceState,
    Step,
    Wanted,
    key_of,
    kinds_of,
)
from santral.domain.tenant import Tenant
from santral.domain.wanted_resources import Surroundings, wanted
from santral.stores.connect_failures import SERVICE
from santral.stores.connect_ledger import LedgerOf
from santral.stores.connect_resources import ConnectResources, is_quota, is_refusal

# Source: failure F11: Amazon Connect shows what is new after seconds, sometimes minutes.
SETTLES_IN: Final = timedelta(minutes=5)
_BACKWARDS: Final = tuple(reversed(Kind))
_FOUND_BY_NAME: Final = frozenset(Kind) - {Kind.SHOWN, Kind.ASSOCIATION, Kind.NUMBER}


class Making:
    """Its iterators stop after each thing that was done, and end when there is nothing left."""

    def __init__(
        self,
        ledger: LedgerOf,
        resources: ConnectResources,
        clock: Callable[[], datetime],
        numbers: Numbers,
    ) -> None:
        self._ledger, self._resources, self._clock = ledger, resources, clock
        self._numbers = numbers

    def make(self, step: Step, tenant: Tenant, around: Surroundings) -> Iterator[None]:
        full = False
        for each in wanted(step, tenant, self._ledger.entries, around):
            if full and each.is_spare and not self._is_there(each):
                continue
            try:
                while self._made_better(each):
                    yield
            except DependencyError as error:
                if not (each.is_spare and is_quota(error)):
                    raise
                full = True

    def _is_there(self, each: Wanted) -> bool:
        known = self._ledger.entries.get(each.key)
        return known is not None and known.is_there

    def take_away_unwanted(
        self, steps: tuple[Step, ...], tenant: Tenant, around: Surroundings
    ) -> Iterator[None]:
        """Take away what is of the steps' kinds and stands in the profile no more."""
        keys = {
            each.key
            for step in steps
            for each in wanted(step, tenant, self._ledger.entries, around)
        }
        keys |= {key_of(Kind.NUMBER, each.e164) for each in tenant.numbers}
        kinds = kinds_of(steps)
        yield from self._take_away(lambda key, resource: resource.kind in kinds and key not in keys)

    def take_away_all(self) -> Iterator[None]:
        yield from self._take_away(lambda *_: True)

    def _take_away(self, is_meant: Callable[[str, Resource], bool]) -> Iterator[None]:
        for kind in _BACKWARDS:
            for key, resource in list(self._ledger.entries.items()):
                if (
                    resource.kind is kind
                    and resource.state is not ResourceState.GONE
                    and is_meant(key, resource)
                ):
                    self._remove(key, resource)
                    yield

    # --- making ---

    def _made_better(self, each: Wanted) -> bool:
        """Do one thing towards what is wanted; False is that nothing was left to do."""
        known = self._ledger.entries.get(each.key)
        if known is None or not known.is_there:
            self._create(each, known)
            return True
        if known.state is ResourceState.MADE and known.written == each.written:
            return False
        # It keeps the name by which it was made: people know it by that.
        self._update(replace(each, name=known.name), known)
        return True

    def _create(self, each: Wanted, known: Resource | None) -> None:
        if known is not None and known.state is ResourceState.INTENDED:
            each = replace(each, name=known.name)  # something of that name may be there
        intent = Resource(
            each.kind, each.name, ResourceState.INTENDED, self._clock(), written=each.written
        )
        was_in_doubt = known is not None and known.state is ResourceState.INTENDED
        self._ledger.put(each.key, intent)
        try:
            found = self._resources.create(self._ledger.tenant, each)
        except ContactCentreError as error:
            if is_refusal(error) and not was_in_doubt:
                self._ledger.put(each.key, replace(intent, state=ResourceState.GONE))
            raise
        state = ResourceState.CHANGING if found.adopted else ResourceState.MADE
        self._ledger.put(
            each.key,
            replace(intent, state=state, since=self._clock(), id=found.id, arn=found.arn),
        )

    def _update(self, each: Wanted, known: Resource) -> None:
        before = json.loads(known.written) if known.state is ResourceState.MADE else None
        changing = replace(known, state=ResourceState.CHANGING)
        if known != changing:
            self._ledger.put(each.key, changing)
        self._resources.update(each, known, before)
        made = replace(known, state=ResourceState.MADE, written=each.written)
        self._ledger.put(each.key, made)

    # --- taking away ---

    def _remove(self, key: str, resource: Resource) -> None:
        if resource.kind is Kind.NUMBER:
            self._numbers.give_back(key, resource)
            return
        found = self._there(resource)
        if found is not None:
            try:
                self._resources.delete(found)
            except NotFoundError:
                self._refuse_if_new(found)
        gone = replace(found or resource, state=ResourceState.GONE, since=self._clock())
        self._ledger.put(key, gone)

    def _there(self, resource: Resource) -> Resource | None:
        """Return what is to be deleted; None is that it never came to be."""
        if resource.is_there or resource.kind not in _FOUND_BY_NAME:
            return resource
        details = json.loads(resource.written)
        try:
            found = self._resources.find(self._ledger.tenant, resource.kind, resource.name, details)
        except RefusedError:  # what is called so is somebody else's
            return None
        if found is None:
            self._refuse_if_new(resource)
            return None
        return replace(resource, id=found.id, arn=found.arn)

    def _refuse_if_new(self, resource: Resource) -> None:
        """
        Raises:
            DependencyError: it may be there all the same, and come to be seen.
        """
        if self._clock() - resource.since < SETTLES_IN:
            raise DependencyError(SERVICE, "something new is not to be seen yet", retryable=True)
