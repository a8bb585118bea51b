"""AWS::Connect::Instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from santral.local.connect.cloudformation.asking import ask, tags_of
from santral.local.connect.cloudformation.made import Made, Properties
from santral.local.connect.connect import Connect

_SHOWN: Final = ("Id", "Arn", "CreatedTime", "ServiceRole", "InstanceStatus")
_ATTRIBUTES: Final[Mapping[str, str]] = {
    "AutoResolveBestVoices": "AUTO_RESOLVE_BEST_VOICES",
    "ContactLens": "CONTACT_LENS",
    "ContactflowLogs": "CONTACTFLOW_LOGS",
    "EarlyMedia": "EARLY_MEDIA",
    "EnhancedContactMonitoring": "ENHANCED_CONTACT_MONITORING",
    "HighVolumeOutBound": "HIGH_VOLUME_OUTBOUND",
    "InboundCalls": "INBOUND_CALLS",
    "MultiPartyConference": "MULTI_PARTY_CONFERENCE",
    "OutboundCalls": "OUTBOUND_CALLS",
    "UseCustomTTSVoices": "USE_CUSTOM_TTS_VOICES",
}


class CloudFormationInstance:
    required = frozenset({"Attributes", "IdentityManagementType"})
    properties = frozenset(
        {"Attributes", "IdentityManagementType", "InstanceAlias", "DirectoryId", "Tags"}
    )
    create_only = frozenset({"IdentityManagementType", "InstanceAlias", "DirectoryId"})

    def create(self, connect: Connect, given: Properties) -> Made:
        attributes = given["Attributes"]
        named = {
            name: given[name]
            for name in ("IdentityManagementType", "InstanceAlias", "DirectoryId")
            if name in given
        }
        answer = ask(
            connect,
            "CreateInstance",
            InboundCallsEnabled=_true(attributes["InboundCalls"]),
            OutboundCallsEnabled=_true(attributes["OutboundCalls"]),
            **named,
            **tags_of(given),
        )
        self._set(connect, answer["Id"], {}, attributes)
        return self._made(connect, answer["Id"])

    def update(self, connect: Connect, made: str, old: Properties, given: Properties) -> Made:
        self._set(connect, made, old["Attributes"], given["Attributes"])
        return self._made(connect, made)

    def delete(self, connect: Connect, made: str, _old: Properties) -> None:
        ask(connect, "DeleteInstance", InstanceId=made)

    def _set(
        self, connect: Connect, instance: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        for name, value in new.items():
            if old.get(name) != value:
                ask(
                    connect,
                    "UpdateInstanceAttribute",
                    InstanceId=instance,
                    AttributeType=_ATTRIBUTES[name],
                    Value=str(_true(value)).lower(),
                )

    def _made(self, connect: Connect, instance: str) -> Made:
        found = ask(connect, "DescribeInstance", InstanceId=instance)["Instance"]
        shown = {name: found[name] for name in _SHOWN}
        return Made(found["Arn"], {**shown, "CreatedTime": str(shown["CreatedTime"])})


def _true(value: Any) -> bool:
    """CloudFormation takes a boolean as text, too."""
    return str(value).lower() == "true"
