"""What becomes of things that hold data when their stack is destroyed."""

from __future__ import annotations

import aws_cdk as cdk

from santral.domain.deployment import Retention


def removal_policy(retention: Retention) -> cdk.RemovalPolicy:
    kept = retention.is_kept_when_destroyed
    return cdk.RemovalPolicy.RETAIN if kept else cdk.RemovalPolicy.DESTROY
