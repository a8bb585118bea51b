"""Whatever a file holds, loading it answers; what it calls a flow can be walked."""

from __future__ import annotations

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from santral.engine.action_names import INVENTED, NOT_SUPPORTED
from santral.engine.loader import LoadedFlow, load_flow
from santral.engine.registry import ACTIONS

IDENTIFIERS = st.sampled_from(["a", "b", "c", "", "toString", "x:y", "ğ"])
TYPES = st.sampled_from([*sorted(ACTIONS), *sorted(NOT_SUPPORTED)[:3], *sorted(INVENTED)[:3]])
WORDS = st.sampled_from(
    ["", "1", "0", "-1", "True", "999999", "$.Attributes.x", "$.External", "$.BadValue.x", "a b"]
) | st.text(max_size=8)
KEYS = st.sampled_from(
    re.findall(
        r"\w+",
        """
    Text SSML PromptId Media Uri Messages InputTimeLimitSeconds StoreInput InputValidation
    CustomValidation MaximumLength PhoneNumberValidation NumberFormat CountryCode
    DTMFConfiguration InputTerminationSequence DisableCancelKey InterdigitTimeLimitSeconds
    EnableDTMFBuffer LoopCount QueueId AgentId HoursOfOperationId MetricType EventHooks
    CustomerQueue Attributes FlowAttributes Value ComparisonValue FlowModuleId Input Result
    ResultData LambdaFunctionARN LambdaInvocationAttributes InvocationTimeLimitSeconds
    ContactFlowId TimeLimitSeconds Events RecordingBehavior RecordedParticipants VoiceBehavior
    QueuePriority ThirdPartyPhoneNumber ContinueFlowExecution CallerId Number
    TextToSpeechVoice InterruptFrequencySeconds CallbackNumber InitialCallDelaySeconds
    References
    """,
    )
) | st.text(max_size=4)
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | WORDS
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=10,
)
CONDITIONS = st.fixed_dictionaries(
    {},
    optional={
        "NextAction": IDENTIFIERS | JSON,
        "Condition": JSON
        | st.fixed_dictionaries(
            {},
            optional={
                "Operator": st.sampled_from(["Equals", "NumberLessThan", "Exists"]) | JSON,
                "Operands": st.lists(WORDS, max_size=2) | JSON,
            },
        ),
    },
)
ERRORS = st.fixed_dictionaries(
    {},
    optional={
        "NextAction": IDENTIFIERS | JSON,
        "ErrorType": st.sampled_from(["NoMatchingError", "NoMatchingCondition", ""]) | JSON,
    },
)
TRANSITIONS = st.fixed_dictionaries(
    {},
    optional={
        "NextAction": IDENTIFIERS | JSON,
        "Conditions": st.lists(CONDITIONS, max_size=3) | JSON,
        "Errors": st.lists(ERRORS, max_size=3) | JSON,
    },
)
ACTION = st.fixed_dictionaries(
    {},
    optional={
        "Identifier": IDENTIFIERS | JSON,
        "Type": TYPES | JSON,
        "Parameters": st.dictionaries(KEYS, JSON, max_size=5) | JSON,
        "Transitions": TRANSITIONS | JSON,
    },
)
FLOW = st.fixed_dictionaries(
    {},
    optional={
        "Version": st.just("2019-10-30") | JSON,
        "StartAction": IDENTIFIERS | JSON,
        "Metadata": JSON,
        "Settings": JSON,
        "Actions": st.lists(ACTION, max_size=5) | JSON,
    },
)


def check(loaded: LoadedFlow) -> None:
    fatal = any(problem.fatal for problem in loaded.problems)
    assert (loaded.flow is None) == fatal
    assert all(str(problem) for problem in loaded.problems)


@settings(max_examples=300, deadline=None)
@given(FLOW)
def test_a_mad_flow_is_a_list_of_problems(content: dict[str, Any]) -> None:
    check(load_flow(content, name="mad"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60) | JSON.map(json.dumps), st.sampled_from([None, "MODULE", "nonsense"]))
def test_a_mad_text_is_a_list_of_problems(content: str, type_: str | None) -> None:
    check(load_flow(content, name="mad", type_=type_))
