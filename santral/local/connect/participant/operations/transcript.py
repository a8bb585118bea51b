"""Reading what was said, page by page.

Source: Participant Service API Reference, GetTranscript, StartPosition. What a page begins with is
not documented in full; here it is the item named, or the first one at the time named.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from santral.engine.instants import to_us
from santral.local.connect.errors import invalid
from santral.local.connect.participant.items import Item, as_item, of_chat, up_to
from santral.local.connect.participant.registry import operation
from santral.local.connect.participant.service import ParticipantService, Present
from santral.local.connect.registry import Answer, Given
from santral.local.connect.resources import Resource

PAGE: Final = 10
_BACKWARD: Final = "BACKWARD"


@operation("GetTranscript")
def get_transcript(service: ParticipantService, present: Present, given: Given) -> Answer:
    items = of_chat(present.instance, present.initial_id, present.role)
    if present.has_passed_on:
        items = up_to(items, present.participant.details["ContactId"])
    wanted = given.get("ContactId")
    if wanted is not None and not any(each.details["ContactId"] == wanted for each in items):
        items = []
    back = given.get("ScanDirection", _BACKWARD) == _BACKWARD
    size = given.get("MaxResults") or PAGE
    first, behind, rest = _page(len(items), _start(items, given, back=back), size, back=back)
    page = items[first:behind]
    if given.get("SortOrder", "DESCENDING") == "DESCENDING":
        page = page[::-1]
    return {
        "InitialContactId": present.initial_id,
        "Transcript": [_as_read(each) for each in page],
        "NextToken": None if rest is None else _token(rest, back=back),
    }


def _page(count: int, at: int, size: int, *, back: bool) -> tuple[int, int, int | None]:
    """Say where a page begins, where it ends, and where the next one goes on; None for nowhere."""
    if back:
        first = max(0, at - size)
        return first, at, first or None
    behind = min(count, at + size)
    return at, behind, behind if behind < count else None


def _as_read(resource: Resource) -> Item:
    item = as_item(resource)
    del item["InitialContactId"]
    return item


def _start(items: Sequence[Resource], given: Given, *, back: bool) -> int:
    """Say where a page begins: before this place where it is read backwards, else from it on."""
    if "NextToken" in given:
        return _place(given["NextToken"], len(items), back=back)
    position = given.get("StartPosition") or {}
    if len(position) > 1:
        raise invalid("StartPosition", "expected one of Id, AbsoluteTime, MostRecent")
    if "Id" in position:
        for at, each in enumerate(items):
            if each.id == position["Id"]:
                return at + 1 if back else at
        raise invalid("StartPosition.Id", "expected the id of an item in the transcript")
    if "AbsoluteTime" in position:
        return _at_time(items, position["AbsoluteTime"], back=back)
    if "MostRecent" in position:
        most_recent = max(0, len(items) - position["MostRecent"])
        return len(items) if back else most_recent
    return len(items) if back else 0


def _at_time(items: Sequence[Resource], text: str, *, back: bool) -> int:
    try:
        at_ms = to_us(datetime.fromisoformat(text)) // 1000
    except (ValueError, TypeError):  # a time without a zone
        raise invalid(
            "StartPosition.AbsoluteTime", "expected a time as 2026-11-23T07:00:00.000Z"
        ) from None
    # Items are told to the millisecond.
    told = [each.created_us // 1000 for each in items]
    return sum(each <= at_ms for each in told) if back else sum(each < at_ms for each in told)


def _token(at: int, *, back: bool) -> str:
    return base64.urlsafe_b64encode(json.dumps([at, back]).encode()).decode()


def _place(token: str, most: int, *, back: bool) -> int:
    """
    Raises:
        ConnectError: InvalidParameterException.
    """
    try:
        told: Any = json.loads(base64.urlsafe_b64decode(token.encode()))
    except ValueError:
        told = None
    match told:
        case [int(at), bool(backwards)] if 0 <= at <= most and backwards == back:
            return at
    raise invalid("NextToken", "expected one that was given here, with the same ScanDirection")
