"""tidy: sign-ups that broke off are finished, those that are over deleted; so are users of nobody.

Two schedules start it: every quarter of an hour for the sign-ups, and with `{"users": true}` once a
day for the user pool, all of which is read then.

What expires by itself, as invitations and counts, needs no broom: it is compared with the time
whenever it is read, and the table deletes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from functions.entry import log_failure, takes_events
from functions.wiring import Collaborators, collaborators
from santral.domain.account import UNVERIFIED_FOR
from santral.domain.errors import ContactCentreError
from santral.domain.sign_up import SignUp
from santral.stores import members, sign_ups
from santral.stores.shelves import Stored


@takes_events("tidy")
def handler(event: Mapping[str, Any]) -> dict[str, int]:
    """Return how many sign-ups were finished and deleted, and how many users were."""
    here = collaborators()
    if event.get("users"):
        return {"users": _without_business(here)}
    done = {"finished": 0, "deleted": 0}
    for stored in sign_ups.every():
        try:
            what = _settled(here, stored)
        except ContactCentreError as error:  # the others are not to wait for this one
            here.count("TidyFailed", "")
            log_failure(error, "a sign-up could not be tidied", {"function": "tidy"})
            continue
        if what:
            done[what] += 1
    return done


def _settled(here: Collaborators, stored: Stored[SignUp]) -> str:
    """Return what was done, "" is nothing."""
    sign_up = stored.value
    if sign_up.is_broken_off:
        user = here.identity.find(sign_up.email)
        if user is not None and user.made_for == sign_up.made_for:
            sign_ups.open_business(sign_up, user.subject, here.clock())
            return "finished"
    if sign_up.is_over(here.clock()):
        sign_ups.forget(stored)
        return "deleted"
    return ""


def _without_business(here: Collaborators) -> int:
    """Delete users who belong to no business a day after they were made; return how many."""
    before = here.clock() - UNVERIFIED_FOR
    nobodys = [
        subject
        for subject, made_at in here.identity.users()
        if made_at <= before and members.find(subject) is None
    ]
    for subject in nobodys:
        here.identity.delete(subject)
    return len(nobodys)
