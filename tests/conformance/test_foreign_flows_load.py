"""Flows by others load, or say which block of theirs cannot be run.

Source: the folder that SANTRAL_FOREIGN_FLOWS names, searched for *.json; none of it is kept here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from santral.engine.action_names import NOT_SUPPORTED
from santral.engine.loader import load_flow
from santral.engine.registry import ACTIONS

_FOLDER = os.environ.get("SANTRAL_FOREIGN_FLOWS", "")
FILES = sorted(Path(_FOLDER).rglob("*.json")) if _FOLDER else []
pytestmark = pytest.mark.skipif(not FILES, reason="SANTRAL_FOREIGN_FLOWS names no folder of flows")


def content_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")


def types_of(content: str) -> set[str]:
    """Answer the action types of a flow; of anything else, something that is none."""
    root = json.loads(content)
    actions = root.get("Actions") if isinstance(root, Mapping) else None
    return {action["Type"] for action in actions} if actions else {"no flow"}


RUNNABLE = [path for path in FILES if types_of(content_of(path)) <= set(ACTIONS)]


def name_of(path: Path) -> str:
    return str(path.relative_to(_FOLDER))


@pytest.mark.parametrize("path", RUNNABLE, ids=name_of)
def test_a_flow_of_known_actions_loads(path: Path) -> None:
    loaded = load_flow(content_of(path), name=path.name)
    assert [str(problem) for problem in loaded.problems if problem.fatal] == []
    assert loaded.flow is not None
    assert len(loaded.flow.blocks) == len(json.loads(content_of(path))["Actions"])


@pytest.mark.parametrize("path", [path for path in FILES if path not in RUNNABLE], ids=name_of)
def test_any_other_file_names_what_cannot_be_run(path: Path) -> None:
    loaded = load_flow(content_of(path), name=path.name)
    assert loaded.flow is None
    unknown = {each.type for each in loaded.problems if each.fatal and each.path == "Type"}
    assert unknown == types_of(content_of(path)) - set(ACTIONS) - {"no flow"}
    assert all(problem.block for problem in loaded.problems if problem.path == "Type")
    assert all(
        "not supported yet" in problem.text
        for problem in loaded.problems
        if problem.type in NOT_SUPPORTED and problem.path == "Type"
    )
