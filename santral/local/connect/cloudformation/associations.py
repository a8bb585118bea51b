"""What an instance is told to work with: origins, functions, buckets and streams."""

from __future__ import annotations

from typing import Any, Final

from santral.local.connect.cloudformation.asking import ask
from santral.local.connect.cloudformation.made import Made, Properties
from santral.local.connect.connect import Connect
from santral.local.connect.errors import refused

_LAMBDA: Final = "LAMBDA_FUNCTION"
_STORED: Final = (
    "StorageType",
    "S3Config",
    "KinesisStreamConfig",
    "KinesisFirehoseConfig",
    "KinesisVideoStreamConfig",
)


class ApprovedOrigin:
    required = properties = create_only = frozenset({"InstanceId", "Origin"})

    def create(self, connect: Connect, given: Properties) -> Made:
        ask(connect, "AssociateApprovedOrigin", **given)
        return Made(f"{given['InstanceId']}|{given['Origin']}", {})

    def update(self, _connect: Connect, made: str, _old: Properties, _given: Properties) -> Made:
        return Made(made, {})

    def delete(self, connect: Connect, _made: str, old: Properties) -> None:
        ask(
            connect,
            "DisassociateApprovedOrigin",
            InstanceId=old["InstanceId"],
            Origin=old["Origin"],
        )


class IntegrationAssociation:
    """Of Lambda functions; other kinds are told to be unknown here.

    Tags are taken and not kept: the API shows an associated function as its ARN and no more.
    """

    required = create_only = frozenset({"InstanceId", "IntegrationArn", "IntegrationType"})
    properties = required | {"Tags"}

    def create(self, connect: Connect, given: Properties) -> Made:
        if given["IntegrationType"] != _LAMBDA:
            raise refused(f"IntegrationType: the local Connect has {_LAMBDA} only")
        ask(
            connect,
            "AssociateLambdaFunction",
            InstanceId=given["InstanceId"],
            FunctionArn=given["IntegrationArn"],
        )
        made = f"{given['InstanceId']}|{_LAMBDA}|{given['IntegrationArn']}"
        return Made(made, {"IntegrationAssociationId": given["IntegrationArn"]})

    def update(self, _connect: Connect, made: str, _old: Properties, given: Properties) -> Made:
        return Made(made, {"IntegrationAssociationId": given["IntegrationArn"]})

    def delete(self, connect: Connect, _made: str, old: Properties) -> None:
        ask(
            connect,
            "DisassociateLambdaFunction",
            InstanceId=old["InstanceId"],
            FunctionArn=old["IntegrationArn"],
        )


class StorageConfig:
    required = frozenset({"InstanceArn", "ResourceType", "StorageType"})
    properties = frozenset({"InstanceArn", "ResourceType", *_STORED})
    create_only = frozenset({"InstanceArn", "ResourceType"})

    def create(self, connect: Connect, given: Properties) -> Made:
        answer = ask(
            connect,
            "AssociateInstanceStorageConfig",
            InstanceId=given["InstanceArn"],
            ResourceType=given["ResourceType"],
            StorageConfig=_stored(given),
        )
        return _made(given, answer["AssociationId"])

    def update(self, connect: Connect, made: str, _old: Properties, given: Properties) -> Made:
        association = made.split("|")[1]
        ask(
            connect,
            "UpdateInstanceStorageConfig",
            InstanceId=given["InstanceArn"],
            AssociationId=association,
            ResourceType=given["ResourceType"],
            StorageConfig=_stored(given),
        )
        return _made(given, association)

    def delete(self, connect: Connect, made: str, old: Properties) -> None:
        ask(
            connect,
            "DisassociateInstanceStorageConfig",
            InstanceId=old["InstanceArn"],
            AssociationId=made.split("|")[1],
            ResourceType=old["ResourceType"],
        )


def _stored(given: Properties) -> dict[str, Any]:
    return {name: given[name] for name in _STORED if name in given}


def _made(given: Properties, association: str) -> Made:
    made = f"{given['InstanceArn']}|{association}|{given['ResourceType']}"
    return Made(made, {"AssociationId": association})
