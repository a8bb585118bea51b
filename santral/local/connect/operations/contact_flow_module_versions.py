"""Versions of flow modules, and aliases that stand for one of them."""

from __future__ import annotations

from santral.local.connect import paging
from santral.local.connect.flows import changes
from santral.local.connect.flows.editions import MODULES, alias_id, listed_editions, whole
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order, modified

# --- versions ---


@operation("CreateContactFlowModuleVersion")
def create_version(instance: Instance, given: Given) -> Answer:
    module = _module(instance, given)
    version = changes.add_version(
        instance,
        MODULES,
        module,
        description=given.get("Description"),
        sha256=given.get("FlowModuleContentSha256"),
    )
    return {"ContactFlowModuleArn": module.arn, "Version": version.details["Version"]}


@operation("DeleteContactFlowModuleVersion")
def delete_version(instance: Instance, given: Given) -> Answer:
    module = _module(instance, given)
    changes.remove_version(instance, MODULES, module, given["ContactFlowModuleVersion"])
    return {}


@operation("ListContactFlowModuleVersions")
def list_versions(instance: Instance, given: Given) -> Answer:
    versions = listed_editions(instance, MODULES.versions, _module(instance, given))
    return paging.page(
        given,
        "ContactFlowModuleVersionSummaryList",
        versions,
        lambda each: {
            "Arn": each.arn,
            "VersionDescription": each.details.get("Description"),
            "Version": each.details["Version"],
        },
        order=by_order,
    )


# --- aliases ---


@operation("CreateContactFlowModuleAlias")
def create_alias(instance: Instance, given: Given) -> Answer:
    module = _module(instance, given)
    alias = changes.add_alias(
        instance,
        MODULES,
        module,
        given["AliasName"],
        given["ContactFlowModuleVersion"],
        given.get("Description"),
    )
    return {"ContactFlowModuleArn": module.arn, "Id": alias_id(alias)}


@operation("DescribeContactFlowModuleAlias")
def describe_alias(instance: Instance, given: Given) -> Answer:
    module = _module(instance, given)
    alias = changes.alias_of(instance, MODULES, module, given["AliasId"])
    return {
        "ContactFlowModuleAlias": {
            "ContactFlowModuleId": module.id,
            "ContactFlowModuleArn": module.arn,
            "AliasId": alias_id(alias),
            "Version": alias.details["Version"],
            "Name": alias.name,
            "Description": alias.details.get("Description"),
            **modified(instance, alias),
        }
    }


@operation("UpdateContactFlowModuleAlias")
def update_alias(instance: Instance, given: Given) -> Answer:
    alias = changes.alias_of(instance, MODULES, _module(instance, given), given["AliasId"])
    changes.change_alias(
        instance,
        MODULES,
        alias,
        name=given.get("Name"),
        number=given.get("ContactFlowModuleVersion"),
        description=given.get("Description"),
    )
    return {}


@operation("DeleteContactFlowModuleAlias")
def delete_alias(instance: Instance, given: Given) -> Answer:
    alias = changes.alias_of(instance, MODULES, _module(instance, given), given["AliasId"])
    changes.remove_alias(instance, MODULES, alias)
    return {}


@operation("ListContactFlowModuleAliases")
def list_aliases(instance: Instance, given: Given) -> Answer:
    aliases = listed_editions(instance, MODULES.aliases, _module(instance, given))
    return paging.page(
        given,
        "ContactFlowModuleAliasSummaryList",
        aliases,
        lambda each: {
            "Arn": each.arn,
            "AliasId": alias_id(each),
            "Version": each.details["Version"],
            "AliasName": each.name,
            "AliasDescription": each.details.get("Description"),
            "LastModifiedTime": each.modified,
        },
        order=by_order,
    )


def _module(instance: Instance, given: Given) -> Resource:
    return whole(instance, MODULES, given["ContactFlowModuleId"])
