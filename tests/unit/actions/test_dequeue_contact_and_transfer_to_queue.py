"""DequeueContactAndTransferToQueue: from one queue into another."""

from __future__ import annotations

import pytest

from santral.engine.contact import Stage
from santral.engine.steps import MoveToQueue
from tests.fakes.flow_runs import Line, leaves_by


@pytest.fixture
def line() -> Line:
    line = Line()
    line.contact.stage = Stage.QUEUED
    line.centre.queue("service")
    line.centre.queue("closed", enabled=False)
    line.centre.agent("deniz")
    return line


def test_a_waiting_contact_moves_to_a_queue(line: Line) -> None:
    step = line.enters("DequeueContactAndTransferToQueue", QueueId="service")
    assert step == MoveToQueue("arn:aws:connect:queue/service")


def test_a_waiting_contact_moves_to_an_agent(line: Line) -> None:
    step = line.enters("DequeueContactAndTransferToQueue", AgentId="deniz")
    assert step == MoveToQueue("arn:aws:connect/queue/agent/deniz")


@pytest.mark.parametrize("queue", ["gone", "closed", "$.Attributes.queue"])
def test_an_unknown_or_disabled_queue_is_an_error(line: Line, queue: str) -> None:
    step = line.enters("DequeueContactAndTransferToQueue", QueueId=queue)
    assert leaves_by(step) == "NoMatchingError"


@pytest.mark.parametrize("stage", [Stage.IN_FLOW, Stage.OFFERED, Stage.JOINING, Stage.WITH_AGENT])
def test_who_is_not_waiting_or_is_being_joined_stays(line: Line, stage: Stage) -> None:
    line.contact.stage = stage
    step = line.enters("DequeueContactAndTransferToQueue", QueueId="service")
    assert leaves_by(step) == "NoMatchingError"
