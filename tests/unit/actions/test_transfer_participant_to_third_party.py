"""TransferParticipantToThirdParty: to a number outside."""

from __future__ import annotations

from typing import Any

import pytest

from santral.engine.steps import Dial
from tests.fakes.flow_runs import NOBODY_HAS, Line, block, leaves_by, problems_of

SECOND = 1_000_000


def transfer(
    number: str = "+390600000001", *, returns: str = "True", **more: object
) -> dict[str, object]:
    return {
        "ThirdPartyPhoneNumber": number,
        "ThirdPartyConnectionTimeLimitSeconds": "30",
        "ContinueFlowExecution": returns,
        **more,
    }


def test_the_number_is_dialled_and_the_flow_waits() -> None:
    step = Line().enters("TransferParticipantToThirdParty", **transfer())
    assert step == Dial("+390600000001", 30 * SECOND, resumes=True)


@pytest.mark.parametrize(
    ("outcome", "branch"),
    [
        ("ended", "NextAction"),
        ("failed", "CallFailed"),
        ("unanswered", "ConnectionTimeLimitExceeded"),
        ("lost", "NoMatchingError"),
    ],
)
def test_each_way_that_the_call_ends_has_its_branch(outcome: str, branch: str) -> None:
    line = Line()
    line.enters("TransferParticipantToThirdParty", **transfer())
    assert leaves_by(line.third_party(outcome)) == branch


def test_with_digits_and_the_caller_s_own_number_shown() -> None:
    line = Line()
    line.contact.attributes["extension"] = ",,12#"
    more: dict[str, Any] = {
        "ThirdPartyDTMFDigits": "$.Attributes.extension",
        "CallerId": {"Number": "$.CustomerEndpoint.Address"},
    }
    step = line.enters("TransferParticipantToThirdParty", **transfer(returns="False", **more))
    assert step == Dial("+390600000001", 30 * SECOND, False, ",,12#", "+905321112233")


@pytest.mark.parametrize(
    ("number", "branch"),
    [
        ("$.Attributes.number", "NoMatchingError"),
        ("$.Attributes.written", "NoMatchingError"),
        (NOBODY_HAS, "CallFailed"),
    ],
)
def test_what_cannot_be_dialled_fails(number: str, branch: str) -> None:
    line = Line()
    line.contact.attributes["written"] = "0532 111 22 33"
    assert leaves_by(line.enters("TransferParticipantToThirdParty", **transfer(number))) == branch


@pytest.mark.parametrize("name", ["ThirdPartyDTMFDigits", "ThirdPartyConnectionTimeLimitSeconds"])
def test_a_reference_to_rubbish_is_an_error(name: str) -> None:
    line = Line()
    line.contact.attributes["rubbish"] = "call me"
    written = {**transfer(), name: "$.Attributes.rubbish"}
    assert leaves_by(line.enters("TransferParticipantToThirdParty", **written)) == "NoMatchingError"


def test_only_a_flow_that_goes_on_tells_failures_apart() -> None:
    name = "TransferParticipantToThirdParty"
    going_on = ("NoMatchingError", "CallFailed", "ConnectionTimeLimitExceeded")
    assert block(name, **transfer()).transitions.required == going_on
    assert block(name, **transfer(returns="False")).transitions.required == ("NoMatchingError",)


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        (
            {"ThirdPartyPhoneNumber": "+390600000001"},
            "Parameters.ContinueFlowExecution: "
            "missing; its page calls it optional, Connect demands it",
        ),
        (
            transfer("0600000001"),
            "Parameters.ThirdPartyPhoneNumber: a number in E.164 form is needed",
        ),
        (
            transfer(ThirdPartyDTMFDigits="call me"),
            "!Parameters.ThirdPartyDTMFDigits: up to fifty of 0-9, comma, * and # are needed",
        ),
    ],
)
def test_what_connect_would_not_take_is_told(parameters: dict[str, object], problem: str) -> None:
    assert problem in problems_of("TransferParticipantToThirdParty", **parameters)
