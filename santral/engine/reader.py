"""Reads the Parameters of one block: every key once, each by its restriction class.

What cannot be run is `wrong`; what Connect would refuse at publish time though it can be run is
`refused`. Both are collected, so that a flow's author sees them all at once.
Source: flow-language reference, "Parameter restrictions" (S, SJ, SD, J below).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.domain.phone import is_e164
from santral.engine import references
from santral.engine.blocks import as_text
from santral.engine.references import Template
from santral.engine.timeline import SECOND

if TYPE_CHECKING:
    from santral.engine.run import Run

# Named, since the reader's own method `object` hides the built-in one.
Object = Mapping[str, object]

_LONGEST_NUMBER = 19  # digits; the largest priority, 2**63 - 1, has as many


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a flow.

    Attributes:
        fatal: it cannot be run; else Connect would refuse it, but it can be run.
        path: where in the block, as `Parameters.LoopCount`; or in the file, when block is empty.
        advice: Connect would publish it, but it is probably a mistake.
    """

    flow: str
    block: str
    type: str
    path: str
    text: str
    fatal: bool
    advice: bool = False

    def __str__(self) -> str:
        block = f" block {self.block!r}" if self.block else ""
        of_type = f" ({self.type})" if self.type else ""
        path = f" {self.path}" if self.path else ""
        return f"{self.flow}:{block}{of_type}{path}: {self.text}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A whole number, written in the flow or read at run time."""

    constant: int | None
    template: Template | None
    low: int
    high: int

    def resolve(self, run: Run) -> int | None:
        """Resolve; None for a reference to anything but a whole number within the limits."""
        if self.template is None:
            return self.constant
        number = as_whole(as_text(self.template.value(run)))
        return number if number is not None and self.low <= number <= self.high else None


def as_whole(text: str) -> int | None:
    """Read a whole number in plain ASCII digits; None for anything else.

    >>> as_whole("-30"), as_whole("3.0"), as_whole("٣"), as_whole("9" * 30)
    (-30, None, None, None)
    """
    digits = text[1:] if text.startswith("-") else text
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > _LONGEST_NUMBER:
        return None
    return int(text)


def _digits(number: int) -> str:
    # Python refuses to write out numbers of thousands of digits.
    return str(number) if abs(number) < 10**_LONGEST_NUMBER else "a number too large"


