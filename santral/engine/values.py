"""Named values of any JSON type with references in their texts: module inputs and results.

Elsewhere nearly everything is a string; these keep the type that the module's schema declares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.engine.references import Reader, Template

if TYPE_CHECKING:
    from santral.engine.reader import ParameterReader
    from santral.engine.run import Run

# A Template, or JSON in which every text is one.
Value = object


def compile_value(value: object) -> Value:
    """Make a Template of each text. The loader has bounded the depth."""
    if isinstance(value, str):
        return Template(value)
    if isinstance(value, Mapping):
        return {key: compile_value(each) for key, each in value.items()}
    return [compile_value(each) for each in value] if isinstance(value, list) else value


def compile_values(written: Mapping[str, object]) -> Values:
    """Compile the values of an object; keys are taken as they are."""
    constants: dict[str, object] = {}
    readers: list[tuple[str, Reader]] = []
    others: list[tuple[str, Value]] = []
    for key, each in written.items():
        value = compile_value(each)
        reader = value.reader if isinstance(value, Template) else None
        if isinstance(value, Template) and value.constant is not None:
            constants[key] = value.constant
        elif reader is not None:
            readers.append((key, reader))
        else:
            others.append((key, value))
    return Values(constants, tuple(readers), tuple(others))


@dataclass(frozen=True, slots=True)
class Values:
    """Named values: texts without references, single references, and everything else."""

    constants: Mapping[str, object]
    readers: tuple[tuple[str, Reader], ...]
    others: tuple[tuple[str, Value], ...]

    def __bool__(self) -> bool:
        return bool(self.constants or self.readers or self.others)

    def resolve(self, run: Run) -> dict[str, object]:
        """Resolve; a reference without a value becomes an empty text."""
        found = dict(self.constants)
        for key, read in self.readers:
            value = read(run)
            found[key] = "" if value is None else value
        for key, other in self.others:
            found[key] = resolve_value(other, run)
        return found


def resolve_value(value: Value, run: Run) -> object:
    """Resolve; a reference without a value becomes an empty text."""
    if isinstance(value, Template):
        if value.constant is not None:
            return value.constant
        found = value.value(run)
        return "" if found is None else found
    if isinstance(value, Mapping):
        return {key: resolve_value(each, run) for key, each in value.items()}
    if isinstance(value, list):
        return [resolve_value(each, run) for each in value]
    return value


def read_values(reader: ParameterReader, name: str) -> Values:
    """Read an object whose values may have any JSON type."""
    written = reader.raw(name)
    if written is not None and not isinstance(written, dict):
        reader.wrong(name, "an object is needed")
    return compile_values(written if isinstance(written, dict) else {})
