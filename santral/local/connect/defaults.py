"""What every new instance has: flows, hours, a queue, profiles, statuses and prompts.

Source: Administrator Guide, "Default flows", "Security profiles", "Agent status"; the names are
those that ListContactFlows and its kin give for a new instance. The permissions of the security
profiles are a choice among those of "List of security profile permissions".
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from santral.domain.placeholders import resolve
from santral.local.connect.flows.editions import FLOW, set_default
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from santral.local.connect.operations.predefined_attributes import add_system_attributes
from santral.local.connect.operations.prompts import PROMPT, add_standard_prompts
from santral.local.connect.registry import OPERATIONS

_FLOWS: Final = Path(__file__).parent / "default_flows"


class _DefaultFlow(NamedTuple):
    """A flow that runs where a contact has no hook of its own; the file is named after the hook."""

    hook: str
    name: str
    type: str


DEFAULT_FLOWS: Final = (
    _DefaultFlow("AgentHold", "Default agent hold", "AGENT_HOLD"),
    _DefaultFlow("AgentTransfer", "Default agent transfer", "AGENT_TRANSFER"),
    _DefaultFlow("AgentWhisper", "Default agent whisper", "AGENT_WHISPER"),
    _DefaultFlow("CustomerHold", "Default customer hold", "CUSTOMER_HOLD"),
    _DefaultFlow("CustomerQueue", "Default customer queue", "CUSTOMER_QUEUE"),
    _DefaultFlow("CustomerWhisper", "Default customer whisper", "CUSTOMER_WHISPER"),
    _DefaultFlow("OutboundWhisper", "Default outbound", "OUTBOUND_WHISPER"),
    _DefaultFlow("QueueTransfer", "Default queue transfer", "QUEUE_TRANSFER"),
)

_WEEK: Final = ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
_CHANNELS: Final = ("VOICE", "CHAT", "TASK")

_METRICS: Final = ("AccessMetrics", "ReportSchedules.Create", "MetricsReports.Create")
_STAFF: Final = ("Users.Create", "Users.Delete", "Users.Edit", "Users.View")
_ROUTING: Final = (
    "RoutingPolicies.Create",
    "RoutingPolicies.Edit",
    "RoutingPolicies.View",
    "Queues.Create",
    "Queues.Edit",
    "Queues.EnableAndDisable",
    "Queues.View",
    "HoursOfOperation.Create",
    "HoursOfOperation.Delete",
    "HoursOfOperation.Edit",
    "HoursOfOperation.View",
    "TransferDestinations.Create",
    "TransferDestinations.Delete",
    "TransferDestinations.Edit",
    "TransferDestinations.View",
)
_FLOW_DESIGN: Final = (
    "ContactFlows.Create",
    "ContactFlows.Edit",
    "ContactFlows.Publish",
    "ContactFlows.View",
    "Prompts.Create",
    "Prompts.Edit",
    "Prompts.View",
    "PhoneNumbers.Claim",
    "PhoneNumbers.Edit",
    "PhoneNumbers.Release",
    "PhoneNumbers.View",
)
_ADMINISTRATION: Final = (
    "Users.EditPermission",
    "SecurityProfiles.Create",
    "SecurityProfiles.Delete",
    "SecurityProfiles.Edit",
    "SecurityProfiles.View",
    "AgentStates.Create",
    "AgentStates.Edit",
    "AgentStates.EnableAndDisable",
    "AgentStates.View",
    "AgentGrouping.Create",
    "AgentGrouping.Edit",
    "AgentGrouping.View",
)
_AGENT: Final = ("BasicAgentAccess", "OutboundCallAccess")
_SECURITY_PROFILES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "Admin": (
        "Allows administrators to perform all actions in the contact center.",
        (*_AGENT, *_METRICS, *_STAFF, *_ROUTING, *_FLOW_DESIGN, *_ADMINISTRATION),
    ),
    "Agent": ("Allows agents to access the Contact Control Panel (CCP).", _AGENT),
    "CallCenterManager": (
        "Allows managers to perform actions related to user management, metrics, and routing.",
        (*_AGENT, *_METRICS, *_STAFF, *_ROUTING),
    ),
    "QualityAnalyst": ("Allows analysts to perform actions related to metrics.", _METRICS),
}


def furnish(instance: Instance) -> None:
    """Make all that a new instance has.

    Raises:
        ConnectError: a quota is too low for it.
    """
    add_standard_statuses(instance)
    add_system_attributes(instance)
    add_standard_prompts(instance)
    for name, (description, permissions) in _SECURITY_PROFILES.items():
        _make(
            instance,
            "CreateSecurityProfile",
            SecurityProfileName=name,
            Description=description,
            Permissions=list(permissions),
        )
    _add_routing(instance)
    _add_default_flows(instance)


def _add_routing(instance: Instance) -> None:
    day = {"StartTime": {"Hours": 9, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}
    hours = _make(
        instance,
        "CreateHoursOfOperation",
        Name="Basic Hours",
        TimeZone="America/Los_Angeles",
        Config=[{"Day": each, **day} for each in _WEEK],
    )
    queue = _make(
        instance,
        "CreateQueue",
        Name="BasicQueue",
        Description="A simple, basic voice queue.",
        HoursOfOperationId=hours["HoursOfOperationId"],
    )
    _make(
        instance,
        "CreateRoutingProfile",
        Name="Basic Routing Profile",
        Description="A simple routing profile.",
        DefaultOutboundQueueId=queue["QueueId"],
        MediaConcurrencies=[{"Channel": each, "Concurrency": 1} for each in _CHANNELS],
        QueueConfigs=[
            {
                "QueueReference": {"QueueId": queue["QueueId"], "Channel": each},
                "Priority": 1,
                "Delay": 0,
            }
            for each in _CHANNELS
        ],
    )


def _add_default_flows(instance: Instance) -> None:
    prompts = {f"prompt.{each.name[:-4]}": each.arn for each in instance.table(PROMPT)}
    for flow in DEFAULT_FLOWS:
        path = _FLOWS / f"{flow.hook}.json"
        made = _make(
            instance,
            "CreateContactFlow",
            Name=flow.name,
            Type=flow.type,
            Content=resolve(path.read_text("utf-8"), prompts, file=path.name),
        )
        set_default(instance, flow.hook, instance.table(FLOW).get(made["ContactFlowId"]))


def _make(instance: Instance, operation: str, **given: Any) -> Mapping[str, Any]:
    """Make a thing by its operation, without the checks of the request's shape."""
    made = OPERATIONS[operation].function(instance, {"InstanceId": instance.id, **given})
    return made or {}
