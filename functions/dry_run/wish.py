"""What a request for a dry-run call comes to with the business that it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from functions.dry_run.request import DryRun
from functions.wiring import collaborators
from santral.domain.business_rules import tenant_problems
from santral.domain.errors import BusinessFileError
from santral.domain.phone import is_hidden
from santral.domain.tenant import Number, Tenant

Problems = list[tuple[str, str]]

_WITHOUT: Final = ("id", "timezone", "languages")  # which no call can be played
_NOBODYS: Final = "+99900000000"  # of no country; a business that waits for its number is tried too


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request comes to with this business."""

    number: Number
    caller: str | None
    start: datetime
    available: tuple[str, ...]

    @classmethod
    def of(cls, request: DryRun, tenant: Tenant) -> Wish:
        """
        Raises:
            BusinessFileError: with every name or number that the business does not have.
        """
        problems: Problems = []
        wish = cls(
            number=_number(request, tenant, problems),
            caller=_caller(request, tenant, problems),
            start=_start(request, tenant),
            available=tuple(_available(request, tenant, problems)),
        )
        if problems:
            raise BusinessFileError("dry run", problems)
        return wish


def _number(request: DryRun, tenant: Tenant, problems: Problems) -> Number:
    numbers = tenant.numbers or (tenant.new_number(_NOBODYS),)
    if not request.dialled:
        return numbers[0]
    dialled = collaborators().phone_numbers.parse(request.dialled, tenant.region)
    found = [each for each in tenant.numbers if each.e164 in (dialled, request.dialled)]
    if not found:
        problems.append(("to", "expected one of the business's numbers"))
    return (found or numbers)[0]


def _caller(request: DryRun, tenant: Tenant, problems: Problems) -> str | None:
    if request.caller is None or is_hidden(request.caller):
        return None
    caller = collaborators().phone_numbers.parse(request.caller, tenant.region)
    if caller is None:
        problems.append(("from", 'expected a telephone number, or "hidden"'))
    return caller


def _start(request: DryRun, tenant: Tenant) -> datetime:
    zone = ZoneInfo(tenant.timezone)
    at = request.at or collaborators().clock().replace(microsecond=0)
    return at.replace(tzinfo=zone) if at.tzinfo is None else at.astimezone(zone)


def _available(request: DryRun, tenant: Tenant, problems: Problems) -> Iterator[str]:
    usernames = [each.username for each in tenant.agents]
    if not isinstance(request.available, tuple):
        yield from usernames[: request.available]
        return
    for index, username in enumerate(request.available):
        if username not in usernames:
            problems.append((f"agents[{index}]", "expected the username of an agent"))
        yield username


def unplayable(tenant: Tenant) -> Iterator[tuple[str, str]]:
    """Yield the problems of a profile with which no call can be played, of those that it has."""
    for path, expected in tenant_problems(tenant):
        part, *_ = path.replace("[", ".").split(".")
        if path in _WITHOUT or part == "languages":
            yield path, expected
    if not tenant.queues:
        yield "queues", "expected at least one"
