"""Whether codes and invitations would reach anybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from santral.domain.errors import NotFoundError
from santral.local.doctor.findings import Finding, missing, passed
from santral.local.doctor.subject import Subject

_SANDBOX: Final = (
    "the SES console: Account dashboard, Request production access (about a day); until then mail "
    "only reaches addresses that are verified themselves"
)


def sending(subject: Subject) -> Iterator[Finding]:
    answer = subject.account.ask("sesv2", "get_account")
    if not answer.get("ProductionAccessEnabled"):
        yield missing("mail out of the sandbox", "SES is in its sandbox", _SANDBOX)
    elif not answer.get("SendingEnabled"):
        yield missing(
            "mail out of the sandbox", "sending is paused", "the SES console: Account dashboard"
        )
    else:
        yield passed("mail out of the sandbox", "mail reaches any address")


def sender(subject: Subject) -> Iterator[Finding]:
    """An identity is the address itself, or its whole domain."""
    address = subject.stage.domains.mail_from
    domain = address.partition("@")[2]
    states = [_is_verified(subject, each) for each in (domain, address)]
    if True in states:
        yield passed("mail identity", "verified")
    elif False in states:
        yield missing(
            "mail identity",
            "SES waits for its proof",
            "the SES console: Identities: put the CNAME records it shows into the domain's DNS, or "
            "follow the link in the mail that it sent",
        )
    else:
        yield missing(
            "mail identity",
            "SES does not know the sender yet",
            "deploy the identity stack, which makes it; then prove it as the SES console shows",
        )


def _is_verified(subject: Subject, identity: str) -> bool | None:
    try:
        answer = subject.account.ask("sesv2", "get_email_identity", EmailIdentity=identity)
    except NotFoundError:
        return None
    return bool(answer.get("VerifiedForSendingStatus"))
