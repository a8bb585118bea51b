"""Where the pages lie, and how they get there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from infra.constructs.bucket import closed
from infra.constructs.findings import acknowledge, acknowledge_wildcard
from santral.domain.deployment import Retention

_YEAR: Final = cdk.Duration.days(365)
SETTINGS: Final = "settings.json"
_ASSETS: Final = "assets"  # whose names change with their content


class PageBucket(s3.Bucket):
    """Files of a build, which CloudFront alone reads."""

    def __init__(self, scope: Construct, name: str, *, retention: Retention) -> None:
        super().__init__(
            scope,
            name,
            **closed(retention),
            encryption=s3.BucketEncryption.S3_MANAGED,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Replaced", noncurrent_version_expiration=cdk.Duration.days(30)
                ),
            ],
        )
        acknowledge(
            self,
            "AwsSolutions-S1",
            "it holds pages that anybody may read, and only CloudFront reads them here: a log "
            "would name nobody",
        )


def upload_pages(
    scope: Construct,
    built: Path,
    settings: Mapping[str, Any],
    bucket: s3.IBucket,
    distribution: cloudfront.Distribution,
) -> None:
    """Put a build into the bucket at deployment.

    What an earlier build left stays: a page that is open goes on loading its own assets. Their
    names change with their content, so that a browser keeps them for a year. For everything else,
    such as index.html and the widget of other sites, it asks each time.

    Args:
        settings: what settings.json says, which depends on what was deployed.
    """
    role = _upload_role(scope, bucket, distribution)
    asked_for = sorted(each.name for each in built.iterdir() if each.name != _ASSETS)
    files = deployment.BucketDeployment(
        scope,
        "Files",
        sources=[deployment.Source.asset(str(built), exclude=asked_for)],
        destination_bucket=bucket,
        role=role.without_policy_updates(),  # CDK would grant it Get*, List*, Delete*, Abort*
        prune=False,
        cache_control=[deployment.CacheControl.max_age(_YEAR), deployment.CacheControl.immutable()],
    )
    index = deployment.BucketDeployment(
        scope,
        "Index",
        sources=[
            deployment.Source.asset(str(built), exclude=[_ASSETS]),
            deployment.Source.json_data(SETTINGS, settings),
        ],
        destination_bucket=bucket,
        role=role.without_policy_updates(),
        prune=False,
        cache_control=[deployment.CacheControl.no_cache()],
        distribution=distribution,
        distribution_paths=[f"/{each}" for each in sorted([SETTINGS, *asked_for])],
    )
    index.node.add_dependency(files)  # no index before what it names
    _acknowledge_uploader(cdk.Stack.of(scope))


def _upload_role(
    scope: Construct, bucket: s3.IBucket, distribution: cloudfront.Distribution
) -> iam.Role:
    stack = cdk.Stack.of(scope)
    account, region = stack.account, stack.region
    qualifier = stack.synthesizer.bootstrap_qualifier
    assets = f"arn:{stack.partition}:s3:::cdk-{qualifier}-assets-{account}-{region}"
    logs = (
        f"arn:{stack.partition}:logs:{region}:{account}:log-group:/aws/lambda/{stack.stack_name}-*"
    )
    role = iam.Role(scope, "UploadRole", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
    allowed = {
        ("s3:ListBucket",): [assets, bucket.bucket_arn],
        ("s3:GetObject",): [f"{assets}/*", bucket.arn_for_objects("*")],
        ("s3:PutObject",): [bucket.arn_for_objects("*")],
        ("cloudfront:CreateInvalidation", "cloudfront:GetInvalidation"): [
            distribution.distribution_arn
        ],
        ("logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"): [logs],
    }
    for actions, resources in allowed.items():
        role.add_to_policy(iam.PolicyStatement(actions=list(actions), resources=resources))
    reason = "any file of a build: it reads what the CDK uploaded, and writes into one bucket"
    acknowledge_wildcard(role, f"{assets}/*", reason)
    acknowledge_wildcard(role, bucket.arn_for_objects("*"), reason)
    acknowledge_wildcard(role, logs, "CloudFormation makes up the rest of the function's name")
    return role


def _acknowledge_uploader(stack: cdk.Stack) -> None:
    """Acknowledge what nag finds on the function that the CDK brings along for uploads."""
    uploader = next(
        each
        for each in stack.node.children
        if each.node.id.startswith("Custom::CDKBucketDeployment")
    )
    for finding, reason in _UPLOADER.items():
        acknowledge(uploader, finding, reason)


_UPLOADER: Final = {
    "AwsSolutions-L1": "the runtime is the CDK's choice, tested with its code",
    "Serverless-LambdaLatestVersion": "the runtime is the CDK's choice, tested with its code",
    "Serverless-LambdaDLQ": "CloudFormation waits for its answer, and the deployment fails with it",
    "Serverless-LambdaTracing": "it runs at deployments only, where CloudFormation tells its story",
}
