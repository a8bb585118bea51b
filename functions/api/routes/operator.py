"""For the operators of this installation: which businesses there are, and their approval."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from functions.api.approval import Approval, approve
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import OPERATES
from functions.api.replies import JobView, Listed
from functions.api.shapes import PageQuery, Shape, TenantId
from santral.domain.account import Account, AccountState, Plan
from santral.stores import accounts, jobs, provisionings
from santral.stores.tenant_guard import acting_for

routes = Routes("Operator")


class BusinessView(Shape):
    tenant: str
    name: str
    country: str
    template: str
    state: AccountState
    plan: Plan
    created_at: datetime
    trial_ends_at: datetime | None
    approved_by: Annotated[str, Field(description="an operator, or the id of a payment")]


class BusinessStateView(BusinessView):
    provisioning: Annotated[JobView | None, Field(description="while it is set up")]


class ApprovalBody(Shape):
    plan: Plan = Plan.TRIAL


@routes.get("/v1/operator/tenants", roles=OPERATES)
def list_businesses(call: Call, query: PageQuery) -> Listed[BusinessView]:
    """List the businesses of this installation, by their ids."""
    page = accounts.listed(limit=query.limit, after=query.after)
    found = (accounts.find(each.id) for each in page.items)
    shown = (BusinessView.model_validate(each.value) for each in found if each is not None)
    return Listed(tuple(shown), page.next)


@routes.get("/v1/operator/tenants/{tenant}", roles=OPERATES)
def show_business(call: Call, tenant: TenantId) -> BusinessStateView:
    """Show a business, and how far its setting up is."""
    return _view(call, accounts.load(tenant).value)


@routes.post("/v1/operator/tenants/{tenant}/approval", roles=OPERATES)
def approve_business(call: Call, tenant: TenantId, body: ApprovalBody) -> BusinessStateView:
    """Approve a business: from now on it may cost something, and is set up in Amazon Connect.

    Of a business that is live already it changes the plan. It is written into the business's own
    audit log as well.
    """
    approval = Approval(call.new_id(), call.now, call.asker.subject, "operator", body.plan)
    call.notes["plan"] = body.plan.value
    approve(call.here, tenant, approval)
    return _view(call, accounts.load(tenant).value)


def _view(call: Call, account: Account) -> BusinessStateView:
    mark = provisionings.find(account.tenant)
    job = None
    if mark is not None:
        with acting_for(account.tenant):
            job = jobs.load(account.tenant, mark.value.job, now=call.now).value
    shown = BusinessView.model_validate(account).model_dump()
    return BusinessStateView(
        **shown, provisioning=None if job is None else JobView.model_validate(job)
    )
