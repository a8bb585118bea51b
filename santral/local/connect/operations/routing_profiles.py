"""Routing profiles: which channels and queues their agents serve, and in what order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from santral.engine.routing.agents import (
    AvailabilityTimer,
    Concurrency,
    RoutingProfile,
    ServedQueue,
)
from santral.engine.timeline import SECOND
from santral.local.connect import paging
from santral.local.connect.errors import in_use, invalid
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import QUEUE, queue_of
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified, renaming, summary
from santral.local.connect.searching import USUAL_TEXTS, search

AT_MOST: Final[Mapping[str, int]] = {"VOICE": 1, "CHAT": 10, "TASK": 10, "EMAIL": 10}
_ONLY: Final = "ROUTE_CURRENT_CHANNEL_ONLY"
QUEUES, MANUAL = "QueueConfigs", "ManualAssignmentQueueConfigs"
_TIMER: Final = "AgentAvailabilityTimer"

Config = Mapping[str, Any]  # a queue of a profile: QueueId, Channel, and Priority and Delay or not


def _bind(instance: Instance, resource: Resource) -> None:
    """Let the engine have it; a profile that is there is changed, with its agents at work."""
    details, directory = resource.details, instance.directory
    served = [_served(instance, each) for each in details.get(QUEUES) or ()]
    concurrency = {each["Channel"]: _concurrency(each) for each in details["MediaConcurrencies"]}
    timer = AvailabilityTimer(details.get(_TIMER, AvailabilityTimer.LAST_ACTIVITY.value))
    profile = directory.profile(resource.arn) or RoutingProfile(
        resource.name, resource.arn, served, concurrency
    )
    instance.switchboard.acd.change_profile(
        profile,
        served,
        concurrency,
        name=resource.name,
        timer=timer,
        default_outbound_queue=queue_of(instance, details["DefaultOutboundQueueId"]),
    )
    directory.add_profile(profile)


def _served(instance: Instance, config: Config) -> ServedQueue:
    queue = queue_of(instance, config["QueueId"])
    return ServedQueue(queue, config["Channel"], config["Priority"], config["Delay"] * SECOND)


def _concurrency(media: Mapping[str, Any]) -> Concurrency:
    # With concurrencies by type of workload the engine, which knows none, has the greatest.
    by_type = [each["Concurrency"] for each in media.get("WorkloadTypeConcurrencies") or ()]
    at_most = media.get("Concurrency") or max(by_type)
    return Concurrency(at_most, only=_behavior(media)["BehaviorType"] == _ONLY)


def _unbind(instance: Instance, resource: Resource) -> None:
    profile = instance.directory.profile(resource.arn)
    if profile is not None and not instance.directory.remove_profile(profile):
        raise in_use(ROUTING_PROFILE.name, "a user")


ROUTING_PROFILE = Kind(
    "routing profile",
    "routing-profile",
    quota="routing-profiles",
    bind=_bind,
    unbind=_unbind,
    rank=25,
)


def profile_of(instance: Instance, reference: str) -> RoutingProfile:
    """Find what the engine has for a routing profile's id or ARN.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    profile = instance.directory.profile(instance.table(ROUTING_PROFILE).get(reference).arn)
    if profile is None:
        raise LookupError("the engine has no such routing profile")
    return profile


@operation("CreateRoutingProfile")
def create(instance: Instance, given: Given) -> Answer:
    configs = [read_config(instance, each) for each in given.get(QUEUES) or ()]
    manual = [read_config(instance, each) for each in given.get(MANUAL) or ()]
    refuse_repeated(QUEUES, configs)
    refuse_repeated(MANUAL, manual)
    resource = instance.table(ROUTING_PROFILE).create(
        given["Name"],
        {
            "Description": given["Description"],
            "DefaultOutboundQueueId": _queue_id(instance, given["DefaultOutboundQueueId"]),
            "MediaConcurrencies": _media(given["MediaConcurrencies"]),
            _TIMER: given.get(_TIMER, AvailabilityTimer.LAST_ACTIVITY.value),
            QUEUES: configs,
            MANUAL: manual,
        },
        given.get("Tags"),
    )
    return {"RoutingProfileArn": resource.arn, "RoutingProfileId": resource.id}


@operation("DescribeRoutingProfile")
def describe(instance: Instance, given: Given) -> Answer:
    resource = asked_for(instance, given)
    return {
        "RoutingProfile": {
            **_described(instance, resource),
            "MediaConcurrencies": [
                {**each, "CrossChannelBehavior": _behavior(each)}
                for each in resource.details["MediaConcurrencies"]
            ],
            _TIMER: resource.details.get(_TIMER, AvailabilityTimer.LAST_ACTIVITY.value),
            **modified(instance, resource),
        }
    }


@operation("UpdateRoutingProfileName")
def update_name(instance: Instance, given: Given) -> Answer:
    _change(instance, given, **renaming(given))
    return None


@operation("UpdateRoutingProfileConcurrency")
def update_concurrency(instance: Instance, given: Given) -> Answer:
    _change(instance, given, MediaConcurrencies=_media(given["MediaConcurrencies"]))
    return None


