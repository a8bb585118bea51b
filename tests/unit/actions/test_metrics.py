"""CheckMetricData and GetMetricData: the figures of a queue."""

from __future__ import annotations

import pytest

from santral.engine.actions.check_metric_data import AGENT_METRICS, QUEUE_METRICS
from tests.fakes.flow_runs import Line, block, leaves_by, problems_of


@pytest.mark.parametrize("metric", [*AGENT_METRICS, *QUEUE_METRICS])
def test_the_figure_of_the_target_queue_is_the_result(metric: str) -> None:
    line = Line()
    line.contact.target = line.centre.queue("sales")
    line.centre.metrics.numbers[metric] = 3
    assert leaves_by(line.enters("CheckMetricData", MetricType=metric)) == "3"


def test_another_queue_or_an_agent_can_be_asked_about() -> None:
    line = Line()
    line.centre.queue("service")
    line.centre.agent("deniz")
    line.centre.metrics.numbers["NumberOfAgentsAvailable"] = 1
    asked = {"MetricType": "NumberOfAgentsAvailable"}
    assert leaves_by(line.enters("CheckMetricData", **asked, QueueId="service")) == "1"
    assert leaves_by(line.enters("CheckMetricData", **asked, AgentId="deniz")) == "1"


def test_no_queue_and_no_figure_are_errors() -> None:
    line = Line()
    asked = {"MetricType": "NumberOfContactsInQueue"}
    assert leaves_by(line.enters("CheckMetricData", **asked)) == "NoMatchingError"
    line.contact.target = line.centre.queue("sales")
    assert leaves_by(line.enters("CheckMetricData", **asked)) == "NoMatchingError"


def test_agents_are_only_asked_whether_there_are_any() -> None:
    staffing = block("CheckMetricData", MetricType="NumberOfAgentsStaffed").transitions
    assert (staffing.operators, staffing.operands) == (("NumberGreaterThan",), ("0",))
    waiting = block("CheckMetricData", MetricType="NumberOfContactsInQueue").transitions
    assert waiting.operands is None


def test_an_unknown_figure_cannot_be_asked_for() -> None:
    problem = problems_of("CheckMetricData", MetricType="Mood")[0]
    assert problem.startswith("!Parameters.MetricType: one of NumberOfAgentsAvailable")


def test_the_figures_can_be_read_after_they_were_got() -> None:
    line = Line()
    line.contact.target = line.centre.queue("sales")
    assert leaves_by(line.enters("GetMetricData")) == "NextAction"
    assert line.reads("$.Metrics.Queue.Size") == "3"
    assert line.reads("$.Metrics.Channel") == "VOICE"


def test_the_figures_of_another_queue_and_channel_replace_them() -> None:
    line = Line()
    line.contact.target = line.centre.queue("sales")
    line.centre.queue("service")
    line.enters("GetMetricData")
    line.enters("GetMetricData", QueueId="service", QueueChannel="Chat")
    assert line.reads("$.Metrics.Queue.Name") == "service"
    assert line.reads("$.Metrics.Channel") == "CHAT"


@pytest.mark.parametrize(
    "parameters", [{"QueueId": "gone"}, {"QueueChannel": "$.Attributes.c"}, {}]
)
def test_no_queue_or_no_channel_is_an_error(parameters: dict[str, str]) -> None:
    line = Line()
    step = line.enters("GetMetricData", **parameters)
    assert leaves_by(step) == "NoMatchingError"
    assert line.reads("$.Metrics.Queue.Name") is None


def test_a_channel_that_is_missing_is_an_error_even_with_a_queue() -> None:
    line = Line()
    line.contact.target = line.centre.queue("sales")
    step = line.enters("GetMetricData", QueueChannel="$.Attributes.channel")
    assert leaves_by(step) == "NoMatchingError"
