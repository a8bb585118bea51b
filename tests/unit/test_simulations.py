"""The language of test cases: what is published, and what is told of what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.local.connect.simulations import problems

Json = dict[str, Any]


def _event(type_: str, **properties: Any) -> Json:
    return {"Identifier": "e", "Type": type_, "Actor": "System", "Properties": properties}


def _action(type_: str, **parameters: Any) -> Json:
    said = parameters if type_ == "Assert" else {"ActionType": type_, **parameters}
    return {"Identifier": f"a {type_}", "Type": type_, "Parameters": said, "Transitions": {}}


def _presses(value: Any) -> Json:
    instruction = {"Type": "DtmfInput", "Properties": {"Value": value}}
    return _action("SendInstruction", Actor="Customer", Instruction=instruction)


def _says(**properties: str) -> Json:
    instruction = {"Type": "TextUtterance", "Properties": properties}
    return _action("SendInstruction", Actor="Customer", Instruction=instruction)


def _overrides(action_type: str, strategy: Json, **selector: Any) -> Json:
    properties = {"ActionType": action_type, "ActionParameters": selector, "Strategy": strategy}
    return _action(
        "OverrideSystemBehavior", Behavior={"Type": "FlowAction", "Properties": properties}
    )


def _mock(**result: Any) -> Json:
    response = {"Type": "ExecutionResult", "ExecutionResult": result}
    return {"Type": "MockResponse", "Response": response}


def _mock_error(value: str) -> Json:
    response = {"Type": "Error", "Error": {"Value": value, "DelaySeconds": 1}}
    return {"Type": "MockResponse", "Response": response}


LAMBDA, QUEUE, HOURS = "arn:lambda", "arn:queue/1", "arn:operating-hours/1"
SUBSTITUTE = {"Type": "SubstituteResource", "SubstituteArn": "arn:other"}
END = _action("TestControl", Command={"Type": "EndTest"})
CHECK = _action("Assert", Namespace="$.Queue.Name", Operator="Equals", Operand="Sales")


def _seen(
    event: Json | None = None, actions: list[Json] | None = None, *then: str, **more: Any
) -> Json:
    """Write an observation called "one"."""
    return {
        "Identifier": "one",
        "Event": event or _event("TestInitiated"),
        "Actions": actions or [],
        "Transitions": {"NextObservations": [*then]},
        **more,
    }


def _content(*observations: Json, **more: Any) -> str:
    seen = [*observations] or [_seen()]
    return json.dumps({"Version": "2019-10-30", "Metadata": {}, "Observations": seen, **more})


@pytest.mark.parametrize(
    "observation",
    [
        _seen(_event("MessageReceived", Text="Hi", MatchingCriteria={"Type": "Inclusion"})),
        _seen({**_event("MessageReceived", Text="Hi"), "MatchingCriteria": "Inclusion"}),
        _seen(_event("TestCompleted"), [CHECK, END], "one", Usage={"Type": "ANY", "Times": 2}),
        _seen(
            _event(
                "FlowActionStarted",
                ActionType="TransferContactToQueue",
                ActionParameters={"QueueId": QUEUE},
            )
        ),
        _seen(None, [_presses(1)]),
        _seen(None, [_presses("12#")]),
        _seen(None, [_says(Text="Sales, please")]),
        _seen(None, [{**CHECK, "Transitions": {"NextAction": "a TestControl"}}, END]),
        _seen(None, [_overrides("CheckHoursOfOperation", SUBSTITUTE, HoursOfOperationId=HOURS)]),
        _seen(
            None,
            [_overrides("InvokeLambdaFunction", _mock(LoadedData="{}"), LambdaFunctionARN=LAMBDA)],
        ),
        _seen(
            None,
            [_overrides("TransferContactToQueue", _mock_error("QueueAtCapacity"), QueueId=QUEUE)],
        ),
        _seen(
            None,
            [
                _action(
                    "TestControl",
                    Command={
                        "Type": "LogData",
                        "Properties": {"Expressions": {"id": "$.ContactId"}},
                    },
                )
            ],
        ),
    ],
)
def test_what_the_language_has_is_published(observation: Json) -> None:
    assert problems(_content(observation), "VOICE_CALL") == []


MOCKED_HOURS = _overrides("CheckHoursOfOperation", _mock(Value="InHours"), HoursOfOperationId=HOURS)
TYPED_ASSERT = {**CHECK, "Parameters": {**CHECK["Parameters"], "ActionType": "Assert"}}
NO_ERROR = _mock_error("No")
ONE, SEEN = "Observations[0]", "Observations: expected a list of at least one object"
BEHAVIOR = f"{ONE}.Actions[0].Parameters.Behavior.Properties"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[]", "a JSON object is needed"),
        (_content(Version="2025-06-21"), "Version: expected 2019-10-30"),
        (_content(Metadata=[]), "Metadata: expected an object"),
        (_content(Observations=[]), SEEN),
        (_content(Observations=["one"]), SEEN),
        (_content(_seen(), _seen()), "Observations: expected each Identifier once"),
        (_content(_seen(Identifier="")), "Observations: expected an Identifier of each"),
        (
            _content(_seen(None, [], "two")),
            f"{ONE}.Transitions.NextObservations: expected identifiers of observations",
        ),
        (
            _content(_seen(Transitions={})),
            f"{ONE}.Transitions.NextObservations: expected a list",
        ),
        (_content(_seen(Usage={"Type": "exactly"})), f"{ONE}.Usage.Type: expected EXACTLY or ANY"),
        (
            _content(_seen(Usage={"Type": "ANY", "Times": 0})),
            f"{ONE}.Usage.Times: expected a whole number from 1",
        ),
        (
            _content(_seen({**_event("TestInitiated"), "Identifier": ""})),
            f"{ONE}.Event.Identifier: a value is required",
        ),
        (
            _content(_seen({**_event("TestInitiated"), "Actor": "Agent"})),
            f"{ONE}.Event.Actor: expected System",
        ),
        (
            _content(_seen(_event("MessageReceived"))),
            f"{ONE}.Event.Properties: expected one of Text, SSML, PromptId, Media",
        ),
        (
            _content(
                _seen(_event("MessageReceived", Text="a", MatchingCriteria={"Type": "Contains"}))
            ),
            f"{ONE}.Event.Properties.MatchingCriteria.Type: expected Similarity or Inclusion",
        ),
        (
            _content(_seen(_event("FlowActionStarted", ActionType="CheckHoursOfOperation"))),
            f"{ONE}.Event.Properties.ActionParameters.HoursOfOperationId: a value is required",
        ),
        (_content(_seen(Actions="none")), f"{ONE}.Actions: expected a list of objects"),
        (
            _content(_seen(None, [{**END, "Transitions": {"NextAction": "nowhere"}}])),
            f"{ONE}.Actions[0].Transitions.NextAction: expected the identifier of an action",
        ),
        (
            _content(_seen(None, [_action("Assert", Namespace="$.Q", Operator="Equals")])),
            f"{ONE}.Actions[0].Parameters.Operand: a value is required",
        ),
        (
            _content(_seen(None, [TYPED_ASSERT])),
            f"{ONE}.Actions[0].Parameters.ActionType: expected none for an Assert",
        ),
        (
            _content(_seen(None, [_presses("x")])),
            f"{ONE}.Actions[0].Parameters.Instruction.Properties.Value: "
            "expected keys of a telephone",
        ),
        (
            _content(_seen(None, [_says()])),
            f"{ONE}.Actions[0].Parameters.Instruction.Properties: expected Text, SSML or Value",
        ),
        (
            _content(_seen(None, [_action("TestControl", Command={"Type": "Stop"})])),
            f"{ONE}.Actions[0].Parameters.Command.Type: expected EndTest or LogData",
        ),
        (
            _content(_seen(None, [MOCKED_HOURS])),
            f"{BEHAVIOR}.Strategy.Response: expected SubstituteResource for CheckHoursOfOperation",
        ),
        (
            _content(_seen(None, [_overrides("InvokeLambdaFunction", SUBSTITUTE)])),
            f"{BEHAVIOR}.ActionParameters.LambdaFunctionARN: a value is required",
        ),
        (
            _content(
                _seen(
                    None,
                    [
                        _overrides(
                            "InvokeLambdaFunction", _mock(LoadedData={}), LambdaFunctionARN=LAMBDA
                        )
                    ],
                )
            ),
            f"{BEHAVIOR}.Strategy.Response.ExecutionResult.LoadedData: expected JSON as a text",
        ),
        (
            _content(
                _seen(None, [_overrides("TransferContactToQueue", _mock(Value="a"), QueueId=QUEUE)])
            ),
            f"{BEHAVIOR}.Strategy.Response.Type: expected one that the action can have",
        ),
        (
            _content(_seen(None, [_overrides("TransferContactToQueue", NO_ERROR, QueueId=QUEUE)])),
            f"{BEHAVIOR}.Strategy.Response.Error.Value: "
            "expected QueueAtCapacity or NoMatchingError",
        ),
    ],
)
def test_what_cannot_be_run_is_not_published(content: str, problem: str) -> None:
    assert problems(content, None) == [problem]


def test_keys_are_not_pressed_in_a_chat() -> None:
    content = _content(_seen(None, [_presses(1)]))

    assert problems(content, "CHAT") == [
        "Observations[0].Actions[0].Parameters.Instruction.Type: expected no DtmfInput in a chat"
    ]


def test_fifty_problems_are_told_of_at_most() -> None:
    many = [_seen(_event("Nothing"), Identifier=f"o{at}") for at in range(60)]

    assert len(problems(_content(*many), None)) == 50


MEMBERS = [
    *("Version", "Observations", "Event", "Actions", "Parameters", "Type", "Properties"),
    *("ActionType", "Operator", "Instruction", "Behavior", "Strategy", "Response"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(MEMBERS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON, JSON)
def test_whatever_the_content_problems_are_told_and_nothing_breaks(
    whole: object, part: object
) -> None:
    event = {"Type": "MessageReceived", "Properties": part}
    actions = [
        part,
        *(
            {"Type": each, "Parameters": part}
            for each in ("Assert", "SendInstruction", "OverrideSystemBehavior", "TestControl")
        ),
        _action("Assert", Operator=part, Namespace=part),
        _action("SendInstruction", Instruction={"Type": part, "Properties": part}),
        _overrides("InvokeLambdaFunction", {"Type": "MockResponse", "Response": part}),
    ]
    observation = {"Identifier": part, "Event": event, "Actions": actions}
    for content in (whole, {"Observations": [whole, observation]}):
        assert problems(json.dumps(content), None)
