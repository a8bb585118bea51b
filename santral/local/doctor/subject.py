"""What is examined: a stage, the computer that would deploy it, and the account it would go to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final, Protocol

from santral.domain.deployment import Stage

NO_CREDENTIALS: Final = "no credentials"


class Account(Protocol):
    """An AWS account, through the operations of its APIs."""

    def ask(
        self, service: str, operation: str, *, region: str = "", **parameters: Any
    ) -> Mapping[str, Any]:
        """Ask an operation that only reads, and answer as boto3 does.

        Args:
            operation: as boto3 calls it, `get_account`.
            region: "" is the stage's.

        Raises:
            NotFoundError: there is no such thing.
            DependencyError: it could not be seen, and why: NO_CREDENTIALS, or in other words.
        """


class Workstation(Protocol):
    """The computer that would deploy."""

    @property
    def python(self) -> tuple[int, int]: ...

    def first_line(self, *command: str) -> str:
        """Run a program of the tree or of the computer; "" where there is none."""

    def newest(self, *patterns: str) -> datetime | None:
        """Answer when the newest of the tree's files was written; None where there is none."""


@dataclass(frozen=True)
class Subject:
    stage: Stage
    now: datetime
    workstation: Workstation
    account: Account

    @cached_property
    def account_id(self) -> str:
        """
        Raises:
            DependencyError: nobody is signed in.
        """
        return str(self.account.ask("sts", "get_caller_identity")["Account"])

    @cached_property
    def instance(self) -> Mapping[str, Any] | None:
        """The stage's instance as ListInstances has it: by its id, else by its alias.

        Raises:
            DependencyError: it could not be seen.
        """
        wanted = self.stage.instance
        for each in self.instances:
            if each["Id"] == wanted.id or (not wanted.id and each["InstanceAlias"] == wanted.alias):
                return each
        return None

    @cached_property
    def instances(self) -> tuple[Mapping[str, Any], ...]:
        """
        Raises:
            DependencyError: they could not be seen.
        """
        return tuple(self.pages("connect", "list_instances", "InstanceSummaryList"))

    def pages(
        self, service: str, operation: str, member: str, **parameters: Any
    ) -> Iterator[Mapping[str, Any]]:
        token: str | None = ""
        while token is not None:
            following = {"NextToken": token} if token else {}
            answer = self.account.ask(service, operation, **parameters, **following)
            yield from answer[member]
            token = answer.get("NextToken") or None
