"""TransferContactToQueue: into the target queue, if there is one."""

from __future__ import annotations

from santral.engine.steps import Enqueue
from tests.fakes.flow_runs import Line, leaves_by, problems_of


def test_the_contact_goes_into_its_target_queue() -> None:
    line = Line()
    line.contact.target = line.centre.queue("sales")
    assert line.enters("TransferContactToQueue") == Enqueue()


def test_without_a_target_queue_it_is_an_error() -> None:
    assert leaves_by(Line().enters("TransferContactToQueue")) == "NoMatchingError"


def test_a_target_that_has_been_disabled_since_is_an_error() -> None:
    line = Line()
    line.contact.target = line.centre.queue("sales", enabled=False)
    assert leaves_by(line.enters("TransferContactToQueue")) == "NoMatchingError"


def test_a_queue_named_here_is_refused() -> None:
    assert problems_of("TransferContactToQueue", QueueId="sales") == [
        "Parameters.QueueId: this block takes the target queue; set it in a block before"
    ]
