"""The least that Connect publishes of each action type loads without a word.

Source: console exports and published attempts with CreateContactFlow, 2026.
"""

from __future__ import annotations

import pytest

from santral.engine.registry import ACTIONS
from tests.fakes.flow_files import Json, action, flow, to, told, when

RETURN = "NoMatchingError"
INPUT = {"Text": "Account?", "InputTimeLimitSeconds": "5", "StoreInput": "True"}
KEYS = {"DisableCancelKey": "False", "InterdigitTimeLimitSeconds": "5"}
PHONE = {"PhoneNumberValidation": {"NumberFormat": "Local", "CountryCode": "US"}}
BOTH = {"RecordedParticipants": ["Agent", "Customer"], "IVRRecordingBehavior": "Enabled"}

ACCEPTED: list[tuple[str, Json, Json]] = [
    ("MessageParticipant", {"Text": "Hi"}, to("bye", RETURN)),
    (
        "MessageParticipantIteratively",
        {"Messages": [{"Text": "Hold"}], "InterruptFrequencySeconds": "30"},
        to("bye", RETURN, MessagesInterrupted="bye"),
    ),
    (
        "GetParticipantInput",
        {"Text": "Press 1", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
        {
            **to("bye", "InputTimeLimitExceeded", "NoMatchingCondition", RETURN),
            "Conditions": [when("Equals", "1")],
        },
    ),
    (
        "GetParticipantInput",
        {
            **INPUT,
            "DTMFConfiguration": KEYS,
            "InputValidation": {"CustomValidation": {"MaximumLength": "20"}},
        },
        to("bye", RETURN),
    ),
    (
        "GetParticipantInput",
        {**INPUT, "InputValidation": PHONE},
        to("bye", RETURN, "InvalidPhoneNumber"),
    ),
    ("GetParticipantInput", {"EnableDTMFBuffer": "True"}, to("bye", RETURN)),
    ("DisconnectParticipant", {}, {}),
    ("EndFlowExecution", {}, {}),
    ("EndFlowModuleExecution", {}, {}),
    ("EndFlowModuleExecution", {"Result": "branch_1", "ResultData": {"tier": "gold"}}, {}),
    (
        "TransferParticipantToThirdParty",
        {
            "ThirdPartyPhoneNumber": "+15550100100",
            "ThirdPartyConnectionTimeLimitSeconds": "30",
            "ContinueFlowExecution": "True",
        },
        to("bye", "CallFailed", "ConnectionTimeLimitExceeded", RETURN),
    ),
    ("TransferContactToQueue", {}, to("bye", "QueueAtCapacity", RETURN)),
    (
        "DequeueContactAndTransferToQueue",
        {"QueueId": "arn"},
        to("bye", "QueueAtCapacity", RETURN),
    ),
    ("UpdateContactTargetQueue", {"QueueId": "arn"}, to("bye", RETURN)),
    (
        "UpdateContactAttributes",
        {"Attributes": {"k": "v"}, "TargetContact": "Current"},
        to("bye", RETURN),
    ),
    ("UpdateContactData", {"LanguageCode": "en-US"}, to("bye", RETURN)),
    (
        "UpdateContactEventHooks",
        {"EventHooks": {"CustomerQueue": "arn:aws:connect:x/contact-flow/F"}},
        to("bye", RETURN),
    ),
    (
        "UpdateContactCallbackNumber",
        {"CallbackNumber": "$.StoredCustomerInput"},
        to("bye", "InvalidCallbackNumber", "CallbackNumberNotDialable"),
    ),
    ("UpdateContactRoutingBehavior", {"QueuePriority": "1"}, to("bye")),
    ("UpdateContactRoutingBehavior", {"QueueTimeAdjustmentSeconds": "60"}, to("bye")),
    ("UpdateContactRecordingBehavior", {"RecordingBehavior": BOTH}, to("bye")),
    (
        "UpdateContactRecordingAndAnalyticsBehavior",
        {"VoiceBehavior": {"VoiceRecordingBehavior": BOTH}},
        to("bye", RETURN, "ChannelMismatch"),
    ),
    (
        "UpdateContactRecordingAndAnalyticsBehavior",
        {"ChatBehavior": {"ChatAnalyticsBehavior": {"Enabled": "False"}}},
        to("bye", RETURN, "ChannelMismatch", "InFlightRedactionConfigurationFailed"),
    ),
    (
        "UpdateContactTextToSpeechVoice",
        {
            "TextToSpeechVoice": "Joanna",
            "TextToSpeechEngine": "Neural",
            "TextToSpeechStyle": "None",
        },
        to("bye", RETURN),
    ),
    ("CheckHoursOfOperation", {}, to("bye", RETURN, **{"True": "bye", "False": "bye"})),
    (
        "CheckMetricData",
        {"MetricType": "NumberOfAgentsAvailable"},
        {
            **to("bye", "NoMatchingCondition", RETURN),
            "Conditions": [when("NumberGreaterThan", "0")],
        },
    ),
    ("GetMetricData", {}, to("bye", RETURN)),
    (
        "Compare",
        {"ComparisonValue": "$.Attributes.k"},
        to("bye", "NoMatchingCondition", v="bye"),
    ),
    (
        "DistributeByPercentage",
        {},
        {**to("bye", "NoMatchingCondition"), "Conditions": [when("NumberLessThan", 51)]},
    ),
    (
        "Loop",
        {"LoopCount": "3"},
        to("bye", RETURN, ContinueLooping="bye", DoneLooping="bye"),
    ),
    ("Wait", {"TimeLimitSeconds": "900"}, to("bye", RETURN, WaitCompleted="bye")),
    ("TransferToFlow", {"ContactFlowId": "arn"}, to("bye", RETURN)),
    ("UpdateFlowAttributes", {"FlowAttributes": {"k": {"Value": "v"}}}, to("bye", RETURN)),
    ("UpdateFlowLoggingBehavior", {"FlowLoggingBehavior": "Enabled"}, to("bye")),
    (
        "InvokeFlowModule",
        {"FlowModuleId": "id:$LATEST", "Input": {"acct": "$.Attributes.acct"}},
        to("bye", "NoMatchingCondition", RETURN, branch_1="bye"),
    ),
    (
        "InvokeLambdaFunction",
        {
            "LambdaFunctionARN": "arn",
            "InvocationTimeLimitSeconds": "3",
            "InvocationType": "SYNCHRONOUS",
            "ResponseValidation": {"ResponseType": "STRING_MAP"},
        },
        to("bye", RETURN),
    ),
    (
        "CreateCallbackContact",
        {
            "InitialCallDelaySeconds": "5",
            "MaximumConnectionAttempts": "1",
            "RetryDelaySeconds": "600",
        },
        to("bye", RETURN),
    ),
]


@pytest.mark.parametrize(("type_", "parameters", "transitions"), ACCEPTED)
def test_a_block_that_connect_publishes_loads_without_a_word(
    type_: str, parameters: Json, transitions: Json
) -> None:
    # No type is given: what is checked here is the block, not where it may stand.
    problems = told(flow(action("x", type_, transitions, **parameters)))
    assert [problem for problem in problems if problem.startswith(("x ", "!"))] == []


def test_every_action_type_is_among_them() -> None:
    assert {type_ for type_, _, _ in ACCEPTED} == set(ACTIONS)
