"""What people see of a contact's record: who served it, how long each part took, how it ended.

Records come from Amazon Connect and may lack anything; what is not there is None or "".

Source: Amazon Connect administrator guide, "Contact records data model" (read 2026-11-22).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from santral.domain.contact import Outcome, Record
from santral.domain.errors import InputError
from santral.domain.tenant import Tenant

# The others are texts that the flows pass on to each other.
SHOWN_ATTRIBUTES: Final = (
    "consent",
    "customer_tier",
    "known",
    "language",
    "menu",
    "recording",
    "vip",
)
LATELY: Final = timedelta(days=7)
_RESOURCE_ID: Final = re.compile(r"[A-Za-z0-9-]{1,200}")
_LONGEST_ID: Final = 200  # characters; what a record says may be no id of a customer at all
_BY_FLOW: Final = frozenset({"CONTACT_FLOW_DISCONNECT", "EXPIRED", "API"})
_BY_CUSTOMER: Final = frozenset({"CUSTOMER_DISCONNECT"})
_BY_NOBODY: Final = frozenset({"TELECOM_PROBLEM", "OTHER"})


@dataclass(frozen=True, slots=True)
class ContactSummary:
    """
    Attributes:
        initial_id: of the first contact of the chain that transfers and callbacks make; its own
            where it is the first.
        queue, agent: by the names that the business gave them.
        waited_s, talked_s, held_s, wrapped_up_s: whole seconds.
        customer_number: E.164; personal data.
        has_recording: whether there was one when the record was written.
        attributes: those of SHOWN_ATTRIBUTES.
    """

    id: str
    initial_id: str
    previous_id: str
    next_id: str
    channel: str
    initiation: str
    began_at: datetime | None
    queued_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    wrapped_up_at: datetime | None
    queue: str
    agent: str
    waited_s: int | None
    talked_s: int | None
    held_s: int | None
    wrapped_up_s: int | None
    disconnect_reason: str
    outcome: Outcome | None
    customer_id: str
    customer_number: str
    dialled_number: str
    has_recording: bool
    attributes: Mapping[str, str] = field(default_factory=dict)


def summary_of(record: Record, tenant: Tenant) -> ContactSummary:
    told = _Told(record)
    return ContactSummary(
        id=told.text("ContactId"),
        initial_id=told.text("InitialContactId") or told.text("ContactId"),
        previous_id=told.text("PreviousContactId"),
        next_id=told.text("NextContactId"),
        channel=told.text("Channel"),
        initiation=told.text("InitiationMethod"),
        began_at=told.instant("InitiationTimestamp"),
        queued_at=told.instant("Queue", "EnqueueTimestamp"),
        answered_at=told.instant("Agent", "ConnectedToAgentTimestamp"),
        ended_at=told.instant("DisconnectTimestamp"),
        wrapped_up_at=told.instant("Agent", "AfterContactWorkEndTimestamp"),
        queue=_queue(told, tenant),
        agent=agent_of(record, tenant),
        waited_s=told.seconds("Queue", "Duration"),
        talked_s=told.seconds("Agent", "AgentInteractionDuration"),
        held_s=told.seconds("Agent", "CustomerHoldDuration"),
        wrapped_up_s=told.seconds("Agent", "AfterContactWorkDuration"),
        disconnect_reason=told.text("DisconnectReason"),
        outcome=_outcome(told),
        customer_id=customer_of(record),
        customer_number=told.text("CustomerEndpoint", "Address"),
        dialled_number=told.text("SystemEndpoint", "Address"),
        # What stands there of a chat is its transcript.
        has_recording=told.text("Recording", "Status") == "AVAILABLE"
        and told.text("Recording", "Type") != "CHAT",
        attributes=_attributes(told),
    )


def agent_of(record: Record, tenant: Tenant) -> str:
    """Return the username of who served a contact, "" where nobody did."""
    told = _Told(record)
    arn, username = told.text("Agent", "ARN"), told.text("Agent", "Username")
    known = next((each.username for each in tenant.agents if arn and each.arn == arn), "")
    return known or username.removeprefix(f"{tenant.id}.")


def user_of(record: Record) -> str:
    """Return the id, in Amazon Connect, of who served a contact, "" where nobody did."""
    return _id_in(_Told(record).text("Agent", "ARN"))


def resources_of(record: Record) -> tuple[str, ...]:
    """Return the ids, in Amazon Connect, of who served a contact and of the queue it came from.

    That of an agent's own queue is the agent's.
    """
    told = _Told(record)
    ids = (_id_in(told.text(each, "ARN")) for each in ("Agent", "Queue"))
    return tuple(each for each in ids if each)


def _id_in(arn: str) -> str:
    id_ = arn.rpartition("/")[2]
    return id_ if _RESOURCE_ID.fullmatch(id_) else ""


def customer_of(record: Record) -> str:
    """Return the id of the one customer that the flow has found, "" where there was none."""
    customer_id = _Told(record).text("Attributes", "customer_id")
    is_id = customer_id.isprintable() and len(customer_id) <= _LONGEST_ID
    return customer_id if is_id else ""


def began_at_of(record: Record) -> datetime:
    """Return when a contact began; of one that does not say, when its record was written.

    Raises:
        InputError: it says neither.
    """
    told = _Told(record)
    at = told.instant("InitiationTimestamp") or told.instant("LastUpdateTimestamp")
    if at is None:
        raise InputError("contact record: InitiationTimestamp: expected an instant")
    return at


def ended_at_of(record: Record) -> datetime | None:
    """Return when a contact ended; None of one that goes on, or does not say."""
    return _Told(record).instant("DisconnectTimestamp")


def has_called_lately(contacts: Iterable[ContactSummary], now: datetime) -> bool:
    """Say whether one of the contacts began in the last seven days."""
    return any(each.began_at is not None and each.began_at > now - LATELY for each in contacts)


def _queue(told: _Told, tenant: Tenant) -> str:
    arn, name = told.text("Queue", "ARN"), told.text("Queue", "Name")
    known = next((each.name for each in tenant.queues if arn and each.arn == arn), "")
    return known or name.removeprefix(f"{tenant.id}.")


def _attributes(told: _Told) -> dict[str, str]:
    shown = {name: told.text("Attributes", name) for name in SHOWN_ATTRIBUTES}
    return {name: text for name, text in shown.items() if text}


def _outcome(told: _Told) -> Outcome | None:
    """Say how this contact ended for the caller, as far as its own record tells."""
    reason = told.text("DisconnectReason")
    if told.text("Agent", "ConnectedToAgentTimestamp"):
        return Outcome.ANSWERED
    if told.text("TransferredToEndpoint", "Address"):
        return Outcome.OVERFLOWED
    if reason in _BY_CUSTOMER:
        return Outcome.ABANDONED
    if reason in _BY_FLOW:
        return Outcome.SERVED_BY_FLOW
    return Outcome.FAILED if reason in _BY_NOBODY else None


@dataclass(frozen=True, slots=True)
class _Told:
    record: Record

    def text(self, *path: str) -> str:
        found = self._at(path)
        return found if isinstance(found, str) else ""

    def seconds(self, *path: str) -> int | None:
        found = self._at(path)
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        return round(found) if is_number else None

    def instant(self, *path: str) -> datetime | None:
        try:
            at = datetime.fromisoformat(self.text(*path))
            return at.astimezone(UTC) if at.tzinfo is not None else None
        except (OverflowError, ValueError):
            return None

    def _at(self, path: tuple[str, ...]) -> Any:
        found: Any = self.record
        for name in path:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found
