"""CloudWatch's alarms, evaluated here: what an alarm of a template makes of figures it is told.

Covers what our alarms use: one metric, a sum with gaps filled, and a Metrics Insights sum.
Sources: CloudWatch User Guide, "Alarm evaluation" (the last N periods, M of which have to breach),
"Configuring how CloudWatch alarms treat missing data", "Using metric math" (FILL, METRICS, SUM),
"Metrics Insights query components and syntax" and "Specification: Embedded metric format".
"""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SUM_OF_ALL = "SUM(FILL(METRICS(), 0))"
QUERY = re.compile(
    r'SELECT SUM\((?P<name>\w+)\) FROM SCHEMA\("(?P<namespace>[^"]+)", (?P<dimensions>[^)]+)\)'
    r" WHERE (?P<key>\w+) = '(?P<value>[^']+)'"
)
STATISTICS: Mapping[str, Callable[[list[float]], float]] = {"Sum": sum, "Maximum": max}
BREACHES = {"GreaterThanOrEqualToThreshold": operator.ge}


@dataclass(frozen=True)
class Told:
    """One value of one metric; `at_s` counts seconds from anywhere."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str]]
    value: float
    at_s: float = 0.0


def text_of(value: Any) -> str:
    """Return a template's value as text: what is known only at deployment stands for itself."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and "Fn::Join" in value:
        return "".join(text_of(each) for each in value["Fn::Join"][1])
    return json.dumps(value, sort_keys=True).replace("'", "").replace('"', "")


def told_by(line: str, at_s: float = 0.0) -> list[Told]:
    """Read a log line in the embedded metric format as CloudWatch does."""
    document = json.loads(line)
    return [
        Told(
            directive["Namespace"],
            metric["Name"],
            frozenset((name, document[name]) for name in names),
            float(value),
            at_s,
        )
        for directive in document["_aws"]["CloudWatchMetrics"]
        for metric in directive["Metrics"]
        for names in directive["Dimensions"]
        for value in document[metric["Name"]]
    ]


def measured_by(alarm: Mapping[str, Any]) -> list[Told]:
    """Return what the alarm looks at: one example of each of its metrics, with the value 1."""
    if "MetricName" in alarm:
        return [_example(alarm["Namespace"], alarm["MetricName"], alarm.get("Dimensions", ()))]
    stats = [each["MetricStat"]["Metric"] for each in alarm["Metrics"] if "MetricStat" in each]
    if stats:
        return [_example(m["Namespace"], m["MetricName"], m.get("Dimensions", ())) for m in stats]
    asked = _asked(alarm)
    others = [name for name in asked["dimensions"].split(", ") if name != asked["key"]]
    dimensions = {(asked["key"], asked["value"]), *((name, "any") for name in others)}
    return [Told(asked["namespace"], asked["name"], frozenset(dimensions), 1.0)]


def state_of(alarm: Mapping[str, Any], told: Iterable[Told], now_s: float) -> str:
    """Return OK or ALARM, as of the end of a period."""
    told = list(told)
    period, periods = _period_of(alarm), alarm["EvaluationPeriods"]
    breaching = 0
    for index in range(periods):
        end = now_s - index * period
        recent = [each for each in told if end - period <= each.at_s < end]
        value = _value(alarm, recent)
        if value is None:
            breaching += alarm["TreatMissingData"] == "breaching"
        elif BREACHES[alarm["ComparisonOperator"]](value, alarm["Threshold"]):
            breaching += 1
    return "ALARM" if breaching >= alarm.get("DatapointsToAlarm", periods) else "OK"


def _value(alarm: Mapping[str, Any], told: Sequence[Told]) -> float | None:
    if "MetricName" in alarm:
        (example,) = measured_by(alarm)
        return _statistic(example, told, alarm["Statistic"])
    (result,) = [each for each in alarm["Metrics"] if each["ReturnData"]]
    if result["Expression"] == SUM_OF_ALL:
        stats = [each["MetricStat"]["Stat"] for each in alarm["Metrics"] if "MetricStat" in each]
        parts = [
            _statistic(example, told, stat)
            for example, stat in zip(measured_by(alarm), stats, strict=True)
        ]
        return sum(part or 0 for part in parts)
    asked = _asked(alarm)
    names = set(asked["dimensions"].split(", "))
    values = [
        each.value
        for each in told
        if (each.namespace, each.name) == (asked["namespace"], asked["name"])
        and {name for name, _ in each.dimensions} == names
        and (asked["key"], asked["value"]) in each.dimensions
    ]
    return sum(values) if values else None


def _statistic(example: Told, told: Sequence[Told], statistic: str) -> float | None:
    """A metric is its namespace, name and exact dimensions; another set is another metric."""
    which = (example.namespace, example.name, example.dimensions)
    values = [each.value for each in told if (each.namespace, each.name, each.dimensions) == which]
    return STATISTICS[statistic](values) if values else None


def _period_of(alarm: Mapping[str, Any]) -> int:
    if "Period" in alarm:
        return int(alarm["Period"])
    periods = {
        each.get("Period") or each.get("MetricStat", {}).get("Period") for each in alarm["Metrics"]
    }
    (period,) = periods - {None}
    return int(period)


def _asked(alarm: Mapping[str, Any]) -> Mapping[str, str]:
    (result,) = alarm["Metrics"]
    asked = QUERY.fullmatch(text_of(result["Expression"]))
    assert asked is not None, f"no query that this evaluator reads: {result['Expression']}"
    return asked.groupdict()


def _example(namespace: str, name: str, dimensions: Iterable[Mapping[str, Any]]) -> Told:
    pairs = frozenset((each["Name"], text_of(each["Value"])) for each in dimensions)
    return Told(namespace, name, pairs, 1.0)
