"""How a contact ended, and which of two versions of its record counts.

Amazon Connect delivers a contact's record at least once, in any order, and again when something
in it changed. The newest one is kept whole. Versions are ordered by LastUpdateTimestamp and then
by a hash of the content, so that every order of delivery leaves the same record behind.

Source: Amazon Connect administrator guide, "Contact records data model" (read 2026-11-22).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from santral.domain.errors import InputError

Record = Mapping[str, Any]

_FAULTS: Final = frozenset({"OTHER", "TELECOM_PROBLEM", "TELECOM_TIMEOUT", "SYSTEM_ERROR"})


class Outcome(StrEnum):
    """How a chain of contacts, from one caller's first ring on, ended for the caller."""

    ANSWERED = "answered"
    ABANDONED = "abandoned"
    SERVED_BY_FLOW = "served_by_flow"
    CALLED_BACK = "called_back"
    OVERFLOWED = "overflowed"
    FAILED = "failed"


def outcome_of(chain: Sequence[Record]) -> Outcome:
    """Return the one outcome of the records that share an InitialContactId.

    Answered is the first person she talked to; overflowed is a caller who was sent to a number
    outside without one. A callback that nobody answered failed: she was promised a call.
    """
    answered = [record for record in chain if _reached_an_agent(record)]
    if answered:
        return Outcome.CALLED_BACK if all(map(_is_callback, answered)) else Outcome.ANSWERED
    if any(map(_is_callback, chain)):
        return Outcome.FAILED
    if any(record.get("TransferredToEndpoint") for record in chain):
        return Outcome.OVERFLOWED
    if any(record.get("DisconnectReason") in _FAULTS for record in chain):
        return Outcome.FAILED
    waited = [record for record in chain if record.get("Queue")]
    if not waited:
        return Outcome.SERVED_BY_FLOW
    left = waited[-1].get("DisconnectReason") == "CUSTOMER_DISCONNECT"
    return Outcome.ABANDONED if left else Outcome.FAILED


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


def _reached_an_agent(record: Record) -> bool:
    agent = record.get("Agent") or {}
    return bool(agent.get("ConnectedToAgentTimestamp"))


def _is_callback(record: Record) -> bool:
    return record.get("InitiationMethod") == "CALLBACK"


def _digest(record: Record) -> str:
    canonical = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
