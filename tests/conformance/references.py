"""Finds references in a flow that nothing on the way there can have filled.

`$.External`, `$.Modules`, `$.StoredCustomerInput` and flow attributes end at a module's border:
what the caller has the module cannot see, and the other way round. A failed block fills nothing.
Source: Amazon Connect administrator guide, "Flow modules for reusable functions" (2026).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.conformance.publish_rules import paths_in
from tests.conformance.shipped_flows import (
    LAMBDA,
    Json,
    Place,
    Step,
    action_at,
    every_state,
    is_failure,
    resource,
    settings_of,
    start_of,
)

# What each function answers.
ANSWERS = {
    "identify_contact": {
        "next", "known", "customer_id", "customer_name", "customer_tier", "vip", "language",
        "voice", "greeting", "message", "consent", "consent_text", "menu", "menu_text", "queue",
        "queue_arn", "agent", "agent_arn", "connecting_text", "crm", "agent_text", "moment_text",
    },
    "menu_step": {
        "action", "menu", "menu_text", "attempt", "queue", "queue_arn", "text", "number", "after",
    },
    "choose_queue": {"queue", "queue_arn", "agent_arn", "priority", "overflowed", "text"},
    "look_up_customer": {
        "found", "source", "crm_name", "crm_tier", "crm_open_orders", "crm_open_tickets",
        "crm_text", "crm_url",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What can be read at a place: the last answer, the last module's result, input, attributes."""

    function: str = ""
    module: str = ""
    input_stored: bool = False
    flow_attributes: frozenset[str] = frozenset()


def unknown_references(flow: str) -> set[str]:
    """Return `flow/block: path` for each reference that some path reaches unfilled."""
    return {
        f"{place.flow}/{place.block}: {path}"
        for place, filled in every_state(start_of(flow), Filled(), _after)
        for path in _unfilled(place, filled)
    }


def _unfilled(place: Place, filled: Filled) -> Iterator[str]:
    for path in paths_in(action_at(place)["Parameters"]):
        _, root, *leaf = path.split(".")
        if not _is_filled(root, leaf, place, filled):
            yield path


def _is_filled(root: str, leaf: list[str], place: Place, filled: Filled) -> bool:
    match root, leaf:
        case "External", [key]:
            return key in ANSWERS.get(filled.function, set())
        case "Modules", ["Input", key]:
            return key in _declared(place.flow, "input")
        case "Modules", ["ResultData", key]:
            return bool(filled.module) and key in _declared(filled.module, "resultData")
        case "StoredCustomerInput", []:
            return filled.input_stored
        case "FlowAttributes", [key]:
            return key in filled.flow_attributes
    return True


def _declared(module: str, part: str) -> Json:
    schema: Json = settings_of(module).get(part, {}).get("schema", {})
    properties: Json = schema.get("properties", {})
    return properties


def _after(place: Place, step: Step, filled: Filled) -> Filled:
    action = action_at(place)
    if step.to.called_from != place.called_from or step.to.flow != place.flow:
        returned = action["Type"] == "EndFlowModuleExecution"
        return Filled(module=place.flow if returned else "")
    return _filled_by(action, step, filled)


def _filled_by(action: Json, step: Step, filled: Filled) -> Filled:
    parameters = action["Parameters"]
    fails = is_failure(step)
    match action["Type"]:
        case "InvokeFlowModule":
            return replace(filled, module="")
        case type_ if type_ == LAMBDA:
            function = resource(parameters["LambdaFunctionARN"])
            return replace(filled, function="" if fails else function)
        case "GetParticipantInput" if parameters.get("StoreInput") == "True":
            return replace(filled, input_stored=step.via == "next")
        case "UpdateFlowAttributes" if not fails:
            added = frozenset(parameters["FlowAttributes"])
            return replace(filled, flow_attributes=filled.flow_attributes | added)
    return filled