class ParameterReader:
    """Reads one object of a block's Parameters. `path` is where that object stands."""

    def __init__(
        self,
        parameters: Mapping[str, object],
        problems: list[Problem],
        *,
        flow: str,
        block: str,
        type_: str,
        path: str = "Parameters",
    ) -> None:
        self._parameters, self._problems = parameters, problems
        self._flow, self._block, self._type, self._path = flow, block, type_, path
        self.key = (flow, block)  # names the block among all flows
        self._read: set[str] = set()
        self._children: list[ParameterReader] = []

    # --- reporting ---

    def wrong(self, name: str, text: str) -> None:
        """Report what cannot be run."""
        self._report(name, text, fatal=True)

    def refused(self, name: str, text: str) -> None:
        """Report what can be run, but what Connect would not publish."""
        self._report(name, text, fatal=False)

    def advise(self, name: str, text: str) -> None:
        """Report what Connect would publish, but what is probably a mistake."""
        self._report(name, text, fatal=False, advice=True)

    def _report(self, name: str, text: str, *, fatal: bool, advice: bool = False) -> None:
        path = f"{self._path}.{name}" if name else self._path
        self._problems.append(
            Problem(self._flow, self._block, self._type, path, text, fatal, advice)
        )

    def finish(self) -> None:
        """Report the keys that nobody has read."""
        for name in self._parameters:
            if name not in self._read:
                self.refused(name, "unknown parameter")
        for child in self._children:
            child.finish()

    # --- reading ---

    def has(self, name: str) -> bool:
        return name in self._parameters

    def names(self) -> list[str]:
        return list(self._parameters)

    def raw(self, name: str) -> object:
        self._read.add(name)
        return self._parameters.get(name)

    def _written(self, name: str, *, required: bool) -> str | None:
        """Read a scalar as its text: Connect writes strings; numbers are read with a complaint."""
        value = self.raw(name)
        if value is None:
            if required:
                self.wrong(name, "missing")
            return None
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            self.wrong(name, "a string is needed")
            return None
        if not isinstance(value, str):
            self.refused(name, "write the number as a string")
            value = repr(value) if isinstance(value, float) else _digits(value)
        return value

    def static(self, name: str, *, required: bool = False) -> str | None:
        """Class S: a literal, no reference."""
        value = self._written(name, required=required)
        if value is not None and Template(value).paths:
            self.wrong(name, "a reference is not allowed here")
            return None
        return value

    def static_or_path(self, name: str, *, required: bool = False) -> Template | None:
        """Class SJ: a literal, or one reference and nothing around it."""
        value = self._written(name, required=required)
        if value is None:
            return None
        template = Template(value)
        if template.paths and not template.is_path:
            self.refused(name, "one reference and nothing around it")
        elif value.startswith("$.") and not template.paths:
            self.refused(name, "a reference with an unknown root")
        return template

    def dynamic(self, name: str, *, required: bool = False) -> Template | None:
        """Class SD: text with references anywhere in it."""
        value = self._written(name, required=required)
        return None if value is None else Template(value)

    def path(self, name: str) -> references.Reader | None:
        """Class J: a single reference with a known root and a leaf."""
        value = self._written(name, required=True)
        if value is None:
            return None
        keys = references.split(value)
        if keys is None:
            self.wrong(name, "a single reference such as $.Attributes.name is needed")
            return None
        if not references.is_known(keys):
            self.refused(name, "a reference with an unknown root")
        elif not references.has_leaf(keys):
            self.refused(name, "a reference to a single value is needed")
        return references.compile_path(keys)

    def whole(
        self, name: str, low: int, high: int, *, required: bool = False, default: int = 0
    ) -> int:
        """Read a whole number within [low, high], written as a string."""
        value = self.static(name, required=required)
        return default if value is None else self._whole(name, value, low, high, default)

    def whole_or_path(
        self, name: str, low: int, high: int, *, required: bool = False, default: int = 0
    ) -> Amount:
        """Class SJ: a whole number within [low, high], or one reference to it."""
        value = self._written(name, required=required)
        if value is None:
            return Amount(default, None, low, high)
        template = Template(value)
        if template.is_path:
            return Amount(None, template, low, high)
        return Amount(self._whole(name, value, low, high, default), None, low, high)

    def _whole(self, name: str, value: str, low: int, high: int, default: int) -> int:
        number = as_whole(value)
        if number is None:
            self.wrong(name, f"a whole number from {low} to {high} is needed")
            return default
        if not low <= number <= high:
            self.refused(name, f"a whole number from {low} to {high} is needed")
        return number

    def seconds_us(
        self, name: str, low: int, high: int, *, required: bool = False, default: int = 0
    ) -> int:
        """Read whole seconds and answer microseconds; `default` is in seconds."""
        return self.whole(name, low, high, required=required, default=default) * SECOND

    def flag(self, name: str, *, required: bool = False, default: bool = False) -> bool:
        """Read "True" or "False", in any case."""
        value = self.static(name, required=required)
        if value is None:
            return default
        if value.lower() not in {"true", "false"}:
            self.wrong(name, '"True" or "False" is needed')
        return value.lower() == "true"

    def choice(
        self, name: str, allowed: Sequence[str], *, required: bool = False, default: str = ""
    ) -> str:
        value = self.static(name, required=required)
        if value is None:
            return default
        if value not in allowed:
            self.refused(name, f"one of {', '.join(allowed)} is needed")
        return value

    def phone_number(self, name: str, *, required: bool = False) -> Template | None:
        """Class SD; a literal must be in E.164 form."""
        template = self.dynamic(name, required=required)
        if template is not None and template.constant and not is_e164(template.constant):
            self.refused(name, "a number in E.164 form is needed")
        return template

    def exactly_one(self, *names: str) -> str | None:
        """Say which of these keys is there; reports none, or more than one."""
        present = [name for name in names if self.has(name)]
        if not present:
            self.wrong("", f"one of {', '.join(names)} is needed")
            return None
        if len(present) > 1:
            self.refused("", f"only one of {', '.join(present)} is allowed")
            for extra in present[1:]:
                self.raw(extra)
        return present[0]

    def object(self, name: str, *, required: bool = False) -> ParameterReader | None:
        """Read a nested object."""
        value = self.raw(name)
        if value is None:
            if required:
                self.wrong(name, "missing")
            return None
        if not isinstance(value, dict):
            self.wrong(name, "an object is needed")
            return None
        return self._child(name, value)

    def empty(self, name: str) -> ParameterReader:
        """Stand in for an object that is not there, where all its keys have defaults."""
        return self._child(name, {})

    def objects(self, name: str, *, required: bool = False) -> list[ParameterReader]:
        """Read a list of objects."""
        value = self.raw(name)
        if value is None:
            if required:
                self.wrong(name, "missing")
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.wrong(name, "a list of objects is needed")
            return []
        return [self._child(f"{name}[{index}]", each) for index, each in enumerate(value)]

    def texts(self, name: str, *, required: bool = False) -> list[str]:
        """Read a list of static strings."""
        value = self.raw(name)
        if value is None:
            if required:
                self.wrong(name, "missing")
            return []
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong(name, "a list of strings is needed")
            return []
        return value

    def templates(self, name: str, *, required: bool = False) -> dict[Template, Template]:
        """Read a map whose keys and values may hold references (class SD)."""
        child = self.object(name, required=required)
        if child is None:
            return {}
        found: dict[Template, Template] = {}
        for key in child.names():
            template = child.dynamic(key)
            if template is not None:
                found[Template(key)] = template
        return found

    def _child(self, name: str, value: Object) -> ParameterReader:
        child = ParameterReader(
            value,
            self._problems,
            flow=self._flow,
            block=self._block,
            type_=self._type,
            path=f"{self._path}.{name}",
        )
        self._children.append(child)
        return child
