"""Imports of customers from CSV: the form by which a file is uploaded, and how it goes on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import ProblemError, invalid, no_cursor
from functions.api.replies import (
    Accepted,
    Created,
    JobView,
    Listed,
    ProblemView,
)
from functions.api.shapes import Id, PageQuery, Shape, Text, fields_of
from functions.job_messages import ring
from santral.domain.csv_records import CHARSETS
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.import_columns import ATTRIBUTE, FIELDS
from santral.domain.job import Job, JobKind
from santral.stores import imports, jobs
from santral.stores.files import import_key
from santral.stores.imports import ImportOptions, place_of

routes = Routes("Customer imports")


class NewImportBody(Shape):
    charset: Annotated[
        Text, Field(description=f"{', '.join(CHARSETS)}; empty finds it out where it can")
    ] = ""
    delimiter: Annotated[Literal["", ",", ";", "\t"], Field(description="empty finds it out")] = ""
    mapping: Annotated[
        dict[Text, Text],
        Field(
            max_length=100,
            description=f"header -> one of {', '.join(FIELDS)}, {ATTRIBUTE}name, or empty",
        ),
    ] = Field(default_factory=dict)
    dry_run: Annotated[bool, Field(description="only checks the file")] = False
    region: Annotated[
        str,
        StringConstraints(pattern=r"^([A-Z]{2})?$"),
        Field(description="the country whose local numbers are meant; empty is the business's"),
    ] = ""
    file_id: Annotated[
        Id | Literal[""],
        Field(description="the import whose file is read, as after a dry run; empty is a new one"),
    ] = ""


class UploadFormView(Shape):
    """An HTML form: `fields` first, in any order, then the file as `file`."""

    url: str
    fields: dict[str, str]
    expires_in_s: int
    largest_bytes: int


class ImportView(Shape):
    job: JobView
    upload: Annotated[
        UploadFormView | None, Field(description="null where the file is there already")
    ]


@routes.post("/v1/customer-imports", roles=RUNS)
def create_customer_import(call: Call, body: NewImportBody) -> Created[ImportView]:
    """Prepare an import of customers from CSV.

    Upload the file by the form, from wherever it is, and then start the import. Rows of one id, or
    of one number and name, become one customer; numbers are written as E.164.
    """
    _check(call, body)
    options = ImportOptions(**fields_of(body))
    job = imports.begin(call.tenant, call.dated_id(), options, by=call.asker.subject, now=call.now)
    upload = None if body.file_id else _form(call, job.id)
    view = ImportView(job=JobView.model_validate(job), upload=upload)
    return Created(view, f"/v1/customer-imports/{job.id}")


@routes.get("/v1/customer-imports/{import_id}", roles=RUNS)
def show_customer_import(call: Call, import_id: Id) -> JobView:
    """Show how far an import is."""
    return JobView.model_validate(_job(call, import_id))


@routes.post("/v1/customer-imports/{import_id}/forms", roles=RUNS, secret=True)
def make_upload_form(call: Call, import_id: Id) -> UploadFormView:
    """Make another form for the upload, when the first has expired."""
    if _job(call, import_id).is_over:
        raise ConflictError("the import is over")
    return _form(call, import_id)


@routes.post("/v1/customer-imports/{import_id}/start", roles=RUNS)
def start_customer_import(call: Call, import_id: Id) -> Accepted:
    """Start an import whose file is uploaded."""
    options = place_of(_job(call, import_id)).options
    try:
        call.here.files.state(import_key(call.tenant, options.file_id or import_id))
    except NotFoundError:
        raise ProblemError("conflict", "Upload the file first.") from None
    job = imports.ready(call.tenant, import_id, now=call.now)
    ring(imports.FUNCTION, call.tenant, import_id)
    return Accepted(job)


@routes.post("/v1/customer-imports/{import_id}/cancel", roles=RUNS)
def cancel_customer_import(call: Call, import_id: Id) -> JobView:
    """Let an import end after the rows that it is at; what was imported stays."""
    _job(call, import_id)
    return JobView.model_validate(imports.cancel(call.tenant, import_id, now=call.now))


@routes.get("/v1/customer-imports/{import_id}/problems", roles=RUNS)
def list_import_problems(call: Call, import_id: Id, query: PageQuery) -> Listed[ProblemView]:
    """List what was wrong in which row: the first thousand; `refused` counts all of them."""
    problems = _job(call, import_id).problems
    written = query.after or "0"
    if not written.isascii() or not written.isdecimal():
        raise no_cursor()
    begin = min(int(written), len(problems))
    end = begin + query.limit
    shown = tuple(ProblemView.model_validate(each) for each in problems[begin:end])
    return Listed(shown, str(end) if end < len(problems) else None)


def _check(call: Call, body: NewImportBody) -> None:
    if body.charset and body.charset not in CHARSETS:
        raise invalid([("body.charset", f"expected one of {', '.join(CHARSETS)}")])
    for field in body.mapping.values():
        if field and field not in FIELDS and not field.startswith(ATTRIBUTE):
            raise invalid([("body.mapping", f"expected one of {', '.join(FIELDS)}")])
    if body.file_id:
        try:
            _job(call, body.file_id)
        except NotFoundError:
            raise invalid([("body.file_id", "expected the id of an import")]) from None


def _form(call: Call, import_id: str) -> UploadFormView:
    form = call.here.links.upload_form(call.tenant, import_id)
    return UploadFormView(
        url=form.url,
        fields=dict(form.fields),
        expires_in_s=form.expires_s,
        largest_bytes=form.largest_bytes,
    )


def _job(call: Call, import_id: str) -> Job:
    """
    Raises:
        NotFoundError: there is no such import.
    """
    job = jobs.load(call.tenant, import_id, now=call.now).value
    if job.kind is not JobKind.CUSTOMER_IMPORT:
        raise NotFoundError("there is no such import")
    return job
