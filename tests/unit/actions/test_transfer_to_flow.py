"""TransferToFlow: on to another flow, if a contact can be sent there."""

from __future__ import annotations

import pytest

from santral.engine.steps import JumpToFlow
from tests.fakes.flow_runs import Line, leaves_by


@pytest.mark.parametrize("type_", ["CONTACT_FLOW", "AGENT_TRANSFER", "QUEUE_TRANSFER"])
def test_the_contact_goes_on_in_the_other_flow(type_: str) -> None:
    line = Line()
    line.centre.flow("survey", type_)
    assert line.enters("TransferToFlow", ContactFlowId="survey") == JumpToFlow("survey")


def test_the_other_flow_can_be_named_by_a_function() -> None:
    line = Line()
    line.centre.flow("survey")
    line.run.memory.external = {"flow": "survey"}
    assert line.enters("TransferToFlow", ContactFlowId="$.External.flow") == JumpToFlow("survey")


@pytest.mark.parametrize("reference", ["gone", "$.External.flow"])
def test_an_unknown_flow_is_an_error(reference: str) -> None:
    assert leaves_by(Line().enters("TransferToFlow", ContactFlowId=reference)) == "NoMatchingError"


def test_a_contact_cannot_be_sent_into_a_whisper() -> None:
    line = Line()
    line.centre.flow("whisper", "AGENT_WHISPER")
    assert leaves_by(line.enters("TransferToFlow", ContactFlowId="whisper")) == "NoMatchingError"
