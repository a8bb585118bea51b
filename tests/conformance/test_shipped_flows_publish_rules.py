"""The shipped flows would pass Amazon Connect's publish-time rules, and are kept as agreed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.conformance.publish_rules import (
    HOOKS,
    paths_in,
    problems_of,
    targets_of,
)
from tests.conformance.references import unknown_references
from tests.conformance.shipped_flows import (
    BLOCKS,
    FILES,
    FLOWS,
    FOLDER,
    Json,
    kind_of,
    resource,
    settings_of,
)

LAMBDAS = {"identify_contact", "menu_step", "choose_queue", "look_up_customer"}
OF_THE_NUMBER = {"tenant", "language", "voice", "queue.fallback"}
STARTS = [path.stem for path in FILES if path.parent.name == "flows"]
MODULES = [path.stem for path in FILES if path.parent.name == "modules"]
SHIPPED = {
    "entry", "inbound", "customer_queue", "agent_whisper", "customer_whisper", "outbound_whisper",
    "customer_hold", "agent_hold", "transfer_to_agent", "transfer_to_queue", "disconnect",
    "identify", "menu", "choose_queue", "consent", "phrases",
}  # fmt: skip

by_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
by_start = pytest.mark.parametrize("start", STARTS)
by_module = pytest.mark.parametrize("module", MODULES)


def blocks_of(type_: str) -> list[tuple[str, Json]]:
    return [
        (flow, action)
        for flow, blocks in BLOCKS.items()
        for action in blocks.values()
        if action["Type"] == type_
    ]


# --- what Amazon Connect accepts -----------------------------------------------------------------


def test_the_shipped_set_is_complete() -> None:
    assert set(FLOWS) == SHIPPED


@by_file
def test_connect_would_publish_the_file(path: Path) -> None:
    assert problems_of(FLOWS[path.stem], kind_of(path)) == []


@by_start
def test_every_reference_is_filled_on_every_way_to_it(start: str) -> None:
    assert unknown_references(start) == set()


def test_every_contact_attribute_that_is_read_is_set_somewhere() -> None:
    is_set = {
        name
        for _, action in blocks_of("UpdateContactAttributes")
        for name in action["Parameters"]["Attributes"]
    }
    read = {
        path.removeprefix("$.Attributes.")
        for flow in FLOWS.values()
        for path in paths_in([action["Parameters"] for action in flow["Actions"]])
        if path.startswith("$.Attributes.")
    }

    # Whoever begins a chat may say what it is about, before any flow runs.
    assert read - is_set == {"page_choice"}


def test_a_hook_leads_to_a_flow_of_its_type() -> None:
    kinds = {path.stem: kind_of(path) for path in FILES}
    wrong = [
        (flow, hook)
        for flow, action in blocks_of("UpdateContactEventHooks")
        for hook, target in action["Parameters"]["EventHooks"].items()
        if kinds[resource(target)] != HOOKS[hook]
    ]

    assert wrong == []


def test_a_transfer_leads_to_a_flow_that_may_be_a_target() -> None:
    kinds = {path.stem: kind_of(path) for path in FILES}
    targets = [action["Parameters"]["ContactFlowId"] for _, action in blocks_of("TransferToFlow")]

    assert {kinds[resource(target)] for target in targets} == {"contactFlow"}


def test_modules_are_invoked_with_declared_inputs_and_branches() -> None:
    wrong = []
    for flow, action in blocks_of("InvokeFlowModule"):
        settings = settings_of(resource(action["Parameters"]["FlowModuleId"]))
        inputs = settings.get("input", {"schema": {"properties": {}}})["schema"]["properties"]
        branches = {each["name"] for each in settings["transitions"]["results"]}
        edges = action["Transitions"].get("Conditions", [])
        used = {edge["Condition"]["Operands"][0] for edge in edges}
        exact = set(action["Parameters"].get("Input", {})) == set(inputs) and used == branches
        wrong += [] if exact else [(flow, action["Identifier"])]

    assert wrong == []


@by_module
def test_a_module_returns_what_its_settings_declare(module: str) -> None:
    settings = settings_of(module)
    declared = settings.get("resultData", {"schema": {"properties": {}}})["schema"]["properties"]
    ends = [
        action["Parameters"]
        for action in BLOCKS[module].values()
        if action["Type"] == "EndFlowModuleExecution"
    ]

    assert {end["Result"] for end in ends if "Result" in end} == {
        each["name"] for each in settings["transitions"]["results"]
    }
    assert {key for end in ends for key in end.get("ResultData", {})} == set(declared)


@by_file
def test_no_block_is_out_of_reach(path: Path) -> None:
    flow = FLOWS[path.stem]
    waiting, reached = [flow["StartAction"]], set()
    while waiting:
        name = waiting.pop()
        following = [] if name in reached else targets_of(BLOCKS[path.stem][name])
        reached.add(name)
        waiting += following

    assert set(BLOCKS[path.stem]) - reached == set()


def test_who_is_promised_a_callback_leaves_the_queue() -> None:
    blocks = BLOCKS["customer_queue"]
    promised = blocks["create callback"]["Transitions"]["NextAction"]

    assert blocks[promised]["Type"] == "MessageParticipant"
    assert [blocks[to]["Type"] for to in targets_of(blocks[promised])] == [
        "DisconnectParticipant",
        "DisconnectParticipant",
    ]


def test_the_agent_is_only_named_where_there_is_one() -> None:
    kinds = {path.stem: kind_of(path) for path in FILES}
    naming = {
        kinds[name]
        for name, flow in FLOWS.items()
        for path in paths_in([action["Parameters"] for action in flow["Actions"]])
        if path.startswith("$.Agent.")
    }

    assert naming <= {
        "agentWhisper", "customerWhisper", "agentHold", "customerHold", "outboundWhisper",
        "agentTransfer",
    }  # fmt: skip


# --- how the files are kept ----------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.json")), ids=lambda path: path.name)
def test_keys_are_sorted_and_indented_by_two(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    kept = json.dumps(json.loads(text), ensure_ascii=False, indent=2, sort_keys=True)

    assert text == kept + "\n"


@by_file
def test_no_file_holds_an_arn_or_an_id_of_an_account(path: Path) -> None:
    assert re.findall(r"arn:[\w-]+:|\b\d{12}\b|[0-9a-f]{8}-[0-9a-f]{4}-", path.read_text()) == []


@by_file
def test_every_placeholder_is_known(path: Path) -> None:
    known = {f"lambda.{name}" for name in LAMBDAS} | {"prompt.hold_music"}
    known |= {f"flow.{name}" for name in STARTS} | {f"module.{name}" for name in MODULES}
    known |= OF_THE_NUMBER if path.stem == "entry" else set()

    assert set(re.findall(r"\$\{([^}]*)\}", path.read_text(encoding="utf-8"))) - known == set()


@by_file
def test_the_designer_shows_names_from_left_to_right(path: Path) -> None:
    flow = FLOWS[path.stem]
    metadata = flow["Metadata"]
    blocks = metadata["ActionMetadata"]
    places = [(each["position"]["x"], each["position"]["y"]) for each in blocks.values()]
    start = blocks[flow["StartAction"]]["position"]

    assert (metadata["name"], metadata["type"]) == (path.stem, kind_of(path))
    assert set(blocks) == set(BLOCKS[path.stem])
    assert all(each["isFriendlyName"] for each in blocks.values())
    assert len(set(places)) == len(places)
    assert metadata["entryPointPosition"]["x"] < start["x"] == min(x for x, _ in places)
