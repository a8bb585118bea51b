"""Telephone numbers of a tenant: out of the pool, or claimed; back into the pool.

A claim is written down with the number that was chosen before it is asked for, and asked for with
a token made of it: asked again, Connect claims one number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from santral.domain.errors import (
    ConflictError,
    DependencyError,
    NotFoundError,
    RefusedError,
)
from santral.domain.provisioning import TENANT_TAG, Kind, Resource, ResourceState, key_of
from santral.domain.tenant import Number, Tenant
from santral.stores import number_pool, tenants
from santral.stores.connect import client_token
from santral.stores.connect_failures import SERVICE
from santral.stores.connect_ledger import LedgerOf
from santral.stores.connect_resources import NAME_TAKEN, ConnectResources
from santral.stores.number_pool import PooledNumber
from santral.stores.tenant_guard import acting_for

NEW: Final = key_of(Kind.NUMBER, "new")  # the claim under way
_SETTLES_IN: Final = timedelta(minutes=5)
_MOST_ATTEMPTS: Final = 3
_TRIES: Final = 5
_DID: Final = "DID"


class NotYetError(DependencyError):
    """Amazon Connect is at it, as it always is for some seconds: nothing has failed."""


class Numbers:
    def __init__(
        self,
        ledger: LedgerOf,
        resources: ConnectResources,
        clock: Callable[[], datetime],
        claimable: Collection[str],
    ) -> None:
        """
        Args:
            claimable: countries in which a number needs no papers.
        """
        self._ledger, self._resources, self._clock = ledger, resources, clock
        self._claimable = claimable

    def make(self, tenant: Tenant, *, claims: bool) -> Iterator[None]:
        """Let the tenant have the numbers of its profile, or one where it has none.

        Raises:
            RefusedError: a number of the profile is not in the instance, or is somebody else's.
        """
        for number in tenant.numbers:
            if not self._has(number.e164):
                self._adopt(tenant, number.e164)
                yield
        if claims and not tenant.numbers:
            yield from self._get_one(tenant)

    def give_back(self, key: str, resource: Resource) -> None:
        """Put a number into the pool; what was only meant to be claimed is looked for first."""
        e164 = json.loads(resource.written)["e164"]
        found = resource if resource.id else self._claimed(e164, resource)
        if found is not None and self._is_to_be_kept(found):
            self._pool(found, e164)
        drop_number(self._ledger.tenant, e164)
        self._ledger.put(key, replace(resource, state=ResourceState.GONE, since=self._clock()))

    def give_back_taken(self) -> None:
        """Put back what was taken out of the pool and never written down."""
        for pooled in number_pool.all_of_them():
            if pooled.taken_by == self._ledger.tenant:
                self._resources.untag(pooled.arn)
                number_pool.put(replace(pooled, taken_by=""))

    # --- getting one ---

    def _has(self, e164: str) -> bool:
        known = self._ledger.entries.get(key_of(Kind.NUMBER, e164))
        return known is not None and known.is_there

    def _get_one(self, tenant: Tenant) -> Iterator[None]:
        claim = self._ledger.entries.get(NEW)
        if claim is None or claim.state is ResourceState.GONE:
            pooled = number_pool.take(tenant.id, country=tenant.region)
            if pooled is not None:
                self._resources.tag(pooled.arn, tenant.id)
                self._keep(tenant, pooled)
                yield
                return
            claim = self._choose(tenant)
        if claim is not None:
            yield from self._claim(tenant, claim)

    def _choose(self, tenant: Tenant) -> Resource | None:
        """Choose a number and write it down; None is that none can be had without papers."""
        before = self._ledger.entries.get(NEW)
        attempt = 1 if before is None else 1 + int(json.loads(before.written)["attempt"])
        if tenant.region not in self._claimable or attempt > _MOST_ATTEMPTS:
            return None
        answer = self._resources.ask(
            "SearchAvailablePhoneNumbers",
            PhoneNumberCountryCode=tenant.region,
            PhoneNumberType=_DID,
            MaxResults=10,
        )
        found = answer.get("AvailableNumbersList", ())
        if not found:
            return None
        # Who was refused one number tries another.
        e164 = found[(attempt - 1) % len(found)]["PhoneNumber"]
        claim = self._entry(ResourceState.INTENDED, e164, tenant.region, attempt)
        self._ledger.put(NEW, claim)
        return claim

    def _claim(self, tenant: Tenant, claim: Resource) -> Iterator[None]:
        written = json.loads(claim.written)
        if not claim.id:
            try:
                made = self._resources.ask(
                    "ClaimPhoneNumber",
                    PhoneNumber=written["e164"],
                    Tags={TENANT_TAG: tenant.id},
                    # Another token for the same number, should it be chosen in another year.
                    ClientToken=client_token(
                        f"{tenant.id}/{claim.since.isoformat()}", written["attempt"]
                    ),
                )
            except NotFoundError:  # somebody else was quicker
                self._gone(claim)
                raise
            claim = replace(
                claim,
                state=ResourceState.CHANGING,
                id=made["PhoneNumberId"],
                arn=made["PhoneNumberArn"],
            )
            self._ledger.put(NEW, claim)
            yield
        status = self._status(claim.id)
        if status == "FAILED":
            self._gone(claim)
        if status != "CLAIMED":
            raise NotYetError(SERVICE, "a number is not claimed yet", retryable=True)
        self._keep(tenant, PooledNumber(claim.id, claim.arn, written["e164"], written["country"]))
        self._ledger.forget(NEW)
        yield

    def _gone(self, claim: Resource) -> None:
        gone = replace(claim, state=ResourceState.GONE, since=self._clock())
        self._ledger.put(NEW, gone)

    def _keep(self, tenant: Tenant, number: PooledNumber) -> None:
        """Write down that the number is the tenant's, and let its profile have it."""
        entry = self._entry(ResourceState.MADE, number.e164, number.country, 1)
        key = key_of(Kind.NUMBER, number.e164)
        if not self._has(number.e164):
            self._ledger.put(key, replace(entry, id=number.id, arn=number.arn))
        add_number(tenant.id, number.e164)
        number_pool.handed_over(tenant.id, number.id)

    def _adopt(self, tenant: Tenant, e164: str) -> None:
        """Take over a number of the profile that an operator has got by other ways."""
        pooled = number_pool.take(tenant.id, e164=e164) or self._in_instance(tenant, e164)
        self._resources.tag(pooled.arn, tenant.id)
        self._keep(tenant, pooled)

    def _in_instance(self, tenant: Tenant, e164: str) -> PooledNumber:
        found = self._listed(e164)
        if found is None:
            raise RefusedError(SERVICE, "ListPhoneNumbersV2", "NoSuchNumber")
        if self._tags(found["PhoneNumberId"]).get(TENANT_TAG, tenant.id) != tenant.id:
            raise RefusedError(SERVICE, "ListPhoneNumbersV2", NAME_TAKEN)
        return PooledNumber(found["PhoneNumberId"], found["PhoneNumberArn"], e164, tenant.region)

    # --- giving one back ---

    def _claimed(self, e164: str, resource: Resource) -> Resource | None:
        """Find what a claim has become whose answer nobody has.

        Raises:
            NotYetError: it is not to be seen, and may come to be.
        """
        found = self._listed(e164)
        if found is not None and self._is_ours(found["PhoneNumberId"]):
            return replace(resource, id=found["PhoneNumberId"], arn=found["PhoneNumberArn"])
        if self._clock() - resource.since < _SETTLES_IN:
            raise NotYetError(SERVICE, "a number may be claimed yet", retryable=True)
        return None

    def _is_to_be_kept(self, number: Resource) -> bool:
        """Say whether it is claimed at all.

        Raises:
            NotYetError: that is not decided yet.
        """
        try:
            status = self._status(number.id)
        except NotFoundError:
            if self._clock() - number.since < _SETTLES_IN:
                raise
            return False
        if status == "IN_PROGRESS":
            raise NotYetError(SERVICE, "a number is being claimed", retryable=True)
        return status == "CLAIMED"

    def _pool(self, number: Resource, e164: str) -> None:
        pooled = number_pool.find(number.id)
        if pooled is not None and pooled.taken_by != self._ledger.tenant:
            return  # it is in, and may be another tenant's by now
        self._resources.untag(number.arn)
        country = json.loads(number.written)["country"]
        number_pool.put(PooledNumber(number.id, number.arn, e164, country))

    # --- asking ---

    def _entry(self, state: ResourceState, e164: str, country: str, attempt: int) -> Resource:
        written = json.dumps({"e164": e164, "country": country, "attempt": attempt})
        return Resource(Kind.NUMBER, "", state, self._clock(), written=written)

    def _listed(self, e164: str) -> dict[str, Any] | None:
        answer = self._resources.ask("ListPhoneNumbersV2", PhoneNumberPrefix=e164[:12])
        found = answer.get("ListPhoneNumbersSummaryList", ())
        return next((each for each in found if each["PhoneNumber"] == e164), None)

    def _described(self, number_id: str) -> Any:
        answer = self._resources.call("DescribePhoneNumber", PhoneNumberId=number_id)
        return answer["ClaimedPhoneNumberSummary"]

    def _tags(self, number_id: str) -> dict[str, str]:
        return dict(self._described(number_id).get("Tags", {}))

    def _is_ours(self, number_id: str) -> bool:
        return self._tags(number_id).get(TENANT_TAG) == self._ledger.tenant

    def _status(self, number_id: str) -> str:
        return str(self._described(number_id).get("PhoneNumberStatus", {}).get("Status", ""))


