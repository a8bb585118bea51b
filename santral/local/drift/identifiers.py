"""Our identifiers, put back where the designer has given blocks others.

Blocks that have kept their identifier are known by it. From those, and from where both flows
start, branches of the same name lead from block to block: where they lead to blocks of one type,
which have no namesake in the other flow, these are the same block.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from santral.local.drift.comparison import blocks, branch_of

Document = Mapping[str, Any]


def with_our_identifiers(live: Document, file: Document) -> dict[str, Any]:
    """Return the live flow, its blocks called as in the file wherever they are the same."""
    renamed = _matches(live, file)
    if not renamed:
        return dict(live)
    document = dict(live)
    document["StartAction"] = renamed.get(live.get("StartAction", ""), live.get("StartAction"))
    document["Actions"] = [_renamed(each, renamed) for each in live["Actions"]]
    metadata = dict(live.get("Metadata", {}))
    drawn = metadata.get("ActionMetadata")
    if isinstance(drawn, Mapping):
        metadata["ActionMetadata"] = {renamed.get(id_, id_): each for id_, each in drawn.items()}
        document["Metadata"] = metadata
    return document


def _matches(live: Document, file: Document) -> dict[str, str]:
    """Map identifiers of the live flow to the file's, where they differ."""
    ours, theirs = blocks(file), blocks(live)
    strange = theirs.keys() - ours.keys()
    free = ours.keys() - theirs.keys()
    renamed: dict[str, str] = {}
    same = sorted(ours.keys() & theirs.keys())
    pairs = [(str(live.get("StartAction")), str(file.get("StartAction")))]
    pairs += [(each, each) for each in same]
    seen: set[tuple[str, str]] = set()
    while pairs:
        pair = their_id, our_id = pairs.pop(0)
        if pair in seen or their_id not in theirs or our_id not in ours:
            continue
        seen.add(pair)
        if their_id != our_id:
            if their_id not in strange or our_id not in free:
                continue
            if theirs[their_id].get("Type") != ours[our_id].get("Type"):
                continue
            strange -= {their_id}
            free -= {our_id}
            renamed[their_id] = our_id
        their_ends = dict(_branches(theirs[their_id]))
        our_ends = dict(_branches(ours[our_id]))
        pairs += [(their_ends[key], our_ends[key]) for key in our_ends if key in their_ends]
    return renamed


def _branches(block: Document) -> Iterator[tuple[str, str]]:
    transitions = block.get("Transitions")
    if not isinstance(transitions, Mapping):
        return
    yield "next", str(transitions.get("NextAction"))
    for each in transitions.get("Conditions") or ():
        yield f"condition {branch_of(each)}", str(each.get("NextAction"))
    for each in transitions.get("Errors") or ():
        yield f"error {each.get('ErrorType')}", str(each.get("NextAction"))


def _renamed(block: Document, renamed: Mapping[str, str]) -> dict[str, Any]:
    def led(branch: Mapping[str, Any]) -> dict[str, Any]:
        end = branch.get("NextAction")
        return {**branch, "NextAction": renamed.get(str(end), end)} if end else dict(branch)

    told = {**block, "Identifier": renamed.get(block["Identifier"], block["Identifier"])}
    transitions = block.get("Transitions")
    if isinstance(transitions, Mapping):
        told["Transitions"] = led(transitions) | {
            key: [led(each) for each in transitions[key]]
            for key in ("Conditions", "Errors")
            if isinstance(transitions.get(key), list)
        }
    return told
