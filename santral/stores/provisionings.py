"""Which businesses are being set up: one mark each, from the start until its end is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import ConflictError, DependencyError
from santral.stores.shelves import Shelf, Stored
from santral.stores.tables import code_of
from santral.stores.tenant_guard import PLATFORM, acting_for

if TYPE_CHECKING:
    from santral.stores.clients import Clients

_EXISTS: Final = "ExecutionAlreadyExists"
_UNKNOWN: Final = "ExecutionDoesNotExist"


@dataclass(frozen=True, slots=True)
class Provisioning:
    """
    Attributes:
        attempt: of the state machine, from 1; more than one where an execution broke off.
    """

    tenant: str
    job: str
    begun_at: datetime
    begun_by: str
    attempt: int = 1

    @property
    def execution(self) -> str:
        """The name of the execution: the same start is known by it."""
        return f"{self.tenant}-{self.job}-{self.attempt}"[-80:]


_MARKS: Final = Shelf("provisioning", Provisioning)


def find(tenant: str) -> Stored[Provisioning] | None:
    with acting_for(PLATFORM):
        return _MARKS.find(PLATFORM, tenant)


def under_way() -> list[Stored[Provisioning]]:
    with acting_for(PLATFORM):
        return list(_MARKS.all(PLATFORM))


def mark(provisioning: Provisioning) -> Stored[Provisioning]:
    """Mark a business as being set up; where it is already, return what its mark says."""
    with acting_for(PLATFORM):
        try:
            return _MARKS.create(PLATFORM, provisioning.tenant, provisioning)
        except ConflictError:
            return _MARKS.load(PLATFORM, provisioning.tenant)


def next_attempt(stored: Stored[Provisioning]) -> Provisioning:
    """
    Raises:
        ConflictError: somebody else begins it, or it has ended.
    """
    again = replace(stored.value, attempt=stored.value.attempt + 1)
    with acting_for(PLATFORM):
        return _MARKS.replace(PLATFORM, stored.id, again, replacing=stored.version).value


def unmark(tenant: str) -> None:
    with acting_for(PLATFORM):
        _MARKS.delete(PLATFORM, tenant)


class Executions:
    """Executions of the one state machine.

    Every method raises DependencyError where Step Functions fails.
    """

    def __init__(self, clients: Clients, state_machine_arn: str) -> None:
        self._clients, self._arn = clients, state_machine_arn

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """Start an execution; one of that name, running or ended, is the same start."""
        try:
            self._clients.stepfunctions.start_execution(
                stateMachineArn=self._arn, name=name, input=json.dumps(given)
            )
        except (BotoCoreError, ClientError) as error:
            if code_of(error) != _EXISTS:
                raise _failed(error) from error

    def is_running(self, name: str) -> bool:
        arn = f"{self._arn.replace(':stateMachine:', ':execution:')}:{name}"
        try:
            described = self._clients.stepfunctions.describe_execution(executionArn=arn)
        except (BotoCoreError, ClientError) as error:
            if code_of(error) != _UNKNOWN:
                raise _failed(error) from error
            return False
        return described["status"] in ("RUNNING", "PENDING_REDRIVE")


def _failed(error: Exception) -> DependencyError:
    return DependencyError("stepfunctions", code_of(error) or "no answer", retryable=True)
