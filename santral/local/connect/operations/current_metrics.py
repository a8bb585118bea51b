"""GetCurrentMetricData and GetContactMetrics: how it stands in queues, and with one contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from santral.engine.contact import Stage
from santral.engine.instants import to_datetime
from santral.engine.metrics import estimated_wait_us, staffing
from santral.engine.routing.agents import RoutingProfile
from santral.engine.routing.queues import Queue
from santral.engine.timeline import SECOND
from santral.local.connect import paging
from santral.local.connect.contacts import contact_arn
from santral.local.connect.errors import invalid, not_found, refused
from santral.local.connect.instance import Instance
from santral.local.connect.metrics.asking import CHANNELS, check_each_once, metric_name
from santral.local.connect.metrics.present import FIGURES, Part
from santral.local.connect.operations.agent_statuses import AGENT_STATUS
from santral.local.connect.operations.queues import queue_of
from santral.local.connect.operations.routing_profiles import profile_of
from santral.local.connect.registry import Answer, Given, operation

_IN_SECONDS: Final = ("OLDEST_CONTACT_AGE", "ESTIMATED_WAIT_TIME")
_OF_CONTACTS: Final = ("CONTACTS_SCHEDULED", "CONTACTS_IN_QUEUE", "OLDEST_CONTACT_AGE")
_NOT_SORTED_BY: Final = ("SLOTS_ACTIVE", "SLOTS_AVAILABLE")
# Filters and groupings of routing criteria and of subtypes, which the local Connect has not.
_NO_FILTERS: Final = ("RoutingStepExpressions", "Subtypes", "ValidationTestTypes")
_GROUPINGS: Final = ("QUEUE", "CHANNEL", "ROUTING_PROFILE", "AGENT_STATUS")
_MOST_STATUSES: Final = 50
_IN_QUEUE: Final = (Stage.QUEUED, Stage.OFFERED, Stage.JOINING)


@operation("GetCurrentMetricData")
def get(instance: Instance, given: Given) -> Answer:
    filters, groupings = given["Filters"], given.get("Groupings") or []
    _check_filters(filters)
    _check_groupings(filters, groupings)
    criteria = given.get("SortCriteria") or []
    metrics = _metrics(given["CurrentMetrics"])
    _check_metrics(filters, groupings, [name for name, _ in metrics])
    _check_sorting(filters, groupings, criteria)
    parts = [each for each in _parts(instance, filters, groupings) if not each.is_empty]
    _sort(parts, criteria)
    return {
        **paging.page(
            given, "MetricResults", parts, lambda part: _result(part, groupings, metrics)
        ),
        "DataSnapshotTime": to_datetime(instance.timeline.now_us),
        "ApproximateTotalCount": len(parts),
    }


@operation("GetContactMetrics")
def get_of_contact(instance: Instance, given: Given) -> Answer:
    contact = instance.ledger.contact(given["ContactId"].rpartition("/")[2])
    if contact is None:
        raise not_found("contact")
    queue = contact.queue
    if queue is None or contact.stage not in _IN_QUEUE or contact.place is None:
        raise refused("ContactId: expected a contact that waits in a queue")
    position = queue.position(contact)
    staffed = staffing(queue, contact.channel).staffed
    wait_us = estimated_wait_us(queue, position, staffed)
    figures = {
        "POSITION_IN_QUEUE": float(position),
        "ESTIMATED_WAIT_TIME": None if wait_us is None else float(wait_us // SECOND),
    }
    return {
        "MetricResults": [
            {"Name": name, "Value": {"Number": value}}
            for name in dict.fromkeys(each["Name"] for each in given["Metrics"])
            if (value := figures[name]) is not None  # nobody is there to wait for
        ],
        "Id": contact.id,
        "Arn": contact_arn(instance, contact.id),
    }


# --- what may be asked ---


def _check_filters(filters: Mapping[str, Any]) -> None:
    for name in _NO_FILTERS:
        if filters.get(name):
            raise invalid(f"Filters.{name}", "the local Connect does not filter by it")
    if bool(filters.get("Queues")) == bool(filters.get("RoutingProfiles")):
        raise invalid("Filters", "expected either Queues or RoutingProfiles")
    statuses = filters.get("AgentStatuses") or ()
    if statuses and not filters.get("Queues"):
        raise invalid("Filters.AgentStatuses", "expected Queues as well")
    if len(statuses) > _MOST_STATUSES:
        raise invalid("Filters.AgentStatuses", f"expected at most {_MOST_STATUSES}")


def _check_groupings(filters: Mapping[str, Any], groupings: Sequence[str]) -> None:
    check_each_once("Groupings", groupings)
    if not set(groupings) <= set(_GROUPINGS):
        raise invalid("Groupings", f"expected some of {', '.join(_GROUPINGS)}")
    by_status = "AGENT_STATUS" in groupings
    if by_status and (list(groupings) != ["QUEUE", "AGENT_STATUS"] or not filters.get("Queues")):
        raise invalid("Groupings", "expected QUEUE before AGENT_STATUS, and queues as the filter")
    if "QUEUE" in groupings and not filters.get("Queues"):
        raise invalid("Groupings", "expected queues as the filter with QUEUE")


def _metrics(given: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Read the metrics: by name, and as the answer has them."""
    if not given:
        raise invalid("CurrentMetrics", "expected at least one")
    return [_metric(f"CurrentMetrics[{at}]", each) for at, each in enumerate(given)]


