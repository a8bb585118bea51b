"""Users: agents and everybody else who logs in."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final
from unicodedata import is_normalized

from santral.engine.directory import is_awaited
from santral.engine.routing.agents import Agent, Handling, RoutingProfile, StatusType
from santral.engine.timeline import SECOND
from santral.local.connect import paging
from santral.local.connect.errors import invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import status_of_type
from santral.local.connect.operations.routing_profiles import ROUTING_PROFILE, profile_of
from santral.local.connect.operations.security_profiles import SECURITY_PROFILE
from santral.local.connect.operations.user_hierarchies import HIERARCHY_GROUP, path_of
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified
from santral.local.connect.user_config import CONFIGS, check_config, check_phone, work_settings

# How an instance knows its users (IdentityManagementType).
OWN, SAML = "CONNECT_MANAGED", "SAML"
_USERNAME: Final = re.compile(r"[a-zA-Z0-9_.-]+(@[a-zA-Z0-9_-]+(\.[a-zA-Z0-9_-]+)+)?")
_LONGEST_USERNAME: Final[Mapping[str, int]] = {SAML: 64}
_LONGEST_ELSE: Final = 20
_EMAIL: Final = re.compile(r"(?=.{0,265}$)[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\.[a-zA-Z]{2,63}")
# What scrypt costs: 16 MiB, and some 50 ms a password.
_COST, _BLOCK, _LANES = 2**14, 8, 1


def _bind(instance: Instance, resource: Resource) -> None:
    """Let the engine have the agent; one who is at work goes on with what she has in hand."""
    details, directory = resource.details, instance.directory
    profile = profile_of(instance, _profile_id(resource))
    identity = details.get("IdentityInfo") or {}
    agent = directory.agent(resource.arn) or _new_agent(instance, resource, profile)
    first_name, last_name = identity.get("FirstName", ""), identity.get("LastName", "")
    agent.handling = {
        channel: Handling(None if wrap_up_s is None else wrap_up_s * SECOND, accepts)
        for channel, (wrap_up_s, accepts) in work_settings(details).items()
    }
    agent.hierarchy = _hierarchy(instance, details.get("HierarchyGroupId"))
    agent.rename(resource.name, first_name or resource.name, last_name)
    instance.switchboard.acd.move(agent, profile)
    directory.add_agent(agent)
    instance.activity.follow(agent)
    instance.agent_stream.joined(agent)
    agent.tell()


def _new_agent(instance: Instance, resource: Resource, profile: RoutingProfile) -> Agent:
    agent = Agent(resource.name, resource.arn, profile)
    agent.status = status_of_type(instance, StatusType.OFFLINE)
    # Of one who never chose a status the service says as well since when she has it.
    agent.status_since_us = instance.timeline.now_us
    return agent


def _unbind(instance: Instance, resource: Resource) -> None:
    """Take an agent out; one who is logged in, with nobody in hand, is logged out first."""
    agent = instance.directory.agent(resource.arn)
    if agent is None:
        return
    live = instance.switchboard.contacts.values()
    if agent.contacts or agent.queue.size or is_awaited(agent.queue, live):
        raise refused("UserId: expected a user who has no contacts")
    instance.switchboard.set_status(agent, status_of_type(instance, StatusType.OFFLINE))
    instance.directory.remove_agent(agent, live)
    instance.activity.leave(agent)
    instance.agent_stream.left(agent)


def _hierarchy(instance: Instance, group_id: str | None) -> dict[str, dict[str, str]] | None:
    if group_id is None:
        return None
    path = path_of(instance, instance.table(HIERARCHY_GROUP).get(group_id))
    return {
        f"Level{level}": {"ARN": each.arn, "Name": each.name} for level, each in enumerate(path, 1)
    }


USER = Kind("user", "agent", quota="users", bind=_bind, unbind=_unbind, rank=40, fold=str.casefold)


def agent_of(instance: Instance, reference: str) -> Agent:
    """Find what the engine has for a user's id or ARN.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    agent = instance.directory.agent(instance.table(USER).get(reference).arn)
    if agent is None:
        raise LookupError("the engine has no such agent")
    return agent


def asked_for(instance: Instance, given: Given) -> Resource:
    return instance.table(USER).get(given["UserId"])


