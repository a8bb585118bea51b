"""Inputs of any operation, as its model shapes them: what exists mixed with what does not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any, Final

from botocore.model import ListShape, MapShape, Shape, StructureShape

from santral.local.connect.instance import Instance
from tests.functional.connect.flow_texts import marks
from tests.functional.connect.furnishing import PASSWORD, slot

MARKER: Final = "Zq7marker"  # what no message may repeat
_DEEPEST: Final = 8
_TIMES: Final = [
    datetime(1, 1, 1, tzinfo=UTC),
    datetime(2026, 11, 23, tzinfo=UTC),
    datetime(2026, 11, 23, 7, 5, tzinfo=UTC),
    datetime(2026, 11, 24, tzinfo=UTC),
    datetime(9999, 12, 31, tzinfo=UTC),
]
_TEXTS: Final = [
    f"{MARKER} 1",
    f"{MARKER}-2",
    "",
    " ",
    "名前\n",
    "\0",
    "x" * 300,
    "arn:aws:connect:eu-central-1:123456789012:instance/nowhere/queue/none",
    "2026-02-30",
    "+905325550101",
    ":",
    "{}",
]
# Type and name of a member -> what fits it, as random texts hardly ever would.
_FITTING: Final[Mapping[tuple[str, str], list[Any]]] = {
    ("string", "Content"): [marks(MARKER), "{}"],
    ("string", "TimeZone"): ["Europe/Istanbul", "UTC", MARKER],
    ("string", "Password"): [PASSWORD],
    ("string", "EffectiveFrom"): ["0001-01-01", "2026-01-01", "2026-11-23"],
    ("string", "EffectiveTill"): ["2026-11-24", "9999-12-31"],
    ("string", "FromDate"): ["0001-01-01", "2026-11-23", "9999-12-31"],
    ("string", "ToDate"): ["0001-01-03", "2026-11-25", "9999-12-31"],
    ("list", "Config"): [[slot("MONDAY", "09:00", "18:00")], []],
    ("string", "FieldName"): ["name", "description", "resourceID", "Username", "level", MARKER],
    ("string", "S3Uri"): ["s3://bucket/hold.wav", MARKER],
    ("map", "Tags"): [{"team": MARKER}, {"aws:team": "x"}],
    ("string", "DestinationPhoneNumber"): ["+905325550101", MARKER],
}


class AnyInput:
    """Makes inputs from one source of randomness.

    Attributes:
        known: what ids and ARNs of what exists are called -> those ids and ARNs.
    """

    def __init__(self, random: Random, instance: Instance) -> None:
        self._random, self._instance = random, instance
        self.known: dict[str, list[str]] = {}
        for table in instance.tables:
            found = [text for each in table for text in (each.id, each.arn, f"{each.id}:1")]
            if found:
                self.known[table.kind.name.replace(" ", "").casefold()] = found
        contacts = [each.id for each in instance.ledger.contacts()]
        self.known["contact"] = contacts or [MARKER]

    def of(self, shape: Shape | None) -> dict[str, Any]:
        if shape is None:
            return {}
        made: dict[str, Any] = self._value(shape, "", 0)
        # Few tokens and instances, or little else is ever looked at.
        if "InstanceId" in made and self._random.random() < 0.95:
            made["InstanceId"] = self._instance.id
        if self._random.random() < 0.9:
            made.pop("NextToken", None)
        for name, member in getattr(shape, "members", {}).items():
            if member.serialization.get("location") == "uri" and made.get(name) == "":
                made[name] = MARKER  # a path without it would be that of another operation
        return made

    def _value(self, shape: Shape, name: str, depth: int) -> Any:
        fitting = _FITTING.get((shape.type_name, name))
        if fitting is not None and self._random.random() < 0.8:
            return self._random.choice(fitting)
        if isinstance(shape, StructureShape):
            return self._structure(shape, depth)
        if isinstance(shape, ListShape):
            length = self._length(shape, depth)
            return [self._value(shape.member, name, depth + 1) for _ in range(length)]
        if isinstance(shape, MapShape):
            keys = self._random.sample(_TEXTS, min(self._length(shape, depth), len(_TEXTS)))
            return {key: self._value(shape.value, name, depth + 1) for key in keys}
        return self._plain(shape, name)

    def _structure(self, shape: StructureShape, depth: int) -> dict[str, Any]:
        chance = 0.4 if depth < _DEEPEST else 0.0
        return {
            name: self._value(member, name, depth + 1)
            for name, member in shape.members.items()
            if name in shape.required_members or self._random.random() < chance
        }

    def _length(self, shape: Shape, depth: int) -> int:
        least: int = shape.metadata.get("min", 0)
        most: int = min(shape.metadata.get("max", 3), least + 3)
        return least if depth >= _DEEPEST else self._random.randint(least, most)

    def _plain(self, shape: Shape, name: str) -> Any:
        kind = shape.type_name
        if kind == "boolean":
            return self._random.random() < 0.5
        if kind == "timestamp":
            return self._random.choice(_TIMES)
        if kind in ("integer", "long"):
            least: int = shape.metadata.get("min", -2)
            return self._random.randint(least, min(shape.metadata.get("max", 100), least + 100))
        if kind in ("double", "float"):
            return self._random.choice([0.0, 1.0, 2.5, 5.0, -1.0, 100.0, 1e300])
        if kind == "blob":
            return MARKER.encode()
        return self._text(shape, name)

    def _text(self, shape: Shape, name: str) -> str:
        enum: Iterable[str] = shape.metadata.get("enum", ())
        if enum:
            return self._random.choice(list(enum))
        fitting = self._ids(name) or self._ids(shape.name)
        if fitting and self._random.random() < 0.85:
            return self._random.choice(fitting)
        least: int = shape.metadata.get("min", 0)
        text = self._random.choice(_TEXTS)
        return text.ljust(least, "x")[: shape.metadata.get("max", 1000)]

    def _ids(self, name: str) -> list[str]:
        """Find the ids of what a member is named after: QueueId, SourceQueueIds, PromptArn."""
        stem = name.casefold().removesuffix("s").removesuffix("id").removesuffix("arn")
        if stem == name.casefold():
            return []
        if stem in ("resource", "target"):
            return [each for known in self.known.values() for each in known]
        return max(
            (found for kind, found in self.known.items() if stem.endswith(kind)),
            key=len,
            default=[],
        )
