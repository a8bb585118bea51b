"""Counts what went wrong, where CloudWatch finds it; nothing is counted when all goes well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from aws_lambda_powertools.metrics import MetricUnit, single_metric

Count = Callable[[str, str], None]

NAMESPACE: Final = "Santral"
NO_TENANT: Final = "platform"


def count_in_cloudwatch(metric: str, tenant: str) -> None:
    """Print one more of the metric in CloudWatch's embedded metric format."""
    with single_metric(name=metric, unit=MetricUnit.Count, value=1, namespace=NAMESPACE) as one:
        one.add_dimension(name="tenant", value=tenant or NO_TENANT)
