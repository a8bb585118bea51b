"""CheckHoursOfOperation: open, closed, or nothing to look at."""

from __future__ import annotations

from tests.fakes.flow_runs import Line, OpenFrom, leaves_by


def test_within_the_named_hours_it_is_open() -> None:
    line = Line()  # Monday, 09:00
    line.centre.directory.add_hours("arn:hours/day", "day", OpenFrom(9, 17))
    assert leaves_by(line.enters("CheckHoursOfOperation", HoursOfOperationId="day")) == "True"


def test_outside_the_named_hours_it_is_closed() -> None:
    line = Line()
    line.centre.directory.add_hours("arn:hours/night", "night", OpenFrom(18, 23))
    step = line.enters("CheckHoursOfOperation", HoursOfOperationId="arn:hours/night")
    assert leaves_by(step) == "False"


def test_without_a_name_the_target_queue_s_hours_count() -> None:
    line = Line()
    line.centre.directory.add_hours("arn:hours/day", "day", OpenFrom(9, 17))
    line.contact.target = line.centre.queue("sales", hours="day")
    assert leaves_by(line.enters("CheckHoursOfOperation")) == "True"


def test_a_queue_without_hours_is_an_error() -> None:
    line = Line()
    line.contact.target = line.centre.agent("deniz").queue
    assert leaves_by(line.enters("CheckHoursOfOperation")) == "NoMatchingError"


def test_no_target_queue_is_an_error() -> None:
    assert leaves_by(Line().enters("CheckHoursOfOperation")) == "NoMatchingError"


def test_unknown_hours_are_an_error() -> None:
    step = Line().enters("CheckHoursOfOperation", HoursOfOperationId="gone")
    assert leaves_by(step) == "NoMatchingError"


def test_hours_that_nobody_has_set_are_an_error() -> None:
    step = Line().enters("CheckHoursOfOperation", HoursOfOperationId="$.Attributes.hours")
    assert leaves_by(step) == "NoMatchingError"
