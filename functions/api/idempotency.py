"""Makes a POST that is sent again the same POST: one effect, and the same answer.

The first one notes that it has begun, and when; ids that it makes come from its key. Whoever finds
the note gets the answer that was kept, or is told to wait; a note that has been open for longer
than any request can take is taken over, with the same ids and the same time, so that what was done
already is found done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from chalice.app import Response

from functions.api.problems import ProblemError
from santral.domain.errors import ConflictError, DependencyError, InputError
from santral.stores.shelves import Shelf, Stored
from santral.stores.tables import WorkItem

KEPT: Final = timedelta(hours=24)
LONGEST_REQUEST: Final = timedelta(seconds=30)
REPLAYED: Final = "Idempotent-Replayed"


@dataclass(frozen=True, slots=True)
class _Note:
    """
    Attributes:
        fingerprint: of method, path and body.
        status: 0 while it is being worked on.
        by: the request that works on it; two at one instant are not to be taken for one.
    """

    fingerprint: str
    begun_at: datetime
    worked_on_since: datetime
    by: str
    status: int = 0
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


_NOTES: Final = Shelf("idempotency", _Note, WorkItem, scattered=True)


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that is now ours to answer.

    Attributes:
        at: when it was begun at first.
    """

    at: datetime
    _tenant: str
    _note: Stored[_Note]

    def keep(self, response: Response) -> None:
        """Keep an answer for whoever asks again.

        Where it cannot be kept, as when it is too long, the work is done all the same, and who asks
        again does it once more with the same ids.
        """
        done = replace(
            self._note.value,
            status=response.status_code,
            body=response.body if isinstance(response.body, str) else "",
            headers={
                name: value for name, value in response.headers.items() if isinstance(value, str)
            },
        )
        try:
            self._replace(done)
        except (ConflictError, DependencyError):
            return
        except InputError:
            self.let_go(untouched=False)

    def let_go(self, *, untouched: bool) -> None:
        """Let the same request be sent again at once.

        Args:
            untouched: nothing was done, and it need not be the same one again.
        """
        try:
            if untouched:
                _NOTES.delete(self._tenant, self._note.id, replacing=self._note.version)
                return
            free = replace(self._note.value, worked_on_since=self.at - LONGEST_REQUEST)
            self._replace(free)
        except (ConflictError, DependencyError):
            return

    def _replace(self, note: _Note) -> None:
        _NOTES.replace(
            self._tenant,
            self._note.id,
            note,
            replacing=self._note.version,
            expires=self.at + KEPT,
        )


def begin(
    tenant: str, key: str, request: Mapping[str, str], now: datetime, *, by: str
) -> Begun | Response:
    """Begin a request, or return the answer that it got before.

    Args:
        key: unique for the asker and the operation.
        request: what makes it the same request.
        by: the id of this sending of it.

    Raises:
        ProblemError: it is still being worked on, or the key belongs to another request.
    """
    id_ = hashlib.sha256(key.encode()).hexdigest()
    note = _Note(_fingerprint(request), now, now, by)
    try:
        return Begun(now, tenant, _NOTES.create(tenant, id_, note, expires=now + KEPT, now=now))
    except ConflictError:
        return _again(tenant, id_, note, now)


def _again(tenant: str, id_: str, note: _Note, now: datetime) -> Begun | Response:
    there = _NOTES.find(tenant, id_, now=now)
    if there is None:
        raise ProblemError("in-progress", headers={"Retry-After": "1"})
    if there.value.fingerprint != note.fingerprint:
        raise ProblemError("key-reused", "Another path or another body was sent with it before.")
    if there.value.status:
        return Response(
            there.value.body, {**there.value.headers, REPLAYED: "true"}, there.value.status
        )
    if now - there.value.worked_on_since < LONGEST_REQUEST:
        raise ProblemError("in-progress", headers={"Retry-After": "1"})
    taken = replace(there.value, worked_on_since=now, by=note.by)
    try:
        stored = _NOTES.replace(
            tenant, id_, taken, replacing=there.version, expires=there.value.begun_at + KEPT
        )
    except ConflictError:
        raise ProblemError("in-progress", headers={"Retry-After": "1"}) from None
    return Begun(there.value.begun_at, tenant, stored)


def _fingerprint(request: Mapping[str, str]) -> str:
    return hashlib.sha256(json.dumps(dict(request), sort_keys=True).encode()).hexdigest()
