"""Loop: so many times, then done."""

from __future__ import annotations

import pytest

from tests.fakes.flow_runs import Line, block, leaves_by, problems_of


def rounds(line: Line, times: int, **parameters: object) -> list[str]:
    action = block("Loop", **parameters)
    return [leaves_by(line.enters_again(action)) for _ in range(times)]


def test_it_loops_so_many_times_and_then_begins_again() -> None:
    again, done = "ContinueLooping", "DoneLooping"
    assert rounds(Line(), 6, LoopCount="2") == [again, again, done, again, again, done]


def test_a_loop_of_none_is_done_at_once() -> None:
    assert rounds(Line(), 2, LoopCount="0") == ["DoneLooping", "DoneLooping"]


def test_the_count_can_come_from_an_attribute() -> None:
    line = Line()
    line.contact.attributes["tries"] = "1"
    assert rounds(line, 2, LoopCount="$.Attributes.tries") == ["ContinueLooping", "DoneLooping"]


@pytest.mark.parametrize("tries", ["", "many", "101", "-1", "1.5"])
def test_what_is_no_count_is_an_error(tries: str) -> None:
    line = Line()
    line.contact.attributes["tries"] = tries
    assert rounds(line, 1, LoopCount="$.Attributes.tries") == ["NoMatchingError"]


def test_the_count_goes_on_in_another_flow_run_of_the_same_contact() -> None:
    line = Line()
    assert rounds(line, 1, LoopCount="2") == ["ContinueLooping"]
    assert rounds(line, 2, LoopCount="2") == ["ContinueLooping", "DoneLooping"]


def test_a_count_over_a_hundred_is_refused() -> None:
    assert problems_of("Loop", LoopCount="101") == [
        "Parameters.LoopCount: a whole number from 0 to 100 is needed"
    ]


def test_a_number_of_thousands_of_digits_is_not_read() -> None:
    assert problems_of("Loop", LoopCount="9" * 5_000) == [
        "!Parameters.LoopCount: a whole number from 0 to 100 is needed"
    ]
