"""Every check of the repository finds what it is for: a gate that cannot fail is none."""

from __future__ import annotations

import pytest

from tests.quality import checks

GOOD_ADR = """# 7. Bread before butter

## Context

## Choice

## What it costs

## What would change our mind
"""


def test_a_module_of_401_lines_is_too_long() -> None:
    assert checks.size_problems("a.py", "x = 1\n" * 401) == ["a.py: 401 lines, the limit is 400"]


def test_a_module_of_400_lines_is_not() -> None:
    assert checks.size_problems("a.py", "x = 1\n" * 400) == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("see /ro" + "ot/.bashrc", "a path of somebody's machine"),
        ("PYTHON=/ho" + "me/ayse/bin/python", "a path of somebody's machine"),
        ("https://py" + "pi.org/simple", "a package index"),
        ("--extra-index-" + "url https://example.com", "a package index"),
        ("read .." + "/shared/notes.md", "the workshop beside the project"),
    ],
)
def test_a_line_that_names_the_machine_it_was_written_on_is_found(line: str, what: str) -> None:
    assert checks.betrayal_problems("notes.md", f"fine\n{line}\n") == [f"notes.md:2: names {what}"]


@pytest.mark.parametrize(
    "line",
    [
        "GET /work-items",
        "https://example.com/opt/out",
        "a/root/b",
        "${x}/work/b",
        "/opt/python",  # where Lambda has a layer
    ],
)
def test_an_innocent_slash_is_left_alone(line: str) -> None:
    assert checks.betrayal_problems("notes.md", line) == []


@pytest.mark.parametrize(
    "code",
    [
        "from unittest.mock import patch",
        "from unittest import mock\nmock.patch('a.b')",
        "import unittest.mock\nunittest.mock.patch('a.b')",
        "from unittest import mock\nmock.patch.object(a, 'b')",
        "def test_it(mocker): ...",
    ],
)
def test_patching_is_found_under_each_of_its_names(code: str) -> None:
    assert len(checks.patching_problems("test_it.py", code)) == 1


def test_http_patch_requests_are_not_patching() -> None:
    assert checks.patching_problems("test_it.py", "client.patch('/queues/1')") == []


def test_a_decision_with_all_headings_passes() -> None:
    assert checks.adr_problems("0007-bread-before-butter.md", GOOD_ADR) == []


def test_a_decision_without_its_price_is_found() -> None:
    text = GOOD_ADR.replace("## What it costs\n", "")

    problems = checks.adr_problems("0007-bread-before-butter.md", text)

    assert problems == ["0007-bread-before-butter.md: lacks '## What it costs'"]


def test_a_decision_under_a_wrong_number_is_found() -> None:
    problems = checks.adr_problems("0008-bread-before-butter.md", GOOD_ADR)

    assert problems == ["0008-bread-before-butter.md: does not begin with '# 8. '"]


def test_a_decision_without_a_number_is_found() -> None:
    assert checks.adr_problems("bread.md", GOOD_ADR) == ["bread.md: is not called NNNN-title.md"]


def test_a_gap_between_decisions_is_found() -> None:
    assert checks.numbering_problems(["0003-c.md", "0001-a.md"]) == ["0003: does not follow 0001"]


def test_a_number_used_twice_is_found() -> None:
    assert checks.numbering_problems(["0001-a.md", "0001-b.md"]) == ["0001: does not follow 0001"]


def test_a_link_to_a_missing_file_is_found() -> None:
    problems = checks.link_problems("docs/a.md", "[b](b.md)", exists={"docs/a.md"})

    assert problems == ["docs/a.md: links to b.md, which does not exist"]


@pytest.mark.parametrize(
    "text",
    [
        "[b](../b.md#part)",
        "[folder](../docs/)",
        "[here](#part)",
        "[out](https://example.com)",
        "```\n[sample](missing.md)\n```\n",
    ],
)
def test_a_link_that_leads_somewhere_passes(text: str) -> None:
    assert checks.link_problems("docs/a.md", text, exists={"docs", "docs/a.md", "b.md"}) == []


def test_a_changelog_without_unreleased_is_found() -> None:
    assert len(checks.changelog_problems("# Changelog\n\n## [0.1.0]\n")) == 1


@pytest.mark.parametrize(
    ("path", "text"), [("a.json", "{,}\n"), ("a.toml", "a =\n"), ("a.md", "no line end")]
)
def test_a_file_that_does_not_parse_or_end_is_found(path: str, text: str) -> None:
    assert len(checks.format_problems(path, text)) == 1


@pytest.mark.parametrize(
    ("path", "text"), [("a.json", "{}\n"), ("a.toml", "a = 1\n"), ("a.txt", "")]
)
def test_a_file_that_parses_passes(path: str, text: str) -> None:
    assert checks.format_problems(path, text) == []


def test_a_package_tested_in_another_version_than_shipped_is_found() -> None:
    shipped = "boto3==1.2 \\\n    --hash=sha256:aa\n"
    laptop = "boto3==1.3 \\\n    --hash=sha256:bb\n"

    assert checks.pin_problems(shipped, laptop) == ["boto3: 1.2 is shipped, 1.3 is tested"]


def test_a_pin_without_hash_is_found() -> None:
    problems = checks.pin_problems("", "boto3==1.3\nsix==1.0 \\\n    --hash=sha256:aa\n")

    assert problems == ["boto3==1.3: has no hash"]
