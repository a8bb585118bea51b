"""presence: every minute, agents whose page has been gone for a while are made Offline.

Amazon Connect itself goes on offering contacts to an agent whose computer was closed
(docs/adr/0017-presence.md). Whoever has a contact in hand is left alone until it is over: a page
that is reloaded finds its call again. Whoever is offline already, or is no user any more, is
forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from functions.entry import log_failure, takes_events
from functions.wiring import Collaborators, collaborators
from santral.domain.errors import ContactCentreError, NotFoundError
from santral.domain.presence import Presence
from santral.stores import presences, tenants
from santral.stores.shelves import Stored
from santral.stores.tenant_guard import acting_for

_AT_ONCE: Final = 100  # Source: API Reference, GetCurrentUserData, Filters, Agents
# Nobody has such a contact in hand any more. Source: API Reference, AgentContactReference.
_OVER: Final = frozenset({"ENDED", "MISSED", "ERROR", "REJECTED"})

Gone = Mapping[str, Stored[Presence]]
"""By the id of the user in Amazon Connect."""


@takes_events("presence")
def handler(_event: Any) -> Mapping[str, int]:
    """Return how many were made Offline."""
    here = collaborators()
    gone = dict(_users(here))
    ids = list(gone)
    made = 0
    for at in range(0, len(ids), _AT_ONCE):
        made += _made_offline(here, {each: gone[each] for each in ids[at : at + _AT_ONCE]})
    return {"made_offline": made}


def _users(here: Collaborators) -> Iterator[tuple[str, Stored[Presence]]]:
    """Yield who is overdue; whom Amazon Connect has never known is forgotten."""
    profiles: dict[str, Mapping[str, str]] = {}
    for stored in presences.overdue(here.clock()):
        tenant = stored.value.tenant
        if tenant not in profiles:
            profiles[tenant] = _arns(tenant)
        arn = profiles[tenant].get(stored.value.agent, "")
        if arn:
            yield arn.rpartition("/")[2], stored
        else:
            presences.forget(stored)


def _arns(tenant: str) -> Mapping[str, str]:
    try:
        with acting_for(tenant):
            agents = tenants.load_versioned(tenant).tenant.agents
    except NotFoundError:
        return {}
    return {each.username: each.arn for each in agents}


def _made_offline(here: Collaborators, gone: Gone) -> int:
    at_work = _at_work(here, list(gone))
    status = ""
    made = 0
    for user, stored in gone.items():
        told = at_work.get(user)
        if told is not None and _has_contact(told):
            continue
        if told is not None:
            status = status or here.connect.offline_status()
            if not _put_offline(here, user, status, stored.value.tenant):
                continue
            made += 1
        presences.forget(stored)
    return made


def _at_work(here: Collaborators, users: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """Return who is not offline; where one of them is no user any more, ask for each alone."""
    try:
        return here.connect.users_at_work(users)
    except NotFoundError:
        if len(users) == 1:
            return {}
    found: dict[str, Mapping[str, Any]] = {}
    for each in users:
        found |= _at_work(here, [each])
    return found


def _has_contact(told: Mapping[str, Any]) -> bool:
    return any(each.get("AgentContactState") not in _OVER for each in told.get("Contacts", ()))


def _put_offline(here: Collaborators, user: str, status: str, tenant: str) -> bool:
    try:
        here.connect.put_status(user, status)
    except ContactCentreError as error:  # the others are not to wait for this one
        log_failure(error, "an agent could not be made Offline", {"tenant": tenant})
        here.count("PresenceFailed", tenant)
        return False
    here.count("AgentMadeOffline", tenant)
    return True
