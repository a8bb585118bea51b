"""What starts functions beside clocks and people: records, messages, files.

Everything here is delivered at least once. What fails is tried again within bounds; then it goes to
the function's dead letters, and an alarm tells of it.

Sources: Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data Streams"
and "Using Lambda with Amazon SQS"; S3 User Guide, "Amazon S3 Event Notifications".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

import aws_cdk as cdk
import jsii
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_s3 as s3
from constructs import Construct

from functions.catalogue import Trigger
from infra.constructs.findings import acknowledge
from infra.constructs.function import SantralFunction
from infra.constructs.log_group import DatedLogGroup
from infra.stacks.data import DataStack
from santral.domain.deployment import Stage

_RECORDS: Final = "contact_records"
_RECORDINGS: Final = "recordings"

# A dead letter of a stream says where the record is, and the stream keeps it for a week.
_OLDEST_RECORD: Final = cdk.Duration.hours(6)
_RECORD_TRIES: Final = 100
_RECORDS_AT_ONCE: Final = 100

# Jobs take minutes, so that each message has an invocation of its own; a ring says only that there
# is work, and ten say no more.
_MESSAGES_AT_ONCE: Final[Mapping[str, int]] = {"connect_writes": 10, "deliver_webhooks": 5}
# How many run at once, so that no backlog takes from the callers what the account may run.
_MOST_AT_ONCE: Final[Mapping[str, int]] = {"deliver_webhooks": 20}
_MOST_JOBS: Final = 5
# A version that a rule deletes later was gone already, when its mark was made.
_TOLD: Final = (
    s3.EventType.OBJECT_CREATED,
    s3.EventType.OBJECT_REMOVED,
    s3.EventType.LIFECYCLE_EXPIRATION_DELETE_MARKER_CREATED,
)
# As the CDK calls its function that writes notifications.
_NOTIFIER: Final = "BucketNotificationsHandler050a0587b7544547bf325f094a3db834"


def connect(
    stack: cdk.Stack,
    functions: Mapping[str, SantralFunction],
    *,
    data: DataStack,
    stage: Stage,
) -> None:
    """Let records, messages and files start the functions that are for them."""
    _read_records(functions[_RECORDS], data)
    for function in functions.values():
        if function.spec.trigger is Trigger.QUEUE:
            _take_messages(function, data)
    _hear_of_files(stack, functions[_RECORDINGS], data, stage)


def _read_records(function: SantralFunction, data: DataStack) -> None:
    stream = data.records_stream
    function.own_role.add_to_policy(
        iam.PolicyStatement(
            actions=[
                f"kinesis:{each}"
                for each in (
                    "DescribeStream",
                    "DescribeStreamSummary",
                    "GetRecords",
                    "GetShardIterator",
                    "ListShards",
                )
            ],
            resources=[stream.stream_arn],
        )
    )
    function.own_role.add_to_policy(
        iam.PolicyStatement(
            actions=["kms:Decrypt"],
            resources=[data.recordings_key.key_arn],
            conditions={
                "StringEquals": {
                    "kms:ViaService": f"kinesis.{cdk.Stack.of(function).region}.amazonaws.com"
                }
            },
        )
    )
    function.add_event_source_mapping(
        "Records",
        event_source_arn=stream.stream_arn,
        starting_position=lambda_.StartingPosition.TRIM_HORIZON,
        batch_size=_RECORDS_AT_ONCE,
        max_batching_window=cdk.Duration.seconds(1),
        report_batch_item_failures=True,
        bisect_batch_on_error=True,
        max_record_age=_OLDEST_RECORD,
        retry_attempts=_RECORD_TRIES,
        on_failure=sources.SqsDlq(data.dead_letters[_RECORDS]),
    )


def _take_messages(function: SantralFunction, data: DataStack) -> None:
    name = function.spec.name
    queue = data.queues[name]
    function.own_role.add_to_policy(
        iam.PolicyStatement(
            actions=[
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
            ],
            resources=[queue.queue_arn],
        )
    )
    mapping = function.add_event_source_mapping(
        "Messages",
        event_source_arn=queue.queue_arn,
        batch_size=_MESSAGES_AT_ONCE.get(name, 1),
        report_batch_item_failures=True,
        # The least that a queue can be told is two: the function's own limit has to do for one.
        max_concurrency=None if function.spec.runs_alone else _MOST_AT_ONCE.get(name, _MOST_JOBS),
    )
    acknowledge(
        mapping,
        "Serverless-LambdaEventSourceMappingDestination",
        "a queue's mapping takes no destination; the queue itself moves to the dead letters what "
        "was tried too often",
    )


def _hear_of_files(
    stack: cdk.Stack, function: SantralFunction, data: DataStack, stage: Stage
) -> None:
    """Let the bucket tell of recordings that come and go.

    The bucket is older than the function, so that CloudFormation cannot write its notification: a
    function of the CDK does it at deployment, with a role of ours that may do that and no more.
    """
    log = DatedLogGroup(stack, "NotifierLog", days=stage.retention.logs_days, key=data.key)
    role = _notifier_role(stack, data, log)
    bucket = s3.Bucket.from_bucket_attributes(
        stack,
        "RecordingsBucket",
        bucket_name=data.recordings.bucket_name,
        # Else the CDK would add a managed policy, and every bucket of the account.
        notifications_handler_role=role.without_policy_updates(),
    )
    folder = s3.NotificationKeyFilter(prefix=f"connect/{stage.instance.alias}/CallRecordings/")
    destination = _Told(function, bucket)
    for event in _TOLD:
        bucket.add_event_notification(event, destination, folder)
    _set_up_notifier(stack, log)


@jsii.implements(s3.IBucketNotificationDestination)
class _Told:
    """A function that a bucket tells. The CDK's own names its permission after the stage."""

    def __init__(self, function: SantralFunction, bucket: s3.IBucket) -> None:
        self._arn = function.function_arn
        self._permission = lambda_.CfnPermission(
            function,
            "ToldOfFiles",
            action="lambda:InvokeFunction",
            function_name=function.function_arn,
            principal="s3.amazonaws.com",
            source_account=cdk.Stack.of(function).account,
            source_arn=bucket.bucket_arn,
        )

    def bind(
        self, _scope: Construct, _bucket: s3.IBucket
    ) -> s3.BucketNotificationDestinationConfig:
        return s3.BucketNotificationDestinationConfig(
            arn=self._arn,
            type=s3.BucketNotificationDestinationType.LAMBDA,
            dependencies=[self._permission],
        )


