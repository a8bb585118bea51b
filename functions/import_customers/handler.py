"""Goes on with an import of customers until it is done, or the time of this invocation is over.

The place is noted after every chunk of rows, under the job's version: whoever is killed or told
twice repeats one chunk at most, and repeating it changes nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from functions.import_customers.applying import apply
from functions.import_customers.reading import Chunk, begin, chunks
from functions.job_messages import ring, takes_jobs
from functions.wiring import collaborators
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.domain.webhooks import WebhookEvent
from santral.stores import imports, jobs
from santral.stores.deadline import remaining_s
from santral.stores.files import import_key
from santral.stores.imports import Place, Step

_A_CHUNK_NEEDS_S: Final = 60.0


@takes_jobs(imports.FUNCTION)
def handler(tenant: str, job_id: str) -> None:
    here = collaborators()
    job = jobs.load(tenant, job_id, now=here.clock()).value
    if job.is_over:
        return
    try:
        _go_on(tenant, job_id, imports.place_of(job))
    except (ConflictError, InputError, NotFoundError) as error:
        imports.fail(tenant, job_id, str(error), now=here.clock())


def _go_on(tenant: str, job_id: str, place: Place) -> None:
    here = collaborators()
    business = here.load_tenant(tenant)
    key = import_key(tenant, place.options.file_id or job_id)
    if not place.etag:
        begun = begin(here.files, key, place)
        step = Step(place, begun.place, ignored=begun.ignored)
        if not imports.advance(tenant, job_id, step, now=here.clock()):
            return
        place = begun.place
    for chunk in chunks(here.files, key, place, business):
        if remaining_s() < _A_CHUNK_NEEDS_S:
            ring(imports.FUNCTION, tenant, job_id)
            return
        after = _applied(tenant, job_id, place, chunk)
        if after is None:
            return
        place = after
    if not place.options.dry_run:
        here.files.delete(key)


def _applied(tenant: str, job_id: str, place: Place, chunk: Chunk) -> Place | None:
    """Return where the import stands then; None where another is further, or it was cancelled."""
    here = collaborators()
    outcome = apply(tenant, job_id, chunk.rows, dry_run=place.options.dry_run)
    after = replace(
        place, offset=chunk.end, row=chunk.last_row, counts=place.counts.plus(outcome.counts)
    )
    if chunk.is_last and not place.options.dry_run:
        told = {"job": job_id, **imports.results(after.counts)}
        # The time of the job, so that its last chunk, done again, tells nobody twice.
        at = jobs.load(tenant, job_id, now=here.clock()).value.created_at
        here.webhooks.emit(tenant, WebhookEvent.CUSTOMERS_IMPORTED, job_id, told, at=at)
    step = Step(place, after, outcome.problems, is_last=chunk.is_last)
    return after if imports.advance(tenant, job_id, step, now=here.clock()) else None
