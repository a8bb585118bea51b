"""An oracle for Amazon Connect's publish-time rules: one flow in, a list of problems out.

It reads plain JSON and shares no code with the engine's loader.
Source: Amazon Connect developer guide, pages "Flow language", "Actions" and "Parameter
restrictions", corrected where published probes of CreateContactFlow found otherwise (2026).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.conformance.action_rules import (
    FLOW_TYPES,
    MAP_SD,
    OBJECT,
    PROMPT_KEYS,
    RULES,
    SD,
    SJ,
    J,
    Rule,
    S,
)

Json = dict[str, Any]

_FORBIDDEN_IN_IDENTIFIERS = set("%:(\\/)=$,;[]{}")
_FORBIDDEN_IDENTIFIERS = {
    "__proto__", "constructor", "__defineGetter__", "__defineSetter__", "toString",
    "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "valueOf",
}  # fmt: skip
# Roots with a leaf below them, and those that are a value themselves.
_ROOTS = {
    "Attributes", "FlowAttributes", "External", "LambdaInvocation", "Modules", "Metrics", "Queue",
    "Agent", "CustomerEndpoint", "SystemEndpoint", "SegmentAttributes", "Tags", "References", "Lex",
    "Media", "Loop",
}  # fmt: skip
_VALUES = {
    "Channel", "ContactId", "InitialContactId", "PreviousContactId", "InitiationMethod",
    "LanguageCode", "StoredCustomerInput", "CustomerId", "Name", "Description", "AwsRegion",
    "InstanceARN", "TextToSpeechVoiceId",
}  # fmt: skip
_PATH = re.compile(r"\$\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_KEYS = set("0123456789*#")
HOOKS = {
    "AgentHold": "agentHold", "AgentWhisper": "agentWhisper", "CustomerHold": "customerHold",
    "CustomerQueue": "customerQueue", "CustomerRemaining": "contactFlow",
    "CustomerWhisper": "customerWhisper", "DefaultAgentUI": "contactFlow",
    "DisconnectAgentUI": "contactFlow", "PauseContact": "contactFlow",
    "ResumeContact": "contactFlow",
}  # fmt: skip
# The designer refuses these in a customer queue flow before its first loop of prompts.
_NOT_BEFORE_THE_LOOP = {
    "GetParticipantInput", "Loop", "MessageParticipant", "UpdateContactMediaStreamingBehavior",
    "TransferParticipantToThirdParty", "DequeueContactAndTransferToQueue",
}  # fmt: skip


def problems_of(flow: Json, kind: str) -> list[str]:
    """Return what Connect would refuse in `flow`, each as `block: problem`.

    Args:
        flow: The content, as parsed JSON.
        kind: The metadata name of the flow type, or `module`.
    """
    found = list(_file_problems(flow, kind))
    if found:
        return found
    actions = flow["Actions"]
    names = {action["Identifier"] for action in actions}
    for action in actions:
        name = action["Identifier"]
        found += [f"{name}: {problem}" for problem in _action_problems(action, kind, names)]
    if kind == "customerQueue":
        found += _queue_flow_problems(flow)
    return found


def targets_of(action: Json) -> list[str]:
    """Return every block that `action` may lead to, in the order in which it names them."""
    transitions = action["Transitions"]
    edges = [edge["NextAction"] for edge in transitions.get("Conditions", [])]
    edges += [transitions["NextAction"]] if "NextAction" in transitions else []
    return edges + [edge["NextAction"] for edge in transitions.get("Errors", [])]


def strings_in(value: object) -> Iterator[str]:
    """Yield every string leaf of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings_in(item)


def paths_in(value: object) -> list[str]:
    """Return the references in a JSON value, as `$.Attributes.tenant`."""
    return [path for text in strings_in(value) for path in _PATH.findall(text)]


def _file_problems(flow: Json, kind: str) -> Iterator[str]:
    if flow.get("Version") != "2019-10-30":
        yield "file: Version is not 2019-10-30"
    if ("Settings" in flow) != (kind == "module"):
        yield "file: Settings belong to modules, and to modules alone"
    actions = flow.get("Actions", [])
    if not 1 <= len(actions) <= 250:
        yield "file: not 1 to 250 actions"
    if len(json.dumps(flow, ensure_ascii=False)) > 256_000:
        yield "file: longer than 256,000 characters"
    names = [action.get("Identifier") for action in actions]
    if flow.get("StartAction") not in names:
        yield "file: StartAction is no block"
    for name in names:
        yield from _identifier_problems(name, names)


