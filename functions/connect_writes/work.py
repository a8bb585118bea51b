"""One piece of work: the steps that it asks for, taken for one tenant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from functions.connect_writes import capacity
from functions.connect_writes.making import Making
from functions.connect_writes.numbers import Numbers, change_profile, release
from functions.flow_files import entry_content
from functions.wiring import Collaborators
from santral.domain.account import Plan
from santral.domain.provisioning import (
    STEPS,
    Kind,
    Step,
    key_of,
    kinds_of,
)
from santral.domain.tenant import Number, Tenant
from santral.domain.wanted_resources import Surroundings
from santral.stores import accounts, cell, members, tenants
from santral.stores.connect_ledger import LedgerOf
from santral.stores.connect_resources import ConnectResources
from santral.stores.connect_work import ConnectWork, Purpose
from santral.stores.tenant_guard import acting_for

_FLOWS: Final = ("SearchContactFlows", "ContactFlows")
_MODULES: Final = ("SearchContactFlowModules", "ContactFlowModules")
_PROFILES: Final = ("SearchSecurityProfiles", "SecurityProfiles")
AGENTS_MAY: Final = "Agent"  # the security profile of every agent

_WITH_CALLER_ID: Final = frozenset({Step.FALLBACK_QUEUE, Step.QUEUES, Step.ASSOCIATION})


class Taken:
    """Work that was begun.

    Attributes:
        output: what came of it, once steps() has ended.
    """

    def __init__(self, here: Collaborators, work: ConnectWork) -> None:
        self._here, self._work = here, work
        self._resources: ConnectResources = here.connect_resources
        self._claimable = here.settings.claimable_countries
        self.output: dict[str, Any] = {}

    @cached_property
    def _ledger(self) -> LedgerOf:
        return LedgerOf(self._work.tenant)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self._ledger, self._resources, self._here.clock, self._claimable)

    @cached_property
    def _making(self) -> Making:
        return Making(self._ledger, self._resources, self._here.clock, self._numbers)

    @property
    def tenant(self) -> str:
        return self._work.tenant

    @property
    def got_on(self) -> bool:
        """Whether anything came to be as it is wanted."""
        return "_ledger" in vars(self) and self._ledger.progress > 0

    def steps(self) -> Iterator[None]:
        """Do one thing after the other; what is done already is passed over.

        Raises:
            ContactCentreError: of every kind; what was done until then is written down.
        """
        if self._work.purpose is Purpose.UNDO:
            yield from self._undone()
            return
        if self._work.purpose is Purpose.RELEASE:
            release(self._resources, self._work.number)
            return
        for step in self._work.steps:
            yield from self._taken(step)
        whole = set(kinds_of(self._work.steps)) >= set(Kind)
        if whole:
            tenant = self._profile()
            around = self._around(tenant)
            yield from self._making.take_away_unwanted(self._work.steps, tenant, around)
        self.output |= _next(self._work.steps)

    def _taken(self, step: Step) -> Iterator[None]:
        tenant = self._profile()
        if step is Step.CAPACITY:
            lacks = self._lacking(tenant)
            self.output |= {"room": not lacks, "lacks": lacks}
        elif step is Step.NUMBERS:
            yield from self._numbers.make(tenant, claims=self._work.claims_number)
            self.output["number"] = "ready" if self._profile().numbers else "pending"
        elif step is Step.ARNS:
            self._write_arns()
        else:
            yield from self._making.make(step, tenant, self._around(tenant))

    def _undone(self) -> Iterator[None]:
        yield from self._making.take_away_all()
        self._numbers.give_back_taken()
        self._write_arns(forget=True)
        cell.leave(self._work.tenant)

    # --- what the steps need ---

    def _profile(self) -> Tenant:
        with acting_for(self._work.tenant):
            return tenants.load_versioned(self._work.tenant).tenant

    def _lacking(self, tenant: Tenant) -> str:
        settings = self._here.settings
        return capacity.lacking(
            tenant,
            self._resources,
            quotas=settings.cell_quotas,
            most_tenants=settings.cell_tenants,
            claimable=self._claimable,
        )

    def _around(self, tenant: Tenant) -> Surroundings:
        steps, now = self._work.steps, self._here.clock()
        return Surroundings(
            year=now.year,
            security_profile=self._shared(_PROFILES, AGENTS_MAY),
            queue_transfer_flow=self._shared(_FLOWS, "transfer_to_queue"),
            agent_transfer_flow=self._shared(_FLOWS, "transfer_to_agent"),
            entry_content=self._entry_content,
            emails=_emails(tenant.id) if Step.USERS in steps else {},
            dials_out=bool(_WITH_CALLER_ID.intersection(steps)) and _is_paid(tenant.id),
        )

    def _shared(self, where: tuple[str, str], name: str) -> str:
        return self._resources.shared_arn(*where, name).rpartition("/")[2]

    def _entry_content(self, tenant: Tenant, number: Number, fallback_queue_arn: str) -> str:
        names = {
            "flow.inbound": self._resources.shared_arn(*_FLOWS, "inbound"),
            "module.phrases": self._resources.shared_arn(*_MODULES, "phrases"),
        }
        return entry_content(tenant, number, fallback_queue_arn, names)

    def _write_arns(self, *, forget: bool = False) -> None:
        """Write the ARNs of queues and agents into the profile, or take them out."""

        def arn(kind: Kind, ours: str) -> str:
            known = self._ledger.entries.get(key_of(kind, ours))
            return "" if forget or known is None or not known.is_there else known.arn

        change_profile(
            self._work.tenant,
            lambda tenant: tenant.with_arns(
                queues={each.name: arn(Kind.QUEUE, each.name) for each in tenant.queues},
                agents={each.username: arn(Kind.USER, each.username) for each in tenant.agents},
            ),
        )


def _is_paid(tenant: str) -> bool:
    account = accounts.find(tenant)
    return account is not None and account.value.plan is Plan.PAID


def _emails(tenant: str) -> Mapping[str, str]:
    everybody = [each.value for each in members.all_of(tenant)]
    return {each.agent: each.email for each in everybody if each.agent}


def _next(steps: tuple[Step, ...]) -> dict[str, Any]:
    """Say which step follows, for a state machine that takes one after the other."""
    at = STEPS.index(steps[-1]) + 1
    return {"done": at >= len(STEPS), "next": "" if at >= len(STEPS) else str(STEPS[at])}
