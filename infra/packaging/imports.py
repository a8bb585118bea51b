"""Which of our modules a function needs, found by reading them: nothing is run.

Every import counts, also one inside a function, but for what stands under TYPE_CHECKING. What a
cached property imports counts where something that is needed mentions the property's name: so the
composition root may import everything, and each function gets what it asks it for.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from infra.packaging.contents import IMPORTS_BY_NAME, READS
from santral.domain.errors import InputError

_OURS: Final = ("functions", "santral")
_BY_NAME: Final = frozenset({"import_module", "__import__", "iter_modules", "walk_packages"})


@dataclass(frozen=True, slots=True)
class Needed:
    """
    Attributes:
        modules: of ours, by dotted name.
        outside: top-level packages that are not ours, the standard library's among them.
        files: what the modules read; files and folders, from the root.
    """

    modules: frozenset[str]
    outside: frozenset[str]
    files: frozenset[str]


@dataclass(slots=True)
class _Said:
    """What a module, or one cached property of it, says.

    Attributes:
        imports: dotted names; of `from a import b` both a and a.b.
        names: every name and attribute that is mentioned.
        properties: what its cached properties say, by their names.
    """

    imports: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    properties: dict[str, _Said] = field(default_factory=dict)


def needed_by(module: str, root: Path) -> Needed:
    """Return everything that a module needs, itself included.

    Raises:
        InputError: a module imports by name, or looks for files, and contents.py does not say what.
    """
    found: dict[str, _Said] = {}
    fresh = seen = set(_with_parents(module))
    while fresh:
        found |= {name: _read(name, root) for name in fresh}
        named = _imported(found)
        ours = {parent for each in named for parent in _with_parents(each) if _is_ours(parent)}
        fresh = {each for each in ours - seen if module_file(each, root)}
        seen = seen | ours  # what is imported from a module is mostly no module
    outside = {each.partition(".")[0] for each in named if not _is_ours(each)}
    files = {file for name in found for file in READS.get(name, ())}
    return Needed(frozenset(found), frozenset(outside), frozenset(files))


def module_file(name: str, root: Path) -> Path | None:
    """Return a module's file, or a package's __init__.py; None where there is neither."""
    place = root.joinpath(*name.split("."))
    for file in (place.with_suffix(".py"), place / "__init__.py"):
        if file.is_file():
            return file
    return None


def _imported(found: Mapping[str, _Said]) -> set[str]:
    """Return what is imported, once nothing more is asked for that imports something."""
    heard = list(found.values())
    properties = [each for said in heard for each in said.properties.items()]
    asked = {name for said in heard for name in said.names}
    while wanted := [each for each in properties if each[0] in asked]:
        properties = [each for each in properties if each[0] not in asked]
        heard += [said for _, said in wanted]
        asked |= {name for _, said in wanted for name in said.names}
    return {name for said in heard for name in said.imports}


def _read(name: str, root: Path) -> _Said:
    file = module_file(name, root)
    if file is None:
        raise InputError(f"{name}: no such module")
    said = _parsed(file, file.stat().st_mtime_ns)
    return _Said(
        said.imports | set(_imported_by_name(name, said, root)), said.names, said.properties
    )


@cache
def _parsed(file: Path, _changed_at: int) -> _Said:
    said = _Said()
    _listen(ast.parse(file.read_text("utf-8"), str(file)), said)
    return said


def _imported_by_name(name: str, said: _Said, root: Path) -> Iterator[str]:
    if said.names & _BY_NAME and name not in IMPORTS_BY_NAME:
        raise InputError(f"{name}: imports by name; expected an entry in contents.IMPORTS_BY_NAME")
    if "__file__" in said.names and name not in READS:
        raise InputError(f"{name}: looks for files; expected an entry in contents.READS")
    for each in IMPORTS_BY_NAME.get(name, ()):
        package = each.removesuffix(".*")
        yield package
        if package != each:
            folder = root.joinpath(*package.split("."))
            yield from (f"{package}.{file.stem}" for file in folder.glob("[!_]*.py"))


def _listen(node: ast.AST, said: _Said) -> None:
    match node:
        case ast.Import():
            said.imports.update(each.name for each in node.names)
        case ast.ImportFrom(module=str(module)):
            said.imports.update({module, *(f"{module}.{each.name}" for each in node.names)})
            said.names.update(each.name for each in node.names)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            said.names.add(name)
    for child in _that_run(node):
        if isinstance(child, ast.FunctionDef) and _is_cached_property(child):
            _listen_to_all(child.body, said.properties.setdefault(child.name, _Said()))
        else:
            _listen(child, said)


def _listen_to_all(nodes: Iterable[ast.AST], said: _Said) -> None:
    for each in nodes:
        _listen(each, said)


def _that_run(node: ast.AST) -> Iterable[ast.AST]:
    """Return what is inside, without what only type checkers read."""
    if isinstance(node, ast.If) and _named(node.test) == "TYPE_CHECKING":
        return node.orelse
    return ast.iter_child_nodes(node)


def _is_cached_property(function: ast.FunctionDef) -> bool:
    return any(_named(each) == "cached_property" for each in function.decorator_list)


def _named(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _with_parents(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:count]) for count in range(1, len(parts) + 1))


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in _OURS