def release(resources: ConnectResources, number_id: str) -> None:
    """Give a number of the pool back to Amazon Connect, for good; again, it does no harm.

    Raises:
        ContactCentreError: it is kept, and stays set aside.
    """
    with suppress(NotFoundError):
        resources.call(
            "ReleasePhoneNumber",
            PhoneNumberId=number_id,
            ClientToken=client_token(f"release/{number_id}", 1),
        )
    number_pool.released(number_id)


def add_number(tenant_id: str, e164: str) -> None:
    """Write a number into a tenant's profile, with its first language, menu and schedule.

    Raises:
        ConflictError: the profile was changed by others all the time.
    """

    def added(profile: Tenant) -> Tenant:
        if any(each.e164 == e164 for each in profile.numbers):
            return profile
        schedule = profile.schedules[0].name if profile.schedules else ""
        number = Number(e164, profile.languages[0].code, profile.menus[0].id, schedule)
        return replace(profile, numbers=(*profile.numbers, number))

    change_profile(tenant_id, added)


def drop_number(tenant_id: str, e164: str) -> None:
    """Take a number out of a tenant's profile, where it has one; errors as add_number()."""
    with suppress(NotFoundError):
        change_profile(
            tenant_id,
            lambda profile: replace(
                profile, numbers=tuple(x for x in profile.numbers if x.e164 != e164)
            ),
        )


def change_profile(tenant_id: str, change: Callable[[Tenant], Tenant]) -> None:
    """Change a profile that people may change as well; `change` may be asked more than once.

    Raises:
        ConflictError: others were always quicker.
        NotFoundError: there is none.
    """
    with acting_for(tenant_id):
        for _ in range(_TRIES):
            stored = tenants.load_versioned(tenant_id)
            changed = change(stored.tenant)
            if changed == stored.tenant:
                return
            with suppress(ConflictError):
                tenants.save(changed, replacing=stored.version)
                return
    raise ConflictError("the tenant was changed by others all the time")
