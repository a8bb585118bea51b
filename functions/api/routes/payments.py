"""Payments: what a payment system tells us, signed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from functions.api.approval import Approval, approve
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.shapes import Id, Shape, TenantId
from santral.domain.account import Plan
from santral.domain.errors import NotFoundError, UnauthenticatedError
from santral.domain.payment import Payment
from santral.domain.signatures import HEADER, is_signed
from santral.stores import payments

routes = Routes("Payments")


class PaymentBody(Shape):
    id: Annotated[Id, Field(description="the payment system's own, the same in each repetition")]
    tenant: Annotated[TenantId, Field(description="for which business was paid")]
    plan: Literal["paid"] = "paid"


@routes.post("/v1/payments", roles=None, secret=True)
def take_payment(call: Call, body: PaymentBody) -> None:
    """Take the notice of a payment, by which a business is approved.

    It is signed in the header `Santral-Signature` as our own webhooks are. The same notice again
    changes nothing. Where this installation takes no payments there is no such endpoint.
    """
    _check_signature(call)
    stored = payments.receive(Payment(body.id, body.tenant, Plan(body.plan), call.now))
    payment = stored.value
    if not payment.done:
        by = f"payment-{payment.id}"
        approve(
            call.here,
            payment.tenant,
            Approval(by, payment.received_at, by, "payment", payment.plan),
        )
        payments.carried_out(stored)


def _check_signature(call: Call) -> None:
    secret = call.here.settings.payment_secret
    if not secret or call.asked is None:
        raise NotFoundError("there is nothing at this path")
    octets, written = call.asked.octets(), call.asked.header(HEADER.lower())
    if not is_signed(octets, written, [secret], call.now.timestamp()):
        raise UnauthenticatedError("a notice that is not signed")
