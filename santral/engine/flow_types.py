"""Types of flows, and which action Connect publishes in which.

Source: the "Restrictions" of each action in the flow language reference; Administrator Guide,
"Create flows". Where the two differ, what an attempt to publish showed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

MODULE = "MODULE"

# Column of the table below -> the API's ContactFlowType.
_COLUMNS = (
    "CONTACT_FLOW",
    "CUSTOMER_QUEUE",
    "CUSTOMER_HOLD",
    "CUSTOMER_WHISPER",
    "AGENT_WHISPER",
    "AGENT_HOLD",
    "OUTBOUND_WHISPER",
    "AGENT_TRANSFER",
    "QUEUE_TRANSFER",
    MODULE,
)
FLOW_TYPES = frozenset({*_COLUMNS, "CAMPAIGN"})
OUTSIDE_MODULES = frozenset(_COLUMNS) - {MODULE}

# What the console writes into Metadata.type -> the API's name.
METADATA_TYPES: Mapping[str, str] = {
    "contactFlow": "CONTACT_FLOW",
    "customerQueue": "CUSTOMER_QUEUE",
    "customerHold": "CUSTOMER_HOLD",
    "customerWhisper": "CUSTOMER_WHISPER",
    "agentWhisper": "AGENT_WHISPER",
    "agentHold": "AGENT_HOLD",
    "outboundWhisper": "OUTBOUND_WHISPER",
    "agentTransfer": "AGENT_TRANSFER",
    "queueTransfer": "QUEUE_TRANSFER",
}

# Y: published; e: the designer offers it and an older page or an attempt says no; . refused.
# A module's blocks are checked when it runs, against the flow that invoked it.
_EVERYWHERE = "YYYYYYYYYY"
_TABLE: Mapping[str, str] = {
    "MessageParticipant": "YY.YY.YYYY",
    "MessageParticipantIteratively": ".YY..Y....",
    "GetParticipantInput": "YY....eYYY",
    "DisconnectParticipant": "YY.....YYY",
    "TransferParticipantToThirdParty": "YY.....YYY",
    "DequeueContactAndTransferToQueue": ".Y.......Y",
    "TransferContactToQueue": "Y......YYY",
    "UpdateContactTargetQueue": "Y......YYY",
    "UpdateContactRoutingBehavior": "Ye....eeeY",
    "UpdateContactCallbackNumber": "YY.....YYY",
    "CreateCallbackContact": "YY.....YYY",
    "UpdateContactRecordingBehavior": "YY....YYYY",
    "UpdateContactRecordingAndAnalyticsBehavior": "YY.YY.YYYY",
    "UpdateContactEventHooks": _EVERYWHERE,
    "UpdateContactAttributes": _EVERYWHERE,
    "UpdateContactData": _EVERYWHERE,
    "UpdateContactTextToSpeechVoice": _EVERYWHERE,
    "UpdateFlowAttributes": _EVERYWHERE,
    "UpdateFlowLoggingBehavior": _EVERYWHERE,
    "Compare": _EVERYWHERE,
    "Loop": _EVERYWHERE,
    "GetMetricData": _EVERYWHERE,
    "CheckMetricData": "YY.....YYY",
    "CheckHoursOfOperation": "YY.....YYY",
    "DistributeByPercentage": "YY....eYYY",
    "Wait": _EVERYWHERE,
    "TransferToFlow": "Y......YYY",
    # Holds and whispers have no other way to end.
    "EndFlowExecution": "eYYYYYYeeY",
    "EndFlowModuleExecution": ".........Y",
    "InvokeFlowModule": _EVERYWHERE,
    "InvokeLambdaFunction": _EVERYWHERE,
}

# Where $.Agent has a value.
WITH_AGENT = frozenset(
    {
        "AGENT_WHISPER",
        "CUSTOMER_WHISPER",
        "AGENT_HOLD",
        "CUSTOMER_HOLD",
        "OUTBOUND_WHISPER",
        "AGENT_TRANSFER",
        MODULE,
    }
)


class Place(Enum):
    """What Connect says to an action in a flow of some type."""

    PUBLISHED = "Y"
    DISPUTED = "e"
    REFUSED = "."


def place(action: str, flow_type: str) -> Place:
    """Say whether Connect publishes this action in a flow of this type."""
    row = _TABLE.get(action)
    if row is None or flow_type not in _COLUMNS:
        return Place.PUBLISHED
    return Place(row[_COLUMNS.index(flow_type)])


def refusing_types(action: str) -> frozenset[str]:
    """List the types of flow in which Connect does not run this action."""
    return frozenset(each for each in _COLUMNS if place(action, each) is Place.REFUSED)


def fitting_type(actions: Iterable[str]) -> str | None:
    """Guess the type of a flow that does not say: the first that admits all of its actions."""
    names = set(actions)
    for flow_type in _COLUMNS:
        if all(place(name, flow_type) is not Place.REFUSED for name in names):
            return flow_type
    return None
