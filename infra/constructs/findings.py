"""Findings of cdk-nag that are meant to be as they are, each with a reason of its own."""

from __future__ import annotations

import aws_cdk as cdk
from constructs import IConstruct


def acknowledge(scope: IConstruct, finding: str, reason: str) -> None:
    """
    Args:
        finding: its id, as `AwsSolutions-S1` or `AwsSolutions-IAM5[Resource::*]`.
        reason: why this one thing is right without it.
    """
    cdk.Validations.of(scope).acknowledge(cdk.Acknowledgment(id=finding, reason=reason))
