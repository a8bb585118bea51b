"""The account: how far the business is with this installation, what was agreed, what it uses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import OWNS, RUNS
from functions.api.problems import invalid
from functions.api.profile import profile_of
from functions.api.routes.tenant import AgreementSummary
from functions.api.shapes import Shape, Words
from functions.api.usage import calls_of_month
from santral.domain.account import Account, AccountState, Agreement, Plan
from santral.domain.money import as_decimal
from santral.domain.prices import CURRENCY, PRICES_OF, monthly_cents
from santral.stores import accounts, members, provisionings
from santral.stores.account_changes import change_account

routes = Routes("Account")

Document = Literal["terms", "privacy"]


class AgreementView(AgreementSummary):
    subject: Annotated[str, Field(description="the member who agreed")]


class AccountView(Shape):
    tenant: str
    name: Annotated[str, Field(description="as it was signed up")]
    state: AccountState
    plan: Plan
    approved: Annotated[bool, Field(description="by an operator or a payment")]
    created_at: datetime
    trial_ends_at: Annotated[datetime | None, Field(description="null until it is live")]
    trial_is_over: Annotated[bool, Field(description="then changes are refused")]
    agreements: tuple[AgreementView, ...]
    in_force: Annotated[
        dict[Document, str], Field(description="the versions that are to be agreed to")
    ]
    provisioning_job: Annotated[
        str | None, Field(description="while it is set up in Amazon Connect")
    ]


class AgreementBody(Shape):
    document: Document
    version: Words


class UsageQuery(Shape):
    month: Annotated[
        str | None,
        StringConstraints(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$"),
        Field(description="as 2026-11, in UTC; without it, the present one"),
    ] = None


class CostView(Shape):
    """An estimate of what Amazon Connect asks; a bill says it to the cent."""

    currency: str
    amount: Annotated[str, Field(description="in units of the currency, as 12.40")]
    prices_of: Annotated[str, Field(description="the day whose price list was used")]


class UsageView(Shape):
    """What the business has at present, and its calls of a month."""

    members: int
    api_keys: int
    numbers: int
    queues: int
    agents: int
    requests_per_minute: Annotated[int, Field(description="of this API, at most")]
    month: str
    contacts: int
    minutes: Annotated[int, Field(description="that callers were on the line, rounded up")]
    counted_all: Annotated[
        bool, Field(description="false: there were more contacts than these, the last ones")
    ]
    estimated_cost: Annotated[
        CostView, Field(description="of the numbers for 30 days, and of these minutes inbound")
    ]


@routes.get("/v1/account", roles=RUNS)
def show_account(call: Call) -> AccountView:
    """Show how far the business is, and what was agreed to."""
    return _view(call, accounts.load(call.tenant).value)


@routes.post("/v1/agreements", roles=OWNS, after_trial=True)
def agree(call: Call, body: AgreementBody) -> AccountView:
    """Agree to the terms or the privacy notice in the version that is in force."""
    if _in_force(call)[body.document] != body.version:
        raise invalid([("body.version", "expected the version that is in force")])
    agreement = Agreement(body.document, body.version, call.now, call.asker.subject)

    def agreed(account: Account) -> Account:
        known = [(each.document, each.version) for each in account.agreements]
        if (body.document, body.version) in known:
            return account
        return replace(account, agreements=(*account.agreements, agreement))

    call.notes.update(document=body.document, version=body.version)
    return _view(call, change_account(call.tenant, agreed))


@routes.get("/v1/usage", roles=RUNS)
def show_usage(call: Call, query: UsageQuery) -> UsageView:
    """Show what the business has, its calls of a month, and what that costs at Amazon Connect."""
    tenant = profile_of(call)
    month = query.month or f"{call.now.astimezone(UTC):%Y-%m}"
    calls = calls_of_month(tenant, month)
    cents = monthly_cents(numbers=len(tenant.numbers), inbound_s=calls.seconds)
    cost = CostView(
        currency=CURRENCY, amount=as_decimal(cents, CURRENCY), prices_of=PRICES_OF.isoformat()
    )
    return UsageView(
        members=sum(1 for _ in members.all_of(call.tenant)),
        api_keys=sum(1 for each in members.keys_of(call.tenant) if not each.value.revoked),
        numbers=len(tenant.numbers),
        queues=len(tenant.queues),
        agents=len(tenant.agents),
        requests_per_minute=call.here.settings.requests_per_minute,
        month=month,
        contacts=calls.contacts,
        minutes=calls.minutes,
        counted_all=calls.counted_all,
        estimated_cost=cost,
    )


def _in_force(call: Call) -> dict[Document, str]:
    settings = call.here.settings
    return {"terms": settings.terms_version, "privacy": settings.privacy_version}


def _view(call: Call, account: Account) -> AccountView:
    mark = provisionings.find(account.tenant)
    return AccountView(
        tenant=account.tenant,
        name=account.name,
        state=account.state,
        plan=account.plan,
        approved=bool(account.approved_by),
        created_at=account.created_at,
        trial_ends_at=account.trial_ends_at,
        trial_is_over=account.trial_is_over(call.now),
        agreements=tuple(AgreementView.model_validate(each) for each in account.agreements),
        in_force=_in_force(call),
        provisioning_job=None if mark is None else mark.value.job,
    )
