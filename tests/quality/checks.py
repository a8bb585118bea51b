"""What the repository promises of itself, as functions from text to a list of problems."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Container
from itertools import pairwise

MODULE_LINES = 400
README_LINES = 200
ADR_HEADINGS = ("Context", "Choice", "What it costs", "What would change our mind")

# Written in pieces, so that this file passes its own check.
_BETRAYALS = {
    "a path of somebody's machine": re.compile(
        r"(?<![\w.$}/-])/(?:work|root|opt(?!/python\b)|Users|home/\w+)/" + r"(?=\w|\.)"
    ),
    "a package index": re.compile(
        r"py" + r"pi\.org|pythonhosted\.|registry\.npm" + r"js|--(?:extra-)?index-" + r"url[ =]",
    ),
    "the workshop beside the project": re.compile(r"\.\./" + r"shared\b"),
}
_ADR_NAME = re.compile(r"(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def size_problems(path: str, text: str, limit: int = MODULE_LINES) -> list[str]:
    lines = len(text.splitlines())
    return [f"{path}: {lines} lines, the limit is {limit}"] if lines > limit else []


def betrayal_problems(path: str, text: str) -> list[str]:
    return [
        f"{path}:{number}: names {what}"
        for number, line in enumerate(text.splitlines(), start=1)
        for what, pattern in _BETRAYALS.items()
        if pattern.search(line)
    ]


def patching_problems(path: str, text: str) -> list[str]:
    """Find `mock.patch` by any of its names; ruff sees only the straight import."""
    problems = []
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ImportFrom(module="unittest.mock" | "mock", names=names):
                found = any(alias.name == "patch" for alias in names)
            case ast.Attribute(
                value=ast.Name(id="mock") | ast.Attribute(attr="mock"), attr="patch"
            ):
                found = True
            case ast.arg(arg="mocker"):
                found = True
            case _:
                found = False
        if found:
            problems.append(f"{path}:{getattr(node, 'lineno', 0)}: patches instead of a fake")
    return problems


def adr_problems(name: str, text: str) -> list[str]:
    if _ADR_NAME.fullmatch(name) is None:
        return [f"{name}: is not called NNNN-title.md"]
    problems = []
    if not text.startswith(f"# {int(name[:4])}. "):
        problems.append(f"{name}: does not begin with '# {int(name[:4])}. '")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    problems += [f"{name}: lacks '## {each}'" for each in ADR_HEADINGS if each not in headings]
    return problems


def numbering_problems(names: list[str]) -> list[str]:
    numbers = [0, *sorted(int(name[:4]) for name in names if _ADR_NAME.fullmatch(name))]
    return [
        f"{after:04}: does not follow {here:04}"
        for here, after in pairwise(numbers)
        if after != here + 1
    ]


def link_problems(path: str, text: str, exists: Container[str]) -> list[str]:
    """Compare the relative links of a Markdown file with the files and folders that exist."""
    folder = path.split("/")[:-1]
    problems = []
    for link in _LINK.findall(_without_code(text)):
        target = link.split("#")[0].rstrip("/")
        if not target or re.match(r"[a-z]+:", target):
            continue
        if _resolved(folder, target) not in exists:
            problems.append(f"{path}: links to {target}, which does not exist")
    return problems


def changelog_problems(text: str) -> list[str]:
    if "\n## [Unreleased]\n" not in text:
        return ["CHANGELOG.md: has no '## [Unreleased]'"]
    return []


def format_problems(path: str, text: str) -> list[str]:
    parse = {"json": json.loads, "toml": tomllib.loads}.get(path.rpartition(".")[2])
    try:
        if parse is not None:
            parse(text)
    except ValueError as error:
        return [f"{path}: {error}"]
    return [] if text.endswith("\n") or not text else [f"{path}: does not end with a line end"]


def pin_problems(shipped: str, laptop: str) -> list[str]:
    """Compare what Lambda gets with what the tests ran against; every pin has its hashes."""
    ours, theirs = dict(_PIN.findall(shipped)), dict(_PIN.findall(laptop))
    problems = [
        f"{name}: {version} is shipped, {theirs.get(name)} is tested"
        for name, version in ours.items()
        if theirs.get(name) != version
    ]
    for text in (shipped, laptop):
        blocks = re.split(r"\n(?=\S)", text)
        problems += [
            f"{block.split()[0]}: has no hash"
            for block in blocks
            if _PIN.match(block) and "--hash=sha256:" not in block
        ]
    return problems


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)


def _resolved(folder: list[str], target: str) -> str:
    parts = list(folder)
    for step in target.split("/"):
        if step == "..":
            del parts[-1:]
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
