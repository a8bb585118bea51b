"""The Amazon Connect instance, and what is in it that belongs to no business.

What the functions and flows look up by name, and who makes it:

| name                                            | made by                              |
|-------------------------------------------------|--------------------------------------|
| security profile `Agent`, of every agent        | Amazon Connect, in each new instance |
| flows and modules                               | FlowsStack                           |
| `queue.basic`, `hours.always`, `prompt.<file>`  | this stack, see `names`              |
| queues, hours, agents, profiles of a business   | provisioning                         |

An instance that was there before (`instance.id`) keeps its attributes; it needs the profile
`Agent`, and may not store its recordings and records elsewhere yet: AWS takes one place for each.

Source: CloudFormation Template Reference, AWS::Connect::*; Administrator Guide, "Key management":
that a storage config is made gives the instance's role leave to use the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

import aws_cdk as cdk
from aws_cdk import aws_connect as connect
from aws_cdk import aws_kinesis as kinesis
from aws_cdk import aws_s3_assets as assets
from constructs import Construct

from infra.constructs.removal import removal_policy
from infra.stacks.data import DataStack
from infra.stacks.edge import EdgeStack
from santral.domain.deployment import Stage

_PROMPTS: Final = Path(__file__).parents[2] / "contact_flows" / "prompts"

# ResourceType -> the folder of what is written. Amazon Connect adds none of its own; these are the
# ones that its console proposes, and santral/stores/recordings.py reads.
_FOLDERS: Final[Mapping[str, str]] = {
    "CALL_RECORDINGS": "CallRecordings",
    "CHAT_TRANSCRIPTS": "ChatTranscripts",
    "ATTACHMENTS": "Attachments",
    "SCHEDULED_REPORTS": "Reports",
}

# Why an agent takes no contact, beside `Offline`. Businesses share them: an instance has one list.
_STATUSES: Final = ("Break", "Lunch", "Meeting", "Training")

_WEEK: Final = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


class _Profile(NamedTuple):
    name: str
    description: str
    permissions: tuple[str, ...]


# Of the deployment's own people, never of a business's: what is seen is everybody's. Nobody gets
# leave to change anything, since the next deployment would change it back.
# Source: Administrator Guide, "List of security profile permissions".
_PROFILES: Final = (
    _Profile("Supervisor", "Watches queues and agents of all businesses.", ("AccessMetrics",)),
    _Profile(
        "Operator",
        "Sees how the instance is set up; changes come by deployment.",
        (
            "AccessMetrics",
            "AgentStates.View",
            "ContactFlows.View",
            "HoursOfOperation.View",
            "PhoneNumbers.View",
            "Prompts.View",
            "Queues.View",
            "RoutingPolicies.View",
            "SecurityProfiles.View",
            "TransferDestinations.View",
            "Users.View",
        ),
    ),
)


class ConnectStack(cdk.Stack):
    """
    Attributes:
        names: logical name -> ARN of what flows may name: `queue.basic`, `prompt.hold_music` …
    """

    def __init__(
        self,
        scope: Construct,
        name: str,
        *,
        stage: Stage,
        data: DataStack,
        edge: EdgeStack,
        **options: Any,
    ) -> None:
        super().__init__(scope, name, **options)
        self._stage = stage
        self.instance_arn, self.instance_id = self._instance()
        self._store(data)
        self._add_people()
        connect.CfnApprovedOrigin(
            self, "PageOrigin", instance_id=self.instance_arn, origin=edge.page_url
        )
        self.names = {**self._routing(), **self._prompts()}

    def _instance(self) -> tuple[str, str]:
        told = self._stage.instance
        if told.id:
            arn = self.format_arn(service="connect", resource="instance", resource_name=told.id)
            return arn, told.id
        made = connect.CfnInstance(
            self,
            "Instance",
            identity_management_type=told.identity.value,
            instance_alias=told.alias,
            attributes=connect.CfnInstance.AttributesProperty(
                inbound_calls=True,
                outbound_calls=True,
                contact_lens=told.contact_lens,
                early_media=True,  # a caller hears the far end's own announcements
                auto_resolve_best_voices=True,
                # A flow says when it is logged; without this none could be looked into.
                contactflow_logs=True,
            ),
        )
        made.apply_removal_policy(removal_policy(self._stage.retention))
        return made.attr_arn, made.attr_id

    # --- where Amazon Connect writes ---

    def _store(self, data: DataStack) -> None:
        in_bucket = [self._store_in_bucket(data, each) for each in _FOLDERS]
        streams = {
            "CONTACT_TRACE_RECORDS": data.records_stream,
            "AGENT_EVENTS": data.agent_events_stream,
        }
        for resource_type, stream in streams.items():
            config = self._store_in_stream(resource_type, stream)
            # It is the recordings' config that lets the instance's role use the streams' key.
            config.add_resource_dependency(in_bucket[0])

    def _store_in_bucket(
        self, data: DataStack, resource_type: str
    ) -> connect.CfnInstanceStorageConfig:
        folder = f"connect/{self._stage.instance.alias}/{_FOLDERS[resource_type]}"
        of = connect.CfnInstanceStorageConfig
        return of(
            self,
            f"Stores{_FOLDERS[resource_type]}",
            instance_arn=self.instance_arn,
            resource_type=resource_type,
            storage_type="S3",
            s3_config=of.S3ConfigProperty(
                bucket_name=data.recordings.bucket_name,
                bucket_prefix=folder,
                encryption_config=of.EncryptionConfigProperty(
                    encryption_type="KMS", key_id=data.recordings_key.key_arn
                ),
            ),
        )

    def _store_in_stream(
        self, resource_type: str, stream: kinesis.IStream
    ) -> connect.CfnInstanceStorageConfig:
        of = connect.CfnInstanceStorageConfig
        return of(
            self,
            f"Streams{resource_type.title().replace('_', '')}",
            instance_arn=self.instance_arn,
            resource_type=resource_type,
            storage_type="KINESIS_STREAM",
            kinesis_stream_config=of.KinesisStreamConfigProperty(stream_arn=stream.stream_arn),
        )

    # --- what is in it ---

    def _add_people(self) -> None:
        for profile in _PROFILES:
            connect.CfnSecurityProfile(
                self,
                f"{profile.name}Profile",
                instance_arn=self.instance_arn,
                security_profile_name=profile.name,
                description=profile.description,
                permissions=list(profile.permissions),
            )
        for place, status in enumerate(_STATUSES, start=1):
            connect.CfnAgentStatus(
                self,
                f"{status}Status",
                instance_arn=self.instance_arn,
                name=status,
                state="ENABLED",
                display_order=place,
            )

    def _routing(self) -> dict[str, str]:
        """Make hours and a queue for what belongs to no business."""
        hours = connect.CfnHoursOfOperation(
            self,
            "Always",
            instance_arn=self.instance_arn,
            name="always",
            description="Day and night.",
            time_zone="Etc/UTC",
            config=[_whole(day) for day in _WEEK],
        )
        queue = connect.CfnQueue(
            self,
            "Basic",
            instance_arn=self.instance_arn,
            name="basic",
            description="Of no business: nobody serves it.",
            hours_of_operation_arn=hours.attr_hours_of_operation_arn,
        )
        return {
            "hours.always": hours.attr_hours_of_operation_arn,
            "queue.basic": queue.attr_queue_arn,
        }

    def _prompts(self) -> dict[str, str]:
        """Make a prompt of every file: 8 kHz, one channel, u-law, five minutes at most."""
        found = {}
        for file in sorted(_PROMPTS.glob("*.wav")):
            lies = assets.Asset(self, f"{file.stem}File", path=str(file))
            prompt = connect.CfnPrompt(
                self,
                f"{file.stem}Prompt",
                instance_arn=self.instance_arn,
                name=file.stem,
                s3_uri=lies.s3_object_url,
            )
            found[f"prompt.{file.stem}"] = prompt.attr_prompt_arn
        return found


def _whole(day: str) -> connect.CfnHoursOfOperation.HoursOfOperationConfigProperty:
    """Source: Administrator Guide, "Set the hours of operation": 12:00 AM to 12:00 AM."""
    midnight = connect.CfnHoursOfOperation.HoursOfOperationTimeSliceProperty(hours=0, minutes=0)
    return connect.CfnHoursOfOperation.HoursOfOperationConfigProperty(
        day=day, start_time=midnight, end_time=midnight
    )
