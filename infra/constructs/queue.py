"""The queues of functions: what starts them, and what they could not deal with.

Source: Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping": the
visibility timeout is six times the function's at least, and the message is tried five times.
"""

from __future__ import annotations

from typing import Final

import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from functions.catalogue import FunctionSpec
from infra.constructs.findings import acknowledge
from infra.constructs.removal import removal_policy
from santral.domain.deployment import Retention

VISIBILITY: Final = 6  # times the function's timeout
TRIES: Final = 5  # then it is a dead letter

# The longest that SQS keeps a message: it outlasts a holiday.
_KEPT: Final = cdk.Duration.days(14)


class DeadLetterQueue(sqs.Queue):
    """What a function could not deal with, until somebody has looked at it."""

    def __init__(self, scope: Construct, name: str, *, retention: Retention) -> None:
        super().__init__(
            scope,
            name,
            retention_period=_KEPT,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            removal_policy=removal_policy(retention),
        )
        # cdk-nag knows one by a queue that redrives to it; some belong to a stream or a schedule.
        reason = "it is a dead-letter queue itself, with an alarm on its first message"
        acknowledge(self, "AwsSolutions-SQS3", reason)
        acknowledge(self, "Serverless-SQSRedrivePolicy", reason)


class WorkQueue(sqs.Queue):
    """The queue that starts a function."""

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        spec: FunctionSpec,
        dead_letters: sqs.IQueue,
        retention: Retention,
    ) -> None:
        super().__init__(
            scope,
            name,
            visibility_timeout=cdk.Duration.seconds(VISIBILITY * spec.timeout_s),
            retention_period=_KEPT,
            dead_letter_queue=sqs.DeadLetterQueue(queue=dead_letters, max_receive_count=TRIES),
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            removal_policy=removal_policy(retention),
        )
