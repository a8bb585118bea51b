"""What holds data: tables, buckets, streams, queues, and the keys that encrypt them.

Everything here is kept when the stack is destroyed, but in a stage that leaves nothing behind.

The tables and the bucket of recordings can be brought back to an earlier state. The other buckets
hold copies: an upload is the owner's, an export is made again, and a function that writes into
quarantine deletes nothing there.

No Object Lock: a recording that cannot be deleted would keep a caller's voice after they asked for
it to be erased.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from constructs import Construct

from functions.catalogue import FUNCTIONS, Trigger
from infra.constructs.bucket import AccessLogBucket, PrivateBucket
from infra.constructs.findings import acknowledge
from infra.constructs.queue import DeadLetterQueue, WorkQueue
from infra.constructs.removal import removal_policy
from infra.constructs.table import EXPIRES_AT, ItemTable
from infra.logical_ids import logical_id
from santral.domain.deployment import Stage
from santral.stores.links import UPLOAD_TAG
from santral.stores.tables import MODELS, TableNames

# Who starts these does not wait for an answer: what they cannot deal with would be lost.
_ASYNCHRONOUS: Final = frozenset({Trigger.KINESIS, Trigger.S3, Trigger.QUEUE, Trigger.SCHEDULE})

# A function that broke on a Friday evening is repaired after the weekend, and no record is lost.
# A week costs 0.02 $ for each shard and hour; more is another price.
# Source: "Amazon Kinesis Data Streams pricing", extended data retention up to 7 days.
_RECORDS_KEPT: Final = cdk.Duration.days(7)
# What an agent did is of no use a day after: what remains of it is in the contact records.
_AGENT_EVENTS_KEPT: Final = cdk.Duration.days(1)

# For how long a recording that was deleted by mistake can be brought back.
_DELETED_RECORDINGS_KEPT: Final = cdk.Duration.days(7)


class DataStack(cdk.Stack):
    """
    Attributes:
        tables: by the fields of TableNames.
        key: of tables, files, quarantine and logs.
        recordings_key: of what Amazon Connect writes: recordings, transcripts, reports, streams.
        queues: by the function that each starts.
        dead_letters: by function, of every one whose starter does not wait for an answer.
    """

    def __init__(self, scope: Construct, name: str, *, stage: Stage, **options: Any) -> None:
        super().__init__(scope, name, **options)
        self._stage = stage
        self.key = self._key("Key", "Tables, files and logs")
        self._let_logs_use(self.key)
        self.recordings_key = self._key("RecordingsKey", "Recordings and streams")
        self.tables = {field.name: self._table(field.name) for field in fields(TableNames)}
        self._add_buckets()
        self.records_stream = self._stream("Records", _RECORDS_KEPT)
        self.agent_events_stream = self._stream("AgentEvents", _AGENT_EVENTS_KEPT)
        self._add_queues()
        self._tell()

    def _tell(self) -> None:
        """Say where things are, for `santral export` and `import`."""
        for name, table in self.tables.items():
            cdk.CfnOutput(self, f"{name.capitalize()}TableName", value=table.table_name)
        cdk.CfnOutput(self, "RecordingsBucket", value=self.recordings.bucket_name)

    def _key(self, name: str, what: str) -> kms.Key:
        return kms.Key(
            self,
            name,
            description=f"{what} of santral {self._stage.name}",
            enable_key_rotation=True,
            removal_policy=removal_policy(self._stage.retention),
        )

    def _let_logs_use(self, key: kms.Key) -> None:
        """Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using KMS"."""
        logs = iam.ServicePrincipal(f"logs.{self._stage.region}.amazonaws.com")
        ours = f"arn:{self.partition}:logs:{self.region}:{self.account}:log-group:*"
        key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="Logs",
                principals=[logs],
                actions=[
                    "kms:Encrypt",
                    "kms:Decrypt",
                    "kms:ReEncryptFrom",
                    "kms:ReEncryptTo",
                    "kms:GenerateDataKey",
                    "kms:GenerateDataKeyWithoutPlaintext",
                    "kms:DescribeKey",
                ],
                resources=["*"],  # in a key's policy: this key
                conditions={"ArnLike": {"kms:EncryptionContext:aws:logs:arn": ours}},
            )
        )

    def _table(self, field: str) -> ItemTable:
        return ItemTable(
            self,
            f"{field.capitalize()}Table",
            key=self.key,
            retention=self._stage.retention,
            expires=EXPIRES_AT in MODELS[field].get_attributes(),
        )

    def _add_buckets(self) -> None:
        retention = self._stage.retention
        self.access_logs = AccessLogBucket(self, "AccessLogs", retention=retention)
        self.recordings = PrivateBucket(
            self,
            "Recordings",
            retention=retention,
            access_logs=self.access_logs,
            key=self.recordings_key,
            versioned=True,
            cors=[_chat_files()],
            rules=_recording_rules(retention.recordings_days),
        )
        self.files = PrivateBucket(
            self,
            "Files",
            retention=retention,
            access_logs=self.access_logs,
            key=self.key,
            cors=[_upload_form(self._stage)],
            rules=[
                s3.LifecycleRule(
                    id="Exports", expiration=cdk.Duration.days(retention.exports_days)
                ),
                s3.LifecycleRule(
                    id="Uploads",
                    tag_filters=dict([UPLOAD_TAG]),
                    expiration=cdk.Duration.days(retention.uploads_days),
                ),
            ],
        )
        self.quarantine = PrivateBucket(
            self,
            "Quarantine",
            retention=retention,
            access_logs=self.access_logs,
            key=self.key,
            rules=[
                s3.LifecycleRule(
                    id="Quarantine", expiration=cdk.Duration.days(retention.quarantine_days)
                )
            ],
        )

    def _stream(self, name: str, kept: cdk.Duration) -> kinesis.Stream:
        """With the key of recordings, which Amazon Connect may use; any other it could not.

        Source: Administrator Guide, "Enable data streaming for your instance", server-side
        encryption, option 2.
        """
        stream = kinesis.Stream(
            self,
            name,
            shard_count=self._stage.capacity.record_shards,
            stream_mode=kinesis.StreamMode.PROVISIONED,
            retention_period=kept,
            encryption=kinesis.StreamEncryption.KMS,
            encryption_key=self.recordings_key,
            removal_policy=removal_policy(self._stage.retention),
        )
        acknowledge(
            stream,
            "AwsSolutions-KDS3",
            "records name callers: whoever reads them needs leave to use our key as well",
        )
        return stream

    def _add_queues(self) -> None:
        retention = self._stage.retention
        self.dead_letters = {
            spec.name: DeadLetterQueue(self, f"{logical_id(spec.name)}Dead", retention=retention)
            for spec in FUNCTIONS.values()
            if spec.trigger in _ASYNCHRONOUS or spec.schedules
        }
        self.queues = {
            spec.name: WorkQueue(
                self,
                f"{logical_id(spec.name)}Queue",
                spec=spec,
                dead_letters=self.dead_letters[spec.name],
                retention=retention,
            )
            for spec in FUNCTIONS.values()
            if spec.trigger is Trigger.QUEUE
        }


