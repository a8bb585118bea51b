"""Adds statements to a role; a resource with a star in it needs a reason."""

from __future__ import annotations

from collections.abc import Iterable

from aws_cdk import aws_iam as iam

from infra.constructs.findings import acknowledge_wildcard


def allow(role: iam.Role, statements: Iterable[iam.PolicyStatement], *, open_why: str = "") -> None:
    """
    Args:
        open_why: why resources are named by a star; "" is that none is.

    Raises:
        ValueError: one is.
    """
    for statement in statements:
        role.add_to_policy(statement)
        for resource in statement.resources:
            if "*" in resource:
                if not open_why:
                    raise ValueError(f"{role.node.path}: expected a reason for {resource}")
                acknowledge_wildcard(role, resource, open_why)
