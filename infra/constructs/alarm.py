"""An alarm in CloudWatch, made from its data."""

from __future__ import annotations

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.alarms import Alarm, Metric


class WatchedAlarm(cloudwatch.CfnAlarm):
    """Fires on the first period that reaches the threshold; where nothing is told, all is well."""

    def __init__(
        self, scope: Construct, alarm: Alarm, *, stage: str, runbooks: str, to: str
    ) -> None:
        """
        Args:
            runbooks: where the page is published.
            to: the ARN of the topic.
        """
        super().__init__(
            scope,
            alarm.name,
            alarm_name=f"santral-{stage}-{alarm.name}",  # it is the subject of the mail
            alarm_description=f"{alarm.meaning}. {runbooks}#{alarm.about}",
            comparison_operator="GreaterThanOrEqualToThreshold",
            threshold=alarm.threshold,
            evaluation_periods=1,
            datapoints_to_alarm=1,
            treat_missing_data="notBreaching",
            alarm_actions=[to],
            ok_actions=[to],
            **_measured(alarm),
        )


def _measured(alarm: Alarm) -> dict[str, object]:
    if alarm.query:
        return {"metrics": [_result(alarm.query, period_s=alarm.period_s)]}
    if len(alarm.metrics) == 1:
        (metric,) = alarm.metrics
        return {
            "namespace": metric.namespace,
            "metric_name": metric.name,
            "dimensions": _dimensions(metric),
            "statistic": alarm.statistic,
            "period": alarm.period_s,
        }
    parts = [_part(f"m{index}", metric, alarm) for index, metric in enumerate(alarm.metrics)]
    # Without FILL, a sum has a gap wherever one of its parts has.
    return {"metrics": [*parts, _result("SUM(FILL(METRICS(), 0))")]}


def _result(
    expression: str, *, period_s: int | None = None
) -> cloudwatch.CfnAlarm.MetricDataQueryProperty:
    return cloudwatch.CfnAlarm.MetricDataQueryProperty(
        id="result", expression=expression, period=period_s, return_data=True
    )


def _part(id_: str, metric: Metric, alarm: Alarm) -> cloudwatch.CfnAlarm.MetricDataQueryProperty:
    return cloudwatch.CfnAlarm.MetricDataQueryProperty(
        id=id_,
        return_data=False,
        metric_stat=cloudwatch.CfnAlarm.MetricStatProperty(
            metric=cloudwatch.CfnAlarm.MetricProperty(
                namespace=metric.namespace, metric_name=metric.name, dimensions=_dimensions(metric)
            ),
            period=alarm.period_s,
            stat=alarm.statistic,
        ),
    )


def _dimensions(metric: Metric) -> list[cloudwatch.CfnAlarm.DimensionProperty]:
    return [
        cloudwatch.CfnAlarm.DimensionProperty(name=name, value=value)
        for name, value in metric.dimensions.items()
    ]