def _identifier_problems(name: object, names: list[object]) -> Iterator[str]:
    if not isinstance(name, str) or not 1 <= len(name) <= 50:
        yield f"{name}: identifier is not 1 to 50 characters"
        return
    if _FORBIDDEN_IN_IDENTIFIERS & set(name) or name in _FORBIDDEN_IDENTIFIERS:
        yield f"{name}: identifier has a forbidden character or is reserved"
    if names.count(name) > 1:
        yield f"{name}: identifier is used twice"


def _action_problems(action: Json, kind: str, names: set[str]) -> Iterator[str]:
    rule = RULES.get(action.get("Type", ""))
    if rule is None:
        yield "unknown type"
        return
    if FLOW_TYPES[kind] not in rule.flow_types:
        yield f"{action['Type']} is refused in {kind}"
    parameters = action.get("Parameters", {})
    yield from _transition_problems(action, rule, names)
    yield from _condition_problems(action, rule)
    yield from _key_problems(parameters, rule)
    yield from _value_problems(parameters, rule)
    yield from _special_problems(action["Type"], parameters)


def _transition_problems(action: Json, rule: Rule, names: set[str]) -> Iterator[str]:
    transitions = action.get("Transitions")
    if transitions is None:
        yield "Transitions are missing"
        return
    if rule.terminal:
        if transitions:
            yield "a terminal block has no transitions"
        return
    if "NextAction" not in transitions:
        yield "NextAction is missing"
    yield from (
        f"leads to the unknown block {to!r}" for to in targets_of(action) if to not in names
    )
    required = rule.errors_of(action["Parameters"]) if rule.errors_of else rule.errors
    declared = [error["ErrorType"] for error in transitions.get("Errors", [])]
    yield from (f"required error {name} is missing" for name in required if name not in declared)
    for name in declared:
        if name not in required and name not in rule.optional_errors:
            yield f"error {name} is not declared for this type"
        if declared.count(name) > 1:
            yield f"error {name} stands twice"


def _condition_problems(action: Json, rule: Rule) -> Iterator[str]:
    conditions = (action.get("Transitions") or {}).get("Conditions", [])
    operators = rule.operators
    if action["Parameters"].get("StoreInput") == "True":
        operators = frozenset()
    operands = []
    for condition in (edge["Condition"] for edge in conditions):
        if condition["Operator"] not in operators:
            yield f"operator {condition['Operator']} is refused here"
        if len(condition["Operands"]) != 1 or not _is_text(condition["Operands"][0]):
            yield "a condition has exactly one operand, a non-empty string"
            return
        operands.append(condition["Operands"][0])
    if rule.operands is not None and set(operands) != rule.operands:
        yield f"conditions must be exactly {sorted(rule.operands)}"
    if rule.needs_condition and not conditions:
        yield "at least one condition is needed"
    yield from _operand_problems(action, operands)


def _operand_problems(action: Json, operands: list[str]) -> Iterator[str]:
    parameters = action["Parameters"]
    if action["Type"] == "GetParticipantInput" and not set(operands) <= _KEYS:
        yield "a menu's condition is one key"
    if action["Type"] == "MessageParticipantIteratively":
        expected = ["MessagesInterrupted"] if "InterruptFrequencySeconds" in parameters else []
        if operands != expected:
            yield "MessagesInterrupted goes with an interrupt, and only with one"
    if "Agents" in parameters.get("MetricType", "") and operands != ["0"]:
        yield "agents are only compared with more than 0"


def _key_problems(parameters: Json, rule: Rule) -> Iterator[str]:
    yield from (f"unknown parameter {key}" for key in parameters if key not in rule.keys)
    yield from (f"parameter {key} is missing" for key in rule.needs if key not in parameters)
    for group in rule.one_of:
        if sum(key in parameters for key in group) != 1:
            yield f"exactly one of {', '.join(group)} is needed"
    for group in rule.at_most_one_of:
        if sum(key in parameters for key in group) > 1:
            yield f"only one of {', '.join(group)} may stand"
    if any(not text for text in strings_in(parameters)):
        yield "an empty string is no legal value"


def _value_problems(parameters: Json, rule: Rule) -> Iterator[str]:
    for key, value in parameters.items():
        yield from _class_problems(key, value, rule.keys.get(key, OBJECT))
    for key, (low, high) in rule.ranges.items():
        value = parameters.get(key, str(low))
        if not value.startswith("$.") and not (value.isdigit() and low <= int(value) <= high):
            yield f"{key} is not {low} to {high}"
    for key, choices in rule.choices.items():
        if parameters.get(key, next(iter(choices))) not in choices:
            yield f"{key} is none of {sorted(choices)}"


