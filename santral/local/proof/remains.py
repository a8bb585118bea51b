"""What is left of a stage once it is destroyed, and what has to go before it can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from santral.local.proof.connect_side import ConnectSide
from santral.local.proof.deployment import Deployment

_CDK: Final = "cdk-"  # what its bootstrap made, and other stages use


class Kind(NamedTuple):
    """What is asked for things of a kind.

    Attributes:
        member: of the answer, where they are.
        name: of each, what it is called; "" where each is a name itself.
    """

    what: str
    service: str
    operation: str
    member: str
    name: str = ""


_KINDS: Final = (
    Kind("table", "dynamodb", "list_tables", "TableNames"),
    Kind("function", "lambda", "list_functions", "Functions", "FunctionName"),
    Kind("layer", "lambda", "list_layers", "Layers", "LayerName"),
    Kind("event source", "lambda", "list_event_source_mappings", "EventSourceMappings", "UUID"),
    Kind("stream", "kinesis", "list_streams", "StreamNames"),
    Kind("queue", "sqs", "list_queues", "QueueUrls"),
    Kind("topic", "sns", "list_topics", "Topics", "TopicArn"),
    Kind("schedule", "scheduler", "list_schedules", "Schedules", "Name"),
    Kind("state machine", "stepfunctions", "list_state_machines", "stateMachines", "name"),
    Kind("REST API", "apigateway", "get_rest_apis", "items", "name"),
    Kind("secret", "secretsmanager", "list_secrets", "SecretList", "Name"),
    Kind("sender", "sesv2", "list_email_identities", "EmailIdentities", "IdentityName"),
    Kind("log group", "logs", "describe_log_groups", "logGroups", "logGroupName"),
    Kind("alarm", "cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    Kind("dashboard", "cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    Kind("role", "iam", "list_roles", "Roles", "RoleName"),
)


def take_away_what_was_made(deployment: Deployment) -> None:
    """Delete what the stage's businesses have made, and CloudFormation knows nothing of.

    It deletes no bucket that holds a file, and Amazon Connect no flow that a quick connect names.
    """
    _empty_buckets(deployment)
    _delete_quick_connects(deployment)


def _delete_quick_connects(deployment: Deployment) -> None:
    connect = deployment.endpoint.client("connect")
    instance = deployment.physical("connect", "AWS::Connect::Instance")
    pages = connect.get_paginator("list_quick_connects").paginate(InstanceId=instance)
    for each in [each for page in pages for each in page["QuickConnectSummaryList"]]:
        connect.delete_quick_connect(InstanceId=instance, QuickConnectId=each["Id"])


def _empty_buckets(deployment: Deployment) -> None:
    """Delete every version of every object."""
    s3 = deployment.endpoint.client("s3")
    for bucket in _buckets(s3, deployment):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for each in (*page.get("Versions", ()), *page.get("DeleteMarkers", ())):
                s3.delete_object(Bucket=bucket, Key=each["Key"], VersionId=each["VersionId"])


def remains(deployment: Deployment, side: ConnectSide) -> list[str]:
    """List what can still be found of the stage."""
    named = (f"the {kind.what} {name}" for kind in _KINDS for name in _names(deployment, kind))
    return [*_in_aws(deployment), *named, *_in_connect(side)]


def waiting_keys(deployment: Deployment) -> list[str]:
    """List the keys that are deleted when their waiting days are over, as AWS has it.

    Source: AWS KMS Developer Guide, "Deleting AWS KMS keys".
    """
    return [
        f"the key {each['KeyId']}, until {each['DeletionDate']:%d %B %Y}"
        for each in _keys(deployment)
        if each["KeyState"] == "PendingDeletion"
    ]


def _in_aws(deployment: Deployment) -> Iterator[str]:
    client = deployment.endpoint.client
    of_stage = f"santral-{deployment.stage}-"
    for stack in client("cloudformation").describe_stacks()["Stacks"]:
        if stack["StackName"].startswith(of_stage):
            yield f"the stack {stack['StackName']} ({stack['StackStatus']})"
    for bucket in _buckets(client("s3"), deployment):
        yield f"the bucket {bucket}"
    yield from _elsewhere(deployment)


def _elsewhere(deployment: Deployment) -> Iterator[str]:
    client = deployment.endpoint.client
    for pool in client("cognito-idp").list_user_pools(MaxResults=10)["UserPools"]:
        yield f"the user pool {pool['Id']}"
    distributions = client("cloudfront").list_distributions()["DistributionList"]
    for distribution in distributions.get("Items", ()):
        yield f"the distribution {distribution['Id']}"
    for key in _keys(deployment):
        if key["KeyState"] != "PendingDeletion":
            yield f"the key {key['KeyId']}"


def _names(deployment: Deployment, kind: Kind) -> Iterator[str]:
    """Yield what the first page of an answer names: one is already too much."""
    answer = getattr(deployment.endpoint.client(kind.service), kind.operation)()
    for each in answer.get(kind.member, ()):
        name = each[kind.name] if kind.name else each
        if not name.startswith(_CDK):
            yield name


def _in_connect(side: ConnectSide) -> Iterator[str]:
    with side.lock:
        for instance in side.account.connect.instances.values():
            yield f"the Amazon Connect instance {instance.alias}"


def _keys(deployment: Deployment) -> list[Any]:
    kms = deployment.endpoint.client("kms")
    found = [kms.describe_key(KeyId=each["KeyId"]) for each in kms.list_keys()["Keys"]]
    return [each["KeyMetadata"] for each in found]


def _buckets(s3: Any, deployment: Deployment) -> list[str]:
    of_stage = f"santral-{deployment.stage}-"
    names = [each["Name"] for each in s3.list_buckets()["Buckets"]]
    return [name for name in names if name.startswith(of_stage)]