def _recording_rules(days: int) -> list[s3.LifecycleRule]:
    return [
        s3.LifecycleRule(
            id="Recordings",
            expiration=cdk.Duration.days(days) if days else None,
            noncurrent_version_expiration=_DELETED_RECORDINGS_KEPT,
        ),
        # S3 takes both kinds of expiration in one rule for an error.
        s3.LifecycleRule(id="Marks", expired_object_delete_marker=True),
    ]


def _chat_files() -> s3.CorsRule:
    """Let files of chats be put and fetched, from the pages and from businesses' own.

    Which file is in the link's signature, not in this; the links are Amazon Connect's. Source:
    Administrator Guide, "Enable attachments", "Configure a CORS policy on your bucket".
    """
    return s3.CorsRule(
        allowed_methods=[s3.HttpMethods.PUT, s3.HttpMethods.GET],
        allowed_origins=["https://*"],
        allowed_headers=["*"],
        max_age=3600,
    )


def _upload_form(stage: Stage) -> s3.CorsRule:
    """Let the pages post a form; what may be posted is in the form's signature, not in this."""
    pages = stage.domains.pages or "*.cloudfront.net"
    return s3.CorsRule(
        allowed_methods=[s3.HttpMethods.POST],
        allowed_origins=[f"https://{pages}"],
        allowed_headers=["*"],
        max_age=3600,
    )
