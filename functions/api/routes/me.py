"""Whoever asks: who they are, their second factor, their address."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import quote

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.newcomers import CODE
from functions.api.permissions import SELF
from functions.api.problems import ProblemError, invalid
from functions.api.routes.sign_up import CheckMailView
from functions.api.shapes import Email, Shape
from santral.domain.access import WITH_MFA, Kind, Role
from santral.domain.errors import ConflictError, InputError, UnauthenticatedError
from santral.domain.members import Member
from santral.domain.provisioning import Kind as Made
from santral.domain.provisioning import agent_username
from santral.stores import connect_ledger, members
from santral.stores.shelves import Stored

routes = Routes("Me")

_ISSUER = "Santral"


class ConnectUserView(Shape):
    """Whom Amazon Connect knows the asker as: a log-in of its own, beside this API's."""

    username: Annotated[str, Field(description="as Amazon Connect has it")]
    has_user: Annotated[bool, Field(description="whether the user is there already")]
    saml_url: Annotated[
        str | None,
        Field(description="where one signs in there; null is with a password of Amazon Connect's"),
    ]


class MeView(Shape):
    subject: Annotated[str, Field(description="a member's id, or a key's")]
    kind: Kind
    tenant: str
    role: Role
    name: str = ""
    email: str = ""
    has_mfa: Annotated[bool, Field(description="whether a second factor is asked for")] = False
    needs_mfa: Annotated[bool, Field(description="whether the role needs one")] = False
    agent: Annotated[str, Field(description="which of the business's agents they are")] = ""
    connect: Annotated[
        ConnectUserView | None, Field(description="null where they are no agent")
    ] = None


class NewAppView(Shape):
    secret: Annotated[str, Field(description="in base 32, for who types it")]
    uri: Annotated[str, Field(description="otpauth://…, for a QR code")]


class AppCodeBody(Shape):
    code: Annotated[str, StringConstraints(pattern=CODE)]


class AppView(Shape):
    has_mfa: Literal[True] = True
    next: Annotated[Literal["refresh"], Field(description="the session, for new tokens")] = (
        "refresh"
    )


class NewEmailBody(Shape):
    email: Email


class EmailCodeBody(Shape):
    code: Annotated[str, StringConstraints(pattern=CODE)]


@routes.get("/v1/me", roles=SELF, before_mfa=True)
def show_me(call: Call) -> MeView:
    """Show who asks."""
    asker = call.asker
    view = MeView(subject=asker.subject, kind=asker.kind, tenant=asker.tenant, role=asker.role)
    if asker.kind is Kind.KEY:
        return view
    member = _member(call).value
    return view.model_copy(
        update={
            "name": member.name,
            "email": member.email,
            "has_mfa": call.here.identity.uses_mfa(asker.subject),
            "needs_mfa": asker.role in WITH_MFA,
            "agent": member.agent,
            "connect": _connect_user(call, member.agent) if member.agent else None,
        }
    )


@routes.post("/v1/mfa", roles=SELF, secret=True, after_trial=True, before_mfa=True)
def begin_mfa(call: Call) -> NewAppView:
    """Begin to set up an authenticator app: its secret is shown once.

    It is asked for from when `POST /v1/mfa/confirm` has seen a code of it. Who has an app sets a
    new one up in the same way; the old one counts until then.
    """
    secret = call.here.identity.associate_totp(call.token)
    label = f"{_ISSUER}:{quote(_member(call).value.email)}"
    return NewAppView(secret=secret, uri=f"otpauth://totp/{label}?secret={secret}&issuer={_ISSUER}")


@routes.post("/v1/mfa/confirm", roles=SELF, secret=True, after_trial=True, before_mfa=True)
def confirm_mfa(call: Call, body: AppCodeBody) -> AppView:
    """Set an authenticator app up by a code of it.

    The access token stays as it is. Refresh the session to get one that may do what the role may.
    """
    try:
        call.here.identity.verify_totp(call.token, body.code)
    except InputError:
        raise invalid([("body.code", "expected the app's code of now")]) from None
    stored = _member(call)
    if not stored.value.mfa_enrolled:
        members.change(replace(stored.value, mfa_enrolled=True), replacing=stored.version)
    return AppView()


@routes.post("/v1/me/email", roles=SELF, secret=True, after_trial=True)
def change_email(call: Call, body: NewEmailBody) -> CheckMailView:
    """Have a code mailed to a new address; the old one stays until it comes back.

    The answer is the same where the address is somebody else's.
    """
    with suppress(ConflictError):
        call.here.identity.change_email(call.token, body.email)
    return CheckMailView()


@routes.post("/v1/me/email/confirm", roles=SELF, secret=True, after_trial=True)
def confirm_email(call: Call, body: EmailCodeBody) -> MeView:
    """Take the new address by the code that was mailed there."""
    try:
        call.here.identity.verify_email(call.token, body.code)
    except InputError:
        # The pool may have taken it before, in a request whose answer was lost.
        if not _follow_pool(call):
            raise invalid([("body.code", "expected the code of the last mail")]) from None
    except ConflictError:
        raise ProblemError("conflict", "Somebody else has the address by now.") from None
    _follow_pool(call)
    return show_me(call)


def _follow_pool(call: Call) -> bool:
    """Write the address that the pool has into the member; say whether it was another one."""
    user = call.here.identity.find(call.asker.subject)
    stored = _member(call)
    if user is None or user.email == stored.value.email:
        return False
    members.change(replace(stored.value, email=user.email), replacing=stored.version)
    return True


def _connect_user(call: Call, agent: str) -> ConnectUserView:
    made = connect_ledger.found(call.tenant, Made.USER, agent)
    return ConnectUserView(
        username=agent_username(call.tenant, agent) if made is None else made.name,
        has_user=made is not None and made.is_there,
        saml_url=call.here.settings.saml_url or None,
    )


def _member(call: Call) -> Stored[Member]:
    stored = members.find(call.asker.subject)
    if stored is None:
        raise UnauthenticatedError("a member who is gone")
    return stored
