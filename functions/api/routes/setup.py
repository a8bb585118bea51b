"""The whole set-up at once: to read, to try as a draft, and to change where parts need each other.

A new language needs its texts with it, and a queue an agent who serves it: what several endpoints
would refuse one after the other is one change here.
"""

from __future__ import annotations

from functions.api.call import Call
from functions.api.drafts import DraftBody, SetupView, draft_of, places_of, setup_of
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS, SUPERVISES
from functions.api.profile import change_part, connect_follows, profile_of, versioned
from functions.api.replies import Accepted, Versioned

routes = Routes("Set-up")


@routes.get("/v1/setup", roles=SUPERVISES)
def show_setup(call: Call) -> Versioned[SetupView]:
    """Show everything that callers go through."""
    return versioned(setup_of(profile_of(call)))


@routes.patch("/v1/setup", roles=RUNS, versioned=True)
def change_setup(call: Call, body: DraftBody) -> Accepted:
    """Change several parts in one.

    Each part that is sent takes the place of what is there; what is left out, or null, stays.
    `POST /v1/dry-runs` tries the same body before.
    """
    call.notes["parts"] = ",".join(sorted(body.given()))
    change_part(call, setup_of, lambda each: draft_of(call, each, body), places_of(body))
    return connect_follows(call, "/v1/setup")
