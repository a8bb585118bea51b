"""Jobs: what goes on after an answer, and how far it is."""

from __future__ import annotations

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY
from functions.api.replies import JobView, Listed, Versioned, listed, version_tag
from functions.api.shapes import Id, PageQuery
from santral.stores import jobs

routes = Routes("Jobs")


@routes.get("/v1/jobs", roles=EVERYBODY)
def list_jobs(call: Call, query: PageQuery) -> Listed[JobView]:
    """List jobs, the newest first."""
    page = jobs.page(call.tenant, limit=query.limit, after=query.after, now=call.now)
    return listed(page, lambda each: JobView.model_validate(each.value))


@routes.get("/v1/jobs/{job_id}", roles=EVERYBODY)
def show_job(call: Call, job_id: Id) -> Versioned[JobView]:
    """Show how far a job is.

    Ask again every second or so until `state` is `done` or `failed`.
    """
    stored = jobs.load(call.tenant, job_id, now=call.now)
    return Versioned(JobView.model_validate(stored.value), version_tag(stored))
