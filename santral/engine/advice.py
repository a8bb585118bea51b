"""What Connect publishes without a word, though it is probably a mistake.

Source: Administrator Guide, pages of the blocks; limits of chains of functions, of the time in
which an agent accepts, and of the unit of OldestContactInQueueAgeSeconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from santral.engine.blocks import Block, Flow, as_number
from santral.engine.documents import leaves
from santral.engine.flow_types import WITH_AGENT
from santral.engine.reader import Problem, as_whole

LONGEST_CHAIN_S = 20
_USUAL_LIMIT_S = 3  # of an InvokeLambdaFunction that names none
# Time passes in these, or a count ends the turning.
_TAKES_TIME = frozenset(
    {
        "GetParticipantInput",
        "InvokeLambdaFunction",
        "Loop",
        "MessageParticipant",
        "MessageParticipantIteratively",
        "TransferParticipantToThirdParty",
        "Wait",
    }
)
# A module may do the same inside.
_SETS_QUEUE = frozenset({"UpdateContactTargetQueue", "InvokeFlowModule"})
_ASKS = frozenset({"InvokeLambdaFunction"})
# A quick connect has named the queue or the agent.
_QUEUE_IS_SET = frozenset({"AGENT_TRANSFER", "QUEUE_TRANSFER"})

Written = Mapping[str, Mapping[str, object]]
Advice = tuple[Block, str, str]


def advise(flow: Flow, written: Written, *, type_known: bool) -> list[Problem]:
    """Look at a flow that can be run.

    Args:
        written: each block's own JSON.
        type_known: whether the flow's type is more than a guess.
    """
    reached = _reached([flow.start])
    found: list[Advice] = [
        (block, "", "no path leads to this block")
        for identifier, block in flow.blocks.items()
        if identifier not in reached
    ]
    for block in flow.blocks.values():
        parameters = written[block.identifier].get("Parameters") or {}
        if isinstance(parameters, dict):
            found.extend(_about_block(block, parameters, written))
            if type_known and flow.type not in WITH_AGENT:
                found.extend(_about_agent(flow, block, parameters))
    found.extend(_about_order(flow, reached, written))
    return [
        Problem(flow.name, block.identifier, block.type, path, text, fatal=False, advice=True)
        for block, path, text in found
    ]


def _after(block: Block) -> Iterator[Block]:
    if block.next is not None:
        yield block.next[0]
    for condition in block.conditions:
        yield condition.branch[0]
    for target, _label in block.errors.values():
        yield target


def _reached(starts: Iterable[Block]) -> set[str]:
    """Collect the identifiers of all blocks on the ways from these, themselves included."""
    waiting = list(starts)
    found: set[str] = set()
    while waiting:
        block = waiting.pop()
        if block.identifier not in found:
            found.add(block.identifier)
            waiting.extend(_after(block))
    return found


# --- one block ---


def _about_agent(flow: Flow, block: Block, parameters: Mapping[str, object]) -> Iterator[Advice]:
    for path, value in leaves(parameters, "Parameters"):
        if isinstance(value, str) and "$.Agent." in value:
            yield block, path, f"$.Agent has no value in a flow of type {flow.type}"


def _about_block(
    block: Block, parameters: Mapping[str, object], written: Written
) -> Iterator[Advice]:
    if block.type not in _TAKES_TIME and any(each is block for each in _after(block)):
        yield block, "Transitions", "it leads to itself without time passing"
    if block.type == "CheckMetricData":
        yield from _about_age(block, parameters)
    elif block.type == "DistributeByPercentage":
        yield from _about_shares(block)
    elif block.type == "InvokeLambdaFunction":
        yield from _about_chain(block, written)


def _about_age(block: Block, parameters: Mapping[str, object]) -> Iterator[Advice]:
    if parameters.get("MetricType") != "OldestContactInQueueAgeSeconds":
        return
    for condition in block.conditions:
        number = as_number(condition.operand) if isinstance(condition.operand, str) else None
        if number is not None and 0 < number < 1_000:
            yield (
                block,
                "Transitions.Conditions",
                "the age is compared in milliseconds; this is less than a second",
            )


def _about_shares(block: Block) -> Iterator[Advice]:
    numbers = [
        as_number(each.operand) for each in block.conditions if isinstance(each.operand, str)
    ]
    limits = [each for each in numbers if each is not None]
    if any(later <= earlier for earlier, later in pairwise(limits)):
        yield block, "Transitions.Conditions", "each limit must be above the one before it"


def _about_chain(block: Block, written: Written) -> Iterator[Advice]:
    """Add up the functions that follow one another directly, from this one on."""
    total_s, seen = 0, {block.identifier}
    each: Block | None = block
    while each is not None and each.type == "InvokeLambdaFunction":
        total_s += _limit_s(written[each.identifier])
        each = each.next[0] if each.next is not None else None
        if each is None or each.identifier in seen:
            break
        seen.add(each.identifier)
    if total_s > LONGEST_CHAIN_S:
        text = f"functions in a row may take {total_s} s here; a sound between them is needed"
        yield block, "Transitions", f"{text} after {LONGEST_CHAIN_S} s"


def _limit_s(written: Mapping[str, object]) -> int:
    parameters = written.get("Parameters")
    limit = parameters.get("InvocationTimeLimitSeconds") if isinstance(parameters, dict) else None
    seconds = as_whole(str(limit)) if isinstance(limit, str | int) else None
    return _USUAL_LIMIT_S if seconds is None else seconds


# --- what comes before or after a block ---


def _about_order(flow: Flow, reached: set[str], written: Written) -> Iterator[Advice]:
    """Look for blocks that need something no block before them in this flow has done.

    A flow that others transfer to may find it done; hence the words.
    """
    queue_set = _reached(block for block in flow.blocks.values() if block.type in _SETS_QUEUE)
    asked = _reached(block for block in flow.blocks.values() if block.type in _ASKS)
    for identifier, block in flow.blocks.items():
        if identifier not in reached:
            continue
        if block.type == "TransferContactToQueue" and flow.type not in _QUEUE_IS_SET:
            if identifier not in queue_set:
                yield block, "", "no block before it in this flow sets the target queue"
        elif (
            block.type == "Compare"
            and identifier not in asked
            and _reads_external(written[identifier])
        ):
            yield block, "Parameters.ComparisonValue", "no block before it in this flow fills it"
    if flow.type == "CUSTOMER_QUEUE":
        yield from _about_queue_flow(flow)


def _reads_external(written: Mapping[str, object]) -> bool:
    parameters = written.get("Parameters")
    value = parameters.get("ComparisonValue") if isinstance(parameters, dict) else None
    return isinstance(value, str) and value.startswith("$.External")


def _about_queue_flow(flow: Flow) -> Iterator[Advice]:
    if all(block.type != "MessageParticipantIteratively" for block in flow.blocks.values()):
        yield flow.start, "", "no block of this queue flow loops prompts: at its end comes silence"
    for block in flow.blocks.values():
        if block.type != "CreateCallbackContact" or block.next is None:
            continue
        after = _reached([block.next[0]])
        if all(flow.blocks[each].type != "DisconnectParticipant" for each in after):
            yield block, "", "after a callback nothing disconnects: the customer is queued twice"
