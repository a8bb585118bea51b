"""Counts what went wrong, where CloudWatch finds it; nothing is counted when all goes well.

Each count is printed twice: for its tenant, and for all together, because an alarm looks at one
metric whose name and dimensions it knows.

Source: CloudWatch User Guide, "Create an alarm based on a metric math expression" (an alarm may not
search) and "Specification: Embedded metric format" (a set of no dimensions is a set).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from functions.settings import Settings

Count = Callable[[str, str], None]

NO_TENANT: Final = "platform"


def count_in_cloudwatch(metric: str, tenant: str) -> None:
    """Print one more of the metric in CloudWatch's embedded metric format."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric  # as functions/log.py

    namespace = Settings(os.environ).metrics_namespace
    for dimensions in ({"tenant": tenant or NO_TENANT}, {}):
        with single_metric(metric, MetricUnit.Count, 1, namespace=namespace) as one:
            for name, value in dimensions.items():
                one.add_dimension(name, value)