def _notifier_role(stack: cdk.Stack, data: DataStack, log: DatedLogGroup) -> iam.Role:
    role = iam.Role(
        stack,
        "NotifierRole",
        description="Writes at deployment whom the bucket of recordings tells",
        assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"),
    )
    role.add_to_policy(
        iam.PolicyStatement(
            actions=["s3:GetBucketNotification", "s3:PutBucketNotification"],
            resources=[data.recordings.bucket_arn],
        )
    )
    role.add_to_policy(
        iam.PolicyStatement(
            actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log.log_group_arn]
        )
    )
    return role


def _set_up_notifier(stack: cdk.Stack, log: DatedLogGroup) -> None:
    notifier = stack.node.find_child(_NOTIFIER)
    function = cast(cdk.CfnResource, notifier.node.default_child)
    function.add_property_override("LoggingConfig", {"LogGroup": log.log_group_name})
    function.node.add_dependency(stack.node.find_child("NotifierRole"))
    why = "the CDK's own, run at deployment alone: CloudFormation waits, and hears of a failure"
    for finding in (
        "AwsSolutions-L1",
        "Serverless-LambdaDLQ",
        "Serverless-LambdaLatestVersion",
        "Serverless-LambdaTracing",
    ):
        acknowledge(notifier, finding, why)
