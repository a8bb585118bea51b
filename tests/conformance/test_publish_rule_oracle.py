"""The oracle finds planted mistakes, one at a time, in flows that are sound otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.publish_rules import problems_of

Json = dict[str, Any]

END: Json = {
    "Identifier": "end",
    "Type": "DisconnectParticipant",
    "Parameters": {},
    "Transitions": {},
}
OVER: Json = {**END, "Type": "EndFlowExecution"}


def block(type_: str, parameters: Json, *errors: str, **transitions: object) -> Json:
    edges: Json = {"NextAction": "end", **transitions}
    if errors:
        edges["Errors"] = [{"ErrorType": error, "NextAction": "end"} for error in errors]
    return {
        "Identifier": "it",
        "Type": type_,
        "Parameters": parameters,
        "Transitions": {key: value for key, value in edges.items() if value is not None},
    }


def flow(*actions: Json, **changes: object) -> Json:
    start = actions[0]["Identifier"]
    content: Json = {"Version": "2019-10-30", "StartAction": start, "Actions": [*actions, END]}
    return {**content, **changes}


def when(operator: str, *operands: object) -> Json:
    return {
        "NextAction": "end",
        "Condition": {"Operator": operator, "Operands": list(operands)},
    }


SAY = block("MessageParticipant", {"Text": "Hello"}, "NoMatchingError")
QUEUE = block("TransferContactToQueue", {}, "QueueAtCapacity", "NoMatchingError")
MUSIC: Json = {"Messages": [{"Text": "Please wait"}]}
STORE: Json = {"Text": "Number?", "InputTimeLimitSeconds": "5", "StoreInput": "True"}
MENU: Json = {"Text": "Press 1", "InputTimeLimitSeconds": "5"}
MENU_ERRORS = ("NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded")
TO_60: Json = {"InputValidation": {"CustomValidation": {"MaximumLength": "60"}}}
BY_PHONE: Json = {
    "InputValidation": {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "TR"}}
}
LAMBDA: Json = {"LambdaFunctionARN": "${lambda.x}", "InvocationTimeLimitSeconds": "3"}
CALLBACK: Json = {
    "InitialCallDelaySeconds": "5",
    "MaximumConnectionAttempts": "1",
    "RetryDelaySeconds": "600",
}
METRIC: Json = {"MetricType": "NumberOfAgentsAvailable"}
VOICE: Json = {"VoiceBehavior": {"VoiceRecordingBehavior": {"RecordedParticipants": ["Agent"]}}}
COMPARE: Json = {"ComparisonValue": "$.Attributes.vip"}
UNMATCHED = ("NoMatchingError", "NoMatchingCondition")
THIRD: Json = {
    "ThirdPartyPhoneNumber": "$.External.number",
    "ThirdPartyConnectionTimeLimitSeconds": "30",
    "ContinueFlowExecution": "False",
}


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        (SAY, "contactFlow"),
        (QUEUE, "queueTransfer"),
        (block("MessageParticipantIteratively", MUSIC), "customerQueue"),
        (block("GetParticipantInput", {**STORE, **TO_60}, "NoMatchingError"), "contactFlow"),
        (
            block(
                "GetParticipantInput",
                {**STORE, **BY_PHONE},
                "NoMatchingError",
                "InvalidPhoneNumber",
            ),
            "contactFlow",
        ),
        (
            block("GetParticipantInput", MENU, *MENU_ERRORS, Conditions=[when("Equals", "1")]),
            "contactFlow",
        ),
        (block("InvokeLambdaFunction", LAMBDA, "NoMatchingError"), "agentHold"),
        (block("CreateCallbackContact", CALLBACK, "NoMatchingError"), "customerQueue"),
        (
            block(
                "CheckMetricData", METRIC, *UNMATCHED, Conditions=[when("NumberGreaterThan", "0")]
            ),
            "contactFlow",
        ),
        (
            block(
                "UpdateContactRecordingAndAnalyticsBehavior",
                VOICE,
                "NoMatchingError",
                "ChannelMismatch",
            ),
            "contactFlow",
        ),
        (
            block("Compare", COMPARE, "NoMatchingCondition", Conditions=[when("Equals", "yes")]),
            "contactFlow",
        ),
        (block("TransferParticipantToThirdParty", THIRD, "NoMatchingError"), "contactFlow"),
        (block("UpdateContactRoutingBehavior", {"QueuePriority": "1"}), "contactFlow"),
    ],
    ids=lambda value: value["Type"] if isinstance(value, dict) else value,
)
def test_a_sound_block_is_accepted(action: Json, kind: str) -> None:
    end = OVER if kind == "agentHold" else END
    content = {**flow(action), "Actions": [action, end]}

    assert problems_of(content, kind) == []


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (flow(SAY, Version="2020-01-01"), "file: Version is not 2019-10-30"),
        (flow(SAY, StartAction="nobody"), "file: StartAction is no block"),
        (flow(SAY, Settings={}), "file: Settings belong to modules, and to modules alone"),
        (flow(SAY, SAY), "it: identifier is used twice"),
        (flow({**SAY, "Identifier": "a/b"}), "a/b: identifier has a forbidden character"),
        (flow({**SAY, "Identifier": "toString"}), "toString: identifier has a forbidden"),
        (flow({**SAY, "Identifier": "x" * 51}), "identifier is not 1 to 50 characters"),
        (flow(*[{**SAY, "Identifier": f"{n}"} for n in range(250)]), "file: not 1 to 250 actions"),
    ],
    ids=str,
)
def test_a_file_that_is_no_flow_is_refused(content: Json, problem: str) -> None:
    assert [each for each in problems_of(content, "contactFlow") if problem in each]


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        (block("PlayPrompt", {}), "unknown type"),
        (
            block("MessageParticipantIteratively", MUSIC),
            "MessageParticipantIteratively is refused in contactFlow",
        ),
        ({**SAY, "Transitions": {}}, "NextAction is missing"),
        (
            block("MessageParticipant", {"Text": "Hi"}, NextAction="x"),
            "leads to the unknown block 'x'",
        ),
        (block("TransferContactToQueue", {}, "NoMatchingError"), "required error QueueAtCapacity"),
        (
            block("Compare", COMPARE, *UNMATCHED, Conditions=[when("Equals", "yes")]),
            "error NoMatchingError is not declared",
        ),
        (
            block("MessageParticipant", {"Text": "Hi"}, "NoMatchingError", "NoMatchingError"),
            "error NoMatchingError stands twice",
        ),
        (block("Compare", COMPARE, "NoMatchingCondition"), "at least one condition is needed"),
        (
            block("Compare", COMPARE, "NoMatchingCondition", Conditions=[when("Equals", "")]),
            "a condition has exactly one operand, a non-empty string",
        ),
        (
            block("Compare", COMPARE, "NoMatchingCondition", Conditions=[when("Equals", "a", "b")]),
            "a condition has exactly one operand, a non-empty string",
        ),
        (
            block("Compare", COMPARE, "NoMatchingCondition", Conditions=[when("Exists", "a")]),
            "operator Exists is refused here",
        ),
        (
            block(
                "Compare",
                {"ComparisonValue": "$.External"},
                "NoMatchingCondition",
                Conditions=[when("Equals", "a")],
            ),
            "$.External has no known root and leaf",
        ),
        (
            block(
                "Compare",
                {"ComparisonValue": "gold"},
                "NoMatchingCondition",
                Conditions=[when("Equals", "a")],
            ),
            "ComparisonValue must be one whole path",
        ),
        (
            block("MessageParticipant", {"Text": "Hi"}, Conditions=[when("Equals", "a")]),
            "operator Equals is refused here",
        ),
        (block("MessageParticipant", {}), "exactly one of PromptId, Text, SSML, Media is needed"),
        (block("MessageParticipant", {"Text": "a", "SSML": "b"}), "exactly one of PromptId"),
        (block("MessageParticipant", {"Text": ""}), "an empty string is no legal value"),
        (block("MessageParticipant", {"Text": "Hi", "Voice": "x"}), "unknown parameter Voice"),
        (
            block("GetParticipantInput", MENU, *MENU_ERRORS, Conditions=[when("Equals", "12")]),
            "a menu's condition is one key",
        ),
        (
            block("GetParticipantInput", MENU, "NoMatchingError"),
            "required error InputTimeLimitExceeded is missing",
        ),
        (
            block("GetParticipantInput", {**STORE, **TO_60}, *MENU_ERRORS),
            "error InputTimeLimitExceeded is not declared",
        ),
        (
            block(
                "GetParticipantInput",
                {**STORE, **TO_60},
                "NoMatchingError",
                Conditions=[when("Equals", "1")],
            ),
            "operator Equals is refused here",
        ),
        (
            block("GetParticipantInput", STORE, "NoMatchingError"),
            "InputValidation goes with StoreInput True",
        ),
        (
            block("GetParticipantInput", {**STORE, **BY_PHONE}, "NoMatchingError"),
            "required error InvalidPhoneNumber is missing",
        ),
        (
            block(
                "GetParticipantInput",
                {**STORE, **TO_60, "DTMFConfiguration": {"DisableCancelKey": True}},
                "NoMatchingError",
            ),
            "DTMFConfiguration holds strings",
        ),
        (
            block("InvokeLambdaFunction", {**LAMBDA, "InvocationTimeLimitSeconds": "9"}),
            "InvocationTimeLimitSeconds is not 1 to 8",
        ),
        (
            block("InvokeLambdaFunction", {**LAMBDA, "InvocationTimeLimitSeconds": "undefined"}),
            "InvocationTimeLimitSeconds is not 1 to 8",
        ),
        (block("InvokeLambdaFunction", LAMBDA), "required error NoMatchingError is missing"),
        (
            block("UpdateContactTargetQueue", {"QueueId": "q", "AgentId": "a"}, "NoMatchingError"),
            "exactly one of QueueId, AgentId is needed",
        ),
        (
            block("UpdateContactTargetQueue", {"QueueId": "queue $.External.q"}, "NoMatchingError"),
            "QueueId must be one whole path",
        ),
        (
            block("UpdateContactTargetQueue", {"QueueId": "$.BadValue"}, "NoMatchingError"),
            "$.BadValue has no known root and leaf",
        ),
        (block("TransferContactToQueue", {"QueueId": "q"}), "unknown parameter QueueId"),
        (
            block("UpdateContactRoutingBehavior", {"QueuePriority": "$.External.priority"}),
            "QueuePriority must be static",
        ),
        (
            block("UpdateContactRoutingBehavior", {"QueuePriority": "1"}, "NoMatchingError"),
            "error NoMatchingError is not declared",
        ),
        (
            block("UpdateContactEventHooks", {"EventHooks": {}}, "NoMatchingError"),
            "exactly one known hook is needed",
        ),
        (
            block(
                "UpdateContactEventHooks",
                {"EventHooks": {"CustomerQueue": "a", "AgentHold": "b"}},
                "NoMatchingError",
            ),
            "exactly one known hook is needed",
        ),
        (
            block("UpdateContactCallbackNumber", {"CallbackNumber": "+1"}, "NoMatchingError"),
            "CallbackNumber must be one whole path",
        ),
        (
            block("CreateCallbackContact", {"RetryDelaySeconds": "600"}, "NoMatchingError"),
            "parameter InitialCallDelaySeconds is missing",
        ),
        (
            block("CheckMetricData", METRIC, *UNMATCHED, Conditions=[when("Equals", "1")]),
            "agents are only compared with more than 0",
        ),
        (
            block("Loop", {"LoopCount": "3"}, Conditions=[when("Equals", "DoneLooping")]),
            "conditions must be exactly ['ContinueLooping', 'DoneLooping']",
        ),
        (
            block("UpdateContactRecordingAndAnalyticsBehavior", VOICE, "NoMatchingError"),
            "required error ChannelMismatch is missing",
        ),
        (
            block("TransferParticipantToThirdParty", THIRD, "NoMatchingError", "CallFailed"),
            "error CallFailed is not declared",
        ),
        (
            block("UpdateFlowAttributes", {"FlowAttributes": {"a": "b"}}, "NoMatchingError"),
            "a flow attribute is written as an object with Value",
        ),
        (
            block("UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "Off"}),
            "FlowLoggingBehavior is none of ['Disabled', 'Enabled']",
        ),
        (
            block("UpdateContactData", {"TargetContact": "Current"}, "NoMatchingError"),
            "nothing is updated",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_planted_mistake_is_found(action: Json, problem: str) -> None:
    found = problems_of(flow(action), "contactFlow")

    assert [each for each in found if problem in each]


@pytest.mark.parametrize(
    ("action", "kind", "problem"),
    [
        (SAY, "customerHold", "MessageParticipant is refused in customerHold"),
        (SAY, "agentWhisper", "DisconnectParticipant is refused in agentWhisper"),
        (QUEUE, "customerQueue", "TransferContactToQueue is refused in customerQueue"),
        (SAY, "customerQueue", "it: MessageParticipant stands before the first loop of prompts"),
        (
            block("MessageParticipantIteratively", {**MUSIC, "InterruptFrequencySeconds": "30"}),
            "customerQueue",
            "MessagesInterrupted goes with an interrupt",
        ),
        (
            block("MessageParticipantIteratively", {"Messages": [{}]}),
            "customerQueue",
            "each message has exactly one prompt",
        ),
        (SAY, "module", "file: Settings belong to modules"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_block_in_the_wrong_kind_of_flow_is_found(action: Json, kind: str, problem: str) -> None:
    found = problems_of(flow(action), kind)

    assert [each for each in found if problem in each]


def test_a_block_without_transitions_is_found() -> None:
    mute = {key: value for key, value in END.items() if key != "Transitions"}

    assert problems_of(flow({**mute, "Identifier": "it"}), "contactFlow") == [
        "it: Transitions are missing"
    ]


def test_an_end_that_leads_on_is_found() -> None:
    endless = block("DisconnectParticipant", {})

    assert problems_of(flow(endless), "contactFlow") == ["it: a terminal block has no transitions"]
