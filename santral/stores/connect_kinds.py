"""Which operations of Amazon Connect make, find, change and delete each kind of resource.

Source: API Reference, the operations named here (2026).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from santral.domain.provisioning import Kind


@dataclass(frozen=True, slots=True)
class Operations:
    """
    Attributes:
        id: the member by which requests name one, and by which Create answers.
        arn: the member by which Create answers; "" where the kind has no ARN.
        name: the member that is its name.
        search: finds by name; "" where something else does.
        found: the member of the answer of `search`, and those that are id, ARN and name in it.
        searched: the field that is the name in criteria.
        updates: the operation that changes each detail; what is in none is given at creation.
        tagged: whether it bears tags of its own.
        parent: the member that names what it is a part of.
    """

    create: str
    id: str
    arn: str = ""
    name: str = "Name"
    search: str = ""
    found: tuple[str, str, str, str] = ("", "", "", "")
    searched: str = "name"
    delete: str = ""
    updates: Mapping[str, str] = field(default_factory=dict)
    tagged: bool = True
    parent: str = ""


OPERATIONS: Final[Mapping[Kind, Operations]] = {
    Kind.HOURS: Operations(
        create="CreateHoursOfOperation",
        id="HoursOfOperationId",
        arn="HoursOfOperationArn",
        search="SearchHoursOfOperations",
        found=("HoursOfOperations", "HoursOfOperationId", "HoursOfOperationArn", "Name"),
        delete="DeleteHoursOfOperation",
        updates={
            "TimeZone": "UpdateHoursOfOperation",
            "Config": "UpdateHoursOfOperation",
        },
    ),
    Kind.OVERRIDE: Operations(
        create="CreateHoursOfOperationOverride",
        id="HoursOfOperationOverrideId",
        delete="DeleteHoursOfOperationOverride",
        updates={
            "Config": "UpdateHoursOfOperationOverride",
            "EffectiveFrom": "UpdateHoursOfOperationOverride",
            "EffectiveTill": "UpdateHoursOfOperationOverride",
            "OverrideType": "UpdateHoursOfOperationOverride",
        },
        tagged=False,
        parent="HoursOfOperationId",
    ),
    Kind.QUEUE: Operations(
        create="CreateQueue",
        id="QueueId",
        arn="QueueArn",
        search="SearchQueues",
        found=("Queues", "QueueId", "QueueArn", "Name"),
        delete="DeleteQueue",
        updates={
            "HoursOfOperationId": "UpdateQueueHoursOfOperation",
            "MaxContacts": "UpdateQueueMaxContacts",
            "OutboundCallerConfig": "UpdateQueueOutboundCallerConfig",
        },
    ),
    Kind.ROUTING_PROFILE: Operations(
        create="CreateRoutingProfile",
        id="RoutingProfileId",
        arn="RoutingProfileArn",
        search="SearchRoutingProfiles",
        found=("RoutingProfiles", "RoutingProfileId", "RoutingProfileArn", "Name"),
        delete="DeleteRoutingProfile",
        updates={
            "Description": "UpdateRoutingProfileName",
            "MediaConcurrencies": "UpdateRoutingProfileConcurrency",
            "DefaultOutboundQueueId": "UpdateRoutingProfileDefaultOutboundQueue",
        },
    ),
    Kind.USER: Operations(
        create="CreateUser",
        id="UserId",
        arn="UserArn",
        name="Username",
        search="SearchUsers",
        found=("Users", "Id", "Arn", "Username"),
        searched="Username",
        delete="DeleteUser",
        updates={
            "IdentityInfo": "UpdateUserIdentityInfo",
            "PhoneConfig": "UpdateUserPhoneConfig",
            "RoutingProfileId": "UpdateUserRoutingProfile",
            "SecurityProfileIds": "UpdateUserSecurityProfiles",
        },
    ),
    Kind.QUICK_CONNECT: Operations(
        create="CreateQuickConnect",
        id="QuickConnectId",
        arn="QuickConnectARN",
        search="SearchQuickConnects",
        found=("QuickConnects", "QuickConnectId", "QuickConnectARN", "Name"),
        delete="DeleteQuickConnect",
        updates={
            "QuickConnectConfig": "UpdateQuickConnectConfig",
        },
    ),
    Kind.ENTRY_FLOW: Operations(
        create="CreateContactFlow",
        id="ContactFlowId",
        arn="ContactFlowArn",
        search="SearchContactFlows",
        found=("ContactFlows", "Id", "Arn", "Name"),
        delete="DeleteContactFlow",
        updates={"Content": "UpdateContactFlowContent"},
    ),
}
