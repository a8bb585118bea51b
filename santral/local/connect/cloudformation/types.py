"""Which types there are, and which operations make, change and delete each.

Source: CloudFormation Template Reference, AWS::Connect::*; the schemas of the resource types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from santral.local.connect.cloudformation.asking import ask, tags_of
from santral.local.connect.cloudformation.associations import (
    ApprovedOrigin,
    IntegrationAssociation,
    StorageConfig,
)
from santral.local.connect.cloudformation.instances import CloudFormationInstance
from santral.local.connect.cloudformation.made import Made, Properties, ResourceType
from santral.local.connect.cloudformation.phone_numbers import PhoneNumber
from santral.local.connect.connect import Connect

_INSTANCE: Final = "InstanceArn"
_TAGS: Final = "Tags"


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of an update, asked when one of its properties has changed."""

    operation: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A type whose resources are of an instance and have a name and an ARN, which is their id.

    Attributes:
        arn: the attribute that is the ARN.
        answered: the member of the answer that it stands in, where it is called otherwise.
        id: the member by which operations name one.
        renamed: property -> member, where they are called otherwise.
        delete: "" where Amazon Connect offers none.
    """

    required: frozenset[str]
    properties: frozenset[str]
    arn: str
    id: str
    create_with: str
    changes: tuple[Change, ...]
    delete_with: str
    answered: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    create_only: frozenset[str] = frozenset({_INSTANCE})

    def create(self, connect: Connect, given: Properties) -> Made:
        answer = ask(
            connect,
            self.create_with,
            InstanceId=given[_INSTANCE],
            **self._members(given, self.properties - {_INSTANCE, _TAGS}),
            **tags_of(given),
        )
        arn = answer[self.answered or self.arn]
        return Made(arn, {self.arn: arn})

    def update(self, connect: Connect, made: str, old: Properties, given: Properties) -> Made:
        for change in self.changes:
            if any(old.get(each) != given.get(each) for each in change.properties):
                members = self._members(given, frozenset(change.properties))
                which = {"InstanceId": given[_INSTANCE], self.id: _last(made)}
                ask(connect, change.operation, **which, **members)
        if old.get(_TAGS) != given.get(_TAGS):
            _tag(connect, made, tags_of(old).get(_TAGS, {}), tags_of(given).get(_TAGS, {}))
        return Made(made, {self.arn: made})

    def delete(self, connect: Connect, made: str, old: Properties) -> None:
        if self.delete_with:
            which = {"InstanceId": old[_INSTANCE], self.id: _last(made)}
            ask(connect, self.delete_with, **which)

    def _members(self, given: Properties, names: frozenset[str]) -> dict[str, Any]:
        return {
            self.renamed.get(name, name): _as_given(self.renamed.get(name, name), given[name])
            for name in sorted(names)
            if name in given
        }


def _as_given(member: str, value: Any) -> Any:
    """Name a resource by its id, where CloudFormation has its ARN."""
    if member.endswith("Id") and isinstance(value, str) and value.startswith("arn:"):
        return _last(value)
    return value


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def _tag(connect: Connect, arn: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    gone = sorted(old.keys() - new.keys())
    if gone:
        ask(connect, "UntagResource", resourceArn=arn, tagKeys=gone)
    if new:
        ask(connect, "TagResource", resourceArn=arn, tags=dict(new))


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


TYPES: Final[Mapping[str, ResourceType]] = {
    "AWS::Connect::AgentStatus": Named(
        required=_of(_INSTANCE, "Name", "State"),
        properties=_of(_INSTANCE, "Name", "State", "Description", "DisplayOrder", _TAGS),
        arn="AgentStatusArn",
        answered="AgentStatusARN",
        id="AgentStatusId",
        create_with="CreateAgentStatus",
        changes=(Change("UpdateAgentStatus", ("Name", "State", "Description", "DisplayOrder")),),
        delete_with="",
    ),
    "AWS::Connect::ApprovedOrigin": ApprovedOrigin(),
    "AWS::Connect::ContactFlow": Named(
        required=_of(_INSTANCE, "Content", "Name", "Type"),
        properties=_of(_INSTANCE, "Content", "Name", "Type", "Description", "State", _TAGS),
        arn="ContactFlowArn",
        id="ContactFlowId",
        create_with="CreateContactFlow",
        changes=(
            Change("UpdateContactFlowContent", ("Content",)),
            Change("UpdateContactFlowMetadata", ("Name", "Description", "State")),
        ),
        delete_with="DeleteContactFlow",
        renamed={"State": "ContactFlowState"},
        create_only=_of(_INSTANCE, "Type"),
    ),
    "AWS::Connect::HoursOfOperation": Named(
        required=_of(_INSTANCE, "Config", "Name", "TimeZone"),
        properties=_of(_INSTANCE, "Config", "Name", "TimeZone", "Description", _TAGS),
        arn="HoursOfOperationArn",
        id="HoursOfOperationId",
        create_with="CreateHoursOfOperation",
        changes=(Change("UpdateHoursOfOperation", ("Config", "Name", "TimeZone", "Description")),),
        delete_with="DeleteHoursOfOperation",
    ),
    "AWS::Connect::Instance": CloudFormationInstance(),
    "AWS::Connect::InstanceStorageConfig": StorageConfig(),
    "AWS::Connect::IntegrationAssociation": IntegrationAssociation(),
    "AWS::Connect::PhoneNumber": PhoneNumber(),
    "AWS::Connect::Prompt": Named(
        required=_of(_INSTANCE, "Name", "S3Uri"),
        properties=_of(_INSTANCE, "Name", "S3Uri", "Description", _TAGS),
        arn="PromptArn",
        answered="PromptARN",
        id="PromptId",
        create_with="CreatePrompt",
        changes=(Change("UpdatePrompt", ("Name", "S3Uri", "Description")),),
        delete_with="DeletePrompt",
    ),
    "AWS::Connect::Queue": Named(
        required=_of(_INSTANCE, "HoursOfOperationArn", "Name"),
        properties=_of(
            _INSTANCE,
            "HoursOfOperationArn",
            "Name",
            "Description",
            "MaxContacts",
            "OutboundCallerConfig",
            _TAGS,
        ),
        arn="QueueArn",
        id="QueueId",
        create_with="CreateQueue",
        changes=(
            Change("UpdateQueueName", ("Name", "Description")),
            Change("UpdateQueueHoursOfOperation", ("HoursOfOperationArn",)),
            Change("UpdateQueueMaxContacts", ("MaxContacts",)),
            Change("UpdateQueueOutboundCallerConfig", ("OutboundCallerConfig",)),
        ),
        delete_with="DeleteQueue",
        renamed={"HoursOfOperationArn": "HoursOfOperationId"},
    ),
    "AWS::Connect::SecurityProfile": Named(
        required=_of(_INSTANCE, "SecurityProfileName"),
        properties=_of(_INSTANCE, "SecurityProfileName", "Description", "Permissions", _TAGS),
        arn="SecurityProfileArn",
        id="SecurityProfileId",
        create_with="CreateSecurityProfile",
        changes=(Change("UpdateSecurityProfile", ("Description", "Permissions")),),
        delete_with="DeleteSecurityProfile",
        create_only=_of(_INSTANCE, "SecurityProfileName"),
    ),
}
