"""Promised callbacks when somebody leaves, or something ends, at an awkward moment."""

from __future__ import annotations

import pytest

from santral.engine.contact import Stage
from santral.engine.timeline import SECOND
from santral.local.network import Reply
from santral.local.testing.participants import Call
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import HANG_UP, Json, action, flow, into_queue, whisper

NUMBER, CALLER = "+15550100000", "+15550100001"
CALLED_BACK_SOON = {
    "QueueId": "sales",
    "InitialCallDelaySeconds": "5",
    "MaximumConnectionAttempts": "3",
    "RetryDelaySeconds": "1",
}


def promising(**more: str) -> Json:
    """Promise every caller a callback, and let her go."""
    return flow(
        action(
            "promise",
            "CreateCallbackContact",
            {**CALLED_BACK_SOON, **more},
            then="hang up",
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )


@pytest.fixture
def sales(small_centre: SmallCentre) -> SmallCentre:
    small_centre.profile("sales", Serves("sales"))
    return small_centre


def promised(centre: SmallCentre, **more: str) -> Call:
    centre.number(NUMBER, promising(**more))
    return centre.call(CALLER, NUMBER)


def ends(centre: SmallCentre, *calls: Call) -> None:
    """Everybody hangs up; then nothing may be left of anybody."""
    for call in calls:
        call.hang_up()
    centre.wait(minutes=10)
    centre.finish()
    assert all(not agent.contacts for agent in centre.directory.agents)


def test_an_answer_to_a_call_that_the_agent_gave_up_is_nobodys(sales: SmallCentre) -> None:
    sales.network.expect(CALLER, Reply("answered", 20 * SECOND), Reply("answered", 30 * SECOND))
    ada = sales.staff("Ada", "sales").becomes("Available")
    promised(sales)
    sales.wait(seconds=5)
    ada.accepts()
    sales.wait(seconds=1)
    ada.hang_up()
    sales.wait(seconds=2)
    ada.accepts()

    sales.wait(seconds=60)

    assert len(sales.events("dialled")) == 1
    assert len(sales.events("joined")) == 1


def test_an_agent_who_leaves_a_callback_during_its_whisper_ends_that_whisper(
    sales: SmallCentre,
) -> None:
    sales.flow("w", whisper("x" * 1_200), type_="OUTBOUND_WHISPER", hook="OutboundWhisper")
    sales.network.expect(CALLER, Reply("answered", 2 * SECOND), Reply("answered", 50 * SECOND))
    ada = sales.staff("Ada", "sales").becomes("Available")
    bea = sales.staff("Bea", "sales")
    promised(sales)
    sales.wait(seconds=5)
    ada.accepts()
    sales.wait(seconds=4)
    ada.hang_up()
    ada.becomes("Offline")
    bea.becomes("Available")
    sales.wait(seconds=2)
    bea.accepts()

    sales.wait(seconds=100)
    talking_before_the_second_whisper_ends = sales.events("joined")
    sales.wait(seconds=60)

    assert not talking_before_the_second_whisper_ends
    assert len(sales.events("joined")) == 1


def test_a_callback_given_up_at_the_instant_of_its_promise_runs_no_flow(
    sales: SmallCentre,
) -> None:
    sales.flow("before", into_queue("sales"))
    call = promised(sales, ContactFlowId="before")
    assert call.callback is not None

    sales.switchboard.hang_up(call.callback)

    ends(sales)
    assert not sales.events("queued")


def test_the_flow_of_a_callback_cannot_promise_callbacks_for_ever(sales: SmallCentre) -> None:
    name = sales.flow("again and again", promising(ContactFlowId="again and again"))
    sales.number(NUMBER, name)

    call = sales.call(CALLER, NUMBER)
    sales.wait(seconds=1)

    assert len(call.contacts) == 2
    ends(sales)


def test_an_agents_whisper_without_end_does_not_cost_the_customer_her_callback(
    sales: SmallCentre,
) -> None:
    sales.flow("long", whisper("x" * 3_000), type_="AGENT_WHISPER", hook="AgentWhisper")
    ada = sales.staff("Ada", "sales").becomes("Available")
    call = promised(sales)
    sales.wait(seconds=5)
    ada.accepts()

    sales.wait(seconds=122)

    assert call.callback is not None
    assert call.callback.stage is Stage.OFFERED


def test_who_was_answered_and_is_then_promised_a_call_still_counts_as_answered(
    sales: SmallCentre,
) -> None:
    sales.flow("survey", promising(), type_="CONTACT_FLOW", hook="CustomerRemaining")
    ada = sales.staff("Ada", "sales").becomes("Available")
    call = sales.waiting("sales")
    ada.accepts()

    ada.hang_up()

    assert call.callback is not None
    assert call.outcome == "answered"
