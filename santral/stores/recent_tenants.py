"""The tenant of this invocation, read at most once in five seconds.

The functions on the call path all begin with the same item, and one call runs four of them or
more. Five seconds are the most that anything on the call path may be kept: an owner who throws
the emergency switch is told that it works at once, and a caller may hear the old greeting for as
long as it takes to put the telephone down, not longer. Nothing is given out past that age, also
when the store is down: a switch that nobody can read must not look as if it were off.

What is kept belongs to the process that read it. The key is the tenant that the invocation acts
for, which is all that anybody can ask for here, as with the guard on requests.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Final

from santral.domain.tenant import Tenant
from santral.stores import tenants
from santral.stores.recent import Moment
from santral.stores.tenant_guard import acting_tenant

MOST: Final = 256  # tenants; some 10 KB each, once parsed


class RecentTenants:
    def __init__(
        self,
        monotonic: Callable[[], float],
        clock: Callable[[], datetime],
        *,
        load: Callable[[str], Tenant] = tenants.load,
    ) -> None:
        """
        Args:
            monotonic: seconds.
            clock: aware.
        """
        self._monotonic, self._clock, self._load = monotonic, clock, load
        self._kept: dict[str, tuple[Moment, Tenant]] = {}  # the oldest reading first
        self._changing = Lock()

    def acting(self) -> Tenant:
        """Return the tenant that this invocation acts for, as it was less than five seconds ago.

        Raises:
            TenantBoundaryError: no tenant is set.
            NotFoundError: there is no such tenant.
            DependencyError: DynamoDB failed, or the item is not one that we can read.
        """
        tenant_id = acting_tenant()
        now = Moment(self._monotonic(), self._clock())  # before the reading, which takes time
        asked, tenant = self._kept.get(tenant_id, (None, None))
        if asked is not None and tenant is not None and asked.is_recent(now):
            return tenant
        tenant = self._load(tenant_id)
        self._keep(tenant_id, now, tenant)
        return tenant

    def forget(self) -> None:
        with self._changing:
            self._kept.clear()

    def _keep(self, tenant_id: str, asked: Moment, tenant: Tenant) -> None:
        with self._changing:
            self._kept.pop(tenant_id, None)
            self._kept[tenant_id] = asked, tenant
            if len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
