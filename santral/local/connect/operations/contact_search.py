"""SearchContacts: all contacts of an instance, live and over, within a range of time.

Source: API Reference, SearchContacts, SearchCriteria; the API checks no longest range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from santral.engine.contact import Contact
from santral.engine.instants import to_datetime, to_us
from santral.local.connect import paging
from santral.local.connect.descriptions import id_in, identity, queue_info
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.searching import has_tags

Wanted = Any  # what stands under one member of SearchCriteria
Holds = Callable[[Contact], bool]

_LAST: Final = 10**18  # beyond any instant in µs, and any seven letters
_LEVELS: Final = ("L1Ids", "L2Ids", "L3Ids", "L4Ids", "L5Ids")


@operation("SearchContacts")
def search(instance: Instance, given: Given) -> Answer:
    wanted = [_in_range(given["TimeRange"], "TimeRange")]
    for name, want in (given.get("SearchCriteria") or {}).items():
        if name not in _CRITERIA:
            raise invalid(f"SearchCriteria.{name}", "the local Connect does not search by it")
        wanted.append(_CRITERIA[name](want))
    found = [each for each in instance.ledger.contacts() if all(holds(each) for holds in wanted)]
    order = _order(given.get("Sort") or {})
    found.sort(key=order)
    answer = paging.page(
        given, "Contacts", found, lambda each: _summary(instance, each), order=order
    )
    return {**answer, "TotalCount": len(found)}


def _summary(instance: Instance, contact: Contact) -> dict[str, Any]:
    part, tags = contact.part, {**instance.switchboard.settings.tags, **contact.tags}
    connected_us = None if part is None else part.connected_us
    return {
        **identity(instance, contact),
        "QueueInfo": queue_info(contact),
        "AgentInfo": None
        if part is None
        else {
            "Id": id_in(part.agent.arn),
            "ConnectedToAgentTimestamp": _at(connected_us),
        },
        "ScheduledTimestamp": _at(contact.scheduled_us),
        "SegmentAttributes": {
            name: value
            for name, value in contact.all_segment_attributes.items()
            if "ValueString" in value or "ValueMap" in value
        },
        "Name": contact.name,
        "Tags": tags or None,
    }


def _at(at_us: int | None) -> Any:
    return None if at_us is None else to_datetime(at_us)


# --- time and order ---


def _connected_us(contact: Contact) -> int | None:
    return None if contact.part is None else contact.part.connected_us


_INSTANTS: Final[Mapping[str, Callable[[Contact], int | None]]] = {
    "INITIATION_TIMESTAMP": lambda contact: contact.initiated_us,
    "SCHEDULED_TIMESTAMP": lambda contact: contact.scheduled_us,
    "CONNECTED_TO_AGENT_TIMESTAMP": _connected_us,
    "DISCONNECT_TIMESTAMP": lambda contact: contact.disconnected_us,
    "ENQUEUE_TIMESTAMP": lambda contact: contact.enqueued_us,
    "EXPIRY_TIMESTAMP": lambda contact: contact.expires_us,
}
_TEXTS: Final[Mapping[str, Callable[[Contact], str]]] = {
    "INITIATION_METHOD": lambda contact: contact.initiation_method,
    "CHANNEL": lambda contact: contact.channel,
}


def _in_range(range_: Mapping[str, Any], where: str) -> Holds:
    start_us, end_us = to_us(range_["StartTime"]), to_us(range_["EndTime"])
    if start_us > end_us:
        raise invalid(f"{where}.EndTime", "expected a time after StartTime")
    instant = _INSTANTS[range_["Type"]]

    def in_range(contact: Contact) -> bool:
        at_us = instant(contact)
        return at_us is not None and start_us <= at_us <= end_us

    return in_range


def _order(sort: Mapping[str, str]) -> Callable[[Contact], str]:
    """Make a key that no two contacts share; the latest are first unless it is said."""
    field = sort.get("FieldName", "INITIATION_TIMESTAMP")
    descending = sort.get("Order", "DESCENDING") == "DESCENDING"

    def key(contact: Contact) -> str:
        if field in _INSTANTS:
            number = _INSTANTS[field](contact) or 0
        else:
            # Its first letters as a number, which can be turned round as an instant can.
            number = int.from_bytes(_TEXTS[field](contact)[:7].ljust(7).encode(), "big")
        return f"{_LAST - number if descending else number:020}/{contact.id}"

    return key


# --- criteria: each is read once, before any contact is looked at ---


def _matches(match: str, answers: Iterable[bool]) -> bool:
    if match == "MATCH_ANY":
        return any(answers)
    return not any(answers) if match == "MATCH_NONE" else all(answers)


def _by_name(want: Wanted) -> Holds:
    match, texts = want["MatchType"], [text.casefold() for text in want["SearchText"]]

    def holds(contact: Contact) -> bool:
        name = (contact.name or "").casefold()
        return _matches(
            match, [text == name if match == "MATCH_EXACT" else text in name for text in texts]
        )

    return holds


def _by_agent(want: Wanted) -> Holds:
    ids = {id_in(each) for each in want}
    return lambda contact: contact.part is not None and id_in(contact.part.agent.arn) in ids


def _by_hierarchy(want: Wanted) -> Holds:
    levels = [(f"Level{at}", want[name]) for at, name in enumerate(_LEVELS, 1) if want.get(name)]

    def holds(contact: Contact) -> bool:
        if contact.part is None:
            return False
        groups = contact.part.agent.hierarchy or {}
        return all(id_in(groups.get(level, {}).get("ARN", "")) in ids for level, ids in levels)

    return holds


def _by_queue(want: Wanted) -> Holds:
    ids = {id_in(each) for each in want}
    return lambda contact: contact.queue is not None and id_in(contact.queue.arn) in ids


def _by_attributes(want: Wanted) -> Holds:
    match, criteria = want.get("MatchType", "MATCH_ALL"), want["Criteria"]
    return lambda contact: _matches(
        match, [contact.attributes.get(each["Key"]) in each["Values"] for each in criteria]
    )


def _by_segment_attributes(want: Wanted) -> Holds:
    match, criteria = want.get("MatchType", "MATCH_ALL"), want["Criteria"]

    def holds(contact: Contact) -> bool:
        attributes = contact.all_segment_attributes
        texts = [attributes.get(each["Key"], {}).get("ValueString") for each in criteria]
        return _matches(
            match, [text in each["Values"] for text, each in zip(texts, criteria, strict=True)]
        )

    return holds


def _by_more_time(want: Wanted) -> Holds:
    each_holds = [_at_time(each) for each in want["Criteria"]]
    return lambda contact: _matches(want["MatchType"], [holds(contact) for holds in each_holds])


def _at_time(criterion: Mapping[str, Any]) -> Holds:
    wanted: list[Holds] = []
    if "TimeRange" in criterion:
        where = "SearchCriteria.AdditionalTimeRange.Criteria.TimeRange"
        wanted.append(_in_range(criterion["TimeRange"], where))
    if "TimestampCondition" in criterion:  # NOT_EXISTS is the only one there is
        instant = _INSTANTS[criterion["TimestampCondition"]["Type"]]
        wanted.append(lambda contact: instant(contact) is None)
    return lambda contact: all(holds(contact) for holds in wanted)


_CRITERIA: Final[Mapping[str, Callable[[Wanted], Holds]]] = {
    "Name": _by_name,
    "AgentIds": _by_agent,
    "AgentHierarchyGroups": _by_hierarchy,
    "Channels": lambda want: lambda contact: contact.channel in want,
    "InitiationMethods": lambda want: lambda contact: contact.initiation_method in want,
    "QueueIds": _by_queue,
    "SearchableContactAttributes": _by_attributes,
    "SearchableSegmentAttributes": _by_segment_attributes,
    "AdditionalTimeRange": _by_more_time,
    "ContactTags": lambda want: lambda contact: has_tags(want, contact.tags),
}
