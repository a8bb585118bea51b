"""Maps whose values may hold references, compiled so that plain ones are read in one go.

The shipped flows copy twenty values of a function's answer at once; read one by one, that would
cost as much as ten other blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from santral.engine.references import Template

if TYPE_CHECKING:
    from santral.engine.run import Run


class TextMap:
    """Keys and values with references in them; `resolve` answers texts.

    What has no value is empty, with a warning in the trace.
    """

    __slots__ = ("_attributes", "_constants", "_external", "_others", "_templates")

    def __init__(self, pairs: Mapping[Template, Template]) -> None:
        self._constants: dict[str, str] = {}
        self._external: tuple[list[str], list[str]] = ([], [])  # keys, and what they are read from
        self._attributes: tuple[list[str], list[str]] = ([], [])
        self._templates: dict[str, Template] = {}
        self._others: list[tuple[Template, Template]] = []
        for key, value in pairs.items():
            self._sort_in(key, value)

    def _sort_in(self, key: Template, value: Template) -> None:
        path = value.paths[0] if value.is_path else ()
        place = {"External": self._external, "Attributes": self._attributes}.get("".join(path[:1]))
        if key.constant is not None and value.constant is not None:
            self._constants[key.constant] = value.constant
        elif key.constant is not None and place is not None and len(path) == len(("root", "key")):
            place[0].append(key.constant)
            place[1].append(path[1])
            self._templates[key.constant] = value
        else:
            self._others.append((key, value))

    def resolve(self, run: Run) -> dict[str, str]:
        found = self._constants.copy()
        if self._external[0]:
            self._read(found, run.memory.external, self._external, run)
        if self._attributes[0]:
            self._read(found, run.contact.attributes, self._attributes, run)
        for key, value in self._others:
            found[key.text(run)] = value.text(run)
        return found

    def _read(
        self,
        found: dict[str, str],
        source: Mapping[str, Any],
        names: tuple[list[str], list[str]],
        run: Run,
    ) -> None:
        values = [*map(source.get, names[1])]
        try:
            "".join(values)  # type: ignore[arg-type]  # the quickest way to learn: all are texts
        except TypeError:
            for key in names[0]:
                found[key] = self._templates[key].text(run)
        else:
            found.update(zip(names[0], values, strict=True))  # type: ignore[arg-type]
