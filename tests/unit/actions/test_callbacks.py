"""UpdateContactCallbackNumber and CreateCallbackContact: to be called back, and where."""

from __future__ import annotations

import pytest

from santral.engine.steps import CallBack
from tests.fakes.flow_runs import NOBODY_HAS, Line, leaves_by, problems_of

SECOND = 1_000_000
TIMES = {
    "InitialCallDelaySeconds": "5",
    "RetryDelaySeconds": "600",
    "MaximumConnectionAttempts": "2",
}
SALES = "arn:aws:connect:queue/sales"


@pytest.fixture
def line() -> Line:
    line = Line()
    line.contact.target = line.centre.queue("sales")
    return line


@pytest.mark.parametrize(
    ("typed", "branch", "number"),
    [
        ("+905321112244", "NextAction", "+905321112244"),
        ("Timeout", "InvalidCallbackNumber", None),
        ("05321112233", "InvalidCallbackNumber", None),
        (NOBODY_HAS, "CallbackNumberNotDialable", None),
        (None, "InvalidCallbackNumber", None),
    ],
)
def test_the_callback_number_must_be_one_that_can_be_dialled(
    line: Line, typed: str | None, branch: str, number: str | None
) -> None:
    line.run.memory.stored_input = typed
    step = line.enters("UpdateContactCallbackNumber", CallbackNumber="$.StoredCustomerInput")
    assert leaves_by(step) == branch
    assert line.contact.callback_number == number


def test_a_number_written_into_the_flow_is_refused() -> None:
    assert problems_of("UpdateContactCallbackNumber", CallbackNumber="+905321112233") == [
        "!Parameters.CallbackNumber: a single reference such as $.Attributes.name is needed"
    ]


def test_a_callback_is_promised_from_the_target_queue(line: Line) -> None:
    step = line.enters("CreateCallbackContact", **TIMES)
    assert step == CallBack(SALES, 5 * SECOND, 600 * SECOND, 2)


def test_another_queue_flow_and_caller_id_can_be_named(line: Line) -> None:
    service = line.centre.queue("service")
    line.centre.flow("before the callback")
    step = line.enters(
        "CreateCallbackContact",
        **TIMES,
        QueueId="service",
        ContactFlowId="before the callback",
        CallerId="$.SystemEndpoint.Address",
    )
    assert step == CallBack(
        service.arn, 5 * SECOND, 600 * SECOND, 2, "before the callback", "+902120000001"
    )


@pytest.mark.parametrize(
    "parameters",
    [{"QueueId": "gone"}, {"ContactFlowId": "gone"}, {"ContactFlowId": "$.Attributes.flow"}],
)
def test_an_unknown_queue_or_flow_is_an_error(line: Line, parameters: dict[str, str]) -> None:
    step = line.enters("CreateCallbackContact", **TIMES, **parameters)
    assert leaves_by(step) == "NoMatchingError"


def test_without_a_queue_it_is_an_error() -> None:
    assert leaves_by(Line().enters("CreateCallbackContact", **TIMES)) == "NoMatchingError"


def test_who_hides_her_number_cannot_be_called_back() -> None:
    line = Line(number=None)
    line.contact.target = line.centre.queue("sales")
    assert leaves_by(line.enters("CreateCallbackContact", **TIMES)) == "NoMatchingError"


def test_who_hides_her_number_and_types_another_can() -> None:
    line = Line(number=None)
    line.contact.target = line.centre.queue("sales")
    line.contact.callback_number = "+905321112244"
    assert isinstance(line.enters("CreateCallbackContact", **TIMES), CallBack)


def test_all_three_times_are_needed_and_within_three_days() -> None:
    written = {"InitialCallDelaySeconds": "259201", "RetryDelaySeconds": "0"}
    assert problems_of("CreateCallbackContact", **written) == [
        "Parameters.InitialCallDelaySeconds: a whole number from 1 to 259200 is needed",
        "Parameters.RetryDelaySeconds: a whole number from 1 to 259200 is needed",
        "!Parameters.MaximumConnectionAttempts: missing",
    ]