@operation("CreateUser")
def create(instance: Instance, given: Given) -> Answer:
    identified_by = instance.details.get("IdentityManagementType", OWN)
    _check_username(given["Username"], identified_by)
    if ("Password" in given) != (identified_by == OWN):
        expected = "a value is required" if identified_by == OWN else "expected no password"
        raise invalid("Password", f"{expected} with {identified_by} users")
    if identified_by == SAML and "DirectoryUserId" in given:
        raise invalid("DirectoryUserId", f"expected no value with {SAML} users")
    _check_settings(given)
    details = {
        "IdentityInfo": checked_identity(instance, given.get("IdentityInfo") or {}),
        "PhoneConfig": given.get("PhoneConfig"),
        "DirectoryUserId": given.get("DirectoryUserId"),
        "SecurityProfileIds": security_profile_ids(instance, given),
        "RoutingProfileId": instance.table(ROUTING_PROFILE).get(given["RoutingProfileId"]).id,
        "HierarchyGroupId": hierarchy_group_id(instance, given),
        **{name: given.get(name) for name in CONFIGS},
    }
    if "Password" in given:
        details["Password"] = _hashed(given["Password"], instance.new_id())
    resource = instance.table(USER).create(given["Username"], details, given.get("Tags"))
    return {"UserId": resource.id, "UserArn": resource.arn}


def _check_settings(given: Given) -> None:
    check_config(given)
    if "PhoneConfig" in given:
        check_phone(given["PhoneConfig"], given)


@operation("DescribeUser")
def describe(instance: Instance, given: Given) -> Answer:
    resource = asked_for(instance, given)
    return {
        "User": {
            **described(resource),
            **modified(instance, resource),
        }
    }


@operation("DeleteUser")
def delete(instance: Instance, given: Given) -> Answer:
    instance.table(USER).delete(asked_for(instance, given))
    return None


@operation("ListUsers")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "UserSummaryList",
        instance.table(USER).visible(),
        lambda each: {
            "Id": each.id,
            "Arn": each.arn,
            "Username": each.name,
            **modified(instance, each),
        },
        order=by_order,
    )


def described(resource: Resource) -> dict[str, Any]:
    """Write what Describe and Search share; never the password's hash."""
    details = resource.details
    members = (
        "IdentityInfo",
        "PhoneConfig",
        "DirectoryUserId",
        "SecurityProfileIds",
        "RoutingProfileId",
        "HierarchyGroupId",
        *CONFIGS,
    )
    return {
        "Id": resource.id,
        "Arn": resource.arn,
        "Username": resource.name,
        **{name: details.get(name) for name in members},
        "Tags": resource.tags,
    }


# --- what requests say of a user ---


def security_profile_ids(instance: Instance, given: Given) -> list[str]:
    table = instance.table(SECURITY_PROFILE)
    return list(dict.fromkeys(table.get(each).id for each in given["SecurityProfileIds"]))


def hierarchy_group_id(instance: Instance, given: Given) -> str | None:
    reference = given.get("HierarchyGroupId")
    return instance.table(HIERARCHY_GROUP).get(reference).id if reference else None


def checked_identity(instance: Instance, identity: Mapping[str, Any]) -> Mapping[str, Any]:
    """
    Source: API Reference, UserIdentityInfo.

    Raises:
        ConnectError: InvalidParameterException.
    """
    identified_by = instance.details.get("IdentityManagementType", OWN)
    for name in ("FirstName", "LastName"):
        text = identity.get(name, "")
        if not text and identified_by in (OWN, SAML):
            raise invalid(f"IdentityInfo.{name}", f"a value is required with {identified_by} users")
        if not is_normalized("NFC", text):
            raise invalid(f"IdentityInfo.{name}", "expected Unicode's Normalization Form C")
    if "Email" in identity and identified_by == SAML:
        raise invalid("IdentityInfo.Email", f"expected no value with {SAML} users")
    for name in ("Email", "SecondaryEmail"):
        if identity.get(name) and _EMAIL.fullmatch(identity[name]) is None:
            raise invalid(f"IdentityInfo.{name}", "expected an email address")
    return identity


def _check_username(username: str, identified_by: str) -> None:
    longest = _LONGEST_USERNAME.get(identified_by, _LONGEST_ELSE)
    if len(username) > longest:
        raise invalid("Username", f"expected at most {longest} characters")
    if _USERNAME.fullmatch(username) is None:
        raise invalid("Username", "expected letters, digits and _-. or an email address of them")


def _hashed(password: str, salt: str) -> dict[str, Any]:
    """Make what a password is recognised by; the password itself is kept nowhere."""
    digest = hashlib.scrypt(password.encode(), salt=salt.encode(), n=_COST, r=_BLOCK, p=_LANES)
    return {"Salt": salt, "N": _COST, "R": _BLOCK, "P": _LANES, "Scrypt": digest.hex()}


def _profile_id(resource: Resource) -> str:
    profile_id: str = resource.details["RoutingProfileId"]
    return profile_id
