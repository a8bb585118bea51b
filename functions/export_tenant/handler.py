"""Goes on with an export until it is done, or the time of this invocation is over.

The place is noted after each part that S3 has, under the job's version. Whoever is killed or told
twice repeats a part at most; where two have written the same part, the file is begun anew.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from functions.export_tenant.sections import NAMES
from functions.export_tenant.writing import Part, parts
from functions.job_messages import ring, takes_jobs
from functions.wiring import collaborators
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.stores import exports, jobs
from santral.stores.deadline import remaining_s
from santral.stores.exports import Place
from santral.stores.files import export_key

_A_PART_NEEDS_S: Final = 60.0
_MOST_RESTARTS: Final = 3
_ZIP: Final = "application/zip"


@takes_jobs(exports.FUNCTION)
def handler(tenant: str, job_id: str) -> None:
    here = collaborators()
    job = jobs.load(tenant, job_id, now=here.clock()).value
    if job.is_over:
        return
    place = exports.place_of(job)
    try:
        _go_on(tenant, job_id, place)
    except InputError as error:
        here.files.give_up_upload(export_key(tenant, job_id), place.upload)
        exports.fail(tenant, job_id, str(error), now=here.clock())


def _go_on(tenant: str, job_id: str, place: Place) -> None:
    here = collaborators()
    business, key = here.load_tenant(tenant), export_key(tenant, job_id)
    if not place.upload:
        begun = replace(place, upload=here.files.begin_upload(key, _ZIP))
        if not _noted(tenant, job_id, place, begun):
            return
        place = begun
    for part in parts(business, place, part_bytes=here.settings.export_part_bytes):
        if remaining_s() < _A_PART_NEEDS_S:
            ring(exports.FUNCTION, tenant, job_id)
            return
        try:
            after = _uploaded(key, place, part)
        except NotFoundError:
            _ended_or_lost(tenant, job_id, place, part)
            return
        except ConflictError:
            _begin_anew(tenant, job_id, place)
            return
        if not _noted(tenant, job_id, place, after):
            return
        place = after


def _uploaded(key: str, place: Place, part: Part) -> Place:
    """Upload a part, and with the last one end the file.

    Raises:
        NotFoundError: there is no such upload any more.
        ConflictError: a part is not the one that was noted.
    """
    files = collaborators().files
    etag = files.put_part(key, place.upload, len(place.etags) + 1, part.octets)
    after = replace(part.place, upload=place.upload, etags=(*place.etags, etag))
    if after.ended:
        files.end_upload(key, place.upload, list(after.etags))
    return after


def _noted(tenant: str, job_id: str, before: Place, after: Place) -> bool:
    now = collaborators().clock()
    return exports.advance(tenant, job_id, before, after, sections=NAMES, now=now)


def _ended_or_lost(tenant: str, job_id: str, place: Place, part: Part) -> None:
    """Note an export as done whose file was ended before that could be noted.

    Else S3 has forgotten the upload, as a bucket's rules make it do after some days.
    """
    try:
        if not part.place.ended:
            raise NotFoundError("the upload is gone")
        collaborators().files.state(export_key(tenant, job_id))
    except NotFoundError:
        _begin_anew(tenant, job_id, place)
    else:
        _noted(tenant, job_id, place, part.place)


def _begin_anew(tenant: str, job_id: str, place: Place) -> None:
    if place.restarts >= _MOST_RESTARTS:
        raise InputError("the file could not be written, however often it was begun")
    collaborators().files.give_up_upload(export_key(tenant, job_id), place.upload)
    if _noted(tenant, job_id, place, Place(restarts=place.restarts + 1)):
        ring(exports.FUNCTION, tenant, job_id)
