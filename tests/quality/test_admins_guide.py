"""The guide for who deploys: commands exist, the stage file is good, links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from santral.domain.deployment import read_stage
from santral.local import commandline

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "admins.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"python -m santral (\w+)", GUIDE)))


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each).lower().replace(" ", "-") for each in headings}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_guide_exists_with_its_options(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    uses = re.findall(rf"python -m santral {command}\b([^`)\n#]*)", GUIDE)
    options = {option for use in uses for option in re.findall(r"--[a-z-]+", use)}

    status = commandline.run([command, "--help"])

    shown = capsys.readouterr().out
    assert status == 0
    assert {each for each in options if f"{each} " not in shown} == set()


def test_what_the_guide_makes_is_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    assert set(re.findall(r"(?:^|`|&& |\d )make ([a-z]+)", GUIDE, re.MULTILINE)) <= targets


def test_the_stage_file_of_the_guide_is_accepted() -> None:
    [example] = re.findall(r"^```toml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)

    stage = read_stage(example)

    assert (stage.instance.alias, stage.residency) == ("klima-dev", "EU")


def test_the_links_of_the_guide_lead_somewhere() -> None:
    for page, anchor in re.findall(r"\]\(([\w.]*)(?:#([\w-]+))?\)", GUIDE):
        path = ROOT / "docs" / (page or "admins.md")
        assert path.is_file(), page
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), anchor


def test_the_stacks_of_the_guide_are_those_that_are_composed() -> None:
    composed = re.findall(r'name\("(\w+)"\)', (ROOT / "infra/centre.py").read_text("utf-8"))
    [told] = re.findall(r"`santral-dev-data`, (.*?), in that order", GUIDE, re.DOTALL)

    assert ["data", *re.findall(r"`-(\w+)`", told)] == composed
