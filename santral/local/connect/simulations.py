"""The content of a test case, checked as when it is published: observations, events, actions.

Source: API Reference, CreateTestCase, InvalidTestCaseException; Administrator Guide, "Test and
simulate"; Developer Guide, "Testing language". Where documents that ran say otherwise than the
pages, they are followed: the version is that of flows, and criteria beside an event's Properties
are published, though no message is ever compared by them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from santral.engine.documents import read_document

MOST_PROBLEMS: Final = 50
VERSION: Final = "2019-10-30"
_MESSAGES: Final = ("Text", "SSML", "PromptId", "Media")
# Type of flow action -> the parameter by which a test names what it is about.
_STARTED: Final[Mapping[str, str]] = {
    "InvokeLambdaFunction": "LambdaFunctionARN",
    "CheckHoursOfOperation": "HoursOfOperationId",
    "TransferContactToQueue": "QueueId",
    "ConnectParticipantWithLexBot": "LexV2Bot",
}
_OVERRIDDEN: Final[Mapping[str, str]] = {**_STARTED, "DequeueAndTransferToQueue": "QueueId"}
_MOCKED_ERRORS: Final[Mapping[str, Collection[str]]] = {
    "InvokeLambdaFunction": ("TimeLimitExceeded", "NoMatchingError"),
    "ConnectParticipantWithLexBot": ("TimeLimitExceeded", "NoMatchingError"),
    "TransferContactToQueue": ("QueueAtCapacity", "NoMatchingError"),
    "DequeueAndTransferToQueue": ("QueueAtCapacity", "NoMatchingError"),
}
# A text that a customer types or says goes by all of these names.
_UTTERANCES: Final = ("TextUtterance", "Utterance", "TextInput")
_OPERATORS: Final = (
    "Equals",
    "NumberGreaterOrEqualTo",
    "NumberGreaterThan",
    "NumberLessOrEqualTo",
    "NumberLessThan",
    "TextContains",
    "TextEndsWith",
    "TextStartsWith",
)

Json = Mapping[str, Any]
Problems = Iterator[str]


def problems(content: str, entry_point: str | None) -> list[str]:
    """Tell what is wrong with a content, at most 50 things.

    Args:
        entry_point: VOICE_CALL or CHAT; None where that is not known yet.
    """
    document = read_document(content)
    if document.root is None:
        return [document.fault]
    return list(islice(_document(document.root, entry_point), MOST_PROBLEMS))


def _document(root: Json, entry_point: str | None) -> Problems:
    if root.get("Version") != VERSION:
        yield f"Version: expected {VERSION}"
    if not isinstance(root.get("Metadata", {}), dict):
        yield "Metadata: expected an object"
    observations = _objects(root.get("Observations"))
    if not observations:
        yield "Observations: expected a list of at least one object"
        return
    ids = [each.get("Identifier") for each in observations]
    yield from _identifiers("Observations", ids)
    for at, each in enumerate(observations):
        where = f"Observations[{at}]"
        yield from _event(f"{where}.Event", each.get("Event"))
        yield from _actions(f"{where}.Actions", each.get("Actions"), entry_point)
        yield from _usage(f"{where}.Usage", each.get("Usage"))
        yield from _following(f"{where}.Transitions", each.get("Transitions"), ids)


def _following(where: str, transitions: Any, ids: Sequence[Any]) -> Problems:
    following = _object(transitions).get("NextObservations")
    if not isinstance(following, list):
        yield f"{where}.NextObservations: expected a list"
    elif any(each not in ids for each in following):
        yield f"{where}.NextObservations: expected identifiers of observations"


def _usage(where: str, usage: Any) -> Problems:
    if usage is None:
        return
    type_, times = _object(usage).get("Type"), _object(usage).get("Times", 1)
    if type_ not in ("EXACTLY", "ANY"):
        yield f"{where}.Type: expected EXACTLY or ANY"
    if not isinstance(times, int) or isinstance(times, bool) or times < 1:
        yield f"{where}.Times: expected a whole number from 1"


# --- events ---


def _event(where: str, given: Any) -> Problems:
    event = _object(given)
    if not event.get("Identifier"):
        yield f"{where}.Identifier: a value is required"
    if event.get("Actor") != "System":
        yield f"{where}.Actor: expected System"
    properties = _object(event.get("Properties"))
    type_ = event.get("Type")
    if type_ == "MessageReceived":
        yield from _message(f"{where}.Properties", properties)
    elif type_ == "FlowActionStarted":
        yield from _flow_action(f"{where}.Properties", properties, _STARTED)
    elif type_ not in ("TestInitiated", "TestCompleted"):
        yield (
            f"{where}.Type: expected TestInitiated, TestCompleted, MessageReceived or "
            "FlowActionStarted"
        )


def _message(where: str, properties: Json) -> Problems:
    if sum(name in properties for name in _MESSAGES) != 1:
        yield f"{where}: expected one of {', '.join(_MESSAGES)}"
    criteria = properties.get("MatchingCriteria")
    # A text instead of an object is published, and never matches.
    if isinstance(criteria, dict) and criteria.get("Type") not in ("Similarity", "Inclusion"):
        yield f"{where}.MatchingCriteria.Type: expected Similarity or Inclusion"


def _flow_action(where: str, properties: Json, known: Mapping[str, str]) -> Problems:
    selector = known.get(str(properties.get("ActionType")))
    if selector is None:
        yield f"{where}.ActionType: expected one of {', '.join(known)}"
    elif not _object(properties.get("ActionParameters")).get(selector):
        yield f"{where}.ActionParameters.{selector}: a value is required"


# --- actions ---


def _actions(where: str, given: Any, entry_point: str | None) -> Problems:
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        yield f"{where}: expected a list of objects"
        return
    ids = [each.get("Identifier") for each in given]
    yield from _identifiers(where, ids)
    for at, action in enumerate(given):
        path = f"{where}[{at}]"
        following = _object(action.get("Transitions")).get("NextAction")
        if following and following not in ids:
            yield f"{path}.Transitions.NextAction: expected the identifier of an action"
        yield from _action(path, action, entry_point)


def _action(path: str, action: Json, entry_point: str | None) -> Problems:
    type_, where = action.get("Type"), f"{path}.Parameters"
    parameters = _object(action.get("Parameters"))
    if type_ == "Assert":
        yield from _assertion(where, parameters)
        return
    if parameters.get("ActionType") != type_:
        yield f"{where}.ActionType: expected the action's Type"
    if type_ == "SendInstruction":
        yield from _instruction(where, parameters, entry_point)
    elif type_ == "OverrideSystemBehavior":
        yield from _override(f"{where}.Behavior", _object(parameters.get("Behavior")))
    elif type_ == "TestControl":
        yield from _command(f"{where}.Command", _object(parameters.get("Command")))
    else:
        yield (
            f"{path}.Type: expected SendInstruction, OverrideSystemBehavior, Assert or TestControl"
        )


def _assertion(where: str, parameters: Json) -> Problems:
    if "ActionType" in parameters:
        yield f"{where}.ActionType: expected none for an Assert"
    if not str(parameters.get("Namespace", "")).startswith("$."):
        yield f"{where}.Namespace: expected a path that begins with $."
    if parameters.get("Operator") not in _OPERATORS:
        yield f"{where}.Operator: expected one of {', '.join(_OPERATORS)}"
    if "Operand" not in parameters:
        yield f"{where}.Operand: a value is required"


def _instruction(where: str, parameters: Json, entry_point: str | None) -> Problems:
    if parameters.get("Actor") != "Customer":
        yield f"{where}.Actor: expected Customer"
    instruction = _object(parameters.get("Instruction"))
    type_, properties = instruction.get("Type"), _object(instruction.get("Properties"))
    where = f"{where}.Instruction"
    if type_ == "DtmfInput":
        if entry_point == "CHAT":
            yield f"{where}.Type: expected no DtmfInput in a chat"
        keys = str(properties.get("Value", ""))
        if not keys or set(keys) - set("0123456789*#"):
            yield f"{where}.Properties.Value: expected keys of a telephone"
    elif type_ in _UTTERANCES:
        if not any(properties.get(name) for name in ("Text", "SSML", "Value")):
            yield f"{where}.Properties: expected Text, SSML or Value"
    elif type_ != "Disconnect":
        yield f"{where}.Type: expected DtmfInput, TextUtterance or Disconnect"


def _command(where: str, command: Json) -> Problems:
    type_ = command.get("Type")
    if type_ == "LogData":
        expressions = _object(_object(command.get("Properties")).get("Expressions"))
        if not expressions:
            yield f"{where}.Properties.Expressions: a value is required"
    elif type_ != "EndTest":
        yield f"{where}.Type: expected EndTest or LogData"


def _override(where: str, behavior: Json) -> Problems:
    if behavior.get("Type") != "FlowAction":
        yield f"{where}.Type: expected FlowAction"
    properties, where = _object(behavior.get("Properties")), f"{where}.Properties"
    yield from _flow_action(where, properties, _OVERRIDDEN)
    strategy = _object(properties.get("Strategy"))
    where = f"{where}.Strategy"
    if strategy.get("Type") == "SubstituteResource":
        if not str(strategy.get("SubstituteArn", "")).startswith("arn:"):
            yield f"{where}.SubstituteArn: expected an ARN"
    elif strategy.get("Type") == "MockResponse":
        response = _object(strategy.get("Response"))
        yield from _mock(f"{where}.Response", str(properties.get("ActionType")), response)
    else:
        yield f"{where}.Type: expected SubstituteResource or MockResponse"


def _mock(where: str, action_type: str, response: Json) -> Problems:
    errors = _MOCKED_ERRORS.get(action_type)
    if errors is None:
        # As the service does today, against its own page.
        yield f"{where}: expected SubstituteResource for {action_type}"
    elif response.get("Type") == "Error":
        if _object(response.get("Error")).get("Value") not in errors:
            yield f"{where}.Error.Value: expected {' or '.join(errors)}"
    elif response.get("Type") != "ExecutionResult" or "QueueAtCapacity" in errors:
        yield f"{where}.Type: expected one that the action can have"
    else:
        result = _object(response.get("ExecutionResult"))
        if not isinstance(result.get("LoadedData", result.get("Value")), str):
            yield f"{where}.ExecutionResult.LoadedData: expected JSON as a text"


# --- JSON ---


def _identifiers(where: str, ids: Sequence[Any]) -> Problems:
    texts = [each for each in ids if isinstance(each, str) and each]
    if len(texts) < len(ids):
        yield f"{where}: expected an Identifier of each"
    if len(set(texts)) < len(texts):
        yield f"{where}: expected each Identifier once"


def _object(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[Json]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return []
    return value
