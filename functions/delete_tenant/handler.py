"""Goes on with the deletion of a business until it has to wait, or the time of this invocation is
over.

Where it stands is written after each part, under a version. Whoever is killed, or told twice, does
a part again; no part does harm the second time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from functions.delete_tenant.closing import Closing
from functions.delete_tenant.ending import LATER, certify
from functions.delete_tenant.stages import WORK, is_asked_for
from functions.job_messages import takes_jobs
from functions.wiring import collaborators
from santral.domain.deletion import Stage
from santral.stores import deletions

_EARLY: Final = timedelta(seconds=5)  # clocks differ


def _certify(closing: Closing) -> timedelta | None:
    certify(closing)
    return None


_STAGES: Final[Mapping[Stage, Callable[[Closing], timedelta | None]]] = {
    **WORK,
    Stage.CERTIFICATE: _certify,
    **LATER,
}


@takes_jobs(deletions.FUNCTION)
def handler(tenant: str, job_id: str) -> None:
    here = collaborators()
    stored = deletions.find(tenant)
    if stored is None or stored.value.job != job_id:
        return
    closing = Closing(here, stored)
    if closing.deletion.is_due(closing.now + _EARLY):
        _go_on(closing)


def _go_on(closing: Closing) -> None:
    while _is_to_go_on(closing):
        stage = closing.deletion.stage
        pause = _STAGES[stage](closing)
        if pause is not None:
            closing.wait(pause)
            return
        if stage is Stage.BOOKS:
            closing.forget()
            return
        closing.advance()


def _is_to_go_on(closing: Closing) -> bool:
    """Say so, until it was taken back; from the stage CONNECT on that cannot be."""
    if closing.deletion.stage is Stage.CANCELLED:
        return False
    if closing.deletion.stage is Stage.EXPORT and not is_asked_for(closing):
        closing.forget()
        return False
    return True
