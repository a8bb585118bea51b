"""A table of santral/stores/tables.py: found by its key alone, recoverable, never deleted."""

from __future__ import annotations

from typing import Final

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.constructs.removal import removal_policy
from santral.domain.certificate import BACKUPS_KEPT
from santral.domain.deployment import Retention
from santral.stores.tables import key_schema

EXPIRES_AT: Final = "expires_at"


class ItemTable(dynamodb.Table):
    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        key: kms.IKey,
        retention: Retention,
        expires: bool,
    ) -> None:
        """
        Args:
            expires: whether items have a time after which DynamoDB deletes them.
        """
        partition, sort = (
            dynamodb.Attribute(name=each["AttributeName"], type=dynamodb.AttributeType.STRING)
            for each in key_schema()
        )
        super().__init__(
            scope,
            name,
            partition_key=partition,
            sort_key=sort,
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            encryption=dynamodb.TableEncryption.CUSTOMER_MANAGED,
            encryption_key=key,
            # The certificate of a deletion says until when the last copies are there.
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True,
                recovery_period_in_days=BACKUPS_KEPT.days,
            ),
            time_to_live_attribute=EXPIRES_AT if expires else None,
            deletion_protection=retention.is_kept_when_destroyed,
            removal_policy=removal_policy(retention),
        )
