"""How a piece of work tells of itself: by its job, which people see, and to its state machine."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from functions.wiring import Collaborators
from santral.domain.errors import DependencyError, NotFoundError
from santral.domain.job import Job, JobState, Step
from santral.stores import jobs
from santral.stores.connect_work import ConnectWork
from santral.stores.tables import code_of
from santral.stores.tenant_guard import acting_for

NO_ROOM: Final = "NoRoom"
WAITING_FOR_ROOM: Final = "waiting for capacity"
# Nobody waits for that task any more: its time is up, or it has been answered before.
_NOT_WAITED_FOR: Final = frozenset({"InvalidToken", "TaskDoesNotExist", "TaskTimedOut"})


def tell_state(
    here: Collaborators, work: ConnectWork, state: JobState, *, detail: str = ""
) -> None:
    """Let the steps of this work be in a state, and the job be going on, or waiting."""
    names = {str(each) for each in work.steps}

    def changed(job: Job) -> Job:
        waits = state is JobState.WAITING
        steps = tuple(
            Step(each.name, state, detail) if each.name in names else each for each in job.steps
        )
        return replace(
            job,
            state=JobState.WAITING if waits else JobState.RUNNING,
            reason=WAITING_FOR_ROOM if waits else "",
            done=sum(each.state is JobState.DONE for each in steps),
            steps=steps,
        )

    _change(here, work, changed)


def tell_end(here: Collaborators, work: ConnectWork, *, failure: str, reason: str) -> None:
    """End the job of work that no state machine waits for."""
    state = JobState.FAILED if failure else JobState.DONE
    _change(here, work, lambda job: replace(job, state=state, reason=reason))


def report(
    here: Collaborators,
    work: ConnectWork,
    *,
    output: Mapping[str, Any],
    failure: str = "",
    reason: str = "",
) -> None:
    """Answer the task that waits for this work; twice does no harm.

    Args:
        failure: an error's name, by which the state machine chooses what is next; "" is none.

    Raises:
        DependencyError: Step Functions failed; it may have the answer all the same.
    """
    client = here.clients.stepfunctions
    try:
        if failure:
            client.send_task_failure(taskToken=work.token, error=failure, cause=reason)
        else:
            client.send_task_success(taskToken=work.token, output=json.dumps(output))
    except (BotoCoreError, ClientError) as error:
        code = code_of(error)
        if code not in _NOT_WAITED_FOR:
            raise DependencyError("stepfunctions", code or "no answer", retryable=True) from error


def _change(here: Collaborators, work: ConnectWork, what: Callable[[Job], Job]) -> None:
    """Change the job, unless it has ended: work whose end was not written down is taken again."""

    def changed(job: Job) -> Job:
        return job if job.is_over else what(job)

    with acting_for(work.tenant):
        try:
            jobs.change(work.tenant, work.job, changed, now=here.clock())
        except NotFoundError:
            return
