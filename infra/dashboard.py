"""What an operator looks at: first what callers meet, then why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from functions.catalogue import FUNCTIONS, Trigger
from infra.alarms import COUNTED, Watched

_WIDTH: Final = 12  # two side by side: a row has 24
_HEIGHT: Final = 6
_PERIOD_S: Final = 300


def dashboard(watched: Watched, *, region: str, alarm_arns: Sequence[str]) -> Mapping[str, Any]:
    """Return the body of the dashboard.

    Source: CloudWatch User Guide, "Dashboard body structure and syntax".
    """
    graphs = [*_of_callers(watched), *_of_machinery(watched)]
    widgets = [_graph(title, metrics, region) for title, metrics in graphs]
    state = {
        "type": "alarm",
        "width": 2 * _WIDTH,
        "height": _HEIGHT,
        "properties": {"title": "Alarms", "alarms": list(alarm_arns)},
    }
    return {"start": "-PT12H", "periodOverride": "inherit", "widgets": [*widgets, state]}


def _of_callers(watched: Watched) -> Sequence[tuple[str, list[list[Any]]]]:
    voice = ("InstanceId", watched.instance, "MetricGroup", "VoiceCalls")
    by_queue = "{AWS/Connect,InstanceId,MetricGroup,QueueName}"
    of_queues = f'InstanceId="{watched.instance}" MetricGroup="Queue"'
    flow = [name for name in watched.functions if FUNCTIONS[name].trigger is Trigger.FLOW]
    return (
        (
            "Calls: come, missed by agents, turned away",
            [
                ["AWS/Connect", name, *voice, {"stat": "Sum"}]
                for name in ("CallsPerInterval", "MissedCalls", *_TURNED_AWAY)
            ],
        ),
        (
            "Longest wait in each queue, in seconds",
            [[_search(by_queue, f'{of_queues} MetricName="LongestQueueWaitTime"', "Maximum")]],
        ),
        (
            "Callers in each queue",
            [[_search(by_queue, f'{of_queues} MetricName="QueueSize"', "Maximum")]],
        ),
        (
            "How long a caller waits for a function, in milliseconds (p95)",
            [
                ["AWS/Lambda", "Duration", "FunctionName", watched.functions[name], _named(name)]
                for name in flow
            ],
        ),
    )


def _of_machinery(watched: Watched) -> Sequence[tuple[str, list[list[Any]]]]:
    api, stage = watched.api
    at_api = ("AWS/ApiGateway", "ApiName", api, "Stage", stage)
    return (
        (
            "What went wrong, as the functions count it",
            [[watched.metrics, name, {"stat": "Sum"}] for name in COUNTED],
        ),
        (
            "Functions that ended without an answer",
            [
                ["AWS/Lambda", "Errors", "FunctionName", each, {"stat": "Sum", "label": name}]
                for name, each in watched.functions.items()
            ],
        ),
        (
            "What waits for somebody",
            [
                [
                    "AWS/SQS",
                    "ApproximateNumberOfMessagesVisible",
                    "QueueName",
                    each,
                    {"stat": "Maximum", "label": name},
                ]
                for name, each in watched.dead_letters.items()
            ],
        ),
        (
            "The API: requests, refused, failed",
            [
                [at_api[0], name, *at_api[1:], {"stat": "Sum"}]
                for name in ("Count", "4XXError", "5XXError")
            ],
        ),
    )


_TURNED_AWAY: Final = (
    "ThrottledCalls",
    "CallsBreachingConcurrencyQuota",
    "MisconfiguredPhoneNumbers",
)


def _named(name: str) -> Mapping[str, str]:
    return {"stat": "p95", "label": name}


def _search(schema: str, terms: str, stat: str) -> Mapping[str, str]:
    return {"expression": f"SEARCH('{schema} {terms}', '{stat}', {_PERIOD_S})", "label": ""}


def _graph(title: str, metrics: list[list[Any]], region: str) -> Mapping[str, Any]:
    properties = {"title": title, "metrics": metrics, "region": region, "period": _PERIOD_S}
    return {"type": "metric", "width": _WIDTH, "height": _HEIGHT, "properties": properties}
