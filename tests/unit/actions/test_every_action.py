"""Every action type is tested, and stands in the table of flow types."""

from __future__ import annotations

from pathlib import Path

import santral.engine.actions  # noqa: F401 - registers every action type
from santral.engine.action_names import INVENTED, NOT_SUPPORTED
from santral.engine.flow_types import Place, place
from santral.engine.registry import ACTIONS

ONE_OF_EACH = (
    "CheckHoursOfOperation CheckMetricData Compare CreateCallbackContact "
    "DequeueContactAndTransferToQueue DisconnectParticipant DistributeByPercentage "
    "EndFlowExecution EndFlowModuleExecution GetMetricData GetParticipantInput InvokeFlowModule "
    "InvokeLambdaFunction Loop MessageParticipant MessageParticipantIteratively "
    "TransferContactToQueue TransferParticipantToThirdParty TransferToFlow "
    "UpdateContactAttributes UpdateContactCallbackNumber UpdateContactData "
    "UpdateContactEventHooks UpdateContactRecordingAndAnalyticsBehavior "
    "UpdateContactRecordingBehavior UpdateContactRoutingBehavior UpdateContactTargetQueue "
    "UpdateContactTextToSpeechVoice UpdateFlowAttributes UpdateFlowLoggingBehavior Wait"
)


def test_these_action_types_can_be_run() -> None:
    assert " ".join(sorted(ACTIONS)) == ONE_OF_EACH


def test_each_of_them_is_run_by_a_test() -> None:
    tests = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in ACTIONS if f'"{name}"' not in tests] == []


def test_each_of_them_is_published_somewhere() -> None:
    places = [place(name, "MODULE") for name in ACTIONS if name != "MessageParticipantIteratively"]
    assert set(places) == {Place.PUBLISHED}
    assert place("MessageParticipantIteratively", "CUSTOMER_QUEUE") is Place.PUBLISHED


def test_no_type_is_both_supported_and_not() -> None:
    assert not set(ACTIONS) & NOT_SUPPORTED
    assert not (set(ACTIONS) | NOT_SUPPORTED) & set(INVENTED)
