"""Which CRM a tenant has, and how it is kept from holding anybody up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from santral.domain.errors import DependencyError, NotFoundError
from santral.domain.phone import PhoneNumbers
from santral.domain.tenant import CrmKind, CrmSpec, Tenant
from santral.stores.circuits import Circuits
from santral.stores.crm import Crm, CrmCard, OpenCounts, OwnCrm, nothing_known
from santral.stores.crm_cards import CardKey, RecentCards
from santral.stores.crm_odoo import OdooCrm, OdooLogins
from santral.stores.crm_rest import BUDGET_S, RestCrm, filled
from santral.stores.deadline import remaining_s
from santral.stores.outside import Outside


def budget_s() -> float:
    """Return how long a CRM may take now: a second, or what is left of the invocation."""
    return min(BUDGET_S, remaining_s())


@dataclass(frozen=True, slots=True)
class Crms:
    """One for a process.

    Attributes:
        secrets: the value of a secret of the acting tenant, by its name; NotFoundError is that
            there is none.
        open_counts: what our own store says of a customer's orders and tickets.
    """

    outside: Outside
    circuits: Circuits
    cards: RecentCards
    logins: OdooLogins
    phone_numbers: PhoneNumbers
    secrets: Callable[[str], str]
    open_counts: OpenCounts = field(default=nothing_known)

    def of(self, tenant: Tenant) -> Crm:
        """Return the tenant's own CRM, kept in check, or our store where it has none."""
        if not tenant.crm.is_external:
            return OwnCrm(tenant.id, self.open_counts)
        return self.kept_in_check(tenant, self.adapter(tenant))

    def check(self, spec: CrmSpec) -> None:
        """See whether the address in the settings may be asked, before they are saved.

        Raises:
            InputError: it may not; the text says what is expected.
        """
        if spec.is_external:
            self.outside.check(filled(spec.url, "+1"))

    def adapter(self, tenant: Tenant) -> Crm:
        """Return what asks the tenant's own CRM, at once and each time."""
        spec = tenant.crm

        def secret() -> str:
            return self._secret(spec)

        if spec.kind is CrmKind.ODOO:
            return OdooCrm(
                spec,
                self.outside,
                secret,
                self.logins,
                e164=lambda written: self.phone_numbers.parse(written, tenant.region),
                budget_s=budget_s,
            )
        return RestCrm(spec, self.outside, secret, budget_s=budget_s)

    def kept_in_check(self, tenant: Tenant, crm: Crm) -> Crm:
        """Return the CRM behind the tenant's circuit and its recent cards."""
        target = f"{tenant.crm.kind.value} {tenant.crm.url} {tenant.crm.db}"
        return _KeptInCheck(crm, tenant.id, target, self.circuits, self.cards)

    def _secret(self, spec: CrmSpec) -> str:
        try:
            return self.secrets(spec.secret)
        except NotFoundError as error:
            raise DependencyError("crm", "its secret is not set", retryable=False) from error


@dataclass(frozen=True, slots=True)
class _KeptInCheck:
    crm: Crm
    tenant: str
    target: str
    circuits: Circuits
    cards: RecentCards

    def find(self, number: str) -> CrmCard | None:
        key = CardKey(self.tenant, self.target, number)
        fresh = self.cards.fresh(key)
        if fresh is not None:
            return fresh.card
        try:
            with self.circuits.through("crm", self.tenant, self.target):
                card = self.crm.find(number)
        except DependencyError:
            earlier = self.cards.stale(key)
            if earlier is None:
                raise
            return earlier.card and replace(earlier.card, is_stale=True)
        self.cards.keep(key, card)
        return card
