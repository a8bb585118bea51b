"""Compare: the value of one reference decides."""

from __future__ import annotations

import pytest

from santral.engine.steps import Next
from tests.fakes.flow_runs import Line, leaves_by, problems_of


def test_the_value_is_the_result() -> None:
    line = Line()
    line.contact.attributes["tier"] = "gold"
    assert leaves_by(line.enters("Compare", ComparisonValue="$.Attributes.tier")) == "gold"


def test_a_missing_value_meets_nothing() -> None:
    step = Line().enters("Compare", ComparisonValue="$.Attributes.tier")
    assert step == Next(None)


def test_an_object_can_be_asked_for_its_keys() -> None:
    line = Line()
    line.run.memory.external = {"customer": {"tier": "gold"}}
    step = line.enters("Compare", ComparisonValue="$.External.customer")
    assert step == Next({"tier": "gold"})


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (
            "gold",
            "!Parameters.ComparisonValue: a single reference such as $.Attributes.name is needed",
        ),
        ("$.BadValue.x", "Parameters.ComparisonValue: a reference with an unknown root"),
        ("$.External", "Parameters.ComparisonValue: a reference to a single value is needed"),
        (
            "a $.Attributes.x",
            "!Parameters.ComparisonValue: a single reference such as $.Attributes.name is needed",
        ),
    ],
)
def test_it_takes_one_reference_to_one_value(value: str, problem: str) -> None:
    assert problems_of("Compare", ComparisonValue=value) == [problem]
