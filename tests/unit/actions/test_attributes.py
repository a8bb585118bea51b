"""UpdateContactAttributes and UpdateFlowAttributes: all are set, or none."""

from __future__ import annotations

import pytest

from tests.fakes.flow_runs import Line, leaves_by, problems_of

BIG = "ı" * 16_384  # 32,768 bytes in UTF-8


def flow(**values: str) -> dict[str, dict[str, str]]:
    return {key: {"Value": value} for key, value in values.items()}


def test_contact_attributes_are_set() -> None:
    line = Line()
    step = line.enters("UpdateContactAttributes", Attributes={"tier": "gold"})
    assert leaves_by(step) == "NextAction"
    assert line.reads("$.Attributes.tier") == "gold"


def test_two_attributes_can_be_swapped() -> None:
    line = Line()
    line.contact.attributes.update(a="1", b="2")
    line.enters(
        "UpdateContactAttributes", Attributes={"a": "$.Attributes.b", "b": "$.Attributes.a"}
    )
    assert line.contact.attributes == {"a": "2", "b": "1"}


def test_names_may_hold_references_too() -> None:
    line = Line()
    line.contact.attributes["which"] = "tier"
    line.enters("UpdateContactAttributes", Attributes={"$.Attributes.which": "gold"})
    assert line.reads("$.Attributes.tier") == "gold"


def test_a_name_that_nobody_has_given_sets_nothing() -> None:
    line = Line()
    line.enters("UpdateContactAttributes", Attributes={"$.External.key": "1", "b": "2"})
    assert line.contact.attributes == {"b": "2"}


def test_too_much_is_an_error_and_sets_nothing() -> None:
    line = Line()
    step = line.enters("UpdateContactAttributes", Attributes={"a": "1", "b": BIG})
    assert leaves_by(step) == "NoMatchingError"
    assert line.contact.attributes == {}


def test_a_name_that_the_api_would_refuse_is_told() -> None:
    assert problems_of("UpdateContactAttributes", Attributes={"a b": "1"}) == [
        "Parameters.Attributes.a b: letters, digits, - and _ are allowed"
    ]


def test_flow_attributes_are_set() -> None:
    line = Line()
    line.contact.attributes["tier"] = "gold"
    step = line.enters("UpdateFlowAttributes", FlowAttributes=flow(tier="$.Attributes.tier"))
    assert leaves_by(step) == "NextAction"
    assert line.reads("$.FlowAttributes.tier") == "gold"


def test_too_many_flow_attributes_are_an_error_and_set_nothing() -> None:
    line = Line()
    step = line.enters("UpdateFlowAttributes", FlowAttributes=flow(a="1", b=BIG))
    assert leaves_by(step) == "NoMatchingError"
    assert line.reads("$.FlowAttributes.a") is None


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ({"a": "1"}, "!Parameters.FlowAttributes.a: an object is needed"),
        ({"a": {}}, "!Parameters.FlowAttributes.a.Value: missing"),
        (
            {"a": {"Value": "1", "Type": "Number"}},
            "Parameters.FlowAttributes.a.Type: one of String is needed",
        ),
        ({}, "Parameters.FlowAttributes: at least one attribute is needed"),
    ],
)
def test_flow_attributes_have_a_shape_of_their_own(written: object, problem: str) -> None:
    assert problem in problems_of("UpdateFlowAttributes", FlowAttributes=written)