def _metric(where: str, plain: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    name = metric_name(plain, where)
    if name not in FIGURES:
        raise invalid(where, f"expected one of {', '.join(FIGURES)}")
    unit = "SECONDS" if name in _IN_SECONDS else "COUNT"
    if plain.get("Unit", unit) != unit:
        raise invalid(f"{where}.Unit", f"expected {unit} with this metric")
    return name, {**plain, "Unit": unit}


def _check_metrics(
    filters: Mapping[str, Any], groupings: Sequence[str], names: Sequence[str]
) -> None:
    """Source: API Reference, GetCurrentMetricData, Groupings and CurrentMetrics."""
    if "AGENT_STATUS" in groupings and set(names) != {"AGENTS_ONLINE"}:
        raise invalid("CurrentMetrics", "expected only AGENTS_ONLINE by AGENT_STATUS")
    if "ROUTING_PROFILE" in groupings and not filters.get("RoutingProfiles"):
        for name in _OF_CONTACTS:
            if name in names:
                raise invalid("Filters", f"expected routing profiles with {name} by them")
    if "ESTIMATED_WAIT_TIME" in names:
        _check_estimable(filters, groupings)


def _check_sorting(
    filters: Mapping[str, Any], groupings: Sequence[str], criteria: Sequence[Mapping[str, Any]]
) -> None:
    name = criteria[0].get("SortByMetric") if criteria else None
    if name in _NOT_SORTED_BY:
        raise invalid("SortCriteria[0].SortByMetric", "expected a metric other than of slots")
    if name is not None:
        _check_metrics(filters, groupings, [name])


def _check_estimable(filters: Mapping[str, Any], groupings: Sequence[str]) -> None:
    by_both = set(groupings) == {"QUEUE", "CHANNEL"}
    if not (by_both and filters.get("Queues") and filters.get("Channels")):
        expected = "expected queues and channels, as filters and as groupings"
        raise invalid("CurrentMetrics", f"{expected}, with ESTIMATED_WAIT_TIME")


# --- of what ---


def _parts(
    instance: Instance, filters: Mapping[str, Any], groupings: Sequence[str]
) -> Sequence[Part]:
    """Cut what the filters admit by one grouping after the other."""
    parts: Sequence[Part] = [_admitted(instance, filters, grouped=bool(groupings))]
    for grouping in groupings:
        parts = [each for part in parts for each in _SPLITS[grouping](part)]
    return parts


def _admitted(instance: Instance, filters: Mapping[str, Any], *, grouped: bool) -> Part:
    channels = tuple(dict.fromkeys(filters.get("Channels") or CHANNELS))
    references = filters.get("RoutingProfiles")
    if references:
        profiles = tuple(dict.fromkeys(profile_of(instance, each) for each in references))
        queues = _served(profiles, channels)
        return Part(instance, queues, channels, profiles, by_profile=True, grouped=grouped)
    queues = tuple(dict.fromkeys(queue_of(instance, each) for each in filters["Queues"]))
    table = instance.table(AGENT_STATUS)
    statuses = frozenset(table.get(each).name for each in filters.get("AgentStatuses") or ())
    return Part(instance, queues, channels, statuses=statuses or None, grouped=grouped)


def _served(profiles: Sequence[RoutingProfile], channels: Sequence[str]) -> tuple[Queue, ...]:
    served = [each for profile in profiles for each in profile.served]
    return tuple(dict.fromkeys(each.queue for each in served if each.channel in channels))


def _by_profile(part: Part) -> list[Part]:
    if not part.by_profile:
        return [replace(part, profiles=(each,)) for each in part.serving]
    return [
        replace(part, profiles=(each,), queues=_served((each,), part.channels))
        for each in part.serving
    ]


def _by_status(part: Part) -> list[Part]:
    names = dict.fromkeys(agent.status.name for agent in part.agents)
    table = part.instance.table(AGENT_STATUS)
    return [replace(part, statuses=frozenset({each})) for each in names if table.named(each)]


_SPLITS: Final[Mapping[str, Callable[[Part], list[Part]]]] = {
    "QUEUE": lambda part: [replace(part, queues=(each,)) for each in part.queues],
    "CHANNEL": lambda part: [replace(part, channels=(each,)) for each in part.channels],
    "ROUTING_PROFILE": _by_profile,
    "AGENT_STATUS": _by_status,
}


# --- the answer ---


def _sort(parts: list[Part], criteria: Sequence[Mapping[str, Any]]) -> None:
    """Sort by the metric that was asked for; who has none comes last, as given."""
    wanted = criteria[0] if criteria else {}
    figure = FIGURES[wanted.get("SortByMetric", "AGENTS_ONLINE")]
    sign = 1 if wanted.get("SortOrder") == "ASCENDING" else -1

    def place(part: Part) -> tuple[bool, float]:
        value = figure(part)
        return value is None, sign * (value or 0)

    parts.sort(key=place)


def _result(
    part: Part, groupings: Sequence[str], metrics: Sequence[tuple[str, Any]]
) -> dict[str, Any]:
    return {
        "Dimensions": {_NAMES[each]: _DIMENSIONS[each](part) for each in groupings},
        "Collections": [{"Metric": plain, "Value": FIGURES[name](part)} for name, plain in metrics],
    }


def _reference(arn: str) -> dict[str, str]:
    return {"Id": arn.rpartition("/")[2], "Arn": arn}


def _status_of(part: Part) -> dict[str, str] | None:
    (name,) = part.statuses or ("",)
    status = part.instance.table(AGENT_STATUS).named(name)
    return None if status is None else _reference(status.arn)


def _profile_of(part: Part) -> dict[str, str]:
    return _reference(part.serving[0].arn)


_NAMES: Final[Mapping[str, str]] = {
    "QUEUE": "Queue",
    "CHANNEL": "Channel",
    "ROUTING_PROFILE": "RoutingProfile",
    "AGENT_STATUS": "AgentStatus",
}
_DIMENSIONS: Final[Mapping[str, Callable[[Part], Any]]] = {
    "QUEUE": lambda part: _reference(part.queues[0].arn),
    "CHANNEL": lambda part: part.channels[0],
    "ROUTING_PROFILE": _profile_of,
    "AGENT_STATUS": _status_of,
}
