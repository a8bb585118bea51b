"""What differs between the files and an instance, flow by flow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from santral.domain.errors import FlowDefinitionError
from santral.local.drift.comparison import Change, Kind, blocks, compare
from santral.local.drift.files import FlowFile
from santral.local.drift.identifiers import with_our_identifiers
from santral.local.drift.live import LiveCentre, LiveFlow
from santral.local.drift.naming import not_to_be_written


@dataclass(frozen=True, slots=True)
class FlowDrift:
    """
    Attributes:
        changes: empty where it is missing, or does not differ.
        is_missing: the instance has none of that name.
    """

    file: FlowFile
    changes: Sequence[Change]
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Drift:
    """
    Attributes:
        flows: those that differ or are missing.
        extra, lacking: as LiveCentre has them.
    """

    flows: Sequence[FlowDrift]
    extra: Sequence[str]
    lacking: Sequence[str]

    @property
    def is_none(self) -> bool:
        return not (self.flows or self.extra or self.lacking)

    def to_plain(self) -> dict[str, Any]:
        return {
            "flows": [
                {
                    "flow": each.file.label,
                    "missing": each.is_missing,
                    "changes": [change.to_plain() for change in each.changes],
                }
                for each in self.flows
            ],
            "extra": list(self.extra),
            "lacking": list(self.lacking),
        }


def drift_of(files: Sequence[FlowFile], centre: LiveCentre, *, positions: bool = False) -> Drift:
    """Compare every file with its live flow.

    Args:
        positions: whether it matters where the designer draws the blocks.
    """
    flows = []
    for file in files:
        live = centre.flows.get(file.label)
        if live is None:
            flows.append(FlowDrift(file, (), is_missing=True))
            continue
        changes = [*_of_the_whole(file, live)]
        changes += compare(file.document, named_document(file, centre), positions=positions)
        if changes:
            flows.append(FlowDrift(file, changes))
    return Drift(flows, centre.extra, centre.lacking)


def named_document(file: FlowFile, centre: LiveCentre) -> dict[str, Any]:
    """Return the live flow as its file would have it: our names, our identifiers."""
    named = centre.naming.named(centre.flows[file.label].document)
    return with_our_identifiers(named, file.document)


def adopted_document(
    file: FlowFile, centre: LiveCentre, *, positions: bool = False
) -> dict[str, Any]:
    """Return the live flow to be written into its file.

    Blocks stay where the file has them, and are drawn there unless positions are wanted.

    Raises:
        FlowDefinitionError: something in it no file can say; it names the block.
    """
    live = named_document(file, centre)
    ours, theirs = blocks(file.document), blocks(live)
    in_order = [each for each in ours if each in theirs]
    in_order += [each for each in theirs if each not in ours]
    drawn = _action_metadata(live) if positions else {}
    kept = _action_metadata(file.document)
    new = _action_metadata(live)
    metadata = {
        name: {**kept.get(name, new.get(name, {})), **_position_of(drawn.get(name))}
        for name in in_order
        if name in kept or name in new
    }
    document = {
        **live,
        "Actions": [theirs[each] for each in in_order],
        "Metadata": {**file.document.get("Metadata", {}), "ActionMetadata": metadata},
    }
    _refuse_what_cannot_be_written(file, document, centre)
    return document


def _of_the_whole(file: FlowFile, live: LiveFlow) -> list[Change]:
    changes = []
    if live.type != file.type:
        changes.append(Change(Kind.CHANGED, path="(type)", file=file.type, live=live.type))
    if (live.settings or None) != (file.settings or None):
        told = {"file": file.settings, "live": live.settings}
        changes.append(Change(Kind.CHANGED, path="(module settings)", **told))
    return changes


def _refuse_what_cannot_be_written(
    file: FlowFile, document: Mapping[str, Any], centre: LiveCentre
) -> None:
    for identifier, block in blocks(document).items():
        for path, problem in not_to_be_written(block, centre.names):
            raise FlowDefinitionError(file.label, identifier, path, problem)
    rest = {key: each for key, each in document.items() if key != "Actions"}
    for path, problem in not_to_be_written(rest, centre.names):
        raise FlowDefinitionError(file.label, "", path, problem)


def _action_metadata(document: Mapping[str, Any]) -> Mapping[str, Any]:
    found = document.get("Metadata", {}).get("ActionMetadata", {})
    return found if isinstance(found, Mapping) else {}


def _position_of(drawn: Any) -> dict[str, Any]:
    return {"position": drawn["position"]} if drawn and "position" in drawn else {}
