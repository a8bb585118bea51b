"""What is wrong with a flow's file is told at synth, with file, block and path, all at once."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from functions.publish_flows.definitions import read, written
from infra.flow_set import FOLDER, check_numbers, flow_set, given_names
from santral.domain.deployment import Domains, Instance, Stage, StageNumber
from santral.domain.errors import InputError, StageFileError

SMALLEST = Stage("dev", "eu-central-1", Instance("a"), Domains("centre@example.com"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "contact_flows"))


def _change(file: Path, **changes: Any) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **changes}), "utf-8")


def _problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as told:
        flow_set(given_names(), folder)
    return str(told.value).splitlines()


def test_every_flow_and_module_is_in_the_set_but_the_template_of_entry_flows() -> None:
    found = {each.placeholder: each.type for each in flow_set(given_names())}

    assert len(found) == 15
    assert found["module.menu"] == "MODULE"
    assert found["flow.customer_queue"] == "CUSTOMER_QUEUE"
    assert "flow.entry" not in found


def test_the_set_is_read_as_it_was_written_and_written_alike_in_any_order() -> None:
    found = flow_set(given_names())

    assert set(read(written(found))) == set(found)
    assert written(reversed(found)) == written(found)


def test_unknown_names_and_blocks_that_connect_refuses_are_told_together(folder: Path) -> None:
    inbound = folder / "flows" / "inbound.json"
    inbound.write_text(inbound.read_text("utf-8").replace("${module.menu}", "${module.menü}"))
    hold = folder / "flows" / "agent_hold.json"
    hold.write_text(hold.read_text("utf-8").replace("${prompt.hold_music}", "${prompt.waltz}"))
    _change(folder / "flows" / "customer_whisper.json", Version="2025-01-01")

    problems = _problems(folder)

    assert problems == [
        "contact_flows/flows/agent_hold.json: block 'play hold music': Actions[0]: "
        "nothing is called ${prompt.waltz} here",
        'contact_flows/flows/customer_whisper.json: Version: "2019-10-30" is needed',
        "contact_flows/flows/inbound.json: block 'walk the menu': Actions[16]: "
        "a placeholder is written as ${kind.name}",
    ]


def test_the_template_of_entry_flows_is_checked_as_well(folder: Path) -> None:
    _change(folder / "flows" / "entry.json", StartAction="nowhere")

    assert _problems(folder) == [
        "contact_flows/flows/entry.json: StartAction: there is no such block"
    ]


def test_a_flow_without_a_type_and_settings_that_are_no_object_are_refused(folder: Path) -> None:
    _change(folder / "flows" / "disconnect.json", Metadata={"type": "disconnectFlow"})
    (folder / "modules" / "menu.settings.json").write_text("[]")

    problems = _problems(folder)

    assert [each.partition(": expected")[0] for each in problems] == [
        "contact_flows/modules/menu.settings.json: $",
        "contact_flows/flows/disconnect.json: Metadata.type",
    ]


def test_a_flow_that_becomes_too_large_with_its_arns_is_refused(folder: Path) -> None:
    file = folder / "flows" / "disconnect.json"
    document = json.loads(file.read_text("utf-8"))
    document["Metadata"]["note"] = ""
    room = 255_990 - len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))
    document["Metadata"]["note"] = "x" * (room - 18) + "${module.phrases}"
    file.write_text(json.dumps(document), "utf-8")

    assert _problems(folder) == [
        "contact_flows/flows/disconnect.json: $: longer than 256,000 characters"
    ]


def test_a_file_that_is_no_json_is_told_with_its_place(folder: Path) -> None:
    (folder / "flows" / "disconnect.json").write_text("{")

    problems = _problems(folder)

    assert problems[-1].startswith("contact_flows/flows/disconnect.json: $: not JSON: ")


def test_a_number_of_the_stage_leads_to_a_flow_that_may_answer_one() -> None:
    stage = replace(
        SMALLEST,
        numbers=(
            StageNumber("main", "GB", "inbound"),
            StageNumber("spare", "GB", "inbuond"),
            StageNumber("odd", "GB", "agent_hold"),
        ),
    )

    with pytest.raises(StageFileError) as told:
        check_numbers(stage, flow_set(given_names()))

    assert str(told.value).splitlines() == [
        'stages/dev.toml: numbers[1].flow: expected a flow (did you mean "inbound"?)',
        "stages/dev.toml: numbers[2].flow: expected a flow (one of disconnect, inbound)",
    ]


@pytest.mark.parametrize("name", ["flows/disconnect.json", "modules/menu.settings.json"])
def test_a_file_in_another_encoding_is_told_by_name(folder: Path, name: str) -> None:
    file = folder / name
    file.write_bytes(file.read_text("utf-8").encode("utf-16"))

    assert _problems(folder)[0] == f"contact_flows/{name}: expected UTF-8"


@pytest.mark.parametrize("type_", [[], {}, 1])
def test_a_type_that_is_no_text_is_told_of(folder: Path, type_: Any) -> None:
    _change(folder / "flows" / "disconnect.json", Metadata={"type": type_})

    assert _problems(folder)[0].startswith("contact_flows/flows/disconnect.json: Metadata.type: ")


def test_a_module_with_a_name_that_is_too_long_is_told_of(folder: Path) -> None:
    name = "m" * 128
    shutil.copy(folder / "modules" / "menu.json", folder / "modules" / f"{name}.json")

    assert _problems(folder) == [
        f"contact_flows/modules/{name}.json: expected a name of 127 characters at most"
    ]
