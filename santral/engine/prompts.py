"""The prompt keys that several action types share: PromptId, Text, SSML or Media, exactly one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from santral.engine.steps import Prompt

if TYPE_CHECKING:
    from santral.engine.reader import ParameterReader
    from santral.engine.references import Template
    from santral.engine.run import Run

KEYS = ("Text", "SSML", "PromptId", "Media")
VOICE_ONLY = frozenset({"SSML", "PromptId", "Media"})


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt with references in it. `constant` is the prompt itself where there are none."""

    kind: str
    template: Template
    constant: Prompt | None

    def resolve(self, run: Run) -> Prompt | None:
        """Resolve; None where the whole prompt is a reference without a value."""
        if self.constant is not None:
            return self.constant
        if not self.template.is_path:
            return Prompt(self.kind, self.template.text(run, xml=self.kind == "SSML"))
        # The whole prompt is a reference: where it is SSML, its markup comes from there too.
        text = self.template.text(run)  # leaves a warning in the trace when it is missing
        if self.kind != "Text" and not text:
            return None
        return Prompt(self.kind, text)

    def plays_on(self, channel: str) -> bool:
        return channel == "VOICE" or self.kind not in VOICE_ONLY


def read_prompt(reader: ParameterReader) -> PromptTemplate | None:
    """Read the one prompt key of this object; reports none, or more than one."""
    kind = reader.exactly_one(*KEYS)
    if kind is None:
        return None
    template = _read_media(reader) if kind == "Media" else _read_text(reader, kind)
    if template is None:
        return None
    constant = None if template.constant is None else Prompt(kind, template.constant)
    return PromptTemplate(kind, template, constant)


def _read_text(reader: ParameterReader, kind: str) -> Template | None:
    return reader.static_or_path(kind) if kind == "PromptId" else reader.dynamic(kind)


def _read_media(reader: ParameterReader) -> Template | None:
    media = reader.object("Media", required=True)
    if media is None:
        return None
    media.choice("SourceType", ("S3",), required=True)
    media.choice("MediaType", ("Audio",), required=True)
    return media.dynamic("Uri", required=True)
