"""Changes of a user: who she is, how she works, what she may do, and her status."""

from __future__ import annotations

from typing import Any

from santral.local.connect.errors import refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import AGENT_STATUS, status_of
from santral.local.connect.operations.routing_profiles import ROUTING_PROFILE
from santral.local.connect.operations.users import (
    USER,
    asked_for,
    checked_identity,
    hierarchy_group_id,
    security_profile_ids,
)
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.user_config import CONFIGS, check_config, check_phone


@operation("UpdateUserIdentityInfo")
def update_identity(instance: Instance, given: Given) -> Answer:
    identity = checked_identity(instance, given["IdentityInfo"])
    return _change(instance, given, IdentityInfo=identity)


@operation("UpdateUserPhoneConfig")
def update_phone(instance: Instance, given: Given) -> Answer:
    """Set it for all channels: what was set for one of them is forgotten.

    Source: API Reference, UpdateUserPhoneConfig. Voice enhancement has no part in PhoneConfig.
    """
    check_phone(given["PhoneConfig"], {})
    forgotten = {name: None for name in CONFIGS if name != "VoiceEnhancementConfigs"}
    return _change(instance, given, PhoneConfig=given["PhoneConfig"], **forgotten)


@operation("UpdateUserConfig")
def update_config(instance: Instance, given: Given) -> Answer:
    """Set what is given for its channels; other channels keep theirs."""
    check_config(given)
    changed: dict[str, Any] = {}
    known = asked_for(instance, given).details
    for name in CONFIGS:
        if name in given:
            by_channel = {each["Channel"]: each for each in known.get(name) or ()}
            by_channel |= {each["Channel"]: each for each in given[name]}
            changed[name] = list(by_channel.values()) or None
    if not changed:
        raise refused(f"expected one of {', '.join(CONFIGS)}")
    return _change(instance, given, **changed)


@operation("UpdateUserRoutingProfile")
def update_routing_profile(instance: Instance, given: Given) -> Answer:
    profile = instance.table(ROUTING_PROFILE).get(given["RoutingProfileId"])
    return _change(instance, given, RoutingProfileId=profile.id)


@operation("UpdateUserSecurityProfiles")
def update_security_profiles(instance: Instance, given: Given) -> Answer:
    return _change(instance, given, SecurityProfileIds=security_profile_ids(instance, given))


@operation("UpdateUserHierarchy")
def update_hierarchy(instance: Instance, given: Given) -> Answer:
    """Put her into a group; without one she is in none any more."""
    return _change(instance, given, HierarchyGroupId=hierarchy_group_id(instance, given))


@operation("PutUserStatus")
def put_status(instance: Instance, given: Given) -> Answer:
    user = asked_for(instance, given)
    status = instance.table(AGENT_STATUS).get(given["AgentStatusId"])
    if status.details["State"] != "ENABLED":
        raise refused("AgentStatusId: expected a status that is enabled")
    agent = instance.directory.agent(user.arn)
    if agent is not None:
        instance.switchboard.set_status(agent, status_of(status))
    return {}


def _change(instance: Instance, given: Given, **details: Any) -> Answer:
    instance.table(USER).change(asked_for(instance, given), **details)
    return None
