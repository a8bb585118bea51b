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
_RECORDS: Final = (
    "put the CNAME records that the identity stack prints into the domain's DNS, and wait: minutes "
    "as a rule, 72 hours at most"
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
    """Yield the state of the sender's domain; Cognito's codes are sent from it when told so."""
    domains = subject.stage.domains
    domain = domains.mail_from.rpartition("@")[2]
    setting = f"stages/{subject.stage.name}.toml: domains.is_mail_verified"
    try:
        answer = subject.account.ask("sesv2", "get_email_identity", EmailIdentity=domain)
        is_known, is_verified = True, bool(answer.get("VerifiedForSendingStatus"))
    except NotFoundError:
        is_known = is_verified = False
    if is_verified and domains.is_mail_verified:
        yield passed("mail sender's domain", f"{domain} is verified")
    elif is_verified:
        yield missing(
            "mail sender's domain",
            f"{domain} is verified, and Cognito still sends its codes itself, 50 a day at most",
            f"{setting} = true, and deploy again",
        )
    elif domains.is_mail_verified:
        yield missing(
            "mail sender's domain",
            f"{domain} is not verified, and Cognito is told to send from it",
            f"{setting} = false, until SES has found the records",
        )
    elif is_known:
        yield missing(
            "mail sender's domain", f"SES has not found the records of {domain}", _RECORDS
        )
    else:
        yield missing(
            "mail sender's domain",
            f"SES does not know {domain} yet",
            "deploy: the identity stack makes it, and prints the records for its DNS",
        )
