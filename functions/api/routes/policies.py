"""Rules of the business: recording, tiers of customers, VIPs."""

from __future__ import annotations

from dataclasses import replace

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.profile import change_part, profile_of, value_of, versioned, view_of
from functions.api.profile_shapes import ConsentShape, TiersShape, VipShape
from functions.api.replies import Versioned
from santral.domain.tenant import Consent, Tenant, VipRules

routes = Routes("Rules")


def consent_of(tenant: Tenant) -> ConsentShape:
    return view_of(ConsentShape, tenant.consent)


def vip_of(tenant: Tenant) -> VipShape:
    return view_of(VipShape, tenant.vip)


def tiers_of(tenant: Tenant) -> TiersShape:
    return TiersShape(tiers=dict(tenant.tiers))


@routes.get("/v1/consent", roles=EVERYBODY)
def show_consent(call: Call) -> Versioned[ConsentShape]:
    """Show whether conversations are recorded, and what callers are told of it."""
    return versioned(consent_of(profile_of(call)))


@routes.put("/v1/consent", roles=RUNS, versioned=True)
def change_consent(call: Call, body: ConsentShape) -> Versioned[ConsentShape]:
    """Say whether conversations are recorded; it counts for calls that begin after it."""
    call.notes["policy"] = body.policy.value
    consent = value_of(Consent, body)
    tenant = change_part(
        call, consent_of, lambda each: replace(each, consent=consent), {"consent": "body"}
    )
    return versioned(consent_of(tenant))


@routes.get("/v1/vip", roles=EVERYBODY)
def show_vip(call: Call) -> Versioned[VipShape]:
    """Show who hears no menu, and where they go."""
    return versioned(vip_of(profile_of(call)))


@routes.put("/v1/vip", roles=RUNS, versioned=True)
def change_vip(call: Call, body: VipShape) -> Versioned[VipShape]:
    """Say who hears no menu, and where they go."""
    rules = value_of(VipRules, body)
    tenant = change_part(call, vip_of, lambda each: replace(each, vip=rules), {"vip": "body"})
    return versioned(vip_of(tenant))


@routes.get("/v1/tiers", roles=EVERYBODY)
def show_tiers(call: Call) -> Versioned[TiersShape]:
    """Show the tiers of customers, and how early their turn comes."""
    return versioned(tiers_of(profile_of(call)))


@routes.put("/v1/tiers", roles=RUNS, versioned=True)
def change_tiers(call: Call, body: TiersShape) -> Versioned[TiersShape]:
    """Put a table of tiers in the place of the one that is there."""
    tiers = dict(body.tiers)
    tenant = change_part(
        call, tiers_of, lambda each: replace(each, tiers=tiers), {"tiers": "body.tiers"}
    )
    return versioned(tiers_of(tenant))
