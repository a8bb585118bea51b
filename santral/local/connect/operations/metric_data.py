"""GetMetricDataV2: figures of the past, by queue, agent, channel and the like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from santral.engine.instants import to_datetime
from santral.local.connect import paging
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.metrics.asking import (
    CHANNELS,
    at_any_time,
    check_each_once,
    limit,
    metric_name,
)
from santral.local.connect.metrics.counting import Condition, Question, Row, Wanted
from santral.local.connect.metrics.facts import (
    AGENT,
    BY_CONTACT,
    CHANNEL,
    LEVELS,
    PROFILE,
    QUEUE,
)
from santral.local.connect.metrics.measures import MEASURES, Measure, Sort, Within
from santral.local.connect.metrics.periods import TOTAL, check_range, periods
from santral.local.connect.operations.queues import QUEUE as QUEUES
from santral.local.connect.operations.routing_profiles import ROUTING_PROFILE
from santral.local.connect.operations.user_hierarchies import HIERARCHY_GROUP
from santral.local.connect.operations.users import USER
from santral.local.connect.registry import Answer, Given, account_operation
from santral.local.connect.resources import Kind

if TYPE_CHECKING:
    from santral.local.connect.connect import Connect

_RESOURCES: Final[Mapping[str, Kind]] = {
    QUEUE: QUEUES,
    PROFILE: ROUTING_PROFILE,
    AGENT: USER,
    **dict.fromkeys(LEVELS, HIERARCHY_GROUP),
}
_MOST_VALUES, _MOST_SERVICE_LEVELS = 100, 20


@account_operation("GetMetricDataV2")
def get(connect: Connect, given: Given) -> Answer:
    instance = connect.instance(given["ResourceArn"])
    interval = given.get("Interval") or {}
    period = interval.get("IntervalPeriod", TOTAL)
    start, end = given["StartTime"], given["EndTime"]
    check_range(start, end, period, to_datetime(connect.timeline.now_us))
    conditions = _conditions(instance, given["Filters"])
    groupings = _groupings(given.get("Groupings") or [])
    question = Question(
        instance,
        periods(start, end, period, interval.get("TimeZone", "UTC")),
        conditions,
        groupings,
        _wanted(given["Metrics"], [*(each.key for each in conditions), *groupings]),
    )
    return paging.page(
        given, "MetricResults", question.rows(), lambda row: _result(row, question, period)
    )


def _result(row: Row, question: Question, period: str) -> dict[str, Any]:
    return {
        "Dimensions": dict(zip(question.groupings, row.group, strict=True)),
        "MetricInterval": {
            "Interval": period,
            "StartTime": row.period.start,
            "EndTime": row.period.end,
        },
        "Collections": [
            {"Metric": wanted.plain, "Value": value}
            for wanted, value in zip(question.wanted, row.values, strict=True)
        ],
    }


# --- by what ---


def _conditions(instance: Instance, filters: Sequence[Mapping[str, Any]]) -> list[Condition]:
    """
    Raises:
        ConnectError: InvalidParameterException, ResourceNotFoundException.
    """
    conditions = [_condition(instance, f"Filters[{at}]", each) for at, each in enumerate(filters)]
    keys = [each.key for each in conditions]
    check_each_once("Filters", keys)
    if not any(key in _RESOURCES for key in keys):
        raise invalid("Filters", f"expected at least one of {', '.join(_RESOURCES)}")
    values = sum(
        len(each.get("FilterValues") or ()) for each in filters if each["FilterKey"] != CHANNEL
    )
    if values > _MOST_VALUES:
        raise invalid("Filters", f"expected at most {_MOST_VALUES} values, channels not counted")
    return conditions


def _condition(instance: Instance, where: str, plain: Mapping[str, Any]) -> Condition:
    key, values = plain.get("FilterKey"), plain.get("FilterValues") or []
    if key is None:
        raise refused(f"{where}.FilterKey: a value is required")
    if key not in BY_CONTACT:
        raise invalid(f"{where}.FilterKey", "the local Connect does not filter by it")
    if "StringCondition" in plain:
        if values:
            raise invalid(f"{where}.FilterValues", "expected none with NOT_EXISTS")
        return Condition(key, None)
    if not values:
        raise invalid(f"{where}.FilterValues", "a value is required")
    if key == CHANNEL and not set(values) <= set(CHANNELS):
        raise invalid(f"{where}.FilterValues", f"expected some of {', '.join(CHANNELS)}")
    kind = _RESOURCES.get(key)
    if kind is None:
        return Condition(key, frozenset(values))
    return Condition(key, frozenset(instance.table(kind).get(each).id for each in values))


def _groupings(given: Sequence[str]) -> list[str]:
    check_each_once("Groupings", given)
    if not set(given) <= BY_CONTACT:
        raise invalid("Groupings", f"expected some of {', '.join(sorted(BY_CONTACT))}")
    return list(given)


# --- what ---


def _wanted(metrics: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> list[Wanted]:
    """
    Args:
        keys: by which the request filters and groups.

    Raises:
        ConnectError: InvalidParameterException.
    """
    if not metrics:
        raise invalid("Metrics", "expected at least one")
    names = [metric_name(each, f"Metrics[{at}]") for at, each in enumerate(metrics)]
    if names.count("SERVICE_LEVEL") > _MOST_SERVICE_LEVELS:
        raise invalid("Metrics", f"expected at most {_MOST_SERVICE_LEVELS} of SERVICE_LEVEL")
    return [
        _one(f"Metrics[{at}]", name, plain, keys)
        for at, (name, plain) in enumerate(zip(names, metrics, strict=True))
    ]


def _one(where: str, name: str, plain: Mapping[str, Any], keys: Sequence[str]) -> Wanted:
    measure = MEASURES.get(name)
    if measure is None:
        raise invalid(where, f"the local Connect does not compute it; expected {_known()}")
    for key in keys:
        if key not in measure.keys:
            raise invalid(where, f"it can be neither filtered nor grouped by {key}")
    conditions = tuple(
        _metric_condition(f"{where}.MetricFilters[{at}]", measure, each)
        for at, each in enumerate(plain.get("MetricFilters") or [])
    )
    within = _threshold(f"{where}.Threshold", measure, plain.get("Threshold") or [])
    return Wanted(plain, measure, within, conditions)


def _known() -> str:
    return f"one of {', '.join(sorted(MEASURES))}"


def _metric_condition(where: str, measure: Measure, plain: Mapping[str, Any]) -> Condition:
    key, values = plain.get("MetricFilterKey"), plain.get("MetricFilterValues")
    if key not in measure.filters:
        allowed = ", ".join(sorted(measure.filters)) or "none"
        raise invalid(f"{where}.MetricFilterKey", f"expected one that the metric takes: {allowed}")
    if not values:
        raise invalid(f"{where}.MetricFilterValues", "a value is required")
    negate = plain.get("Negate", False)
    # Source: API Reference, AVG_AGENT_CONNECTING_TIME, SUM_CONNECTING_TIME_AGENT.
    if negate and measure.sort is Sort.OFFERS:
        raise invalid(f"{where}.Negate", "expected no value with this metric")
    return Condition(str(key), frozenset(values), negate)


def _threshold(where: str, measure: Measure, given: Sequence[Mapping[str, Any]]) -> Within:
    if not measure.limited:
        if given:
            raise invalid(where, "expected none with this metric")
        return at_any_time
    if not given:
        raise invalid(where, "a value is required")
    return limit(where, given[0], ("LT", "LTE"))
