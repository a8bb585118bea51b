"""How many of each thing an instance holds, as the service begins with, and what was raised.

Source: Administrator Guide, "Amazon Connect service quotas".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

PER_INSTANCE: Final[Mapping[str, int]] = {
    "contact-flows": 100,
    "flow-modules": 200,
    "queues": 100,
    "routing-profiles": 500,
    "queues-per-routing-profile": 50,
    "users": 500,
    "quick-connects": 100,
    "hours-of-operation": 100,
    "overrides-per-hours-of-operation": 50,
    "prompts": 500,
    "phone-numbers": 5,
    "security-profiles": 100,
    "agent-statuses": 50,
    "hierarchy-groups": 500,
    "predefined-attributes": 150,
    "proficiencies-per-user": 10,
    "lambda-functions": 50,
    "lex-bots": 70,
    "lex-v2-bot-aliases": 100,
    "security-keys": 2,
    "task-templates": 50,
    "rules": 200,
    "evaluation-forms": 60,
    "test-cases": 100,
    "views": 200,
    "vocabularies": 20,
    "data-tables": 100,
    "attributes-per-data-table": 100,
    "values-per-data-table": 1000,
    "contact-flow-versions": 100,
    "contact-flow-aliases": 100,
    "concurrent-calls": 10,
    "concurrent-chats": 500,
    "concurrent-tasks": 2500,
}
INSTANCES: Final = 2  # per account


@dataclass(frozen=True, slots=True)
class Quotas:
    """What holds here: the service's defaults, and what was raised."""

    raised: Mapping[str, int] = field(default_factory=dict)
    instances: int = INSTANCES

    def __post_init__(self) -> None:
        unknown = sorted(set(self.raised) - set(PER_INSTANCE))
        if unknown:
            known = ", ".join(sorted(PER_INSTANCE))
            raise ValueError(f"no quota {', '.join(unknown)}; there are {known}")

    def of(self, name: str) -> int:
        return self.raised.get(name, PER_INSTANCE[name])
