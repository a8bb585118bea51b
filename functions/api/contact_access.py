"""Whose contacts somebody may see: who leads or looks sees all; agents see their own, and those of
the customers whose account managers they are.

A contact that one may not see is answered as one that there is not.
"""

from __future__ import annotations

from functions.api.call import Call
from functions.api.profile import profile_of
from santral.domain.access import Role
from santral.domain.contact import Record
from santral.domain.contact_summary import ContactSummary, agent_of, customer_of, summary_of
from santral.domain.errors import NotFoundError
from santral.domain.tenant import Tenant
from santral.stores import contacts, customers, members


def contact_of(call: Call, tenant: Tenant, contact_id: str) -> ContactSummary:
    """
    Raises:
        NotFoundError: there is none that the asker may see.
    """
    record = contacts.load(call.tenant, contact_id)
    if not Seeing(call).may_see(record, tenant):
        raise NotFoundError("there is no such contact")
    return summary_of(record, tenant)


def ensure_may_write_on(call: Call, contact_id: str) -> None:
    """Let agents write on contacts that they may see, and on those that are not over yet.

    The record of a contact comes when it is over.

    Raises:
        NotFoundError: it is one that the asker may not see.
    """
    if not call.has_role(Role.AGENT):
        return
    try:
        record = contacts.load(call.tenant, contact_id)
    except NotFoundError:
        return
    if not Seeing(call).may_see(record, profile_of(call)):
        raise NotFoundError("there is no such contact")


class Seeing:
    """What one asker may see, for one request: it looks up each thing once."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._agent: str | None = None
        self._managers: dict[str, str | None] = {}

    def may_see(self, record: Record, tenant: Tenant) -> bool:
        if not self._call.has_role(Role.AGENT):
            return True
        agent = self._own_name()
        if not agent:
            return False
        return agent == agent_of(record, tenant) or agent == self._manager(customer_of(record))

    def _own_name(self) -> str:
        if self._agent is None:
            member = members.find(self._call.asker.subject)
            self._agent = member.value.agent if member else ""
        return self._agent

    def _manager(self, customer_id: str) -> str | None:
        if not customer_id:
            return None
        if customer_id not in self._managers:
            tenant = self._call.tenant
            # Records say who a customer was; she may be another one by now.
            now_id = customers.merged_into(tenant, customer_id) or customer_id
            found = customers.stored(tenant, [now_id])
            manager = found[now_id].value.account_manager if now_id in found else None
            self._managers[customer_id] = manager
        return self._managers[customer_id]
