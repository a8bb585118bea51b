"""reconcile: every quarter of an hour, work whose message got lost is rung for again.

- deletions that have to go on, also those that wait for days or years;
- imports and exports that have said nothing for longer than an invocation can take;
- counted, for alarms: businesses whose setting up takes long, and contacts that were recorded two
  hours ago and have no recording.

Work with Amazon Connect and state machines have schedules of their own, and webhooks deliver
themselves. What no key leads to is not seen: a recording whose contact's record never came, and a
contact's record that never came at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from functions.entry import log_failure, takes_events
from functions.reconcile.businesses import reconcile_business
from functions.wiring import Collaborators, collaborators
from santral.domain.errors import ContactCentreError, DependencyError
from santral.stores import accounts, deletions, provisionings, reconcile_places
from santral.stores.deadline import remaining_s

EVERY: Final = timedelta(minutes=15)
_SLOW: Final = timedelta(minutes=15)
_LATE: Final = timedelta(minutes=5)  # more than a queue takes
_LEAST_S: Final = 20.0  # that a business is begun with
_PAGE: Final = 100


@takes_events("reconcile")
def handler(_event: Any) -> Mapping[str, int]:
    """Return how much was rung for again, and how many businesses were looked at."""
    here = collaborators()
    rung = _ring_for_deletions(here, here.clock())
    _count_slow(here, here.clock())
    looked_at = 0
    for tenant in _businesses():
        looked_at += 1
        try:
            rung += reconcile_business(here, tenant, EVERY)
        except ContactCentreError as error:  # the others are not to wait for this one
            here.count("ReconcileFailed", tenant)
            log_failure(error, "a business could not be reconciled", {"tenant": tenant})
    return {"rung": rung, "looked_at": looked_at}


def _ring_for_deletions(here: Collaborators, now: datetime) -> int:
    rung = 0
    for stored in deletions.every():
        deletion = stored.value
        if deletion.is_due(now - _LATE):
            message = {"schema": 1, "tenant": deletion.tenant, "job": deletion.job}
            _send(here, deletions.FUNCTION, message)
            rung += 1
    return rung


def _count_slow(here: Collaborators, now: datetime) -> None:
    for stored in provisionings.under_way():
        if now - stored.value.begun_at > _SLOW:
            here.count("ProvisioningSlow", stored.value.tenant)


def _businesses() -> Iterator[str]:
    """Yield businesses for as long as there is time; the next run goes on where this one ends."""
    after = reconcile_places.place()
    while True:
        page = accounts.listed(limit=_PAGE, after=after)
        for each in page.items:
            if remaining_s() < _LEAST_S:
                reconcile_places.reach(after or "")
                return
            yield each.id
            after = each.id
        after = page.next
        if after is None:
            reconcile_places.reach("")
            return


def _send(here: Collaborators, function: str, message: Mapping[str, Any]) -> None:
    try:
        here.queues.send(function, message)
    except DependencyError as error:  # the next run sends it
        log_failure(error, "a message could not be sent", {"function": function})
