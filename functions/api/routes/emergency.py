"""The emergency switch: while it is on, callers hear its message and no more."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, SUPERVISES
from functions.api.profile import change_part, profile_of, versioned, view_of
from functions.api.profile_shapes import EmergencyShape, Spoken
from functions.api.replies import Versioned
from functions.api.shapes import Shape
from santral.domain.tenant import Tenant
from santral.domain.tenant_changes import switched

routes = Routes("Emergency switch")


class SwitchBody(Shape):
    on: bool
    message: Annotated[
        Spoken | None,
        Field(description="null keeps what is there, or takes the system's own words"),
    ] = None


def shown(tenant: Tenant) -> EmergencyShape:
    return view_of(EmergencyShape, tenant.emergency)


@routes.get("/v1/emergency", roles=EVERYBODY)
def show_emergency(call: Call) -> Versioned[EmergencyShape]:
    """Show the emergency switch."""
    return versioned(shown(profile_of(call)))


@routes.put("/v1/emergency", roles=SUPERVISES, versioned=True)
def switch_emergency(call: Call, body: SwitchBody) -> Versioned[EmergencyShape]:
    """Throw the emergency switch; it works within five seconds.

    It beats hotlines, opening hours and VIP rules. `If-Match: *` throws it whatever it is.
    """
    call.notes["on"] = str(body.on).lower()
    tenant = change_part(
        call,
        shown,
        lambda each: switched(each, on=body.on, message=body.message),
        {"emergency": "body"},
    )
    return versioned(shown(tenant))
