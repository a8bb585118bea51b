"""What operations on contacts have in common: finding them, and what the engine refuses."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, Final

from santral.engine.contact import Contact
from santral.engine.refusals import Refusal
from santral.local.connect.errors import (
    INVALID_REQUEST,
    QUOTA_EXCEEDED,
    ConnectError,
    invalid,
    not_found,
)
from santral.local.connect.instance import Instance
from santral.local.connect.ledger import CONTACT
from santral.local.connect.registry import Given

# Source: API Reference, StartOutboundVoiceContact, Attributes.
_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
# The prefixes of what the service itself sets among segment attributes.
_SEGMENT_KEY: Final = re.compile(r"(connect:)?[A-Za-z0-9_-]+")
REFERENCE_TYPES: Final = ("URL", "NUMBER", "STRING", "DATE", "EMAIL")
_EXPIRY: Final = "connect:ContactExpiry"
_LONGEST_LIFE_MINUTES: Final = 90 * 24 * 60  # of a task; the API Reference names no limit

_CODES: Final[Mapping[Refusal, str]] = {Refusal.TOO_MANY: QUOTA_EXCEEDED}


def contact_arn(instance: Instance, contact_id: str) -> str:
    return CONTACT.arn_of(instance, contact_id)


def contact_of(instance: Instance, contact_id: str) -> Contact:
    """
    Raises:
        ConnectError: ResourceNotFoundException.
    """
    found = instance.ledger.contact(contact_id)
    if found is None:
        raise not_found(CONTACT.name)
    return found


def live_contact(instance: Instance, contact_id: str) -> Contact:
    """
    Raises:
        ConnectError: ResourceNotFoundException; InvalidRequestException where it has ended.
    """
    found = contact_of(instance, contact_id)
    if found.disconnected_us is not None:
        raise refusal(Refusal.ENDED)
    return found


def refusal(why: Refusal, codes: Mapping[Refusal, str] | None = None) -> ConnectError:
    """Put what the engine refuses into the API's words.

    Args:
        codes: where an operation has others than usual.
    """
    code = {**_CODES, **(codes or {})}.get(why, INVALID_REQUEST)
    return ConnectError(code, f"It cannot be done: {why.value}.")


def raise_if(why: Refusal | None, codes: Mapping[Refusal, str] | None = None) -> None:
    """
    Raises:
        ConnectError: there is something against it.
    """
    if why is not None:
        raise refusal(why, codes)


# --- what may be said of a contact ---


def checked_attributes(given: Given) -> Mapping[str, str]:
    """
    Raises:
        ConnectError: InvalidParameterException for a key that cannot be.
    """
    attributes: Mapping[str, str] = given.get("Attributes") or {}
    if not all(_KEY.fullmatch(key) for key in attributes):
        raise invalid("Attributes", "expected keys of letters, digits, dashes and underscores")
    return attributes


def checked_references(
    given: Given, types: Collection[str] = REFERENCE_TYPES
) -> Mapping[str, Mapping[str, str]]:
    """Give references as the engine has them, by name.

    Raises:
        ConnectError: InvalidParameterException for a type that this channel has not.
    """
    references: Mapping[str, Mapping[str, str]] = given.get("References") or {}
    if any(each["Type"] not in types for each in references.values()):
        raise invalid("References.*.Type", f"expected one of {', '.join(types)}")
    return {
        name: {"Type": each["Type"], "Value": each.get("Value", "")}
        for name, each in references.items()
    }


def checked_segment_attributes(given: Given) -> Mapping[str, Mapping[str, Any]]:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    attributes: Mapping[str, Mapping[str, Any]] = given.get("SegmentAttributes") or {}
    if not all(_SEGMENT_KEY.fullmatch(key) for key in attributes):
        raise invalid(
            "SegmentAttributes", "expected keys of letters, digits, dashes and underscores"
        )
    return attributes


def life_minutes(segment_attributes: Mapping[str, Mapping[str, Any]]) -> int | None:
    """Read how long a contact is to live, in minutes from its beginning; None where it is not said.

    Raises:
        ConnectError: InvalidParameterException.
    """
    if _EXPIRY not in segment_attributes:
        return None
    duration = (segment_attributes[_EXPIRY].get("ValueMap") or {}).get("ExpiryDuration") or {}
    minutes = duration.get("ValueInteger")
    if minutes is None or not 1 <= minutes <= _LONGEST_LIFE_MINUTES:
        raise invalid(
            f"SegmentAttributes.{_EXPIRY}",
            f"expected ExpiryDuration with a ValueInteger of 1 to {_LONGEST_LIFE_MINUTES} minutes",
        )
    return int(minutes)
