"""GetMetricData: figures of the last 24 hours, by queue and channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.metrics.asking import (
    at_any_time,
    check_each_once,
    limit,
)
from santral.local.connect.metrics.counting import Condition, Question, Row, Wanted
from santral.local.connect.metrics.facts import CHANNEL, QUEUE
from santral.local.connect.metrics.measures import OLDER, Measure, Within
from santral.local.connect.metrics.periods import Period
from santral.local.connect.operations.queues import QUEUE as QUEUES
from santral.local.connect.registry import Answer, Given, operation

_STEP, _HISTORY = timedelta(minutes=5), timedelta(hours=24)
_MOST_SERVICE_LEVELS: Final = 20
_EPOCH = to_datetime(0)


@operation("GetMetricData")
def get(instance: Instance, given: Given) -> Answer:
    start, end = given["StartTime"], given["EndTime"]
    _check_range(start, end, to_datetime(instance.timeline.now_us))
    question = Question(
        instance,
        [Period(start, end)],
        _conditions(instance, given["Filters"]),
        _groupings(given.get("Groupings") or []),
        _wanted(given["HistoricalMetrics"]),
    )
    return paging.page(
        given, "MetricResults", question.rows(), lambda row: _result(instance, row, question)
    )


def _result(instance: Instance, row: Row, question: Question) -> dict[str, Any]:
    dims = dict(zip(question.groupings, row.group, strict=True))
    dimensions: dict[str, Any] = {}
    if QUEUE in dims:
        arn = QUEUES.arn_of(instance, dims[QUEUE])
        dimensions["Queue"] = {"Id": dims[QUEUE], "Arn": arn}
    if CHANNEL in dims:
        dimensions["Channel"] = dims[CHANNEL]
    return {
        "Dimensions": dimensions,
        "Collections": [
            {"Metric": wanted.plain, "Value": value}
            for wanted, value in zip(question.wanted, row.values, strict=True)
        ],
    }


def _check_range(start: datetime, end: datetime, now: datetime) -> None:
    """Source: API Reference, GetMetricData, StartTime and EndTime."""
    for name, instant in (("StartTime", start), ("EndTime", end)):
        if (instant - _EPOCH) % _STEP:
            raise invalid(name, "expected a multiple of 5 minutes")
    if start >= end:
        raise invalid("EndTime", "expected an instant later than StartTime")
    if start < now - _HISTORY:
        raise invalid("StartTime", "expected an instant of the last 24 hours")
    if end - start >= _HISTORY:
        raise invalid("EndTime", "expected less than 24 hours after StartTime")


def _conditions(instance: Instance, filters: Mapping[str, Any]) -> list[Condition]:
    others = sorted(set(filters) - {"Queues", "Channels"})
    if others:
        raise invalid(f"Filters.{others[0]}", "expected only Queues and Channels")
    conditions = []
    if filters.get("Queues"):
        queues = frozenset(instance.table(QUEUES).get(each).id for each in filters["Queues"])
        conditions.append(Condition(QUEUE, queues))
    if filters.get("Channels"):
        conditions.append(Condition(CHANNEL, frozenset(filters["Channels"])))
    if not conditions:
        raise refused("Filters: expected Queues or Channels")
    return conditions


def _groupings(given: Sequence[str]) -> list[str]:
    check_each_once("Groupings", given)
    if not set(given) <= {QUEUE, CHANNEL}:
        raise invalid("Groupings", f"expected {QUEUE} or {CHANNEL}")
    return list(given)


def _wanted(metrics: Sequence[Mapping[str, Any]]) -> list[Wanted]:
    if not metrics:
        raise invalid("HistoricalMetrics", "expected at least one")
    if sum(each.get("Name") == "SERVICE_LEVEL" for each in metrics) > _MOST_SERVICE_LEVELS:
        raise invalid(
            "HistoricalMetrics", f"expected at most {_MOST_SERVICE_LEVELS} of SERVICE_LEVEL"
        )
    return [_one(f"HistoricalMetrics[{at}]", each) for at, each in enumerate(metrics)]


def _one(where: str, plain: Mapping[str, Any]) -> Wanted:
    name = plain.get("Name")
    if name is None:
        raise refused(f"{where}.Name: a value is required")
    if name not in OLDER:
        known = ", ".join(sorted(OLDER))
        raise invalid(where, f"the local Connect does not compute it; expected one of {known}")
    statistic, measure = OLDER[name]
    expected = {"Statistic": statistic, "Unit": measure.unit}
    for member, value in expected.items():
        if plain.get(member, value) != value:
            raise invalid(f"{where}.{member}", f"expected {value} with this metric")
    return Wanted({**plain, **expected}, measure, _threshold(where, measure, plain))


def _threshold(where: str, measure: Measure, plain: Mapping[str, Any]) -> Within:
    given = plain.get("Threshold")
    if not measure.limited:
        if given is not None:
            raise invalid(f"{where}.Threshold", "expected none with this metric")
        return at_any_time
    if given is None:
        raise invalid(f"{where}.Threshold", "a value is required")
    return limit(f"{where}.Threshold", given, ("LT",))