def _class_problems(key: str, value: object, how: str) -> Iterator[str]:
    if how == OBJECT:
        return
    if how == MAP_SD:
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            yield f"{key} is no flat map of strings"
            return
        for item in value.values():
            yield from _class_problems(key, item, SD)
        return
    if not isinstance(value, str):
        yield f"{key} is no string"
        return
    if how == S and "$." in value:
        yield f"{key} must be static"
    if (how == SJ and "$." in value and not _PATH.fullmatch(value)) or (
        how == J and not _PATH.fullmatch(value)
    ):
        yield f"{key} must be one whole path"
    yield from (
        f"{path} has no known root and leaf" for path in paths_in(value) if not _known(path)
    )


def _known(path: str) -> bool:
    _, root, *leaf = path.split(".")
    return (root in _ROOTS and bool(leaf)) or (root in _VALUES and not leaf)


def _special_problems(type_: str, parameters: Json) -> Iterator[str]:
    check = _SPECIAL.get(type_)
    return check(parameters) if check else iter(())


def _messages_problems(parameters: Json) -> Iterator[str]:
    for message in parameters.get("Messages", []) or [{}]:
        if len(message) != 1 or not set(message) <= set(PROMPT_KEYS):
            yield "each message has exactly one prompt"


def _hook_problems(parameters: Json) -> Iterator[str]:
    hooks = parameters.get("EventHooks", {})
    if len(hooks) != 1 or not set(hooks) <= set(HOOKS):
        yield "exactly one known hook is needed"


def _answer_problems(parameters: Json) -> Iterator[str]:
    answer = parameters.get("ResponseValidation", {}).get("ResponseType", "STRING_MAP")
    if answer not in {"STRING_MAP", "JSON"}:
        yield "ResponseType is neither STRING_MAP nor JSON"


def _flow_attribute_problems(parameters: Json) -> Iterator[str]:
    for value in parameters.get("FlowAttributes", {}).values():
        if not isinstance(value, dict) or not _is_text(value.get("Value")):
            yield "a flow attribute is written as an object with Value"


def _update_problems(parameters: Json) -> Iterator[str]:
    if not set(parameters) - {"TargetContact"}:
        yield "nothing is updated"


def _input_problems(parameters: Json) -> Iterator[str]:
    stores = parameters.get("StoreInput") == "True"
    if stores != ("InputValidation" in parameters):
        yield "InputValidation goes with StoreInput True, and only with it"
    validation = parameters.get("InputValidation", {"CustomValidation": {"MaximumLength": "1"}})
    if len(validation) != 1 or not set(validation) <= {"PhoneNumberValidation", "CustomValidation"}:
        yield "exactly one of PhoneNumberValidation, CustomValidation is needed"
    phone = validation.get("PhoneNumberValidation", {"NumberFormat": "E164"})
    if (phone.get("NumberFormat") == "Local") != ("CountryCode" in phone):
        yield "CountryCode goes with the Local format, and only with it"
    keys = parameters.get("DTMFConfiguration", {})
    if not all(isinstance(value, str) for value in keys.values()):
        yield "DTMFConfiguration holds strings"
    terminator = str(keys.get("InputTerminationSequence", "#"))
    if len(terminator) > 5 or not set(terminator) <= _KEYS:
        yield "the terminator is at most five keys"
    if "*" in terminator and keys.get("DisableCancelKey") != "True":
        yield "a terminator with * needs DisableCancelKey"
    if not 1 <= int(keys.get("InterdigitTimeLimitSeconds", "5")) <= 20:
        yield "InterdigitTimeLimitSeconds is not 1 to 20"


_SPECIAL: dict[str, Callable[[Json], Iterator[str]]] = {
    "GetParticipantInput": _input_problems,
    "MessageParticipantIteratively": _messages_problems,
    "UpdateContactEventHooks": _hook_problems,
    "InvokeLambdaFunction": _answer_problems,
    "UpdateFlowAttributes": _flow_attribute_problems,
    "UpdateContactData": _update_problems,
}


def _queue_flow_problems(flow: Json) -> Iterator[str]:
    actions = {action["Identifier"]: action for action in flow["Actions"]}
    waiting, seen = [flow["StartAction"]], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        type_ = actions[name]["Type"]
        if type_ in _NOT_BEFORE_THE_LOOP:
            yield f"{name}: {type_} stands before the first loop of prompts"
        if type_ != "MessageParticipantIteratively":
            waiting += targets_of(actions[name])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)
