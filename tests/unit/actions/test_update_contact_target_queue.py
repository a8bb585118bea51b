"""UpdateContactTargetQueue: which queue later blocks mean."""

from __future__ import annotations

import pytest

from tests.fakes.flow_runs import Line, leaves_by, problems_of


@pytest.mark.parametrize("reference", ["sales", "arn:aws:connect:queue/sales", "$.External.q"])
def test_a_queue_is_found_by_name_arn_or_reference(reference: str) -> None:
    line = Line()
    sales = line.centre.queue("sales")
    line.run.memory.external = {"q": "sales"}
    assert leaves_by(line.enters("UpdateContactTargetQueue", QueueId=reference)) == "NextAction"
    assert line.contact.target is sales
    assert line.reads("$.Queue.Name") == "sales"


def test_an_agent_s_own_queue_can_be_the_target() -> None:
    line = Line()
    deniz = line.centre.agent("deniz")
    assert leaves_by(line.enters("UpdateContactTargetQueue", AgentId="deniz")) == "NextAction"
    assert line.contact.target is deniz.queue


@pytest.mark.parametrize("reference", ["gone", "$.External.q"])
def test_an_unknown_queue_is_an_error_and_changes_nothing(reference: str) -> None:
    line = Line()
    before = line.contact.target = line.centre.queue("sales")
    step = line.enters("UpdateContactTargetQueue", QueueId=reference)
    assert leaves_by(step) == "NoMatchingError"
    assert line.contact.target is before


def test_a_disabled_queue_is_an_error() -> None:
    line = Line()
    line.centre.queue("sales", enabled=False)
    assert leaves_by(line.enters("UpdateContactTargetQueue", QueueId="sales")) == "NoMatchingError"


def test_an_unknown_agent_is_an_error() -> None:
    assert leaves_by(Line().enters("UpdateContactTargetQueue", AgentId="x")) == "NoMatchingError"


def test_queue_and_agent_together_are_refused() -> None:
    assert problems_of("UpdateContactTargetQueue", QueueId="q", AgentId="a") == [
        "Parameters: only one of QueueId, AgentId is allowed"
    ]


def test_neither_queue_nor_agent_cannot_be_run() -> None:
    assert problems_of("UpdateContactTargetQueue") == [
        "!Parameters: one of QueueId, AgentId is needed"
    ]
