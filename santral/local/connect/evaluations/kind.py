"""The kind of contact evaluations, which forms have to know that are in use."""

from __future__ import annotations

from typing import Final

from santral.local.connect.resources import Kind

EVALUATION: Final = Kind(
    "contact evaluation",
    "contact-evaluation",
    unique=False,
    rank=96,
    group=lambda evaluation: str(evaluation.details["ContactId"]),
)
