"""The business itself: its name, where and when it is, and how it stands with this installation."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import change_part, connect_follows, profile_of
from functions.api.profile_shapes import Region, Zone
from functions.api.replies import Accepted, Versioned, content_tag
from functions.api.shapes import Shape, Words
from santral.domain.account import AccountState, Plan
from santral.domain.tenant import Tenant
from santral.stores import accounts

routes = Routes("Business")


class IdentityShape(Shape):
    name: Annotated[Words, Field(description="as callers hear it")]
    timezone: Annotated[Zone, Field(description="as Europe/Istanbul")]
    region: Region


class IdentityPatch(Shape):
    """What is left out, or null, stays as it is."""

    name: Words | None = None
    timezone: Zone | None = None
    region: Region | None = None

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


class AgreementSummary(Shape):
    document: str
    version: str
    agreed_at: datetime


class TenantView(IdentityShape):
    id: str
    state: AccountState
    plan: Plan
    trial_ends_at: Annotated[datetime | None, Field(description="null until it is live")]
    trial_is_over: Annotated[bool, Field(description="then changes are refused")]
    languages: tuple[str, ...]
    agreements: tuple[AgreementSummary, ...]


def identity_of(tenant: Tenant) -> IdentityShape:
    return IdentityShape(name=tenant.name, timezone=tenant.timezone, region=tenant.region)


@routes.get("/v1/tenant", roles=EVERYBODY)
def show_tenant(call: Call) -> Versioned[TenantView]:
    """Show the business; its ETag is of what can be changed here."""
    tenant, account = profile_of(call), accounts.load(call.tenant).value
    identity = identity_of(tenant)
    view = TenantView(
        **identity.model_dump(),
        id=tenant.id,
        state=account.state,
        plan=account.plan,
        trial_ends_at=account.trial_ends_at,
        trial_is_over=account.trial_is_over(call.now),
        languages=tuple(each.code for each in tenant.languages),
        agreements=tuple(AgreementSummary.model_validate(each) for each in account.agreements),
    )
    return Versioned(view, content_tag(identity))


@routes.patch("/v1/tenant", roles=RUNS, versioned=True)
def change_tenant(call: Call, body: IdentityPatch) -> Accepted:
    """Change the business's name, time zone or region."""
    given = body.given()
    call.notes["fields"] = ",".join(sorted(given))
    change_part(
        call,
        identity_of,
        lambda each: replace(each, **given),
        {name: f"body.{name}" for name in given},
    )
    return connect_follows(call, "/v1/tenant")