@operation("UpdateRoutingProfileDefaultOutboundQueue")
def update_default_outbound_queue(instance: Instance, given: Given) -> Answer:
    queue_id = _queue_id(instance, given["DefaultOutboundQueueId"])
    _change(instance, given, DefaultOutboundQueueId=queue_id)
    return None


@operation("UpdateRoutingProfileAgentAvailabilityTimer")
def update_timer(instance: Instance, given: Given) -> Answer:
    _change(instance, given, **{_TIMER: given[_TIMER]})
    return None


@operation("DeleteRoutingProfile")
def delete(instance: Instance, given: Given) -> Answer:
    """Delete it; unbinding refuses while a user has it."""
    instance.table(ROUTING_PROFILE).delete(asked_for(instance, given))
    return None


@operation("ListRoutingProfiles")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "RoutingProfileSummaryList",
        instance.table(ROUTING_PROFILE).visible(),
        lambda each: summary(instance, each),
        order=by_order,
    )


@operation("SearchRoutingProfiles")
def search_profiles(instance: Instance, given: Given) -> Answer:
    """Search; what Describe tells beside is left out here, as the service does.

    Source: API Reference, SearchRoutingProfiles.
    """
    return search(
        given,
        "RoutingProfiles",
        instance.table(ROUTING_PROFILE).visible(),
        lambda each: {
            **_described(instance, each),
            "AssociatedQueueIds": _ids(each, QUEUES),
            "AssociatedManualAssignmentQueueIds": _ids(each, MANUAL),
        },
        texts={
            **USUAL_TEXTS,
            "associatedQueueIds": lambda each: _ids(each, QUEUES),
        },
        tags=lambda each: each.tags,
        order=by_order,
    )


# --- inside ---


def asked_for(instance: Instance, given: Given) -> Resource:
    return instance.table(ROUTING_PROFILE).get(given["RoutingProfileId"])


def _change(instance: Instance, given: Given, *, name: str | None = None, **details: Any) -> None:
    instance.table(ROUTING_PROFILE).change(asked_for(instance, given), name=name, **details)


def _queue_id(instance: Instance, reference: str) -> str:
    return instance.table(QUEUE).get(reference).id


def configs_of(resource: Resource, member: str) -> list[Config]:
    return list(resource.details.get(member) or ())


def _ids(resource: Resource, member: str) -> list[str]:
    return list(dict.fromkeys(each["QueueId"] for each in configs_of(resource, member)))


def read_config(instance: Instance, given: Mapping[str, Any]) -> Config:
    """Flatten a config of the API, with the queue's id in the place of its ARN.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    reference = given["QueueReference"]
    return {
        "QueueId": _queue_id(instance, reference["QueueId"]),
        "Channel": reference["Channel"],
        **{name: given[name] for name in ("Priority", "Delay") if name in given},
    }


def keyed(configs: Sequence[Config]) -> dict[tuple[str, str], Config]:
    return {(each["QueueId"], each["Channel"]): each for each in configs}


def refuse_repeated(member: str, configs: Sequence[Config]) -> None:
    if len(keyed(configs)) < len(configs):
        raise invalid(member, "expected each queue once for a channel")


def _media(given: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """
    Source: API Reference, MediaConcurrency: ranges by channel.

    Raises:
        ConnectError: InvalidParameterException.
    """
    where = "MediaConcurrencies"
    if not given:
        raise invalid(where, "expected at least one channel")
    if len({each["Channel"] for each in given}) < len(given):
        raise invalid(where, "expected each channel once")
    for at, media in enumerate(given):
        at_most, types = AT_MOST[media["Channel"]], media.get("WorkloadTypeConcurrencies")
        limits = [each["Concurrency"] for each in types or ()]
        if not types or "Concurrency" in media:
            limits.append(media.get("Concurrency", 0))
        if not all(1 <= limit <= at_most for limit in limits):
            raise invalid(f"{where}[{at}].Concurrency", f"expected 1 to {at_most} for the channel")
    return list(given)


def _behavior(media: Mapping[str, Any]) -> Mapping[str, Any]:
    behavior: Mapping[str, Any] = media.get("CrossChannelBehavior") or {"BehaviorType": _ONLY}
    return behavior


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    details = resource.details
    return {
        "Name": resource.name,
        "RoutingProfileArn": resource.arn,
        "RoutingProfileId": resource.id,
        "Description": details["Description"],
        "MediaConcurrencies": [
            {name: each[name] for name in each if name != "CrossChannelBehavior"}
            for each in details["MediaConcurrencies"]
        ],
        "DefaultOutboundQueueId": details["DefaultOutboundQueueId"],
        "Tags": resource.tags,
        "NumberOfAssociatedQueues": len(configs_of(resource, QUEUES)),
        "NumberOfAssociatedManualAssignmentQueues": len(configs_of(resource, MANUAL)),
        "NumberOfAssociatedUsers": len(profile_of(instance, resource.id).agents),
        "IsDefault": bool(details.get("IsDefault", False)),
    }
