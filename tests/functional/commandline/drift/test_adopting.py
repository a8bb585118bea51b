"""What a live instance has is written into the files, whole, or not at all."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.errors import InputError
from santral.local.commands.adopt import write
from santral.local.drift.files import FOLDER
from santral.local.drift.working_copy import holds_unkept_work
from santral.local.identifiers import INSTANCE_ID
from tests.functional.commandline.conftest import Santral
from tests.functional.commandline.drift.conftest import (
    UUID,
    Centre,
    Document,
    action,
    insert_before_hang_up,
    renamed,
)


def _say(content: Document, random: Random, text: str) -> Document:
    action(content, "say apology in English")["Parameters"]["Text"] = f"Sorry. {text}"
    return content


def _insert(content: Document, random: Random, text: str) -> Document:
    if all(each["Identifier"] != UUID for each in content["Actions"]):
        insert_before_hang_up(content, "say connecting", f"Soon. {text}")
    return content


def _redirect(content: Document, random: Random, _text: str) -> Document:
    fallible = [x for x in content["Actions"] if x["Transitions"].get("Errors")]
    branch = random.choice(random.choice(fallible)["Transitions"]["Errors"])
    branch["NextAction"] = "say apology in English"
    return content


def _rename(content: Document, random: Random, _text: str) -> Document:
    named = [x["Identifier"] for x in content["Actions"] if x["Identifier"].startswith("set ")]
    return (
        renamed(content, random.choice(named), f"{random.getrandbits(64):x}") if named else content
    )


def _turn(content: Document, random: Random, _text: str) -> Document:
    random.shuffle(action(content, "choose queue")["Transitions"]["Conditions"])
    return content


def _draw(content: Document, random: Random, _text: str) -> Document:
    content["Metadata"]["ActionMetadata"]["ask consent"]["position"] = {"x": random.random()}
    return content


Edit = Callable[[Document, Random, str], Document]
EDITS: list[Edit] = [_say, _insert, _redirect, _rename, _turn, _draw]
TEXT = st.text(st.characters(exclude_characters="$<>", exclude_categories=["C"]), max_size=20)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(EDITS), TEXT), max_size=6), st.randoms())
def test_what_was_adopted_is_no_drift_and_publishes_the_same(
    shipped: Centre, edits: list[tuple[Edit, str]], random: Any
) -> None:
    shutil.copytree(FOLDER, shipped.folder, dirs_exist_ok=True)
    before, content = shipped.content("inbound"), shipped.content("inbound")
    for edit, text in edits:
        content = edit(content, random, text)
    shipped.publish("inbound", content)
    try:
        kept = (shipped.folder / "flows" / "inbound.json").read_text("utf-8")
        is_none = shipped.drift().is_none

        shipped.adopt()

        assert shipped.drift().is_none
        adopted = (shipped.folder / "flows" / "inbound.json").read_text("utf-8")
        assert "arn:aws" not in adopted
        assert (adopted == kept) is is_none
    finally:
        shipped.publish("inbound", before)
        shutil.rmtree(shipped.folder)


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )


def test_work_that_is_not_committed_is_not_written_over(centre: Centre) -> None:
    git(centre.folder, "init")
    git(centre.folder, "add", ".")
    git(centre.folder, "commit", "-m", "as shipped")
    content = centre.content("inbound")
    action(content, "say apology in English")["Parameters"]["Text"] = "Call again."
    centre.publish("inbound", content)
    path = centre.folder / "flows" / "inbound.json"
    live, drift = centre.read(), centre.drift()
    assert not holds_unkept_work(path)
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")

    with pytest.raises(InputError, match=r"^inbound.json: changed since the last commit"):
        write(list(drift.flows), live, positions=False, force=False)
    assert "Call again." not in path.read_text("utf-8")

    write(list(drift.flows), live, positions=False, force=True)
    assert "Call again." in path.read_text("utf-8")


def test_the_command_says_by_its_status_that_something_differs(
    centre: Centre, santral: Santral
) -> None:
    centre.publish("inbound", centre.content("inbound") | {"StartAction": "hang up"})

    ended = santral("plan", "--instance", INSTANCE_ID, "--flow", "inbound", "--json")

    told = json.loads(ended.out)
    assert (ended.status, ended.err) == (3, "")
    assert told == {
        "instance": INSTANCE_ID,
        "flows": [
            {
                "flow": "flow inbound",
                "missing": False,
                "changes": [
                    {
                        "kind": "changed",
                        "block": "",
                        "type": "",
                        "path": "StartAction",
                        "file": "set customer queue flow",
                        "live": "hang up",
                    }
                ],
            }
        ],
        "extra": [],
        "lacking": [],
    }


def test_a_flow_that_no_file_has_is_wrong_usage(santral: Santral) -> None:
    ended = santral("plan", "--instance", INSTANCE_ID, "--flow", "inbuond")

    assert ended.status == 2
    assert ended.err.startswith("santral: --flow: no flow is called 'inbuond'; there are choose_")
