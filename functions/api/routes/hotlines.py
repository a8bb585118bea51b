"""Hotlines: windows in which callers hear a greeting of its own and go straight to one queue."""

from __future__ import annotations

from dataclasses import replace

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, SUPERVISES
from functions.api.phones import hotline_with_e164
from functions.api.profile import change_part, profile_of, values_of, versioned, view_of
from functions.api.profile_shapes import HotlinesShape
from functions.api.replies import Versioned
from santral.domain.hours import Hotline
from santral.domain.tenant import Tenant

routes = Routes("Hotlines")


def shown(tenant: Tenant) -> HotlinesShape:
    return view_of(HotlinesShape, tenant)


@routes.get("/v1/hotlines", roles=EVERYBODY)
def show_hotlines(call: Call) -> Versioned[HotlinesShape]:
    """Show the hotlines; the first that is active counts."""
    return versioned(shown(profile_of(call)))


@routes.put("/v1/hotlines", roles=SUPERVISES, versioned=True)
def change_hotlines(call: Call, body: HotlinesShape) -> Versioned[HotlinesShape]:
    """Put a list of hotlines in the place of the one that is there, within five seconds."""

    def change(tenant: Tenant) -> Tenant:
        hotlines = tuple(
            hotline_with_e164(call, each, tenant.region, f"body.hotlines[{index}]")
            for index, each in enumerate(values_of(Hotline, body.hotlines, "body.hotlines"))
        )
        return replace(tenant, hotlines=hotlines)

    tenant = change_part(call, shown, change, {"hotlines": "body.hotlines"})
    return versioned(shown(tenant))
