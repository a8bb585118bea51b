"""Action types that Connect has and this engine has not, and names that Connect never had.

Source: flow language reference (the list of actions); console exports; names that attempts to
publish showed to be invented by documentation or by generators of flows.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from santral.engine.registry import ACTIONS

NOT_SUPPORTED = frozenset(
    {
        "AssociateContactToCustomerProfile",
        "AuthenticateParticipant",
        "CheckOutboundCallStatus",
        "CheckSegmentMembership",
        "CheckVoiceId",
        "CompleteOutboundCall",
        "ConnectParticipantWithAgenticCX",
        "ConnectParticipantWithLexBot",
        "CreateCase",
        "CreateContact",
        "CreateCustomerProfile",
        "CreatePersistentContactAssociation",
        "CreateTask",
        "CreateWisdomSession",
        "EvaluateDataTableValues",
        "GetCalculatedAttributesForCustomerProfile",
        "GetCase",
        "GetCustomerProfile",
        "GetCustomerProfileObject",
        "ListDataTableValues",
        "LoadContactContent",
        "RenderMessageTemplate",
        "ResumeContact",
        "RouteContactToAgent",
        "ShowView",
        "StartOutboundChatContact",
        "StartOutboundEmailContact",
        "StartVoiceIdStream",
        "TagContact",
        "TransferContactToAgent",
        "UntagContact",
        "UpdateCase",
        "UpdateContactMediaProcessing",
        "UpdateContactMediaStreamingBehavior",
        "UpdateContactRoutingCriteria",
        "UpdateCustomerProfile",
        "UpdatePreviousContactParticipantState",
        "UpsertDataTableValues",
    }
)

# Invented name -> what its writer means.
INVENTED: Mapping[str, str] = {
    "CheckAttribute": "Compare",
    "CheckCondition": "Compare",
    "CheckQueueStatus": "CheckMetricData",
    "CheckStaffing": "CheckMetricData",
    "Disconnect": "DisconnectParticipant",
    "Distribute": "DistributeByPercentage",
    "EndFlow": "EndFlowExecution",
    "EntryPoint": "StartAction of the flow",
    "GetUserInput": "GetParticipantInput",
    "InvokeAgentAction": "ConnectParticipantWithAgenticCX",
    "InvokeExternalResource": "InvokeLambdaFunction",
    "PlayPrompt": "MessageParticipant",
    "ReturnFromFlowModule": "EndFlowModuleExecution",
    "SetAttributes": "UpdateContactAttributes",
    "SetCallbackNumber": "UpdateContactCallbackNumber",
    "SetContactAttributes": "UpdateContactAttributes",
    "SetLoggingBehavior": "UpdateFlowLoggingBehavior",
    "SetQueue": "UpdateContactTargetQueue",
    "SetRecordingBehavior": "UpdateContactRecordingAndAnalyticsBehavior",
    "SetVoice": "UpdateContactTextToSpeechVoice",
    "SetWorkingQueue": "UpdateContactTargetQueue",
    "StartMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "StopMediaStreaming": "UpdateContactMediaStreamingBehavior",
    "StoreUserInput": "GetParticipantInput",
    "TransferContactToFlow": "TransferToFlow",
    "TransferToAgent": "TransferContactToAgent",
    "TransferToPhoneNumber": "TransferParticipantToThirdParty",
    "TransferToQueue": "TransferContactToQueue",
    "Trigger": "StartAction of the flow",
    "UnTagContact": "UntagContact",
    "UpdateContactRoutingData": "UpdateContactRoutingBehavior",
    "UpdateRoutingCriteria": "UpdateContactRoutingCriteria",
}
_LONGEST = 100  # of a name that is worth comparing


def refusal(name: str) -> str:
    """Say why a block of this type cannot be run."""
    if name in NOT_SUPPORTED:
        return "this action type is not supported yet"
    text = "not an Amazon Connect action type"
    meant = INVENTED.get(name)
    if meant is None and len(name) <= _LONGEST:
        near = get_close_matches(name, [*ACTIONS, *sorted(NOT_SUPPORTED)], n=1)
        meant = near[0] if near else None
    return f"{text}; did you mean {meant}?" if meant else text
