"""Loading a flow: its transitions and the parameters of its blocks."""

from __future__ import annotations

import pytest

from tests.fakes.flow_files import (
    BYE,
    COMPARE,
    HI,
    RETURN,
    Json,
    action,
    flow,
    load,
    to,
    told,
    when,
)

# --- transitions ---


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (to("gone"), "!x Transitions.NextAction: there is no such block"),
        (to(""), "!x Transitions.NextAction: no target"),
        (to(None), "!x Transitions.NextAction: no target"),
        ({"NextAction": 3}, "!x Transitions.NextAction: there is no such block"),
        ({**to(), "Other": 1}, "x Transitions.Other: unknown key"),
        (to("bye", a="bye"), "x Transitions.Conditions: this action has no conditions"),
        (
            to("bye", "QueueAtCapacity"),
            "x Transitions.Errors[0].ErrorType: this action has no error 'QueueAtCapacity'",
        ),
        (
            to("bye", RETURN, RETURN),
            "x Transitions.Errors[1].ErrorType: declared twice; the first one counts",
        ),
        (
            {**to(), "Errors": [{"ErrorType": RETURN, "NextAction": ""}]},
            "x Transitions.Errors[0].NextAction: no target",
        ),
        (
            {**to(), "Errors": [{"ErrorType": RETURN, "NextAction": "gone"}]},
            "!x Transitions.Errors[0].NextAction: there is no such block",
        ),
        (
            {**to(), "Errors": [{"NextAction": "bye"}]},
            "!x Transitions.Errors[0].ErrorType: a string is needed",
        ),
        ({**to(), "Errors": {}}, "!x Transitions.Errors: a list of objects is needed"),
    ],
)
def test_transitions_are_checked(written: Json, problem: str) -> None:
    said = action("x", "MessageParticipant", written, Text="Hi.")
    assert told(flow(said)) == [problem]


def test_missing_transitions_are_told_and_nothing_more_on_an_ending() -> None:
    bye = {"Identifier": "bye", "Type": "DisconnectParticipant"}
    content = {**flow(HI), "Actions": [HI, bye]}
    assert told(content) == ["bye Transitions: missing; write {} where there is none"]


def test_nothing_comes_after_an_ending() -> None:
    end = {**BYE, "Identifier": "end", "Transitions": to("bye")}
    assert "end Transitions: nothing comes after this action; {} is needed" in told(flow(end))


def test_an_error_branch_that_must_be_there_is_told() -> None:
    queue = action("q", "TransferContactToQueue", to("bye", RETURN))
    assert "q Transitions.Errors: missing the error QueueAtCapacity" in told(flow(queue))


@pytest.mark.parametrize(
    ("type_", "transitions", "parameters"),
    [
        (
            "TransferContactToQueue",
            to(None, "QueueAtCapacity", RETURN),
            {},
        ),
        ("TransferToFlow", to("", RETURN), {"ContactFlowId": "f"}),
        ("Compare", to(None, "NoMatchingCondition", a="bye"), COMPARE),
    ],
)
def test_a_next_action_that_is_never_taken_may_be_missing(
    type_: str, transitions: Json, parameters: Json
) -> None:
    loaded = load(flow(action("x", type_, transitions, **parameters)))
    assert loaded.flow is not None
    assert "Transitions.NextAction" in {problem.path for problem in loaded.problems}


def test_prompts_that_loop_need_no_next_action() -> None:
    music = action("m", "MessageParticipantIteratively", Messages=[{"PromptId": "music"}])
    assert told(flow(music), type_="CUSTOMER_QUEUE") == ["?bye : no path leads to this block"]


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        (when("Equals", "x", "gone"), "!c {}.NextAction: there is no such block"),
        (when("Equals", "x", ""), "!c {}.NextAction: no target"),
        ({"NextAction": "bye"}, "!c {}.Condition: an object is needed"),
        (when("Exists", "x"), "!c {}.Condition.Operator: one of Equals"),
        (when("Equals", ""), "c {}.Condition.Operands: an empty string is never a legal value"),
        (when("Equals", True), "!c {}.Condition.Operands: a string is needed"),
        (
            {"NextAction": "bye", "Condition": {"Operator": "Equals", "Operands": []}},
            "!c {}.Condition.Operands: a list of one string is needed",
        ),
        (
            {"NextAction": "bye", "Condition": {"Operator": "Equals", "Operands": ["a", "b"]}},
            "c {}.Condition.Operands: one operand is allowed; the first one counts",
        ),
    ],
)
def test_conditions_are_checked(condition: Json, problem: str) -> None:
    transitions = {**to("bye", "NoMatchingCondition"), "Conditions": [condition]}
    compared = action("c", "Compare", transitions, **COMPARE)
    assert told(flow(compared))[0].startswith(problem.format("Transitions.Conditions[0]"))


@pytest.mark.parametrize(
    ("type_", "parameters", "conditions", "problem"),
    [
        ("Compare", COMPARE, [], "at least one condition is needed"),
        (
            "Loop",
            {"LoopCount": "2"},
            [when("Equals", "DoneLooping")],
            "missing the condition Equals ContinueLooping",
        ),
        (
            "CheckHoursOfOperation",
            {},
            [when("Equals", "True")],
            "missing the condition Equals False",
        ),
    ],
)
def test_conditions_that_must_be_there_are_told(
    type_: str, parameters: Json, conditions: list[Json], problem: str
) -> None:
    transitions = {**to("bye", RETURN, "NoMatchingCondition"), "Conditions": conditions}
    said = told(flow(action("x", type_, transitions, **parameters)))
    assert f"x Transitions.Conditions: {problem}" in said


def test_a_condition_that_the_action_does_not_know_is_told() -> None:
    conditions = [when("Equals", "True"), when("Equals", "False"), when("TextContains", "Maybe")]
    transitions = {**to("bye", RETURN), "Conditions": conditions}
    place = "x Transitions.Conditions[2].Condition"
    assert told(flow(action("x", "CheckHoursOfOperation", transitions))) == [
        f"{place}.Operator: this action takes Equals",
        f"{place}.Operands: this action takes True, False",
    ]


# --- parameters ---


def test_an_empty_string_is_told_wherever_it_stands() -> None:
    asked = action(
        "f",
        "InvokeLambdaFunction",
        to("bye", RETURN),
        LambdaFunctionARN="arn",
        LambdaInvocationAttributes={"a": {"b": ["x", ""]}},
    )
    assert told(flow(asked)) == [
        "f Parameters.LambdaInvocationAttributes.a.b[1]: an empty string is never a legal value"
    ]


def test_a_number_is_read_though_a_string_is_wanted() -> None:
    loop = to("bye", ContinueLooping="hi", DoneLooping="bye")
    assert told(flow(action("l", "Loop", loop, LoopCount=3), HI)) == [
        "l Parameters.LoopCount: write the number as a string"
    ]


def test_a_boolean_is_no_string() -> None:
    loop = to("bye", ContinueLooping="hi", DoneLooping="bye")
    assert told(flow(action("l", "Loop", loop, LoopCount=True), HI)) == [
        "!l Parameters.LoopCount: a string is needed"
    ]
