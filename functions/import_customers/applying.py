"""A chunk of rows written to the business's customers; written again, it changes nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from functions.concurrently import run_all
from functions.wiring import collaborators
from santral.domain.customer import Customer
from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.domain.import_plan import Known, NumberedRow, Plan, ids_in, planned
from santral.domain.job import Problem
from santral.stores import customers
from santral.stores.customer_bulk import Numbers, There, complete, create_all, there, under
from santral.stores.customer_copies import MOST_SHARING
from santral.stores.imports import Counts
from santral.stores.shelves import Stored

_TRIES: Final = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    counts: Counts
    problems: tuple[Problem, ...]


def apply(tenant: str, job_id: str, rows: Sequence[NumberedRow], *, dry_run: bool) -> Outcome:
    """
    Args:
        dry_run: whether nothing is written.

    Raises:
        DependencyError: DynamoDB failed, or others changed the same customers all the time.
    """
    good = [each for each in rows if not each.row.problems]
    first: Plan | None = None
    for _ in range(_TRIES):
        numbers = under(tenant, (number for each in good for number in each.row.customer.numbers))
        found = there(tenant, ids_in(good, numbers.customers))
        by_id = {id_: each.value for id_, each in found.customers.items()}
        plan = planned(good, Known(by_id, numbers.customers, found.merged, MOST_SHARING), job_id)
        first = first or plan  # what an attempt has written is no news to the next
        try:
            refused = [] if dry_run else _write(tenant, plan, found, numbers)
        except (ConflictError, NotFoundError):
            continue
        return _outcome(rows, first, refused)
    raise DependencyError("dynamodb", "customers changed by others all the time", retryable=True)


def _write(tenant: str, plan: Plan, found: There, numbers: Numbers) -> list[str]:
    """Write what is wanted; return the ids of those that became too long."""
    here = collaborators()
    now, threads = here.clock(), here.settings.import_threads
    new = [each for id_, each in plan.wanted.items() if id_ not in found.customers]
    if new:
        create_all(
            tenant, new, numbers, now=now, run_all=lambda tasks: run_all(tasks, threads=threads)
        )
    refused: list[str] = []

    def change(customer: Customer, before: Stored[Customer]) -> None:
        try:
            customers.change(tenant, customer, replacing=before.version, now=now)
        except InputError:
            refused.append(customer.id)

    tasks = []
    for id_, before in found.customers.items():
        wanted = plan.wanted.get(id_, before.value)
        if wanted != before.value:
            tasks.append(partial(change, wanted, before))
        elif id_ in plan.wanted and not _is_found(wanted, numbers):
            # Whoever wrote her was killed before the copies.
            tasks.append(partial(complete, tenant, before, numbers, now=now))
    run_all(tasks, threads=threads)
    return refused


def _is_found(customer: Customer, numbers: Numbers) -> bool:
    copy, there = customer.at_a_number, numbers.customers
    return all(copy in there[number] for number in customer.numbers if number in there)


def _outcome(rows: Sequence[NumberedRow], plan: Plan, refused: Sequence[str]) -> Outcome:
    touched = (*plan.created, *plan.changed)
    too_long = [each for each in touched if plan.whom[each.number] in refused]
    problems = sorted(_problems(rows, plan.crowded, too_long))
    bad = len({number for number, *_ in problems})
    counts = Counts(
        created=len(plan.created),
        changed=len(plan.changed) - len(too_long),
        unchanged=len(plan.unchanged),
        refused=bad,
    )
    return Outcome(counts, tuple(_problem(*each) for each in problems))


def _problems(
    rows: Iterable[NumberedRow], crowded: Iterable[NumberedRow], too_long: Iterable[NumberedRow]
) -> Iterator[tuple[int, str, str]]:
    for each in rows:
        for field, expected in each.row.problems:
            yield each.number, field, expected
    for each in crowded:
        yield (
            each.number,
            "numbers",
            f"expected a number that {MOST_SHARING} customers share at most",
        )
    for each in too_long:
        yield each.number, "", "expected less text for one customer"


def _problem(number: int, field: str, expected: str) -> Problem:
    return Problem(f"rows[{number}].{field}".rstrip("."), expected)
