"""What requests for metrics have in common: names, thresholds, groupings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from santral.local.connect.errors import invalid
from santral.local.connect.metrics.measures import Within

CHANNELS: Final = ("VOICE", "CHAT", "TASK", "EMAIL")
LONGEST_THRESHOLD_S: Final = 604_800
# The service's own metrics have ARNs that end so.
_OWN_METRIC: Final = ":aws:metric/"


def metric_name(plain: Mapping[str, Any], where: str) -> str:
    """Read which metric is meant: by its name, or by the ARN of one of the service's own.

    Raises:
        ConnectError: InvalidParameterException.
    """
    name, metric_id = plain.get("Name"), plain.get("MetricId")
    if (name is None) == (metric_id is None):
        raise invalid(where, "expected Name or MetricId")
    if name is not None:
        return str(name)
    _, own, name = str(metric_id).rpartition(_OWN_METRIC)
    if not own:
        raise invalid(f"{where}.MetricId", "the local Connect has no custom metrics")
    return name


def check_each_once(where: str, given: Sequence[str]) -> None:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    if len(set(given)) < len(given):
        raise invalid(where, "expected each once")


def limit(where: str, given: Mapping[str, Any], comparisons: Sequence[str]) -> Within:
    """Read a threshold in whole seconds.

    Raises:
        ConnectError: InvalidParameterException.
    """
    comparison, value = given.get("Comparison"), given.get("ThresholdValue")
    if comparison not in comparisons:
        raise invalid(f"{where}.Comparison", f"expected {' or '.join(comparisons)}")
    if value is None or not 1 <= value <= LONGEST_THRESHOLD_S or value != int(value):
        expected = f"expected a whole number from 1 to {LONGEST_THRESHOLD_S}"
        raise invalid(f"{where}.ThresholdValue", expected)
    seconds = int(value)
    if comparison == "LT":
        return lambda waited_s: waited_s < seconds
    return lambda waited_s: waited_s <= seconds


def at_any_time(_: int) -> bool:
    return True
