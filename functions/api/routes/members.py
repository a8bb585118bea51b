"""Members: the people of a business who sign in, and what they may do."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from pydantic import StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import ProblemError, sentence_of
from functions.api.replies import Listed, Versioned, listed, version_tag
from functions.api.seats import AgentName, seated
from functions.api.shapes import Id, PageQuery, Shape, Words
from santral.domain.access import Role
from santral.domain.errors import ConflictError, ForbiddenError, NotFoundError
from santral.domain.members import Member
from santral.domain.membership import may_give, with_owner, without_owner
from santral.stores import members
from santral.stores.account_changes import change_account
from santral.stores.shelves import Stored

routes = Routes("Members")

_TOO_HIGH: Final = "you may not give or take this role"


class MemberView(Shape):
    subject: str
    email: str
    name: str
    role: Role
    disabled: bool
    agent: AgentName


class MemberPatch(Shape):
    """What is left out, or null, stays as it is."""

    name: Annotated[Words, StringConstraints(max_length=80)] | None = None
    role: Role | None = None
    disabled: bool | None = None
    agent: AgentName | None = None


def checked_role(call: Call, role: Role) -> Role:
    """
    Raises:
        ForbiddenError: the asker may not give it, nor decide about who has it.
    """
    if not may_give(call.asker, role):
        raise ForbiddenError(_TOO_HIGH)
    return role


@routes.get("/v1/members", roles=RUNS)
def list_members(call: Call, query: PageQuery) -> Listed[MemberView]:
    """List the members."""
    page = members.page(call.tenant, limit=query.limit, after=query.after)
    return listed(page, lambda each: MemberView.model_validate(each.value))


@routes.get("/v1/members/{subject}", roles=RUNS)
def show_member(call: Call, subject: Id) -> Versioned[MemberView]:
    """Show a member."""
    return _versioned(_member(call, subject))


@routes.patch("/v1/members/{subject}", roles=RUNS, versioned=True)
def change_member(call: Call, subject: Id, body: MemberPatch) -> Versioned[MemberView]:
    """Change a member's name or role, say which agent they are, or keep them out.

    An agent is one member at most: with somebody else it is a conflict until they are another one,
    or none.

    Only owners decide about owners, and nobody gives more than they have. Who is disabled is signed
    out everywhere and writes nothing from that moment on. The last owner stays one.
    """
    stored = _member(call, subject)
    call.expect(version_tag(stored))
    after = replace(stored.value, **body.model_dump(exclude_none=True))
    checked_role(call, stored.value.role)
    checked_role(call, after.role)
    call.notes.update(_notes(body))
    if not _owns(after):
        _owns_no_more(call, subject)
    if after != stored.value:
        stored = seated(call, after, stored)
    if _owns(after):
        change_account(call.tenant, lambda each: with_owner(each, subject))
    if body.disabled is not None:
        _shut_or_open(call, after)
    return _versioned(stored)


@routes.delete("/v1/members/{subject}", roles=RUNS, versioned=True)
def remove_member(call: Call, subject: Id) -> None:
    """Remove a member, whose sign-in ends with it; the address can be invited again.

    What they have done stays in the audit log. The last owner stays.
    """
    stored = _member(call, subject)
    call.expect(version_tag(stored))
    checked_role(call, stored.value.role)
    _owns_no_more(call, subject)
    if not stored.value.disabled:
        # From now on nothing is written in their name, wherever this breaks off.
        members.change(replace(stored.value, disabled=True), replacing=stored.version)
    call.here.identity.delete(subject)
    members.remove(stored.value)


@routes.delete("/v1/members/{subject}/mfa", roles=RUNS)
def reset_mfa(call: Call, subject: Id) -> None:
    """Ask a member for no second factor any more, who has lost theirs.

    Where the role needs one, they set a new one up at the next sign-in. Nobody does this for
    themselves: a stolen session would be enough.
    """
    member = _member(call, subject).value
    if subject == call.asker.subject:
        raise ProblemError("conflict", "Somebody else has to do this for you.")
    checked_role(call, member.role)
    call.here.identity.forget_totp(subject)
    call.here.identity.sign_out_everywhere(subject)


def _member(call: Call, subject: str) -> Stored[Member]:
    """
    Raises:
        NotFoundError: this business has no such member.
    """
    stored = members.find(subject)
    if stored is None or stored.value.tenant != call.tenant:
        raise NotFoundError("there is no such member")
    return stored


def _owns(member: Member) -> bool:
    return member.role is Role.OWNER and not member.disabled


def _owns_no_more(call: Call, subject: str) -> None:
    """Take somebody off the list of owners before anything of theirs changes.

    Raises:
        ProblemError: 409, nobody else is on it.
    """
    try:
        change_account(call.tenant, lambda each: without_owner(each, subject))
    except ConflictError as error:
        raise ProblemError("conflict", sentence_of(error)) from None


def _shut_or_open(call: Call, member: Member) -> None:
    if member.disabled:
        call.here.identity.disable(member.subject)
    else:
        call.here.identity.enable(member.subject)


def _notes(body: MemberPatch) -> dict[str, str]:
    said = {"fields": ",".join(sorted(body.model_fields_set))}
    if body.role is not None:
        said["role"] = body.role.value
    if body.disabled is not None:
        said["disabled"] = str(body.disabled).lower()
    if body.agent is not None:
        said["agent"] = body.agent
    return said


def _versioned(stored: Stored[Member]) -> Versioned[MemberView]:
    return Versioned(MemberView.model_validate(stored.value), version_tag(stored))
