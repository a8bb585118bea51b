"""Associations of an instance with other services and applications."""

from __future__ import annotations

from typing import Any

from santral.local.connect import paging
from santral.local.connect.errors import DUPLICATE, ConnectError, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Kind, Resource, by_order, modified

INTEGRATION = Kind("integration association", "integration-association", rank=80)
_OF_EVENTS = ("SourceApplicationUrl", "SourceApplicationName", "SourceType")
_MEMBERS = ("IntegrationType", "IntegrationArn", *_OF_EVENTS)


@operation("CreateIntegrationAssociation")
def create(instance: Instance, given: Given) -> Answer:
    if not given["IntegrationArn"].startswith("arn:"):
        raise refused("IntegrationArn: expected an ARN")
    if given["IntegrationType"] == "EVENT":
        for name in _OF_EVENTS:
            if name not in given:
                raise refused(f"{name}: a value is required for the type EVENT")
    table = instance.table(INTEGRATION)
    name = f"{given['IntegrationType']} {given['IntegrationArn']}"
    if table.named(name) is not None:
        raise ConnectError(DUPLICATE, "The integration is associated already.")
    details = {each: given[each] for each in _MEMBERS if each in given}
    resource = table.create(name, details, given.get("Tags"))
    return {
        "IntegrationAssociationId": resource.id,
        "IntegrationAssociationArn": resource.arn,
    }


@operation("ListIntegrationAssociations")
def list_(instance: Instance, given: Given) -> Answer:
    associations = [
        each
        for each in instance.table(INTEGRATION).visible()
        if all(
            given.get(name) in (None, each.details[name])
            for name in ("IntegrationType", "IntegrationArn")
        )
    ]
    return paging.page(
        given,
        "IntegrationAssociationSummaryList",
        associations,
        lambda each: _described(instance, each),
        order=by_order,
    )


@operation("DeleteIntegrationAssociation")
def delete(instance: Instance, given: Given) -> Answer:
    table = instance.table(INTEGRATION)
    table.delete(table.get(given["IntegrationAssociationId"]))
    return None


def _described(instance: Instance, resource: Resource) -> dict[str, Any]:
    return {
        "IntegrationAssociationId": resource.id,
        "IntegrationAssociationArn": resource.arn,
        "InstanceId": instance.id,
        **resource.details,
        **modified(instance, resource),
    }
