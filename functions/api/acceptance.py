"""How an invitation becomes a member: once, also when two accept at once or one breaks off."""

from __future__ import annotations

from typing import Final

from functions.api.call import Call
from functions.api.newcomers import new_user
from functions.api.problems import ProblemError
from functions.api.seats import seat_newcomer
from santral.domain.access import Role
from santral.domain.account import AccountState
from santral.domain.audit import AuditEntry
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.invitation import Invitation
from santral.domain.members import Member
from santral.domain.membership import with_owner
from santral.stores import accounts, audit, invitations, members
from santral.stores.account_changes import change_account
from santral.stores.shelves import Stored
from santral.stores.tenant_guard import acting_for

_GONE: Final = "the link is good no more: it was used, revoked, or is older than seven days"
_CLOSED: Final = (AccountState.DELETING, AccountState.DELETED)


def accepted(call: Call, token: str, password: str, name: str | None) -> Invitation:
    """Make a member of whoever has the link.

    Args:
        name: None is the one in the invitation.

    Raises:
        NotFoundError: the link is good no more.
        ProblemError: somebody is using it, or the address has an account already.
        ConflictError: it was revoked meanwhile.
    """
    stored = invitations.by_token(token, call.now)
    if stored is None or _is_closed(stored.value.tenant):
        raise NotFoundError(_GONE)
    subject = _member_of(call, stored.value)
    if subject is not None:  # an acceptance that broke off at its very end
        _finish(stored.value, subject)
        raise NotFoundError(_GONE)
    taken = _taken(call, stored)
    there, name = taken.value, name or taken.value.name
    try:
        subject = new_user(call, there.email, password, made_for=there.made_for, name=name)
    except ProblemError:
        invitations.change(there.let_go(), replacing=taken.version)
        raise
    joined = invitations.change(there.joined(call.now), replacing=taken.version).value
    _audit(joined, subject)
    members.add(Member(subject, there.tenant, there.role, there.email, name))
    _finish(joined, subject)
    return joined


def _audit(joined: Invitation, subject: str) -> None:
    """Add the entry; the same again is one."""
    entry = AuditEntry(
        id=joined.id,
        at=joined.joined_at or joined.created_at,
        subject=subject,
        role=joined.role.value,
        action="accept_invitation",
        target=f"/v1/members/{subject}",
        details={"invitation": joined.id, "role": joined.role.value},
    )
    with acting_for(joined.tenant):
        audit.add(joined.tenant, entry)


def _finish(joined: Invitation, subject: str) -> None:
    seat_newcomer(subject, joined.agent)
    if joined.role is Role.OWNER:
        change_account(joined.tenant, lambda each: with_owner(each, subject))
    invitations.remove(joined)


def _taken(call: Call, stored: Stored[Invitation]) -> Stored[Invitation]:
    """Take an invitation, so that of two who accept at once one is first."""
    busy = ProblemError("in-progress", headers={"Retry-After": "30"})
    if stored.value.is_being_accepted(call.now):
        raise busy
    try:
        taken = stored.value.taken(call.now, call.here.ids())
        return invitations.change(taken, replacing=stored.version)
    except ConflictError:
        raise busy from None


def _member_of(call: Call, invitation: Invitation) -> str | None:
    """Return the subject of who has become a member by it; None is nobody yet."""
    user = call.here.identity.find(invitation.email)
    if user is None or user.made_for != invitation.made_for:
        return None
    return user.subject if members.find(user.subject) is not None else None


def _is_closed(tenant: str) -> bool:
    account = accounts.find(tenant)
    return account is None or account.value.state in _CLOSED
