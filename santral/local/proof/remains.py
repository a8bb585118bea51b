"""What is left of a stage once it is destroyed, and what has to go before it can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from santral.local.proof.connect_side import ConnectSide
from santral.local.proof.deployment import Deployment


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
    return [*_in_aws(deployment), *_in_connect(side)]


def _in_aws(deployment: Deployment) -> Iterator[str]:
    client = deployment.endpoint.client
    of_stage = f"santral-{deployment.stage}-"
    for stack in client("cloudformation").describe_stacks()["Stacks"]:
        if stack["StackName"].startswith(of_stage):
            yield f"the stack {stack['StackName']} ({stack['StackStatus']})"
    for bucket in _buckets(client("s3"), deployment):
        yield f"the bucket {bucket}"
    for table in client("dynamodb").list_tables()["TableNames"]:
        yield f"the table {table}"
    for function in client("lambda").list_functions()["Functions"]:
        yield f"the function {function['FunctionName']}"
    for pool in client("cognito-idp").list_user_pools(MaxResults=10)["UserPools"]:
        yield f"the user pool {pool['Id']}"
    for stream in client("kinesis").list_streams()["StreamNames"]:
        yield f"the stream {stream}"


def _in_connect(side: ConnectSide) -> Iterator[str]:
    with side.lock:
        for instance in side.account.connect.instances.values():
            yield f"the Amazon Connect instance {instance.alias}"


def _buckets(s3: Any, deployment: Deployment) -> list[str]:
    of_stage = f"santral-{deployment.stage}-"
    names = [each["Name"] for each in s3.list_buckets()["Buckets"]]
    return [name for name in names if name.startswith(of_stage)]
