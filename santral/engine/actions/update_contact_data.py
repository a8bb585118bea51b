"""UpdateContactData: name, describe or identify the contact, or set its language.

All values are read before the first is written. Source: flow language reference,
UpdateContactData. References are on the page though an attempt to publish them was refused; the
Voice ID keys belong to a service that has ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from santral.engine.reader import ParameterReader
from santral.engine.references import Template
from santral.engine.registry import Transitions, action
from santral.engine.run import Run
from santral.engine.steps import FAILED, NEXT, Step

# Parameter -> attribute of a Contact.
FIELDS: Mapping[str, str] = {
    "Name": "name",
    "Description": "description",
    "LanguageCode": "language",
    "CustomerId": "customer_id",
}
VOICE_ID = (
    "IsVoiceIdStreamingEnabled",
    "IsVoiceAuthenticationEnabled",
    "IsFraudDetectionEnabled",
    "VoiceAuthenticationThreshold",
    "VoiceAuthenticationResponseTime",
    "FraudDetectionThreshold",
    "WatchlistId",
)


@dataclass(frozen=True, slots=True)
class Reference:
    key: str
    type: Template
    value: Template


@dataclass(frozen=True, slots=True)
class UpdateContactData:
    fields: tuple[tuple[str, Template], ...]
    references: tuple[Reference, ...]

    transitions = Transitions(required=("NoMatchingError",))

    def start(self, run: Run) -> Step:
        values = [(name, text.constant or text.value(run)) for name, text in self.fields]
        if not all(isinstance(value, str) for _, value in values):
            return FAILED
        references = {
            each.key: {"Type": each.type.text(run), "Value": each.value.text(run)}
            for each in self.references
        }
        for name, value in values:
            setattr(run.contact, name, value)
        if references:
            run.contact.references = {**run.contact.references, **references}
        return NEXT


@action("UpdateContactData")
def read(reader: ParameterReader) -> UpdateContactData:
    fields = tuple(
        (field, text)
        for name, field in FIELDS.items()
        if (text := reader.dynamic(name)) is not None
    )
    references = _read_references(reader)
    session = reader.dynamic("WisdomSessionArn")
    reader.choice("TargetContact", ("Current", "Related"))
    for name in VOICE_ID:
        if reader.has(name):
            reader.raw(name)
            reader.wrong(name, "Voice ID is not supported: the service ended on 2026-05-20")
    if not fields and not references and session is None:
        reader.refused("", "at least one thing to set is needed")
    return UpdateContactData(fields, references)


def _read_references(reader: ParameterReader) -> tuple[Reference, ...]:
    written = reader.object("References")
    if written is None:
        return ()
    reader.refused("References", "the page names it, but Connect may refuse it")
    found: list[Reference] = []
    for key in written.names():
        part = written.object(key, required=True)
        type_ = None if part is None else part.dynamic("Type", required=True)
        value = None if part is None else part.dynamic("Value", required=True)
        if type_ is not None and value is not None:
            found.append(Reference(key, type_, value))
    return tuple(found)
