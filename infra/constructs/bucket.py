"""Buckets that nobody reaches from outside but by our own links and forms, and not for long.

Source: Amazon S3 API Reference, "Signature Version 4 authentication specific policy keys":
`s3:signatureAge` is how long a signature is valid, in milliseconds, of links and of forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.constructs.removal import removal_policy
from santral.domain.deployment import Retention
from santral.stores.links import FORM_EXPIRES_S, LINK_EXPIRES_S

# Of an upload in parts that nobody goes on with: a job that writes one goes on within a day.
_UNFINISHED_DAYS: Final = 7
# For clocks that differ.
_SLACK_S: Final = 60
# Signs links to recordings and attachments of its own, for people who work in its pages.
_AMAZON_CONNECT: Final = "role/aws-service-role/connect.amazonaws.com/*"


def closed(retention: Retention) -> dict[str, Any]:
    """Return what every bucket has: nobody from outside, no plain HTTP, gone only if all is."""
    return {
        "block_public_access": s3.BlockPublicAccess.BLOCK_ALL,
        "object_ownership": s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        "enforce_ssl": True,
        "minimum_tls_version": 1.2,
        "removal_policy": removal_policy(retention),
    }


class PrivateBucket(s3.Bucket):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        retention: Retention,
        access_logs: s3.IBucket,
        key: kms.IKey,
        rules: Sequence[s3.LifecycleRule],
        versioned: bool = False,
        cors: Sequence[s3.CorsRule] = (),
    ) -> None:
        """
        Args:
            rules: when what is in it is deleted.
            versioned: whether a deleted file can be brought back: where there is no other source.
        """
        super().__init__(
            scope,
            name,
            **closed(retention),
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,  # one request to KMS for many files
            versioned=versioned,
            cors=list(cors) or None,
            lifecycle_rules=[*rules, _UNFINISHED],
            server_access_logs_bucket=access_logs,
            server_access_logs_prefix=f"{name.lower()}/",
        )
        self._refuse_old("OldLinks", "REST-QUERY-STRING", LINK_EXPIRES_S)
        self._refuse_old("OldForms", "POST", FORM_EXPIRES_S)

    def _refuse_old(self, name: str, kind: str, longest_s: int) -> None:
        stack = cdk.Stack.of(self)
        connect = f"arn:{stack.partition}:iam::{stack.account}:{_AMAZON_CONNECT}"
        self.add_to_resource_policy(
            iam.PolicyStatement(
                sid=name,
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["s3:*"],
                resources=[self.bucket_arn, self.arn_for_objects("*")],
                conditions={
                    "StringEquals": {"s3:authType": kind},
                    "NumericGreaterThan": {"s3:signatureAge": str((longest_s + _SLACK_S) * 1000)},
                    "ArnNotLike": {"aws:PrincipalArn": connect},
                },
            )
        )


class AccessLogBucket(s3.Bucket):
    """Where S3 and CloudFront write who has read what; they write with S3's own key only."""

    def __init__(self, scope: Construct, name: str, *, retention: Retention) -> None:
        days = cdk.Duration.days(retention.access_logs_days)
        super().__init__(
            scope,
            name,
            **closed(retention),
            encryption=s3.BucketEncryption.S3_MANAGED,
            lifecycle_rules=[s3.LifecycleRule(id="Old", expiration=days), _UNFINISHED],
        )


_UNFINISHED: Final = s3.LifecycleRule(
    id="Unfinished",
    abort_incomplete_multipart_upload_after=cdk.Duration.days(_UNFINISHED_DAYS),
)
