"""Reads synthesized templates in the words of the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Found:
    """One resource of a template."""

    stack: str
    logical_id: str
    body: Mapping[str, Any]

    @property
    def type(self) -> str:
        return str(self.body["Type"])

    @property
    def properties(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.body.get("Properties", {})
        return found


@dataclass(frozen=True, slots=True)
class Template:
    """
    Attributes:
        stack: the part of the centre: data, edge, identity …
    """

    stack: str
    body: Mapping[str, Any]

    def resources(self, type_: str = "") -> Iterator[Found]:
        """Yield all resources, or those of one type."""
        for logical_id, body in self.body.get("Resources", {}).items():
            if not type_ or body["Type"] == type_:
                yield Found(self.stack, logical_id, body)


@dataclass(frozen=True, slots=True)
class Centre:
    """All templates of one stage, by the part of the centre."""

    templates: Mapping[str, Template]

    def __getitem__(self, part: str) -> Template:
        return self.templates[part]

    def resources(self, type_: str = "") -> Iterator[Found]:
        for template in self.templates.values():
            yield from template.resources(type_)
