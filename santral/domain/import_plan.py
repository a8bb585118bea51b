"""What a chunk of rows makes of the customers who are there: whom to create, whom to change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from santral.domain.customer import Customer
from santral.domain.customer_import import Row, match, new_id, updated


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """
    Attributes:
        number: as a spreadsheet counts: the header is 1.
    """

    number: int
    row: Row


@dataclass(frozen=True, slots=True)
class Known:
    """Who is there, as far as the rows may be about them.

    Attributes:
        by_id: customers whole.
        by_number: who has a number; what is kept at a number is enough.
        merged: the id of who was merged -> of who she is now.
        most_sharing: how many may have one number.
    """

    by_id: Mapping[str, Customer]
    by_number: Mapping[str, Sequence[Customer]]
    merged: Mapping[str, str]
    most_sharing: int


@dataclass(slots=True)
class Plan:
    """
    Attributes:
        wanted: every customer whom a row is about, as she shall be.
        whom: the customer's id, by the number of the row.
        created, changed, unchanged: rows by what comes of them.
        crowded: rows left out because too many have a number already.
    """

    wanted: dict[str, Customer] = field(default_factory=dict)
    whom: dict[int, str] = field(default_factory=dict)
    created: list[NumberedRow] = field(default_factory=list)
    changed: list[NumberedRow] = field(default_factory=list)
    unchanged: list[NumberedRow] = field(default_factory=list)
    crowded: list[NumberedRow] = field(default_factory=list)


def ids_in(rows: Iterable[NumberedRow], by_number: Mapping[str, Sequence[Customer]]) -> set[str]:
    """Return the ids of all whom the rows may be about."""
    ids = {each.row.customer.id for each in rows if each.row.customer.id}
    return ids | {customer.id for sharing in by_number.values() for customer in sharing}


def planned(rows: Sequence[NumberedRow], known: Known, job_id: str) -> Plan:
    """Let the rows, which have no problems, say one after the other what they have to say.

    Args:
        job_id: tells rows of one file from those of another.
    """
    plan = Plan()
    by_number = {number: list(sharing) for number, sharing in known.by_number.items()}
    for each in rows:
        said = each.row.customer
        sharing = [customer for number in said.numbers for customer in by_number.get(number, ())]
        id_, is_by_name = _who(said, sharing, known, f"{job_id} {each.number}")
        there = plan.wanted.get(id_) or known.by_id.get(id_)
        if _is_crowded(said, id_, by_number, known.most_sharing):
            plan.crowded.append(each)
            continue
        if there is None:
            wanted = replace(said, id=id_)
        else:
            wanted = updated(there, replace(said, name="") if is_by_name else said)
        _list(plan, there, wanted).append(each)
        plan.wanted[id_], plan.whom[each.number] = wanted, id_
        for number in said.numbers:
            others = [other for other in by_number.get(number, ()) if other.id != id_]
            by_number[number] = [*others, wanted]
    return plan


def _who(said: Customer, sharing: Sequence[Customer], known: Known, row: str) -> tuple[str, bool]:
    """Return whom a row is about, and whether she is known by number and name alone."""
    if said.id:
        return known.merged.get(said.id, said.id), False
    she = match(said, sharing)
    return (new_id(said, row), False) if she is None else (she.id, True)


def _list(plan: Plan, there: Customer | None, wanted: Customer) -> list[NumberedRow]:
    if there is None:
        return plan.created
    return plan.unchanged if wanted == there else plan.changed


def _is_crowded(
    said: Customer, id_: str, by_number: Mapping[str, Sequence[Customer]], most: int
) -> bool:
    return any(
        sum(other.id != id_ for other in by_number.get(number, ())) >= most
        for number in said.numbers
    )
