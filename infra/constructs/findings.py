"""Findings of cdk-nag that are meant to be as they are, each with a reason of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from constructs import IConstruct


def acknowledge(scope: IConstruct, finding: str, reason: str) -> None:
    """
    Args:
        finding: its id, as `AwsSolutions-S1` or `AwsSolutions-IAM5[Resource::*]`.
        reason: why this one thing is right without it.
    """
    cdk.Validations.of(scope).acknowledge(cdk.Acknowledgment(id=finding, reason=reason))


def acknowledge_wildcard(scope: IConstruct, resource: str, reason: str) -> None:
    """Acknowledge that a policy allows all that an ARN with a star stands for.

    Args:
        resource: the ARN, as the policy has it; there may be tokens in it.
    """
    written = _as_nag_writes(cdk.Stack.of(scope).resolve(resource))
    acknowledge(scope, f"AwsSolutions-IAM5[Resource::{written}]", reason)


def _as_nag_writes(resolved: Any) -> str:
    """Return `<Name.Arn>/*` for a join of a GetAtt and a text, and so on."""
    if not isinstance(resolved, Mapping):
        return str(resolved)
    ((function, argument),) = resolved.items()
    if function == "Fn::Join":
        return "".join(_as_nag_writes(each) for each in argument[1])
    if function == "Fn::ImportValue":
        return str(argument)
    parts = argument if isinstance(argument, list) else [argument]
    return f"<{'.'.join(map(str, parts))}>"
