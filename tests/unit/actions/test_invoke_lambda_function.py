"""InvokeLambdaFunction: what is asked, and what becomes of the answer."""

from __future__ import annotations

import pytest

from santral.engine.steps import Invoke
from tests.fakes.flow_runs import Line, leaves_by, problems_of

SECOND = 1_000_000
ARN = "arn:aws:lambda:eu-central-1:123456789012:function:menu_step"


def test_a_function_is_asked_with_the_values_of_the_moment() -> None:
    line = Line()
    line.contact.attributes["tenant"] = "shop"
    step = line.enters(
        "InvokeLambdaFunction",
        LambdaFunctionARN=ARN,
        InvocationTimeLimitSeconds="8",
        LambdaInvocationAttributes={
            "tenant": "$.Attributes.tenant",
            "missing": "$.Attributes.none",
            "nested": {"list": ["$.Attributes.tenant", 1, None]},
        },
        ResponseValidation={"ResponseType": "JSON"},
    )
    parameters = {"tenant": "shop", "missing": "", "nested": {"list": ["shop", 1, None]}}
    assert step == Invoke(ARN, parameters, 8 * SECOND, "JSON")


def test_the_usual_limit_is_three_seconds() -> None:
    assert Line().enters("InvokeLambdaFunction", LambdaFunctionARN=ARN) == Invoke(
        ARN, {}, 3 * SECOND
    )


def test_the_answer_replaces_all_of_the_one_before() -> None:
    line = Line()
    line.run.memory.external = {"old": "1"}
    line.enters("InvokeLambdaFunction", LambdaFunctionARN=ARN)
    assert leaves_by(line.function_answers({"new": "2"})) == "NextAction"
    assert line.reads("$.External.new") == "2"
    assert line.reads("$.External.old") is None
    assert line.reads("$.LambdaInvocation.ResultData.new") == "2"


def test_no_answer_is_an_error_and_leaves_the_one_before() -> None:
    line = Line()
    line.run.memory.external = {"old": "1"}
    line.enters("InvokeLambdaFunction", LambdaFunctionARN=ARN)
    assert leaves_by(line.function_fails()) == "NoMatchingError"
    assert line.reads("$.External.old") == "1"


def test_an_asynchronous_call_leaves_only_its_id() -> None:
    line = Line()
    line.run.memory.external = {"old": "1"}
    line.enters(
        "InvokeLambdaFunction",
        LambdaFunctionARN=ARN,
        InvocationType="ASYNCHRONOUS",
        InvocationTimeLimitSeconds="60",
    )
    assert leaves_by(line.function_answers({}, invocation="r-1")) == "NextAction"
    assert line.reads("$.LambdaInvocation.InvocationId") == "r-1"
    assert line.reads("$.External.old") == "1"


def test_a_function_that_nobody_has_named_is_an_error() -> None:
    step = Line().enters("InvokeLambdaFunction", LambdaFunctionARN="$.Attributes.function")
    assert leaves_by(step) == "NoMatchingError"


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        (
            {"InvocationTimeLimitSeconds": "9"},
            "Parameters.InvocationTimeLimitSeconds: a whole number from 1 to 8 is needed",
        ),
        (
            {"InvocationTimeLimitSeconds": "undefined"},
            "!Parameters.InvocationTimeLimitSeconds: a whole number from 1 to 8 is needed",
        ),
        (
            {"ResponseValidation": {"ResponseType": "JSON_OBJECT"}},
            "Parameters.ResponseValidation.ResponseType: one of STRING_MAP, JSON is needed",
        ),
        (
            {"LambdaInvocationAttributes": "x"},
            "!Parameters.LambdaInvocationAttributes: an object is needed",
        ),
    ],
)
def test_what_connect_would_not_take_is_told(parameters: dict[str, object], problem: str) -> None:
    assert problems_of("InvokeLambdaFunction", LambdaFunctionARN=ARN, **parameters) == [problem]
