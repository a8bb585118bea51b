"""Puts facts into periods and groups, and answers what was asked of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from santral.local.connect.instance import Instance
from santral.local.connect.metrics import facts
from santral.local.connect.metrics.facts import Fact, Spent
from santral.local.connect.metrics.measures import Measure, Sort, Within
from santral.local.connect.metrics.periods import Period

Group = tuple[str, ...]
Items = dict[tuple[int, Group], list[Any]]  # by period and group


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter.

    Attributes:
        values: any of them will do; None where the dimension must be missing.
        negate: whether what meets it is left out instead.
    """

    key: str
    values: frozenset[str] | None
    negate: bool = False

    def admits(self, dims: Mapping[str, str]) -> bool:
        value = dims.get(self.key)
        met = value is None if self.values is None else value in self.values
        return met is not self.negate


@dataclass(frozen=True, slots=True)
class Wanted:
    """One metric that was asked for.

    Attributes:
        plain: how the request has it; the answer repeats it.
    """

    plain: Mapping[str, Any]
    measure: Measure
    within: Within
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    period: Period
    group: Group
    values: list[float | None]


@dataclass(slots=True)
class Question:
    """What a request asks.

    Attributes:
        groupings: dimensions by which facts are told apart; what lacks one of them is left out.
    """

    instance: Instance
    periods: Sequence[Period]
    conditions: Sequence[Condition]
    groupings: Sequence[str]
    wanted: Sequence[Wanted]
    _kept: dict[Sort, list[Any]] = field(default_factory=dict)

    def rows(self) -> list[Row]:
        """Answer group by group, each with all of its periods; groups without any fact are out."""
        items = [self._items(each) for each in self.wanted]
        groups = sorted({group for each in items for _, group in each})
        return [
            Row(period, group, [self._value(*pair, at, group) for pair in self._pairs(items)])
            for group in groups
            for at, period in enumerate(self.periods)
        ]

    def _pairs(self, items: Sequence[Items]) -> Iterable[tuple[Wanted, Items]]:
        return zip(self.wanted, items, strict=True)

    def _value(self, wanted: Wanted, items: Items, at: int, group: Group) -> float | None:
        measure = wanted.measure
        if not self._is_known(at, measure.sort):
            return None
        return measure.value(items.get((at, group), []), wanted.within)

    def _is_known(self, at: int, sort: Sort) -> bool:
        """Whether nothing of what happened in a period was forgotten, in a restart or since."""
        of = self.instance.ledger if sort is Sort.CONTACTS else self.instance.activity
        return self.periods[at].start_us >= of.known_from_us

    # --- putting facts where they belong ---

    def _items(self, wanted: Wanted) -> Items:
        items: Items = {}
        for each in self._facts(wanted.measure.sort):
            dims = each.dims
            if not all(condition.admits(dims) for condition in wanted.conditions):
                continue
            if not all(key in dims for key in self.groupings):
                continue
            group = tuple(dims[key] for key in self.groupings)
            for at, placed in self._placed(each, wanted.measure):
                items.setdefault((at, group), []).append(placed)
        return items

    def _facts(self, sort: Sort) -> list[Any]:
        kept = self._kept.get(sort)
        if kept is None:
            found = self._found(sort)
            kept = self._kept[sort] = [
                each
                for each in found
                if all(condition.admits(each.dims) for condition in self.conditions)
            ]
        return kept

    def _found(self, sort: Sort) -> Iterable[Any]:
        start_us, end_us = self.periods[0].start_us, self.periods[-1].end_us
        if sort is Sort.CONTACTS:
            at = {each.measure.at for each in self.wanted if each.measure.sort is sort}
            return facts.contacts(self.instance, start_us, end_us, at)
        if sort is Sort.OFFERS:
            return facts.offers(self.instance, start_us, end_us)
        return facts.situations(self.instance, start_us, end_us)

    def _placed(self, each: Any, measure: Measure) -> Iterator[tuple[int, Any]]:
        """Give each period that a fact falls into, with the part that does."""
        if isinstance(each, Spent):
            yield from self._cut(each)
            return
        at_us = _contact_us(each, measure) if isinstance(each, Fact) else each.offer.ended_us
        if at_us is not None:
            at = self._period_at(at_us)
            if at is not None:
                yield at, each

    def _cut(self, spent: Spent) -> Iterator[tuple[int, Spent]]:
        spell = spent.spell
        for at, period in enumerate(self.periods):
            started_us = max(spell.started_us, period.start_us)
            ended_us = min(spell.ended_us, period.end_us)
            if started_us < ended_us:
                part = spell._replace(started_us=started_us, ended_us=ended_us)
                yield at, Spent(spent.dims, part)

    def _period_at(self, at_us: int) -> int | None:
        at = bisect_right(self.periods, at_us, key=lambda period: period.start_us) - 1
        return at if at >= 0 and at_us < self.periods[at].end_us else None


def _contact_us(fact: Fact, measure: Measure) -> int | None:
    at_us: int | None = getattr(fact, measure.at)
    # What is read off a contact's record is known once that is written.
    return at_us if fact.over or measure.at != "disconnected_us" else None
