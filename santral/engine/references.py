"""JSONPath references ($.Attributes.x, $['AwsRegion'] …): split once at load, read at run time.

Where a name ends inside a text is nowhere documented; it is taken as letters, digits, `_` and
`-`, and dots that such a character follows, so that a sentence's full stop stays outside.
Source: Administrator Guide, "List of attributes" and "How to reference contact attributes".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from santral.engine.blocks import as_text

if TYPE_CHECKING:
    from santral.engine.run import Run

Reader = Callable[["Run"], object]

_SEGMENT = r"""(?:\.[A-Za-z0-9_-]+|\.?\['[^'\]]+'\]|\.?\["[^"\]]+"\]|\.?\[\d+\])"""
_PATH = re.compile(rf"\$(?:{_SEGMENT})+")
_ONE_SEGMENT = re.compile(_SEGMENT)

# First segment -> the attribute of a Run that answers for it. Roots that other action types fill
# (Lex, Customer, Case …) are known and empty here, since those types are refused at load.
_ROOTS: Mapping[str, str] = {
    "Attributes": "attributes",
    "FlowAttributes": "flow_attributes",
    "External": "external",
    "LambdaInvocation": "lambda_invocation",
    "StoredCustomerInput": "stored_input",
    "Metrics": "metrics",
    "Modules": "modules",
    "Queue": "queue_attributes",
    "Agent": "agent_attributes",
    "CustomerEndpoint": "customer_endpoint",
    "SystemEndpoint": "system_endpoint",
    "SegmentAttributes": "segment_attributes",
    "References": "references",
    "Tags": "tags",
    "ContactId": "contact_id",
    "InitialContactId": "initial_contact_id",
    "PreviousContactId": "previous_contact_id",
    "RelatedContactId": "related_contact_id",
    "Channel": "channel",
    "InitiationMethod": "initiation_method",
    "InstanceARN": "instance_arn",
    "AwsRegion": "aws_region",
    "LanguageCode": "language_code",
    "CustomerId": "customer_id",
    "Name": "name",
    "Description": "description",
    "TextToSpeechVoiceId": "voice",
    "Media": "media",
}
_EMPTY_ROOTS = frozenset(
    {
        "Lex", "AgenticCX", "Views", "Loop", "Customer", "Case", "DataTables", "DataTableList",
        "MediaStreams", "Wisdom", "Task", "Email", "AdditionalEmailRecipients", "Capabilities",
        "ContactAssociationId",
    }
)  # fmt: skip
# What a run's memory holds itself, so that a reader need not go through the run.
_IN_MEMORY: Mapping[tuple[str, ...], str] = {
    ("External",): "external",
    ("Metrics",): "metrics",
    ("FlowAttributes",): "flow_attributes",
    ("Modules", "Input"): "module_input",
    ("Modules", "ResultData"): "module_result_data",
}
# Scalars: a path that stops here is whole; the others need a leaf.
_SCALARS = frozenset(
    {
        "StoredCustomerInput", "ContactId", "InitialContactId", "PreviousContactId",
        "RelatedContactId", "Channel", "InitiationMethod", "InstanceARN", "AwsRegion",
        "LanguageCode", "CustomerId", "Name", "Description", "TextToSpeechVoiceId",
        "ContactAssociationId",
    }
)  # fmt: skip


# Python refuses to read numbers of thousands of digits.
_LONGEST_INDEX = 10


def split(path: str) -> tuple[str, ...] | None:
    """Split a whole path into its keys; None when the text is not one path and nothing else."""
    if not _PATH.fullmatch(path):
        return None
    return tuple(_key(segment) for segment in _ONE_SEGMENT.findall(path[1:]))


def _key(segment: str) -> str:
    name = segment.removeprefix(".")
    return name if name[0] != "[" else name[1:-1].strip("'\"")


def is_known(keys: tuple[str, ...]) -> bool:
    return keys[0] in _ROOTS or keys[0] in _EMPTY_ROOTS


def has_leaf(keys: tuple[str, ...]) -> bool:
    return len(keys) > 1 or keys[0] in _SCALARS


def compile_path(keys: tuple[str, ...]) -> Reader:
    """Make the function that reads this path from a run; it answers None for what is missing."""
    root, tail = _ROOTS.get(keys[0]), keys[1:]
    if root is None:
        return lambda _run: None
    if root == "attributes" and len(tail) == 1:
        return _attribute(tail[0])
    for at in range(1, len(keys)):
        held = _IN_MEMORY.get(keys[:at])
        if held is not None:
            return _remembered(held, keys[at:])
    return lambda run: _follow(getattr(run, root), tail)


def _follow(whole: Any, keys: tuple[str, ...]) -> object:
    value = whole
    try:
        for key in keys:
            value = value[key]
    except (KeyError, TypeError):
        return _walk(whole, keys)
    return value


def _walk(value: object, keys: tuple[str, ...]) -> object:
    """Follow a path that plain look-ups do not: something is missing, or a list is on the way."""
    for key in keys:
        if isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, list) and key.isdecimal() and len(key) < _LONGEST_INDEX:
            value = value[int(key)] if int(key) < len(value) else None
        else:
            return None
    return value


def _attribute(name: str) -> Reader:
    return lambda run: run.contact.attributes.get(name)


def _remembered(held: str, keys: tuple[str, ...]) -> Reader:
    if len(keys) > 1:
        return lambda run: _follow(getattr(run.memory, held), keys)
    name = keys[0]
    if held == "external":
        return lambda run: run.memory.external.get(name)
    return lambda run: getattr(run.memory, held).get(name)


class Template:
    """A text with references in it. `constant` is its text where it has none."""

    __slots__ = ("_parts", "_path", "constant", "paths")

    def __init__(self, text: str) -> None:
        self.paths: list[tuple[str, ...]] = []
        self._parts: list[str | tuple[str, Reader]] = []
        at = 0
        for match in _PATH.finditer(text):
            keys = split(match.group()) or ()
            if not is_known(keys):
                continue  # left as text
            if match.start() > at:
                self._parts.append(text[at : match.start()])
            self._parts.append((match.group(), compile_path(keys)))
            self.paths.append(keys)
            at = match.end()
        if at < len(text):
            self._parts.append(text[at:])
        self.constant: str | None = text if not self.paths else None
        only = self._parts[0] if len(self._parts) == 1 else None
        self._path = only[1] if isinstance(only, tuple) else None

    @property
    def is_path(self) -> bool:
        """Whether the whole text is one reference."""
        return self._path is not None

    @property
    def reader(self) -> Reader | None:
        """What reads the one reference that the whole text is."""
        return self._path

    def value(self, run: Run) -> object:
        """Resolve; a text that is one whole path keeps its JSON type, None when it is missing."""
        if self.constant is not None:
            return self.constant
        if self._path is not None:
            return self._path(run)
        return self.text(run)

    def text(self, run: Run, *, xml: bool = False) -> str:
        """Resolve into a text; what is missing becomes empty, with a warning in the trace.

        Args:
            xml: escape the inserted values, for SSML.
        """
        if self.constant is not None:
            return self.constant
        pieces: list[str] = []
        for part in self._parts:
            if isinstance(part, str):
                pieces.append(part)
                continue
            value = part[1](run)
            if value is None:
                run.warn(f"{part[0]} has no value")
            written = as_text(value)
            pieces.append(escape(written) if xml else written)
        return "".join(pieces)
