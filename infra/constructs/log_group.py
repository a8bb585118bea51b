"""Log groups, whose lines a stage keeps for so many days and no longer."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from constructs import Construct


class DatedLogGroup(logs.LogGroup):
    """A log group of an encryption key of ours, destroyed with its stack: logs are no records."""

    def __init__(self, scope: Construct, name: str, *, days: int, key: kms.IKey) -> None:
        super().__init__(scope, name, encryption_key=key, removal_policy=cdk.RemovalPolicy.DESTROY)
        plain: logs.CfnLogGroup = self.node.default_child
        plain.retention_in_days = days  # the construct has names for numbers: ONE_MONTH
