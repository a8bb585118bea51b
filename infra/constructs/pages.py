"""Where the pages lie, and how they get there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_deployment as deployment
from constructs import Construct

from infra.constructs.findings import acknowledge
from infra.constructs.removal import removal_policy
from santral.domain.deployment import Retention

_YEAR: Final = cdk.Duration.days(365)


class PageBucket(s3.Bucket):
    """Files of a build, which CloudFront alone reads."""

    def __init__(self, scope: Construct, name: str, *, retention: Retention) -> None:
        super().__init__(
            scope,
            name,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    id="Replaced", noncurrent_version_expiration=cdk.Duration.days(30)
                ),
            ],
            removal_policy=removal_policy(retention),
        )
        acknowledge(
            self,
            "AwsSolutions-S1",
            "it holds pages that anybody may read, and only CloudFront reads them here: a log "
            "would name nobody",
        )


def upload_pages(
    scope: Construct, built: Path, bucket: s3.IBucket, distribution: cloudfront.IDistribution
) -> None:
    """Put a build into the bucket at deployment.

    What an earlier build left stays: a page that is open goes on loading its own files. Their names
    change with their content, so that a browser keeps them for a year; index.html it asks for.
    """
    files = deployment.BucketDeployment(
        scope,
        "Files",
        sources=[deployment.Source.asset(str(built), exclude=["index.html"])],
        destination_bucket=bucket,
        prune=False,
        cache_control=[deployment.CacheControl.max_age(_YEAR), deployment.CacheControl.immutable()],
    )
    index = deployment.BucketDeployment(
        scope,
        "Index",
        sources=[deployment.Source.asset(str(built), exclude=["**", "!index.html"])],
        destination_bucket=bucket,
        prune=False,
        cache_control=[deployment.CacheControl.no_cache()],
        distribution=distribution,
        distribution_paths=["/index.html"],
    )
    index.node.add_dependency(files)  # no index before what it names
