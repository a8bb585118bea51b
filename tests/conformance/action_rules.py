"""What Amazon Connect accepts of each action type at publish time, as a table.

Written apart from the engine's own loader, so that the two can disagree.
Source: Amazon Connect developer guide, pages "Flow language" and its actions, corrected where
published probes of CreateContactFlow found otherwise (2026). A flow type is listed only where every
source admits the action.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

FLOW_TYPES = {
    "contactFlow": "IN", "customerQueue": "CQ", "customerHold": "CH", "customerWhisper": "CW",
    "agentWhisper": "AW", "agentHold": "AH", "outboundWhisper": "OW", "agentTransfer": "AT",
    "queueTransfer": "QT", "module": "M",
}  # fmt: skip
EVERYWHERE = frozenset(FLOW_TYPES.values())
TALKING = frozenset({"IN", "CQ", "AT", "QT", "M"})
BEFORE_QUEUE = frozenset({"IN", "AT", "QT", "M"})

# How a parameter may be written: S static, SJ static or one whole path, SD with paths inside, J
# one path, MAP_SD a map whose values are SD, and OBJECT for what has a rule of its own.
S, SJ, SD, J, MAP_SD, OBJECT = "S", "SJ", "SD", "J", "MAP_SD", "OBJECT"

PROMPT_KEYS = {"PromptId": SJ, "Text": SD, "SSML": SD, "Media": OBJECT}
RETURN = ("NoMatchingError",)
NUMBER_OPERATORS = frozenset(
    {
        "NumberGreaterThan",
        "NumberGreaterOrEqualTo",
        "NumberLessThan",
        "NumberLessOrEqualTo",
    }
)
ALL_OPERATORS = NUMBER_OPERATORS | {
    "Equals", "TextStartsWith", "TextEndsWith", "TextContains", "KeyExists",
}  # fmt: skip
EQUALS = frozenset({"Equals"})
NONE: frozenset[str] = frozenset()

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One action type: where, with which parameters, errors and conditions it is accepted."""

    flow_types: frozenset[str] = EVERYWHERE
    keys: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    # Exactly one key of each group.
    one_of: tuple[tuple[str, ...], ...] = ()
    # At most one key of each group.
    at_most_one_of: tuple[tuple[str, ...], ...] = ()
    errors: tuple[str, ...] = RETURN
    optional_errors: tuple[str, ...] = ()
    operators: frozenset[str] = NONE
    # The operands that must be there, and no others, when not None.
    operands: frozenset[str] | None = None
    needs_condition: bool = False
    terminal: bool = False
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    choices: dict[str, frozenset[str]] = field(default_factory=dict)
    # Errors that depend on the parameters: replaces `errors`.
    errors_of: Callable[[Parameters], tuple[str, ...]] | None = None


def _input_errors(parameters: Parameters) -> tuple[str, ...]:
    if parameters.get("StoreInput") != "True":
        return ("NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded")
    validation = parameters.get("InputValidation", {})
    if "PhoneNumberValidation" in validation:
        return ("NoMatchingError", "InvalidPhoneNumber")
    return RETURN


def _third_party_errors(parameters: Parameters) -> tuple[str, ...]:
    if parameters.get("ContinueFlowExecution") == "True":
        return ("NoMatchingError", "CallFailed", "ConnectionTimeLimitExceeded")
    return RETURN


def _recording_errors(parameters: Parameters) -> tuple[str, ...]:
    chat = ("InFlightRedactionConfigurationFailed",) if "ChatBehavior" in parameters else ()
    return ("NoMatchingError", "ChannelMismatch", *chat)


TRUE_FALSE = frozenset({"True", "False"})
CURRENT_RELATED = frozenset({"Current", "Related"})
QUEUE_XOR_AGENT = (("QueueId", "AgentId"),)
CAPACITY = ("QueueAtCapacity", "NoMatchingError")
UNMATCHED = ("NoMatchingError", "NoMatchingCondition")

