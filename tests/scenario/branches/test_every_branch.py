"""Every branch of every shipped flow is taken, and none of them loses the caller.

What callers, agents, functions and queues do takes the branches of results, and of the errors
that follow from it; where only a block itself fails, it is made to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pytest

from functions.flow_files import ENTRY, module_names
from santral.engine.trace import Event
from tests.conformance.shipped_flows import BLOCKS, resource
from tests.scenario.branches import arriving, waiting  # noqa: F401 - they register their stories
from tests.scenario.branches.shop import NAMES, ShopOfStubs, broken, compiled
from tests.scenario.branches.stories import STORIES


class Edge(NamedTuple):
    flow: str
    block: str
    via: str


MODULES = frozenset(module_names())
# Connect demands a NextAction of these types and never follows it: they branch on a result, or the
# contact leaves the flow.
NEXT_ONLY_WRITTEN = frozenset(
    {
        "CheckMetricData",
        "Compare",
        "DequeueContactAndTransferToQueue",
        "Loop",
        "MessageParticipantIteratively",
        "TransferContactToQueue",
        "TransferToFlow",
        "Wait",
    }
)
# What no story can take, with the reason.
NOT_MET = {
    # Our figures always have a position; Connect's page says that they may be missing.
    Edge("customer_queue", "is position known", "NoMatchingCondition"),
}
# Heard by the agent while the customer hears another flow.
AGENTS_FLOWS = frozenset({"agent_whisper", "agent_hold"})


def edges_of(flow: str) -> Iterator[Edge]:
    for block in compiled(flow)[0].blocks.values():
        branches = [block.next, *(each.branch for each in block.conditions), *block.errors.values()]
        for branch in branches:
            if branch is not None:
                yield Edge(flow, block.identifier, branch[1])


class Path(NamedTuple):
    """What a trace went through."""

    entered: set[tuple[str, str]]
    taken: set[Edge]


def path_of(trace: Iterable[Event]) -> Path:
    """Follow each line of each contact from block to block, into modules and back."""
    path = Path(set(), set())
    here: dict[tuple[str, bool], tuple[str, str]] = {}
    invoked: dict[tuple[str, bool], list[tuple[str, str]]] = {}
    for event in trace:
        if event[1] != "block":
            continue
        _, _, contact, flow, block, _, via = event
        flow = ENTRY if flow.startswith(f"{ENTRY}_") else flow
        line = (contact, flow in AGENTS_FLOWS)
        came_from = here.get(line, ("", ""))
        if via == "start":
            invoked[line] = [*invoked.get(line, ()), came_from] if flow in MODULES else []
        else:
            if flow != came_from[0]:
                came_from = invoked[line].pop()
            path.taken.add(Edge(*came_from, via))
        here[line] = (flow, block)
        path.entered.add((flow, block))
    return path


def played(story: str) -> ShopOfStubs:
    shop = ShopOfStubs()
    STORIES[story](shop)
    return shop


@cache
def paths() -> dict[str, Path]:
    return {story: path_of(played(story).centre.watch.events) for story in STORIES}


def taken() -> set[Edge]:
    return {edge for path in paths().values() for edge in path.taken}


def never_taken(edge: Edge) -> bool:
    """Say whether an edge stands in the flow only because Connect demands that it be written."""
    block = compiled(edge.flow)[0].blocks[edge.block]
    if edge.via == "NextAction":
        if block.type == "GetParticipantInput":
            return bool(block.conditions)
        if block.type == "InvokeFlowModule":
            return None not in results_of_module(edge)
        return block.type in NEXT_ONLY_WRITTEN
    answered = {each.operand for each in block.conditions}
    return (
        block.type == "InvokeFlowModule"
        and edge.via == "NoMatchingCondition"
        and results_of_module(edge) - {None} <= answered
    )


def results_of_module(edge: Edge) -> set[str | None]:
    """List what the module that a block invokes can return; None where it ends without a result."""
    module = resource(BLOCKS[edge.flow][edge.block]["Parameters"]["FlowModuleId"])
    ends = [each for each in BLOCKS[module].values() if each["Type"] == "EndFlowModuleExecution"]
    return {each["Parameters"].get("Result") for each in ends}


def breaks_by_itself(edge: Edge) -> bool:
    return edge.via in ("NoMatchingError", "ChannelMismatch")


@pytest.mark.parametrize("flow", NAMES)
def test_callers_take_every_branch_that_is_not_a_block_breaking(flow: str) -> None:
    met = {edge for edge in edges_of(flow) if not never_taken(edge) and not breaks_by_itself(edge)}

    assert met - taken() == {edge for edge in NOT_MET if edge.flow == flow}


def test_no_branch_is_taken_that_is_said_never_to_be() -> None:
    assert {edge for edge in taken() if edge.flow in NAMES and never_taken(edge)} == set()


@pytest.mark.parametrize("flow", NAMES)
def test_whichever_block_breaks_the_caller_is_queued_or_told(flow: str) -> None:
    lost = {edge for edge in edges_of(flow) if breaks_by_itself(edge) and loses_the_caller(edge)}

    assert not lost


def loses_the_caller(edge: Edge) -> bool:
    """Play a story that comes to the edge's block, with that block broken."""
    story = next(story for story, path in paths().items() if edge[:2] in path.entered)
    with broken(*edge):
        shop = played(story)
    events = shop.centre.watch.events
    shop.centre.check()
    assert edge in path_of(events).taken
    kinds = {event[1] for event in events}
    return "failure" in kinds or not kinds & {"queued", "heard"}
