"""A role that a function assumes for one business at a time, with the business as session tag."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.constructs.allowing import allow
from santral.domain.provisioning import TENANT_TAG
from santral.stores.tenant_guard import PLATFORM


class AssumedRole(iam.Role):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        by: iam.Role,
        description: str,
        statements: Iterable[iam.PolicyStatement],
        for_platform: bool,
        open_why: str = "",
    ) -> None:
        """Make the role, and let `by` assume it.

        Args:
            for_platform: whether it can be assumed for the platform as well.
            open_why: see `allow`.

        Source: IAM User Guide, "Pass session tags in AWS STS": who passes tags needs
        sts:TagSession, in the role's trust policy too.
        """
        asked = f"aws:RequestTag/{TENANT_TAG}"
        conditions: dict[str, Any] = {
            "ForAllValues:StringEquals": {"aws:TagKeys": [TENANT_TAG]},
            "Null": {asked: "false"},
        }
        if not for_platform:
            conditions["StringNotEquals"] = {asked: PLATFORM}
        trusted = iam.ArnPrincipal(by.role_arn).with_conditions(conditions)
        super().__init__(
            scope, name, assumed_by=trusted.with_session_tags(), description=description
        )
        allow(self, statements, open_why=open_why)
        by.add_to_policy(
            iam.PolicyStatement(
                sid=f"Assume{name}",
                actions=["sts:AssumeRole", "sts:TagSession"],
                resources=[self.role_arn],
            )
        )
