"""Invitations: how somebody becomes a member, by a link that was mailed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.api.acceptance import accepted
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.newcomers import MailLanguage, Name, NewPassword
from functions.api.permissions import RUNS
from functions.api.problems import ProblemError
from functions.api.replies import Created, Listed, listed
from functions.api.routes.members import checked_role
from functions.api.seats import AgentName, check_free
from functions.api.shapes import Email, Id, PageQuery, Shape
from santral.domain.access import Role
from santral.domain.account import Account
from santral.domain.invitation import (
    GOOD_FOR,
    Invitation,
    most_mails_a_day,
    most_open,
    token_digest,
)
from santral.domain.mail_texts import invitation_mail
from santral.stores import accounts, daily_counts, invitations, members
from santral.stores.shelves import Stored

routes = Routes("Invitations")


class InvitationBody(Shape):
    email: Email
    role: Role
    name: Name
    language: Annotated[MailLanguage, Field(description="of the mail")] = "en"
    agent: AgentName = ""


class InvitationView(Shape):
    id: str
    email: str
    name: str
    role: Role
    agent: AgentName
    created_at: datetime
    created_by: Annotated[str, Field(description="a member's or a key's id")]
    expires_at: datetime


class AcceptBody(Shape):
    token: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$"),
        Field(description="what stands behind the # of the link"),
    ]
    password: NewPassword
    name: Annotated[Name | None, Field(description="in place of the one in the invitation")] = None


class AcceptedView(Shape):
    tenant: str
    email: Annotated[str, Field(description="to sign in with")]
    role: Role


@routes.get("/v1/invitations", roles=RUNS)
def list_invitations(call: Call, query: PageQuery) -> Listed[InvitationView]:
    """List the invitations that are open, the oldest first."""
    page = invitations.page(call.tenant, call.now, limit=query.limit, after=query.after)
    return listed(page, lambda each: InvitationView.model_validate(each.value))


@routes.post("/v1/invitations", roles=RUNS)
def invite(call: Call, body: InvitationBody) -> Created[InvitationView]:
    """Invite somebody by a mail with a link, which is good for seven days and once.

    Five may be open before the business is approved, 20 while it is on trial, 200 afterwards; in a
    day twice as many are mailed. Nobody gives more than they have.

    Who is to take contacts is invited as one of the business's agents, whom nobody else is or was
    invited as. Where somebody else is that agent by the time they accept, they join as no agent.
    """
    checked_role(call, body.role)
    call.notes["role"] = body.role.value
    if body.agent:
        call.notes["agent"] = body.agent
    account = accounts.load(call.tenant).value
    id_, token = call.dated_id(), call.new_secret()
    there = invitations.find(call.tenant, id_, call.now)
    if there is None:
        _check_new(call, account, body)
    _count_mail(call, account)
    if there is None:
        stored = invitations.create(_made(call, body, id_, token))
    else:  # the same request once more, after it broke off
        stored = _with_token(there, token, call.now)
    _send(call, account, stored.value, token)
    view = InvitationView.model_validate(stored.value)
    return Created(view, f"/v1/invitations/{id_}")


@routes.post("/v1/invitations/{invitation_id}/resend", roles=RUNS)
def resend_invitation(call: Call, invitation_id: Id) -> InvitationView:
    """Mail a new link, good for seven days; the one before is good no more."""
    stored = invitations.load(call.tenant, invitation_id, call.now)
    checked_role(call, stored.value.role)
    account = accounts.load(call.tenant).value
    _count_mail(call, account)
    token = call.new_secret()
    stored = _with_token(stored, token, call.now)
    _send(call, account, stored.value, token)
    return InvitationView.model_validate(stored.value)


@routes.delete("/v1/invitations/{invitation_id}", roles=RUNS)
def revoke_invitation(call: Call, invitation_id: Id) -> None:
    """Revoke an invitation: its link is good no more."""
    stored = invitations.load(call.tenant, invitation_id, call.now)
    checked_role(call, stored.value.role)
    invitations.remove(stored.value)


@routes.post("/v1/invitations/accept", roles=None, secret=True)
def accept_invitation(call: Call, body: AcceptBody) -> AcceptedView:
    """Become a member by the link of an invitation, with a password of one's own.

    A link is good once, also when two use it at once. Who belongs to a business already cannot join
    another with the same address.
    """
    return AcceptedView.model_validate(accepted(call, body.token, body.password, body.name))


def _made(call: Call, body: InvitationBody, id_: str, token: str) -> Invitation:
    return Invitation(
        id=id_,
        tenant=call.tenant,
        email=body.email,
        role=body.role,
        name=body.name,
        language=body.language,
        created_at=call.now,
        created_by=call.asker.subject,
        expires_at=call.now + GOOD_FOR,
        digest=token_digest(token),
        agent=body.agent,
    )


def _check_new(call: Call, account: Account, body: InvitationBody) -> None:
    most = most_open(account)
    there = list(invitations.every(call.tenant, call.now))
    if len(there) >= most:
        raise ProblemError("conflict", f"{most} invitations are open: no more can be at present.")
    check_free(call, body.agent)
    if body.agent and any(each.value.agent == body.agent for each in there):
        raise ProblemError("conflict", "Somebody was invited as this agent. Revoke that first.")
    user = call.here.identity.find(body.email)
    member = None if user is None else members.find(user.subject)
    # Of people of other businesses nothing is said.
    if member is not None and member.value.tenant == call.tenant:
        raise ProblemError("conflict", "This address is a member's already.")


def _count_mail(call: Call, account: Account) -> None:
    daily_counts.count(
        call.tenant,
        "invitations",
        most=most_mails_a_day(account),
        now=call.now,
        by=call.here.ids(),
    )


def _with_token(stored: Stored[Invitation], token: str, now: datetime) -> Stored[Invitation]:
    if stored.value.is_being_accepted(now):
        raise ProblemError("conflict", "It is being accepted at this moment.")
    changed = stored.value.sent_again(token_digest(token), now)
    return invitations.change(changed, replacing=stored.version)


def _send(call: Call, account: Account, invitation: Invitation, token: str) -> None:
    link = f"{call.here.settings.page_url}/invitation#{token}"
    mail = invitation_mail(invitation.language, account.name, link)
    call.here.mail.send(invitation.email, mail.subject, mail.text)
