"""How many of each thing an Amazon Connect instance holds, where nobody raised it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# Source: Administrator Guide, "Amazon Connect service quotas" (read 2026-11).
QUOTAS: Final[Mapping[str, int]] = {
    "hours-of-operation": 100,
    "queues": 100,
    "routing-profiles": 500,
    "users": 500,
    "quick-connects": 100,
    "contact-flows": 100,
    "phone-numbers": 5,
}
