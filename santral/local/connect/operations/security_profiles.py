"""Security profiles: what users may do in the console and in the agent's workspace.

Source: API Reference, CreateSecurityProfile and its kin; Administrator Guide, "Security profiles".
"""

from __future__ import annotations

from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.operations.user_hierarchies import HIERARCHY_GROUP
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, describing, modified, summary
from santral.local.connect.searching import USUAL_TEXTS, search
from santral.local.connect.uses import refuse_if_used

SECURITY_PROFILE = Kind("security profile", "security-profile", quota="security-profiles", rank=35)
_OWN: Final = "CUSTOMER_MANAGED"

# What DescribeSecurityProfile shows of what may be given.
_SHOWN: Final = (
    "Description",
    "AllowedAccessControlTags",
    "TagRestrictedResources",
    "HierarchyRestrictedResources",
    "AllowedAccessControlHierarchyGroupId",
    "GranularAccessControlConfiguration",
)
_GIVEN: Final = (
    *_SHOWN,
    "Permissions",
    "Applications",
    "AllowedFlowModules",
    "AllowedAIAgents",
)


@operation("CreateSecurityProfile")
def create(instance: Instance, given: Given) -> Answer:
    details = _details(instance, given)
    resource = instance.table(SECURITY_PROFILE).create(
        given["SecurityProfileName"], details, given.get("Tags")
    )
    return {"SecurityProfileId": resource.id, "SecurityProfileArn": resource.arn}


@operation("DescribeSecurityProfile")
def describe(instance: Instance, given: Given) -> Answer:
    resource = _asked_for(instance, given)
    shown = {name: resource.details[name] for name in _SHOWN if name in resource.details}
    return {
        "SecurityProfile": {
            **_found(instance, resource),
            **shown,
            **modified(instance, resource),
        }
    }


@operation("UpdateSecurityProfile")
def update(instance: Instance, given: Given) -> Answer:
    resource = _asked_for(instance, given)
    instance.table(SECURITY_PROFILE).change(resource, **_details(instance, given))
    return None


@operation("DeleteSecurityProfile")
def delete(instance: Instance, given: Given) -> Answer:
    resource = _asked_for(instance, given)
    refuse_if_used(instance, resource, SECURITY_PROFILE.name, "user")
    instance.table(SECURITY_PROFILE).delete(resource)
    return None


@operation("ListSecurityProfiles")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "SecurityProfileSummaryList",
        instance.table(SECURITY_PROFILE).visible(),
        lambda each: {**summary(instance, each), "Type": _OWN},
        order=by_order,
    )


@operation("ListSecurityProfilePermissions")
def list_permissions(instance: Instance, given: Given) -> Answer:
    return _members_of(instance, given, "Permissions")


@operation("ListSecurityProfileApplications")
def list_applications(instance: Instance, given: Given) -> Answer:
    return _members_of(instance, given, "Applications")


@operation("SearchSecurityProfiles")
def search_profiles(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "SecurityProfiles",
        instance.table(SECURITY_PROFILE).visible(),
        lambda each: _found(instance, each),
        texts={
            **USUAL_TEXTS,
            "permission": lambda each: each.details.get("Permissions", []),
        },
        tags=lambda each: each.tags,
        order=by_order,
    )


def _asked_for(instance: Instance, given: Given) -> Resource:
    return instance.table(SECURITY_PROFILE).get(given["SecurityProfileId"])


def _details(instance: Instance, given: Given) -> dict[str, Any]:
    for name in given.get("HierarchyRestrictedResources", ()):
        if name != "User":
            raise invalid("HierarchyRestrictedResources", "expected User")
    details = {name: given[name] for name in _GIVEN if name in given} | describing(given)
    group = details.get("AllowedAccessControlHierarchyGroupId")
    if group:
        details["AllowedAccessControlHierarchyGroupId"] = (
            instance.table(HIERARCHY_GROUP).get(group).id
        )
    if "Permissions" in details:
        details["Permissions"] = list(dict.fromkeys(details["Permissions"]))
    return details


def _members_of(instance: Instance, given: Given, name: str) -> dict[str, Any]:
    resource = _asked_for(instance, given)
    return {
        **paging.page(given, name, resource.details.get(name, []), lambda each: each),
        **modified(instance, resource),
    }


def _found(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {
        "Id": resource.id,
        "OrganizationResourceId": instance.id,
        "Arn": resource.arn,
        "SecurityProfileName": resource.name,
        "Description": resource.details.get("Description"),
        "Tags": resource.tags,
        "Type": _OWN,
    }
