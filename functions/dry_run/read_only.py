"""What the functions that a dry-run call invokes may reach: they read, and leave nothing behind.

No item is written (the guard refuses it), no other service is reached, nothing is counted or
logged: what fails is told in the answer, and is no alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from io import StringIO
from random import Random
from typing import Any

from functions.log import Log
from functions.wiring import collaborators, using
from santral.domain.errors import DependencyError, TenantBoundaryError
from santral.domain.tenant import CrmKind, Tenant
from santral.stores.clients import Clients
from santral.stores.crm import Crm, CrmCard
from santral.stores.tenant_guard import acting_for, reading_only


@contextmanager
def trying(
    tenant: Tenant,
    *,
    clock: Callable[[], datetime],
    monotonic: Callable[[], float],
    new_id: Callable[[], str],
) -> Iterator[None]:
    """Let functions in the block find this tenant, stored or not, and change nothing.

    Args:
        clock, monotonic: of the call, which has its own time.
    """
    here = collaborators()

    def crm(asked: Tenant) -> Crm:
        return here.crm_of(asked) if asked.crm.kind is CrmKind.NONE else _NotAsked()

    chosen = replace(
        here,
        clients=_NoOtherService(),
        clock=clock,
        monotonic=monotonic,
        ids=new_id,
        random=Random(0),  # noqa: S311 - a simulation, no secrets
        crm=crm,
        logger=Log(StringIO()),  # nobody reads it
        count=_count_nothing,
        load_tenant=lambda _id: tenant,
    )
    with acting_for(tenant.id), reading_only(), using(chosen):
        yield


class _NotAsked:
    """A CRM of the tenant's own: it would see, and could keep, a call that never was."""

    def find(self, number: str) -> CrmCard | None:
        raise DependencyError("crm", "not asked in a dry run", retryable=False)


class _NoOtherService(Clients):
    """Makes no client; PynamoDB's models have theirs already, which the guard watches."""

    def _make(self, service: str, *_: Any, **__: Any) -> Any:
        raise TenantBoundaryError(f"{service} is not reached in a dry run")


def _count_nothing(_metric: str, _tenant: str) -> None: ...
