"""Every alarm fires on one event, by itself, and leads to what is to be done."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from functions.catalogue import FUNCTIONS
from functions.metrics import count_in_cloudwatch
from infra.alarms import COUNTED, NOT_ALARMING
from tests.infra.cloudwatch import Told, measured_by, state_of, told_by
from tests.infra.conftest import ROOT
from tests.infra.template import Centre

# One event that somebody is to hear of, where it is not the number 1; and one that is as usual.
EVENTS: Final[Mapping[str, tuple[float, float]]] = {
    "IteratorAge": (900_000, 2_000),
    "ConcurrentCallsPercentage": (0.95, 0.3),
    "BlockedRequests": (5_000, 40),
    "Reputation.BounceRate": (0.06, 0.01),
    "Reputation.ComplaintRate": (0.002, 0.0002),
    "Duration": (900_000, 20),
}


def alarms_of(centre: Centre) -> list[Mapping[str, Any]]:
    found = centre["operations"].resources("AWS::CloudWatch::Alarm")
    return [each.properties for each in found]


def once(metric: Told, *, usual: bool = False) -> Told:
    unusual_value, usual_value = EVENTS.get(metric.name, (1.0, 0.0))
    return replace(metric, value=usual_value if usual else unusual_value)


def counted() -> Iterator[str]:
    """Yield the names that functions count by, wherever they do."""
    for file in sorted((ROOT / "functions").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="count"),
                    args=[ast.Constant(value=str(name)), _],
                    keywords=[],
                ):
                    yield name


def test_every_alarm_fires_on_one_event_of_any_of_its_metrics(prod: Centre) -> None:
    silent = [
        (alarm["AlarmName"], metric.name)
        for alarm in alarms_of(prod)
        for metric in measured_by(alarm)
        if state_of(alarm, [once(metric)], now_s=60) != "ALARM"
    ]

    assert silent == []


def test_no_alarm_fires_of_nothing_or_of_what_is_usual(prod: Centre) -> None:
    loud = [
        alarm["AlarmName"]
        for alarm in alarms_of(prod)
        for told in ([], [once(each, usual=True) for each in measured_by(alarm)])
        if state_of(alarm, told, now_s=60) != "OK"
    ]

    assert loud == []


def test_every_alarm_goes_out_once_nothing_more_happens(prod: Centre) -> None:
    on = [
        alarm["AlarmName"]
        for alarm in alarms_of(prod)
        for metric in measured_by(alarm)
        if state_of(alarm, [once(metric)], now_s=7_200) != "OK"
    ]

    assert on == []


@pytest.mark.parametrize("name", COUNTED)
def test_what_a_function_counts_wakes_somebody_whosever_it_is(
    prod: Centre,
    name: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [alarm] = [each for each in alarms_of(prod) if each["AlarmName"] == f"santral-prod-{name}"]
    monkeypatch.setenv("SANTRAL_METRICS_NAMESPACE", "Santral/prod")

    count_in_cloudwatch(name, "shop")

    told = [each for line in capsys.readouterr().out.splitlines() for each in told_by(line)]
    assert state_of(alarm, told, now_s=60) == "ALARM"


def test_functions_count_under_the_name_that_alarms_look_at(prod: Centre) -> None:
    spaces = {
        each.properties["Environment"]["Variables"]["SANTRAL_METRICS_NAMESPACE"]
        for each in prod["functions"].resources("AWS::Lambda::Function")
        if each.properties["Handler"].startswith("functions.")  # and no function of the CDK's
    }

    assert spaces == {"Santral/prod"}


def test_everything_that_functions_count_has_an_alarm_or_a_reason_to_have_none() -> None:
    assert set(counted()) == COUNTED.keys() | NOT_ALARMING.keys()
    assert not COUNTED.keys() & NOT_ALARMING.keys()


def test_a_slow_function_is_told_of_before_its_time_is_over(prod: Centre) -> None:
    limits = {
        alarm["AlarmName"]: alarm["Threshold"]
        for alarm in alarms_of(prod)
        if alarm.get("MetricName") == "Duration"
    }

    assert limits["santral-prod-IdentifyContactSlow"] == 2700
    assert limits["santral-prod-ApiSlow"] == 26_100
    assert len(limits) == len(FUNCTIONS.keys() - {"publish_flows"})


def test_only_what_runs_alone_may_be_throttled_without_an_alarm(prod: Centre) -> None:
    named = {alarm["AlarmName"].removeprefix("santral-prod-") for alarm in alarms_of(prod)}

    assert {"ApiThrottled", "AddClaimsThrottled", "MenuStepThrottled"} <= named
    assert "ConnectWritesThrottled" not in named


def test_every_alarm_leads_to_a_section_of_the_runbooks(prod: Centre) -> None:
    lines = (ROOT / "docs" / "runbooks.md").read_text("utf-8").splitlines()
    anchors = {_anchor(line.lstrip("# ")) for line in lines if line.startswith("### ")}
    links = [alarm["AlarmDescription"].rpartition("#") for alarm in alarms_of(prod)]

    assert {anchor for _, _, anchor in links} == anchors
    assert all(text.endswith("/docs/runbooks.md") for text, _, _ in links)


def test_every_alarm_reaches_the_one_topic_when_it_comes_and_when_it_goes(prod: Centre) -> None:
    (topic,) = prod["operations"].resources("AWS::SNS::Topic")
    here = [{"Ref": topic.logical_id}]

    assert topic.properties["KmsMasterKeyId"]
    assert all(
        (alarm["AlarmActions"], alarm["OKActions"]) == (here, here) for alarm in alarms_of(prod)
    )


def test_an_alarm_waits_for_as_many_periods_as_it_says() -> None:
    alarm = {
        "Namespace": "N",
        "MetricName": "M",
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 3,
        "DatapointsToAlarm": 2,
        "Threshold": 2,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "notBreaching",
    }
    one = Told("N", "M", frozenset(), 2)

    assert state_of(alarm, [one], now_s=60) == "OK"
    assert state_of(alarm, [one, replace(one, at_s=119)], now_s=120) == "ALARM"
    assert state_of(alarm, [one, replace(one, at_s=119)], now_s=240) == "OK"
    assert state_of({**alarm, "TreatMissingData": "breaching"}, [], now_s=60) == "ALARM"


def _anchor(heading: str) -> str:
    """Return a heading's anchor, as GitHub makes it."""
    return re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
