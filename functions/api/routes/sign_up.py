"""Signing up: an address, a code, and with it a password and a business."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.api.beginnings import Clock, ServedCountry
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.mail_caps import count_mail, count_sign_up
from functions.api.newcomers import CODE, MailLanguage, Name, NewPassword, new_user
from functions.api.problems import invalid
from functions.api.shapes import Email, Shape, Words
from santral.domain.mail_texts import code_mail, known_mail
from santral.domain.sign_up import (
    SignUp,
    code_digest,
    new_code,
    new_tail,
    tenant_id,
)
from santral.domain.templates.template import Trade
from santral.stores import members, sign_ups

routes = Routes("Sign-up")


class AcceptedBody(Shape):
    """Which versions of terms and privacy notice were agreed to: those in force."""

    terms: Words
    privacy: Words


class InForceView(Shape):
    """The versions that who signs up agrees to."""

    terms: str
    privacy: str


class SignUpBody(Shape):
    email: Email
    name: Name
    business_name: Annotated[Name, Field(description="as callers hear it; can be changed later")]
    country: ServedCountry
    language: Annotated[MailLanguage, Field(description="of callers, and of our mails")]
    timezone: Annotated[
        Clock | None, Field(description="as Europe/Istanbul; null is the country's capital's")
    ] = None
    template: Annotated[Trade, Field(description="what the business is begun from")] = Trade.SHOP
    accepted: AcceptedBody


class CheckMailView(Shape):
    state: Literal["check_your_mail"] = "check_your_mail"


class ConfirmBody(Shape):
    email: Email
    code: Annotated[str, StringConstraints(pattern=CODE)]
    password: NewPassword


class ConfirmedView(Shape):
    state: Literal["verified"] = "verified"
    tenant: Annotated[str, Field(description="the id of the new business")]
    business_name: str


class ResendBody(Shape):
    email: Email


@routes.get("/v1/agreements", roles=None)
def show_agreements(call: Call) -> InForceView:
    """Show which versions of terms and privacy notice are in force, for who signs up."""
    settings = call.here.settings
    return InForceView(terms=settings.terms_version, privacy=settings.privacy_version)


@routes.post("/v1/sign-up", roles=None, secret=True)
def sign_up(call: Call, body: SignUpBody) -> CheckMailView:
    """Begin to sign up: a code is mailed to the address.

    The answer is the same for known and for unknown addresses; who has an account already gets a
    mail that says so. Nothing but the wish is kept until the code comes back, and that for 24
    hours. Of several wishes for one address the last counts.
    """
    _check_agreed(call, body.accepted)
    count_sign_up(call, body.email)
    code = new_code(call.here.random)
    user = call.here.identity.find(body.email)
    is_known = user is not None and members.find(user.subject) is not None
    sign_ups.put(_wish(call, body, code))
    if is_known:
        mail = known_mail(body.language, call.here.settings.page_url)
    else:
        mail = code_mail(body.language, code)
    call.here.mail.send(body.email, mail.subject, mail.text)
    return CheckMailView()


@routes.post("/v1/sign-up/resend", roles=None, secret=True)
def resend_code(call: Call, body: ResendBody) -> CheckMailView:
    """Have another code mailed; the one before is good no more.

    The answer is the same where nobody waits for one.
    """
    count_mail(call, body.email)
    code = new_code(call.here.random)
    waiting = sign_ups.with_new_code(body.email, code, call.now)
    if waiting is not None:
        mail = code_mail(waiting.language, code)
        call.here.mail.send(body.email, mail.subject, mail.text)
    return CheckMailView()


@routes.post("/v1/sign-up/confirm", roles=None, secret=True)
def confirm_sign_up(call: Call, body: ConfirmBody) -> ConfirmedView:
    """Prove the address by the code, and open the business.

    The password comes with the code and not before: whoever has the mailbox owns the business, and
    nobody can wait with a password of theirs for somebody else to confirm. Five wrong codes use a
    code up. The same request again, after an answer was lost, is answered alike.
    """
    proven = sign_ups.try_code(body.email, body.code, call.now, by=call.here.ids())
    if proven is None:
        raise invalid([("body.code", "expected the code of the last mail; ask for another")])
    if not proven.opened:
        subject = new_user(
            call,
            proven.email,
            body.password,
            made_for=proven.made_for,
            name=proven.name,
        )
        sign_ups.open_business(proven, subject, call.now)
    return ConfirmedView(tenant=proven.tenant, business_name=proven.business_name)


def _check_agreed(call: Call, accepted: AcceptedBody) -> None:
    in_force = show_agreements(call).model_dump()
    wrong = [
        (f"body.accepted.{document}", "expected the version that is in force")
        for document, version in in_force.items()
        if getattr(accepted, document) != version
    ]
    if wrong:
        raise invalid(wrong)


def _wish(call: Call, body: SignUpBody, code: str) -> SignUp:
    id_ = call.here.ids()
    return SignUp(
        id=id_,
        email=body.email,
        name=body.name,
        business_name=body.business_name,
        tenant=tenant_id(body.business_name, new_tail(call.here.random)),
        country=body.country,
        language=body.language,
        timezone=body.timezone or "",
        template=body.template,
        terms=body.accepted.terms,
        privacy=body.accepted.privacy,
        signed_up_at=call.now,
        code_digest=code_digest(id_, code),
    )