RULES: dict[str, Rule] = {
    "MessageParticipant": Rule(
        EVERYWHERE - {"CH", "AH"},
        {**PROMPT_KEYS, "SkipWhenDTMFBufferEnabled": S},
        one_of=(tuple(PROMPT_KEYS),),
        errors=(),
        optional_errors=RETURN,
    ),
    "MessageParticipantIteratively": Rule(
        frozenset({"CQ", "CH", "AH"}),
        {
            "Messages": OBJECT,
            "InterruptFrequencySeconds": SJ,
            "ContinueMessagingDuringInterrupt": S,
        },
        needs=("Messages",),
        errors=(),
        optional_errors=RETURN,
        operators=EQUALS,
        # Below 20 s the offer to an agent and the interrupt get into each other's way.
        ranges={"InterruptFrequencySeconds": (20, 604_800)},
    ),
    "GetParticipantInput": Rule(
        TALKING,
        {
            **PROMPT_KEYS,
            "InputTimeLimitSeconds": S,
            "StoreInput": S,
            "InputValidation": OBJECT,
            "InputEncryption": OBJECT,
            "DTMFConfiguration": OBJECT,
        },
        needs=("InputTimeLimitSeconds",),
        one_of=(tuple(PROMPT_KEYS),),
        errors_of=_input_errors,
        operators=EQUALS,
        ranges={"InputTimeLimitSeconds": (1, 180)},
        choices={"StoreInput": TRUE_FALSE},
    ),
    "DisconnectParticipant": Rule(TALKING, errors=(), terminal=True),
    # The queue and the whispers by the table, the holds by the rule that they end so.
    "EndFlowExecution": Rule(
        frozenset({"CQ", "CW", "AW", "OW", "CH", "AH", "M"}), errors=(), terminal=True
    ),
    "EndFlowModuleExecution": Rule(
        frozenset({"M"}), {"Result": S, "ResultData": MAP_SD}, errors=(), terminal=True
    ),
    "InvokeFlowModule": Rule(
        frozenset({"IN", "M"}),
        {"FlowModuleId": SJ, "Input": MAP_SD},
        needs=("FlowModuleId",),
        errors=UNMATCHED,
        operators=EQUALS,
    ),
    "InvokeLambdaFunction": Rule(
        keys={
            "LambdaFunctionARN": SD,
            "InvocationTimeLimitSeconds": S,
            "InvocationType": S,
            "LambdaInvocationAttributes": MAP_SD,
            "ResponseValidation": OBJECT,
        },
        needs=("LambdaFunctionARN", "InvocationTimeLimitSeconds"),
        ranges={"InvocationTimeLimitSeconds": (1, 8)},
        choices={"InvocationType": frozenset({"SYNCHRONOUS", "ASYNCHRONOUS"})},
    ),
    "UpdateContactAttributes": Rule(
        keys={"Attributes": MAP_SD, "TargetContact": S},
        needs=("Attributes",),
        choices={"TargetContact": CURRENT_RELATED},
    ),
    "UpdateContactData": Rule(
        keys={
            "Name": SD,
            "Description": SD,
            "LanguageCode": SD,
            "CustomerId": SD,
            "WisdomSessionArn": SD,
            "TargetContact": S,
        },
        choices={"TargetContact": CURRENT_RELATED},
    ),
    "UpdateFlowAttributes": Rule(keys={"FlowAttributes": OBJECT}, needs=("FlowAttributes",)),
    "UpdateFlowLoggingBehavior": Rule(
        keys={"FlowLoggingBehavior": S},
        needs=("FlowLoggingBehavior",),
        errors=(),
        choices={"FlowLoggingBehavior": frozenset({"Enabled", "Disabled"})},
    ),
    "UpdateContactTextToSpeechVoice": Rule(
        keys={"TextToSpeechVoice": SD, "TextToSpeechEngine": S, "TextToSpeechStyle": S},
        needs=("TextToSpeechVoice",),
        errors=(),
        optional_errors=RETURN,
    ),
    "UpdateContactEventHooks": Rule(keys={"EventHooks": OBJECT}, needs=("EventHooks",)),
    "UpdateContactTargetQueue": Rule(
        BEFORE_QUEUE, {"QueueId": SJ, "AgentId": SJ}, one_of=QUEUE_XOR_AGENT
    ),
    "TransferContactToQueue": Rule(BEFORE_QUEUE, errors=CAPACITY),
    "DequeueContactAndTransferToQueue": Rule(
        frozenset({"CQ"}),
        {"QueueId": SJ, "AgentId": SJ},
        one_of=QUEUE_XOR_AGENT,
        errors=CAPACITY,
    ),
    "UpdateContactRoutingBehavior": Rule(
        frozenset({"IN", "M"}),
        {"QueuePriority": S, "QueueTimeAdjustmentSeconds": S},
        one_of=(("QueuePriority", "QueueTimeAdjustmentSeconds"),),
        errors=(),
        ranges={"QueuePriority": (1, 9_223_372_036_854_775_807)},
    ),
    "UpdateContactCallbackNumber": Rule(
        TALKING,
        {"CallbackNumber": J},
        needs=("CallbackNumber",),
        errors=("InvalidCallbackNumber", "CallbackNumberNotDialable"),
    ),
    "CreateCallbackContact": Rule(
        TALKING,
        {
            "QueueId": SJ,
            "AgentId": SJ,
            "InitialCallDelaySeconds": S,
            "RetryDelaySeconds": S,
            "MaximumConnectionAttempts": S,
            "ContactFlowId": SJ,
            "CallerId": SJ,
        },
        needs=("InitialCallDelaySeconds", "MaximumConnectionAttempts", "RetryDelaySeconds"),
        at_most_one_of=QUEUE_XOR_AGENT,
        ranges={
            "InitialCallDelaySeconds": (1, 259_200),
            "RetryDelaySeconds": (1, 259_200),
            "MaximumConnectionAttempts": (1, 259_200),
        },
    ),
    "UpdateContactRecordingBehavior": Rule(
        TALKING | {"OW"},
        {"RecordingBehavior": OBJECT, "AnalyticsBehavior": OBJECT},
        needs=("RecordingBehavior",),
        errors=(),
    ),
    "UpdateContactRecordingAndAnalyticsBehavior": Rule(
        TALKING | {"OW"},
        {"VoiceBehavior": OBJECT, "ChatBehavior": OBJECT, "ScreenRecordingBehavior": OBJECT},
        one_of=(("VoiceBehavior", "ChatBehavior", "ScreenRecordingBehavior"),),
        errors_of=_recording_errors,
    ),
    "Compare": Rule(
        keys={"ComparisonValue": J},
        needs=("ComparisonValue",),
        errors=("NoMatchingCondition",),
        operators=ALL_OPERATORS,
        needs_condition=True,
    ),
    "Loop": Rule(
        keys={"LoopCount": SJ},
        needs=("LoopCount",),
        errors=(),
        optional_errors=RETURN,
        operators=EQUALS,
        operands=frozenset({"ContinueLooping", "DoneLooping"}),
        ranges={"LoopCount": (0, 100)},
    ),
    "Wait": Rule(
        keys={"TimeLimitSeconds": SJ},
        needs=("TimeLimitSeconds",),
        operators=EQUALS,
        operands=frozenset({"WaitCompleted"}),
        ranges={"TimeLimitSeconds": (1, 604_800)},
    ),
    "DistributeByPercentage": Rule(
        TALKING,
        errors=("NoMatchingCondition",),
        operators=frozenset({"NumberLessThan"}),
        needs_condition=True,
    ),
    "CheckHoursOfOperation": Rule(
        TALKING,
        {"HoursOfOperationId": SJ},
        operators=EQUALS,
        operands=TRUE_FALSE,
    ),
    "CheckMetricData": Rule(
        TALKING,
        {"MetricType": S, "QueueId": SJ, "AgentId": SJ},
        needs=("MetricType",),
        at_most_one_of=QUEUE_XOR_AGENT,
        errors=UNMATCHED,
        operators=NUMBER_OPERATORS | EQUALS,
        needs_condition=True,
        choices={
            "MetricType": frozenset(
                {
                    "NumberOfAgentsAvailable",
                    "NumberOfAgentsStaffed",
                    "NumberOfAgentsOnline",
                    "OldestContactInQueueAgeSeconds",
                    "NumberOfContactsInQueue",
                }
            )
        },
    ),
    "GetMetricData": Rule(
        keys={"QueueId": SJ, "AgentId": SJ, "QueueChannel": SD}, at_most_one_of=QUEUE_XOR_AGENT
    ),
    "TransferToFlow": Rule(BEFORE_QUEUE, {"ContactFlowId": SJ}, needs=("ContactFlowId",)),
    "TransferParticipantToThirdParty": Rule(
        TALKING,
        {
            "ThirdPartyPhoneNumber": SD,
            "ThirdPartyConnectionTimeLimitSeconds": SJ,
            "ContinueFlowExecution": S,
            "ThirdPartyDTMFDigits": SJ,
            "CallerId": OBJECT,
        },
        needs=(
            "ThirdPartyPhoneNumber",
            "ThirdPartyConnectionTimeLimitSeconds",
            "ContinueFlowExecution",
        ),
        errors_of=_third_party_errors,
        ranges={"ThirdPartyConnectionTimeLimitSeconds": (0, 600)},
        choices={"ContinueFlowExecution": TRUE_FALSE},
    ),
}
