"""Copies of this tree in which a flow is changed; the tree itself is left alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Final

from santral.local.proof.failure import ProofError
from santral.local.proof.preparation import ROOT

FLOW: Final = "customer_whisper"
SAID: Final = "You are now talking to $.Agent.FirstName."

_DEPLOYED: Final = ("contact_flows", "functions", "infra", "santral", "stages")
_FILES: Final = ("app.py", "cdk.json", "requirements.txt")
_SHARED: Final = ("layers", "bytecode")  # of what is built: the same for each copy
_LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", "node_modules")


def copy_tree(copy: Path) -> None:
    """Copy what is deployed."""
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for each in _DEPLOYED:
        shutil.copytree(ROOT / each, copy / each, ignore=_LEFT_OUT)
    for each in _FILES:
        shutil.copy2(ROOT / each, copy / each)
    built = copy / ".santral"
    built.mkdir()
    for each in _SHARED:
        (built / each).symlink_to(ROOT / ".santral" / each, target_is_directory=True)


def change_flow(tree: Path, old: str, new: str) -> None:
    """Replace a text in the flow.

    Raises:
        ProofError: it is not there.
    """
    file = tree / "contact_flows" / "flows" / f"{FLOW}.json"
    text = file.read_text("utf-8")
    if old not in text:
        raise ProofError(f"{FLOW} does not hold {old!r} any more: choose another text to change")
    file.write_text(text.replace(old, new), "utf-8")


def change_assembly(assembly: Path, copy: Path, old: str, new: str) -> None:
    """Copy an assembly with the flow changed in it, which no synth would have let by.

    Raises:
        ProofError: the assembly has no flow set with that text.
    """
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir(parents=True)
    for each in assembly.iterdir():
        if each.is_dir():  # what functions are made of stays as it is
            (copy / each.name).symlink_to(each, target_is_directory=True)
        else:
            shutil.copy2(each, copy / each.name)
    for file in copy.glob("asset.*.json"):
        document = json.loads(file.read_text("utf-8"))
        for flow in document.get("flows", ()):
            if flow["name"] == FLOW and old in flow["content"]:
                flow["content"] = flow["content"].replace(old, new)
                _take_place(file, json.dumps(document))
                return
    raise ProofError(f"no asset of {assembly} holds {FLOW} with {old!r}")


def _take_place(file: Path, text: str) -> None:
    """Write an asset under its new digest, and call it so everywhere."""
    before, after = file.name.split(".")[1], _digest(text)
    file.unlink()
    (file.parent / f"asset.{after}.json").write_text(text, "utf-8")
    _rename(file.parent, before, after)
    for template in file.parent.glob("*.template.json"):
        if after in template.read_text("utf-8"):
            _publish_anew(template)


def _publish_anew(template: Path) -> None:
    """Give a template a new digest as well: what is published under the old one is another."""
    told = template.with_name(template.name.replace(".template.", ".assets."))
    files = json.loads(told.read_text("utf-8"))["files"]
    before = next(
        digest for digest, each in files.items() if each["source"]["path"] == template.name
    )
    _rename(template.parent, before, _digest(template.read_text("utf-8")))


def _rename(assembly: Path, before: str, after: str) -> None:
    for each in assembly.glob("*.json"):
        if each.name.startswith("asset."):
            continue
        text = each.read_text("utf-8")
        if before in text:
            each.write_text(text.replace(before, after), "utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
