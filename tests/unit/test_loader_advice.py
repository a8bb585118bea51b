"""Advice on flows: what Connect publishes, though a caller would not be glad of it."""

from __future__ import annotations

import pytest

from santral.engine.loader import load_flow
from tests.fakes.flow_files import BYE, Json, action, flow, to, when

RETURN = "NoMatchingError"


def advice(content: Json, type_: str | None = None) -> list[str]:
    loaded = load_flow(content, name="test", type_=type_)
    assert loaded.flow is not None
    assert all(problem.advice for problem in loaded.problems), loaded.problems
    return [f"{each.block} {each.path}: {each.text}" for each in loaded.problems]


def ask(identifier: str, then: str, seconds: str) -> Json:
    return action(
        identifier,
        "InvokeLambdaFunction",
        to(then, RETURN),
        LambdaFunctionARN="arn",
        InvocationTimeLimitSeconds=seconds,
    )


def say(identifier: str, then: str, text: str = "Hi.") -> Json:
    return action(identifier, "MessageParticipant", to(then), Text=text)


SET_QUEUE = action("set", "UpdateContactTargetQueue", to("queue", RETURN), QueueId="q")
QUEUE = action("queue", "TransferContactToQueue", to("bye", "QueueAtCapacity", RETURN))


def test_a_block_that_nothing_leads_to() -> None:
    assert advice(flow(say("a", "bye"), say("b", "bye"))) == ["b : no path leads to this block"]


def test_a_block_that_leads_to_itself_at_once() -> None:
    turn = to("bye", "NoMatchingCondition", x="c")
    compared = action("c", "Compare", turn, ComparisonValue="$.Attributes.x")
    assert advice(flow(compared)) == ["c Transitions: it leads to itself without time passing"]


def test_a_prompt_may_lead_to_itself() -> None:
    assert advice({**flow(say("a", "a")), "Actions": [say("a", "a")]}) == []


def test_a_transfer_before_any_queue_was_set() -> None:
    assert advice(flow(SET_QUEUE, QUEUE)) == []
    assert advice(flow(QUEUE)) == ["queue : no block before it in this flow sets the target queue"]
    assert advice(flow(QUEUE), "QUEUE_TRANSFER") == []


def test_an_answer_is_compared_that_nobody_asked_for() -> None:
    compared = action(
        "c", "Compare", to("bye", "NoMatchingCondition", x="bye"), ComparisonValue="$.External.x"
    )
    assert advice(flow(ask("f", "c", "3"), compared)) == []
    assert advice(flow(compared)) == [
        "c Parameters.ComparisonValue: no block before it in this flow fills it"
    ]


def test_a_queue_flow_that_falls_silent() -> None:
    assert advice(flow(say("a", "bye")), "CUSTOMER_QUEUE") == [
        "a : no block of this queue flow loops prompts: at its end comes silence"
    ]


def test_functions_in_a_row_that_may_take_too_long() -> None:
    chain = [ask("a", "b", "8"), ask("b", "c", "8"), ask("c", "bye", "8")]
    assert advice(flow(*chain)) == [
        "a Transitions: functions in a row may take 24 s here; "
        "a sound between them is needed after 20 s"
    ]


def test_a_sound_breaks_the_row() -> None:
    chain = [ask("a", "b", "8"), ask("b", "s", "8"), say("s", "c"), ask("c", "bye", "8")]
    assert advice(flow(*chain)) == []


def test_functions_that_go_round_are_counted_once() -> None:
    assert (
        advice(
            {**flow(ask("a", "b", "8")), "Actions": [ask("a", "b", "8"), ask("b", "a", "8"), BYE]}
        )
        == []
    )


@pytest.mark.parametrize(("operand", "told"), [("300", True), ("300000", False), ("0", False)])
def test_an_age_in_seconds(operand: str, told: bool) -> None:
    check = action(
        "c",
        "CheckMetricData",
        {
            **to("bye", RETURN, "NoMatchingCondition"),
            "Conditions": [when("NumberGreaterThan", operand)],
        },
        MetricType="OldestContactInQueueAgeSeconds",
    )
    assert bool(advice(flow(check))) is told


@pytest.mark.parametrize(
    ("limits", "told"), [(["4", "10", "18"], False), (["51", "51"], True), (["60", "20"], True)]
)
def test_shares_that_do_not_grow(limits: list[str], told: bool) -> None:
    conditions = [when("NumberLessThan", limit) for limit in limits]
    shares = {**to("bye", "NoMatchingCondition"), "Conditions": conditions}
    assert bool(advice(flow(action("d", "DistributeByPercentage", shares)))) is told


@pytest.mark.parametrize("ending", ["DisconnectParticipant", "EndFlowExecution"])
def test_a_callback_after_which_the_caller_goes_on_waiting(ending: str) -> None:
    music = action(
        "m",
        "MessageParticipantIteratively",
        {"Conditions": [when("Equals", "MessagesInterrupted", "back")]},
        Messages=[{"PromptId": "music"}],
        InterruptFrequencySeconds="30",
    )
    back = action(
        "back",
        "CreateCallbackContact",
        {"NextAction": "end", "Errors": [{"ErrorType": RETURN, "NextAction": "m"}]},
        InitialCallDelaySeconds="5",
        RetryDelaySeconds="600",
        MaximumConnectionAttempts="1",
    )
    content = {**flow(music), "Actions": [music, back, action("end", ending)]}
    told = "back : after a callback nothing disconnects: the customer is queued twice"
    assert (advice(content, "CUSTOMER_QUEUE") == [told]) is (ending == "EndFlowExecution")


def test_an_agent_where_there_is_none() -> None:
    content = flow(say("a", "bye", "This is $.Agent.FirstName."))
    assert advice(content, "CONTACT_FLOW") == [
        "a Parameters.Text: $.Agent has no value in a flow of type CONTACT_FLOW"
    ]
    assert advice(content) == []  # its type is only a guess
