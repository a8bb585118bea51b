"""The flows and modules of contact_flows/ as documents, their logical names left in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from functions.flow_files import ENTRY, SETTINGS
from santral.domain.errors import FlowDefinitionError
from santral.engine.flow_types import METADATA_TYPES, MODULE
from santral.local.flow_files import ROOT

FOLDER: Final = ROOT / "contact_flows"

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FlowFile:
    """
    Attributes:
        label: how people call it: `flow inbound`, `module menu`.
        type: the API's ContactFlowType, or MODULE.
        settings: a module's declared input and results; None where it has no such file.
    """

    path: Path
    type: str
    document: Document
    settings: Any = None

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def is_module(self) -> bool:
        return self.type == MODULE

    @property
    def label(self) -> str:
        return f"{'module' if self.is_module else 'flow'} {self.name}"


def flow_files(folder: Path = FOLDER) -> Iterator[FlowFile]:
    """Read every flow and module but the template of entry flows.

    Raises:
        FlowDefinitionError: a file is no flow.
    """
    for path in sorted((folder / "modules").glob("*.json")):
        if not path.name.endswith(SETTINGS):
            settings = path.with_suffix(SETTINGS)
            yield FlowFile(
                path, MODULE, _read(path), _read(settings) if settings.exists() else None
            )
    for path in sorted((folder / "flows").glob("*.json")):
        if path.stem != ENTRY:
            document = _read(path)
            written = document.get("Metadata", {}).get("type")
            yield FlowFile(path, METADATA_TYPES.get(written, "CONTACT_FLOW"), document)


def written(document: Any) -> str:
    """Write a document as every file here is: sorted keys, two spaces."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _read(path: Path) -> Any:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise FlowDefinitionError(path.name, "", "$", "expected JSON") from None
    if not isinstance(document, dict):
        raise FlowDefinitionError(path.name, "", "$", "expected a JSON object")
    return document
