"""Every kind of item that the code knows is named where a business is deleted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from santral.stores import customer_items, deletion_kinds
from santral.stores.deletion_files import RecordingFiles
from santral.stores.deletion_kinds import HANG_ON_OTHERS, PEOPLE, PLATFORMS, STAY, kinds

ROOT = Path(deletion_kinds.__file__).parents[2]
CODE = [
    path
    for folder in ("santral/stores", "functions")
    for path in sorted((ROOT / folder).rglob("*.py"))
]


def goes() -> set[str]:
    return {each.kind for each in kinds(RecordingFiles.__new__(RecordingFiles))}


def shelves(tree: ast.AST) -> Iterator[str]:
    """Yield the kinds of shelves, of those that are made up the fixed beginning."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        kind = node.args[0]
        if name not in ("Shelf", "LinkedShelf"):
            continue
        if isinstance(kind, ast.JoinedStr) and isinstance(kind.values[0], ast.Constant):
            yield str(kind.values[0].value).partition("#")[0]
        elif isinstance(kind, ast.Constant):
            yield str(kind.value)


def keys(tree: ast.AST) -> Iterator[str]:
    """Yield the kinds in keys that are put together, such as f"{tenant}#number#{number}"."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.JoinedStr) or len(node.values) < 2:
            continue
        owner, rest = node.values[:2]
        if not isinstance(owner, ast.FormattedValue) or not isinstance(rest, ast.Constant):
            continue
        if ast.unparse(owner.value) not in ("tenant", "tenant_id", "PLATFORM"):
            continue
        kind = str(rest.value).removeprefix("#").partition("#")[0]
        if str(rest.value).startswith("#") and kind:
            yield kind


def constants() -> set[str]:
    """Return the kinds of lines of customers, which stand in constants."""
    return {
        customer_items.NAMES,
        customer_items.WORDS,
        customer_items.NUMBER_ENDS,
        customer_items.SHARED_NUMBERS,
        customer_items.MERGED,
    }


def test_every_kind_is_named_as_one_that_goes_or_stays() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in CODE]
    known = {each for tree in trees for each in (*shelves(tree), *keys(tree))} | constants()

    assert known - goes() - STAY.keys() - HANG_ON_OTHERS - PEOPLE - PLATFORMS == set()


def test_no_kind_is_named_that_the_code_does_not_know() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in CODE]
    known = {each for tree in trees for each in (*shelves(tree), *keys(tree))} | constants()
    known |= {"article-shard"}  # its kind stands in a constant

    assert goes() | STAY.keys() | PEOPLE | PLATFORMS <= known


def test_nothing_is_named_twice() -> None:
    named = [each.kind for each in kinds(RecordingFiles.__new__(RecordingFiles))]

    assert len(named) == len(set(named))
    assert not set(named) & (STAY.keys() | PEOPLE | PLATFORMS)
