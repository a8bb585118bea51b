"""The end of a business: its deletion, and what is left when it is over."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import OPERATES, OWNS
from functions.api.problems import invalid
from functions.api.replies import Accepted, Listed, listed
from functions.api.shapes import Id, PageQuery, Shape, Text, Words
from functions.delete_tenant.asking import ask, take_back
from functions.delete_tenant.ending import digest_of
from santral.domain.audit import AuditEntry
from santral.domain.certificate import Certificate, as_text
from santral.domain.deletion import EXPORT_KEPT, Deletion, Stage
from santral.domain.errors import NotFoundError
from santral.stores import audit, deletions
from santral.stores.files import export_key
from santral.stores.links import LINK_EXPIRES_S
from santral.stores.tenant_guard import acting_for

routes = Routes("Closing")

_ZIP = "application/zip"
_GONE = "the link is good no more, or never was"

Token = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class DeletionBody(Shape):
    tenant: Annotated[Words, Field(description="the id of the business, typed once more")]


class DeletionView(Shape):
    """A deletion that is under way."""

    job: Annotated[str, Field(description="tells how far it is: /v1/jobs/{job}")]
    stage: Stage
    asked_at: datetime
    asked_by: Annotated[str, Field(description="the owner who has asked for it")]
    taken_back_until: Annotated[
        datetime, Field(description="at least; later, as long as `stage` is `export`")
    ]


class OutlivingView(Shape):
    what: str
    where: str
    why: str
    until: Annotated[datetime | None, Field(description="null is no date; `why` says why")]


class CertificateView(Shape):
    id: str
    tenant: str
    asked_at: datetime
    asked_by: str
    completed_at: datetime
    removed: dict[Text, int]
    outlives: tuple[OutlivingView, ...]
    text: Annotated[str, Field(description="the same as Markdown, as the owners were mailed")]


class ExportTokenBody(Shape):
    certificate: Annotated[Id, Field(description="of the deletion; it is in the link")]
    token: Annotated[Token, Field(description="what follows it in the link")]


class LastExportView(Shape):
    url: Annotated[str, Field(description="whoever has it may download everything")]
    expires_in_s: int


@routes.post("/v1/account/deletion", roles=OWNS, after_trial=True, while_closing=True)
def delete_business(call: Call, body: DeletionBody) -> Accepted:
    """Delete the business, with everything that is kept of it.

    From now on nothing can be changed. Everything is exported first; until that is done, and for
    an hour at least, any owner can take it back, and callers reach the business as ever. Then its
    resources in Amazon Connect are taken away, a day later it is exported once more with the last
    contacts, the sign-ins end, and everything is deleted. The owners are mailed a certificate, and
    a link to the export that is good for thirty days. Telephone numbers go back to the operator.
    """
    if body.tenant != call.tenant:
        raise invalid([("body.tenant", "expected the id of your business")])
    job = ask(call.here, call.tenant, call.dated_id(), by=call.asker.subject, now=call.now)
    call.here.doors.forget(call.tenant)
    call.notes["job"] = job.id
    return Accepted(job)


@routes.get("/v1/account/deletion", roles=OWNS)
def show_deletion(call: Call) -> DeletionView:
    """Show the deletion that is under way."""
    deletion = _under_way(call.tenant)
    grace = timedelta(seconds=call.here.settings.deletion_grace_s)
    return DeletionView(
        job=deletion.job,
        stage=deletion.stage,
        asked_at=deletion.asked_at,
        asked_by=deletion.asked_by,
        taken_back_until=deletion.asked_at + grace,
    )


@routes.delete("/v1/account/deletion", roles=OWNS, after_trial=True, while_closing=True)
def keep_business(call: Call) -> None:
    """Take the deletion back, as long as nothing is removed."""
    take_back(call.here, call.tenant)
    call.here.doors.forget(call.tenant)


@routes.post("/v1/last-export", roles=None, secret=True)
def link_last_export(call: Call, body: ExportTokenBody) -> LastExportView:
    """Make a link to the export of a business that was deleted, which is good for a minute.

    The owners have the token from the mail with the certificate. Every link is in the audit log
    that outlives the business.
    """
    certificate = deletions.load_certificate(body.certificate)
    deletion = _handed_over(call, certificate, body.token)
    url = call.here.links.download(
        export_key(deletion.tenant, deletion.export),
        name=f"{deletion.tenant}.zip",
        content_type=_ZIP,
    )
    entry = AuditEntry(
        call.request_id,
        call.now,
        "certificate",
        "owner",
        "link_last_export",
        "/v1/last-export",
        {"certificate": certificate.id},
    )
    with acting_for(deletion.tenant):
        audit.add(deletion.tenant, entry)
    return LastExportView(url=url, expires_in_s=LINK_EXPIRES_S)


@routes.get("/v1/operator/certificates", roles=OPERATES)
def list_certificates(call: Call, query: PageQuery) -> Listed[CertificateView]:
    """List the certificates of deletion, the newest first."""
    page = deletions.certificates(limit=query.limit, after=query.after)
    return listed(page, lambda each: _view(each.value))


@routes.get("/v1/operator/certificates/{certificate_id}", roles=OPERATES)
def show_certificate(call: Call, certificate_id: Id) -> CertificateView:
    """Show what was removed with a business, and what outlives it until when."""
    return _view(deletions.load_certificate(certificate_id))


def _under_way(tenant: str) -> Deletion:
    stored = deletions.find(tenant)
    if stored is None or stored.value.stage is Stage.CANCELLED:
        raise NotFoundError("no deletion is under way")
    return stored.value


def _handed_over(call: Call, certificate: Certificate, token: str) -> Deletion:
    """
    Raises:
        NotFoundError: the token is not good, or the export is gone.
    """
    stored = deletions.find(certificate.tenant)
    if stored is None or stored.value.job != certificate.id:
        raise NotFoundError(_GONE)
    deletion, digest = stored.value, digest_of(token)
    known = [hmac.compare_digest(digest, each) for each in deletion.link_digests]
    if not any(known) or certificate.completed_at + EXPORT_KEPT <= call.now:
        raise NotFoundError(_GONE)
    return deletion


def _view(certificate: Certificate) -> CertificateView:
    shown = {
        name: getattr(certificate, name) for name in CertificateView.model_fields if name != "text"
    }
    return CertificateView.model_validate({**shown, "text": as_text(certificate)})
