"""What a module's settings declare, and whether it and the flows that invoke it keep to that.

Source: attempts to publish; each side is checked when it is published itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from santral.engine.documents import read_document
from santral.engine.reader import Problem
from santral.local.connect.errors import ConnectError
from santral.local.connect.flows.editions import MODULES, edition
from santral.local.connect.instance import Instance

NO_SETTINGS = "{}"
_NOTHING: Mapping[str, Any] = {}


class Contract(NamedTuple):
    """What settings declare.

    Attributes:
        input: name -> its JSON schema.
        results: branches by which the module may return.
        data: name -> its JSON schema; None where no result data is declared.
    """

    input: Mapping[str, Any]
    results: frozenset[str]
    data: Mapping[str, Any] | None


def contract_of(settings: str) -> Contract:
    """Read settings, which are a JSON object; whatever else is odd in them declares nothing."""
    root = json.loads(settings)
    listed = _object(root.get("transitions")).get("results")
    names = [_object(each).get("name") for each in (listed if isinstance(listed, list) else ())]
    results = frozenset(each for each in names if isinstance(each, str))
    data = _object(root.get("resultData")).get("schema")
    declared = None if data is None else _properties(data)
    return Contract(
        _properties(_object(root.get("input")).get("schema")),
        results,
        declared,
    )


def problems_of_flow(instance: Instance, name: str, content: str) -> list[str]:
    """List where a flow or module does not invoke others as they declare it.

    A module that is not there, or is chosen as the flow runs, declares nothing. What has not even
    the form of a flow is passed over, since the loader tells of it.
    """
    found: list[str] = []
    for action in _actions(content, "InvokeFlowModule"):
        contract = _contract_of_invoked(instance, action)
        if contract is not None:
            found += [_problem(name, action, *each) for each in _caller_faults(action, contract)]
    return found


def problems_of_module(name: str, content: str, settings: str) -> list[str]:
    """List where a module does not return what it declares."""
    contract = contract_of(settings)
    return [
        _problem(name, action, *each)
        for action in _actions(content, "EndFlowModuleExecution")
        for each in _module_faults(action, contract)
    ]


def _caller_faults(action: Mapping[str, Any], contract: Contract) -> Iterator[tuple[str, str]]:
    written = _object(_object(action.get("Parameters")).get("Input"))
    yield from _value_faults(written, contract.input, "Parameters.Input")
    conditions = _object(action.get("Transitions")).get("Conditions")
    for at, each in enumerate(conditions if isinstance(conditions, list) else ()):
        operands = _object(_object(each).get("Condition")).get("Operands")
        for operand in operands if isinstance(operands, list) else ():
            if isinstance(operand, str) and operand not in contract.results:
                yield f"Transitions.Conditions[{at}]", "the module declares no such result"


def _module_faults(action: Mapping[str, Any], contract: Contract) -> Iterator[tuple[str, str]]:
    parameters = _object(action.get("Parameters"))
    result, written = parameters.get("Result"), _object(parameters.get("ResultData"))
    if isinstance(result, str) and result not in contract.results:
        yield "Parameters.Result", "the module's settings declare no such result"
    if written and contract.data is None:
        yield "Parameters.ResultData", "the module's settings declare no result data"
    elif contract.data is not None:
        yield from _value_faults(written, contract.data, "Parameters.ResultData")


def _value_faults(
    written: Mapping[str, Any], declared: Mapping[str, Any], path: str
) -> Iterator[tuple[str, str]]:
    for key, value in written.items():
        if key not in declared:
            yield f"{path}.{key}", "the module's settings do not declare it"
        elif _is_reference(value) and _object(declared[key]).get("type") != "string":
            yield f"{path}.{key}", "a reference is allowed only where a string is declared"


def _contract_of_invoked(instance: Instance, action: Mapping[str, Any]) -> Contract | None:
    reference = _object(action.get("Parameters")).get("FlowModuleId")
    if not isinstance(reference, str) or _is_reference(reference):
        return None
    try:
        found = edition(instance, MODULES, reference)
    except ConnectError:
        return None
    holder = found.flow if found.version is None else found.version
    return contract_of(holder.details.get("Settings") or NO_SETTINGS)


def _actions(content: str, type_: str) -> Iterator[Mapping[str, Any]]:
    listed = (read_document(content).root or {}).get("Actions")
    for each in listed if isinstance(listed, list) else ():
        action = _object(each)
        if action.get("Type") == type_:
            yield action


def _problem(name: str, action: Mapping[str, Any], path: str, text: str) -> str:
    block = str(action.get("Identifier", ""))
    return str(Problem(name, block, str(action["Type"]), path, text, fatal=False))


def _properties(schema: object) -> Mapping[str, Any]:
    return _object(_object(schema).get("properties"))


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _NOTHING


def _is_reference(value: object) -> bool:
    return isinstance(value, str) and value.startswith("$.")
