"""The repository keeps its own rules; each check itself is tested in test_checks.py."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.quality import checks

ROOT = Path(__file__).resolve().parents[2]
# The only place that may know of a folder outside the project, and does without it.
MAY_LOOK_OUTSIDE = {".ci/run"}


@cache
def texts() -> dict[str, str]:
    """Read every text file that is tracked or will be, by its path from the root."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    paths = [ROOT / line for line in listing.stdout.splitlines()]
    found = {}
    for path in sorted(path for path in paths if path.is_file()):
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


@cache
def modules() -> dict[str, str]:
    return {path: text for path, text in texts().items() if path.endswith(".py")}


@cache
def decisions() -> dict[str, str]:
    paths = sorted((ROOT / "docs" / "adr").iterdir())
    return {path.name: path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(autouse=True)
def _needs_a_checkout() -> None:
    if not texts():
        pytest.skip("not a git checkout: there is no list of our files")


def test_no_module_is_too_long_to_read() -> None:
    assert [
        each for path, text in modules().items() for each in checks.size_problems(path, text)
    ] == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    watched = {path: text for path, text in texts().items() if path not in MAY_LOOK_OUTSIDE}

    assert [
        each for path, text in watched.items() for each in checks.betrayal_problems(path, text)
    ] == []


def test_no_test_patches_our_code() -> None:
    assert [
        each for path, text in modules().items() for each in checks.patching_problems(path, text)
    ] == []


def test_every_decision_says_why_and_at_what_price() -> None:
    problems = [
        each for name, text in decisions().items() for each in checks.adr_problems(name, text)
    ]

    assert problems + checks.numbering_problems(list(decisions())) == []


def test_the_readme_can_be_read_at_a_sitting() -> None:
    assert checks.size_problems("README.md", texts()["README.md"], checks.README_LINES) == []


def test_every_link_in_the_docs_leads_to_a_file() -> None:
    pages = {path: text for path, text in texts().items() if path.endswith(".md")}
    exists = {parent.as_posix() for path in texts() for parent in [Path(path), *Path(path).parents]}

    assert [
        each for path, text in pages.items() for each in checks.link_problems(path, text, exists)
    ] == []


def test_the_changelog_has_a_place_for_the_next_change() -> None:
    assert checks.changelog_problems(texts()["CHANGELOG.md"]) == []


def test_every_file_parses_and_ends_with_a_line_end() -> None:
    assert [
        each for path, text in texts().items() for each in checks.format_problems(path, text)
    ] == []


def test_the_tests_run_on_the_packages_that_lambda_gets() -> None:
    shipped, laptop = texts()["requirements.txt"], texts()["requirements-dev.txt"]

    assert checks.pin_problems(shipped, laptop) == []
