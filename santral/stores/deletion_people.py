"""Who may come in to a business, list by list, as it ends: members, keys and invitations.

The truth about each is the platform's; a line of the business's own says where it is. A member of
another business is never touched, whatever a line says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

from santral.stores import invitations, members, sign_ups
from santral.stores.deletion_lists import KindList, delete_lines
from santral.stores.tables import MemberItem
from santral.stores.tenant_guard import PLATFORM, acting_for

_LONG_AGO: Final = datetime(2000, 1, 1, tzinfo=UTC)  # at which nothing has expired
_ALONE: Final = "document"


class Users(Protocol):
    def delete(self, subject: str) -> None: ...


def lists(users: Users) -> tuple[KindList, ...]:
    """Return the lists in the order in which they go; the last are those who can still sign in."""
    return (
        KindList("invitation", MemberItem, "invitations", remove=_remove_places),
        KindList("key-roster", MemberItem, "API keys", remove=_remove_keys),
        KindList("agent-seat", MemberItem),
        KindList(
            "roster",
            MemberItem,
            "members",
            remove=lambda tenant, lines: _remove_members(tenant, lines, users),
        ),
    )


def forget_sign_ups(tenant: str) -> None:
    """Delete what is left of the sign-up by which a business began.

    Raises:
        ConflictError: it is being changed.
        DependencyError: DynamoDB failed.
    """
    for stored in sign_ups.every():
        if stored.value.tenant == tenant:
            sign_ups.forget(stored)


def _remove_members(tenant: str, lines: Sequence[str], users: Users) -> None:
    for subject in lines:
        found = members.find(subject)
        if found is None or found.value.tenant != tenant:
            continue  # an addition that broke off
        users.delete(subject)
        members.remove(found.value)


def _remove_keys(tenant: str, lines: Sequence[str]) -> None:
    digests = [each.rpartition("/")[2] for each in lines]
    there = {each: members.find_key(each) for each in digests}
    ours = [each for each, key in there.items() if key is not None and key.value.tenant == tenant]
    _delete("key", ours)


def _remove_places(tenant: str, lines: Sequence[str]) -> None:
    found = [invitations.find(tenant, each, _LONG_AGO) for each in lines]
    _delete("invitation-token", [each.value.digest for each in found if each is not None])


def _delete(kind: str, ids: Sequence[str]) -> None:
    with acting_for(PLATFORM):
        delete_lines(MemberItem, ((f"{PLATFORM}#{kind}#{each}", _ALONE) for each in ids))
