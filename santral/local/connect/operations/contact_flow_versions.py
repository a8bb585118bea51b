"""Versions of contact flows, and aliases that stand for one of them."""

from __future__ import annotations

from santral.local.connect import paging
from santral.local.connect.flows import changes
from santral.local.connect.flows.editions import FLOWS, alias_id, listed_editions, whole
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order, modified

# --- versions ---


@operation("CreateContactFlowVersion")
def create_version(instance: Instance, given: Given) -> Answer:
    flow = _flow(instance, given)
    version = changes.add_version(
        instance,
        FLOWS,
        flow,
        description=given.get("Description"),
        sha256=given.get("FlowContentSha256"),
        number=given.get("ContactFlowVersion"),
    )
    return {"ContactFlowArn": flow.arn, "Version": version.details["Version"]}


@operation("DeleteContactFlowVersion")
def delete_version(instance: Instance, given: Given) -> Answer:
    flow = _flow(instance, given)
    changes.remove_version(instance, FLOWS, flow, given["ContactFlowVersion"])
    return {}


@operation("ListContactFlowVersions")
def list_versions(instance: Instance, given: Given) -> Answer:
    versions = listed_editions(instance, FLOWS.versions, _flow(instance, given))
    return paging.page(
        given,
        "ContactFlowVersionSummaryList",
        versions,
        lambda each: {
            "Arn": each.arn,
            "VersionDescription": each.details.get("Description"),
            "Version": each.details["Version"],
            **modified(instance, each),
        },
        order=by_order,
    )


# --- aliases ---


@operation("CreateContactFlowAlias")
def create_alias(instance: Instance, given: Given) -> Answer:
    flow = _flow(instance, given)
    alias = changes.add_alias(
        instance,
        FLOWS,
        flow,
        given["AliasName"],
        given["ContactFlowVersion"],
        given.get("Description"),
    )
    return {"ContactFlowArn": flow.arn, "Id": alias_id(alias)}


@operation("DescribeContactFlowAlias")
def describe_alias(instance: Instance, given: Given) -> Answer:
    flow = _flow(instance, given)
    alias = changes.alias_of(instance, FLOWS, flow, given["AliasId"])
    return {
        "ContactFlowAlias": {
            "ContactFlowId": flow.id,
            "ContactFlowArn": flow.arn,
            "AliasId": alias_id(alias),
            "Version": alias.details["Version"],
            "Name": alias.name,
            "Description": alias.details.get("Description"),
            **modified(instance, alias),
        }
    }


@operation("UpdateContactFlowAlias")
def update_alias(instance: Instance, given: Given) -> Answer:
    alias = changes.alias_of(instance, FLOWS, _flow(instance, given), given["AliasId"])
    changes.change_alias(
        instance,
        FLOWS,
        alias,
        name=given.get("Name"),
        number=given.get("ContactFlowVersion"),
        description=given.get("Description"),
    )
    return {}


@operation("DeleteContactFlowAlias")
def delete_alias(instance: Instance, given: Given) -> Answer:
    alias = changes.alias_of(instance, FLOWS, _flow(instance, given), given["AliasId"])
    changes.remove_alias(instance, FLOWS, alias)
    return {}


@operation("ListContactFlowAliases")
def list_aliases(instance: Instance, given: Given) -> Answer:
    aliases = listed_editions(instance, FLOWS.aliases, _flow(instance, given))
    return paging.page(
        given,
        "ContactFlowAliasSummaryList",
        aliases,
        lambda each: {
            "Arn": each.arn,
            "AliasId": alias_id(each),
            "Version": each.details["Version"],
            "AliasName": each.name,
            "AliasDescription": each.details.get("Description"),
            **modified(instance, each),
        },
        order=by_order,
    )


def _flow(instance: Instance, given: Given) -> Resource:
    return whole(instance, FLOWS, given["ContactFlowId"])
