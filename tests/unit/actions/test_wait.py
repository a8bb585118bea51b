"""Wait: for a time, or for something to happen."""

from __future__ import annotations

import pytest

from santral.engine.steps import Wait
from tests.fakes.flow_runs import Line, block, leaves_by, problems_of

SECOND = 1_000_000


def test_the_time_is_waited_for() -> None:
    line = Line(channel="CHAT")
    assert line.enters("Wait", TimeLimitSeconds="900") == Wait(900 * SECOND)
    assert leaves_by(line.after(900)) == "WaitCompleted"


def test_an_event_ends_the_wait() -> None:
    line = Line(channel="CHAT")
    line.enters("Wait", TimeLimitSeconds="900", Events=["CustomerReturned"])
    assert leaves_by(line.event("CustomerReturned")) == "CustomerReturned"


def test_another_event_does_not_prolong_the_wait() -> None:
    line = Line(channel="CHAT")
    line.enters("Wait", TimeLimitSeconds="900", Events=["CustomerReturned"])
    line.centre.timeline.advance_to(line.centre.timeline.now_us + 300 * SECOND)
    assert line.event("BotParticipantDisconnected") == Wait(600 * SECOND)


def test_a_voice_line_waits_only_for_an_event() -> None:
    line = Line()
    assert leaves_by(line.enters("Wait", TimeLimitSeconds="5")) == "NoMatchingError"
    step = line.enters("Wait", TimeLimitSeconds="5", Events=["CustomerReturned"])
    assert step == Wait(5 * SECOND)
    assert line.centre.warnings == [
        "on a voice line Wait takes its error branch unless it waits for an event"
    ]


@pytest.mark.parametrize("time", ["", "soon", "0"])
def test_what_is_no_time_is_an_error(time: str) -> None:
    line = Line(channel="CHAT")
    line.contact.attributes["time"] = time
    step = line.enters("Wait", TimeLimitSeconds="$.Attributes.time")
    assert leaves_by(step) == "NoMatchingError"


def test_each_event_has_its_branch() -> None:
    events = ["CustomerReturned", "BotParticipantDisconnected"]
    promised = block("Wait", TimeLimitSeconds="5", Events=events).transitions
    assert promised.operands == ("WaitCompleted", *events)
    assert promised.required == ("NoMatchingError", "ParticipantNotFound")


def test_going_on_while_waiting_is_not_supported() -> None:
    assert problems_of("Wait", ContinueExecution="True", MinimumWaitTimeSeconds="5") == [
        "!Parameters.ContinueExecution: going on while waiting is not supported yet"
    ]


def test_an_unknown_event_cannot_be_waited_for() -> None:
    assert problems_of("Wait", TimeLimitSeconds="5", Events=["LambdaReturned"]) == [
        "!Parameters.Events: one of CustomerReturned, BotParticipantDisconnected is needed"
    ]
