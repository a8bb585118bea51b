"""Exports: everything that the business has, in one file to keep."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.replies import Accepted, JobView
from functions.api.shapes import Id, Shape
from functions.job_messages import ring
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.job import Job, JobKind, JobState
from santral.stores import exports, jobs
from santral.stores.files import export_key
from santral.stores.links import LINK_EXPIRES_S

routes = Routes("Exports")

_ZIP: Final = "application/zip"


class ExportLinkView(Shape):
    url: Annotated[str, Field(description="whoever has it may download everything")]
    expires_in_s: int


@routes.post("/v1/exports", roles=RUNS, after_trial=True)
def create_export(call: Call) -> Accepted:
    """Put everything that the business has into one file.

    A zip of JSON lines and CSV, with a text on what is in it; recordings are listed, and not in it.
    The file is kept for some days.
    """
    job = exports.begin(call.tenant, call.dated_id(), by=call.asker.subject, now=call.now)
    ring(exports.FUNCTION, call.tenant, job.id)
    return Accepted(job)


@routes.get("/v1/exports/{export_id}", roles=RUNS)
def show_export(call: Call, export_id: Id) -> JobView:
    """Show how far an export is."""
    return JobView.model_validate(_job(call, export_id))


@routes.post(
    "/v1/exports/{export_id}/links", roles=RUNS, secret=True, audited=True, after_trial=True
)
def link_export(call: Call, export_id: Id) -> ExportLinkView:
    """Make a link to an export's file that is good for a minute.

    Every link is in the audit log.
    """
    if _job(call, export_id).state is not JobState.DONE:
        raise ConflictError("the export is not done")
    key = export_key(call.tenant, export_id)
    call.here.files.state(key)  # it may be gone: the bucket keeps it for some days
    name = f"{call.tenant}-{export_id[:8]}.zip"
    url = call.here.links.download(key, name=name, content_type=_ZIP)
    return ExportLinkView(url=url, expires_in_s=LINK_EXPIRES_S)


def _job(call: Call, export_id: str) -> Job:
    """
    Raises:
        NotFoundError: there is no such export.
    """
    job = jobs.load(call.tenant, export_id, now=call.now).value
    if job.kind is not JobKind.EXPORT:
        raise NotFoundError("there is no such export")
    return job
