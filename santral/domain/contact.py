"""How a contact ended, and which of two versions of its record counts.

Amazon Connect delivers a contact's record at least once, in any order, and again when something
in it changed. The newest one is kept whole. Versions are ordered by LastUpdateTimestamp and then
by a hash of the content, so that every order of delivery leaves the same record behind.

Source: Amazon Connect administrator guide, "Contact records data model" (read 2026-11-22).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from santral.domain.errors import InputError

Record = Mapping[str, Any]


class Outcome(StrEnum):
    """How a chain of contacts, from one caller's first ring on, ended for the caller.

    Each InitialContactId has exactly one. answered: she spoke to an agent. abandoned: she hung up
    in a queue, or in a flow that had not finished with her. served_by_flow: the flow had.
    called_back: she was promised a call. overflowed: she was sent to a number outside, or every
    queue was full. failed: something broke that no branch of the flow handled.
    """

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SERVED_BY_FLOW = "served_by_flow"
    CALLED_BACK = "called_back"
    OVERFLOWED = "overflowed"
    FAILED = "failed"


def version_of(record: Record) -> str:
    """Return text that sorts as the versions of one contact's record do.

    Raises:
        InputError: LastUpdateTimestamp is missing or no ISO 8601 instant.
    """
    try:
        updated = datetime.fromisoformat(record["LastUpdateTimestamp"])
    except (KeyError, TypeError, ValueError):
        raise InputError("contact record: LastUpdateTimestamp: expected an instant") from None
    if updated.tzinfo is None:
        raise InputError("contact record: LastUpdateTimestamp: expected a UTC offset")
    instant = updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return f"{instant}#{_digest(record)}"


def merge(stored: Record | None, arrived: Record) -> Record:
    """Return the record that counts: the newer of the two, whichever came first.

    Raises:
        InputError: as version_of.
    """
    if stored is None or version_of(arrived) > version_of(stored):
        return arrived
    return stored


def _digest(record: Record) -> str:
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
