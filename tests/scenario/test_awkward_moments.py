"""Two things at once: somebody leaves, answers or changes her mind at the most awkward moment."""

from __future__ import annotations

import pytest

from santral.engine.routing.agents import Concurrency
from santral.engine.timeline import SECOND
from santral.local.network import Reply
from santral.local.testing.participants import Call
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import (
    END,
    HANG_UP,
    Json,
    action,
    flow,
    into_queue,
    music,
    say,
    whisper,
)

NUMBER, CALLER, PARTNER = "+15550100000", "+15550100001", "+15550177777"


def calling_the_partner(then: str = "end") -> Json:
    """Leave the queue for somebody outside, and come back when he hangs up."""
    errors = ("CallFailed", "ConnectionTimeLimitExceeded", "NoMatchingError")
    return flow(
        action(
            "call partner",
            "TransferParticipantToThirdParty",
            {
                "ThirdPartyPhoneNumber": PARTNER,
                "ThirdPartyConnectionTimeLimitSeconds": "30",
                "ContinueFlowExecution": "True",
            },
            then=then,
            errors=dict.fromkeys(errors, "end"),
        ),
        END,
    )


@pytest.fixture
def sales(small_centre: SmallCentre) -> SmallCentre:
    small_centre.profile("sales", Serves("sales"))
    return small_centre


def ends(centre: SmallCentre, *calls: Call) -> None:
    """Everybody hangs up; then nothing may be left of anybody."""
    for call in calls:
        call.hang_up()
    centre.wait(minutes=10)
    centre.finish()
    assert all(not agent.contacts for agent in centre.directory.agents)


# --- delays of a routing profile ---


def test_a_call_that_the_first_agent_missed_reaches_those_who_come_in_later(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    small_centre.profile("helpers", Serves("sales", delay_s=30))
    small_centre.staff("Ada", "sales").becomes("Available")
    bea = small_centre.staff("Bea", "helpers").becomes("Available")
    call = small_centre.waiting("sales")

    small_centre.wait(seconds=29)
    too_early = len(bea.offers)
    small_centre.wait(seconds=2)

    assert (too_early, len(bea.offers)) == (0, 1)
    ends(small_centre, call)


@pytest.mark.parametrize(("age_s", "offered_after_s"), [(-60, 160), (900, 60)])
def test_a_change_of_age_moves_the_moment_at_which_helpers_see_a_call(
    small_centre: SmallCentre, age_s: int, offered_after_s: int
) -> None:
    small_centre.profile("helpers", Serves("sales", delay_s=100))
    bea = small_centre.staff("Bea", "helpers").becomes("Available")
    call = small_centre.waiting("sales")
    small_centre.switchboard.acd.change_routing(call.contact, age_adjustment_us=age_s * SECOND)

    small_centre.wait(seconds=offered_after_s - 1)
    too_early = len(bea.offers)
    small_centre.wait(seconds=1)

    assert (too_early, len(bea.offers)) == (0, 1)


def test_without_a_delay_a_call_that_counts_as_younger_is_seen_at_once(
    small_centre: SmallCentre,
) -> None:
    both = {"VOICE": Concurrency(1), "CHAT": Concurrency(2)}
    small_centre.profile("all", Serves("sales"), Serves("sales", channel="CHAT"), concurrency=both)
    ada = small_centre.staff("Ada", "all").becomes("Available")

    small_centre.waiting("sales", older_s=-30)

    assert len(ada.offers) == 1


def test_who_rejects_one_chat_after_missing_another_still_counts_as_away(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile(
        "chats", Serves("sales", channel="CHAT"), concurrency={"CHAT": Concurrency(2)}
    )
    ada = small_centre.staff("Ada", "chats").becomes("Available")
    small_centre.waiting("sales", channel="CHAT")
    small_centre.wait(seconds=10)
    small_centre.waiting("sales", channel="CHAT")
    small_centre.wait(seconds=11)

    ada.offers[1].reject()

    assert len(ada.offers) == 2


# --- whispers ---


def test_who_is_taken_at_once_hears_the_music_begin_and_then_the_whisper_alone(
    sales: SmallCentre,
) -> None:
    sales.flow("music", music(), type_="CUSTOMER_QUEUE", hook="CustomerQueue")
    sales.flow("whisper", whisper("You are now talking to Ada."), type_="CUSTOMER_WHISPER",
               hook="CustomerWhisper")  # fmt: skip
    sales.staff("Ada", "sales", auto_accept=True).becomes("Available")

    call = sales.waiting("sales")
    sales.wait(minutes=1)

    assert call.talks_to == "Ada"
    assert len(sales.events("heard")) == 2
    assert call.heard[-1] == "You are now talking to Ada."
    ends(sales, call)


def test_a_customer_whisper_without_end_is_a_failure(sales: SmallCentre) -> None:
    sales.flow("long", whisper("x" * 3_000), type_="CUSTOMER_WHISPER", hook="CustomerWhisper")
    ada = sales.staff("Ada", "sales").becomes("Available")
    call = sales.waiting("sales")
    ada.accepts()

    sales.wait(seconds=120)

    assert (call.is_over, call.outcome) == (True, "failed")
    ends(sales)


def test_a_modules_block_that_a_whisper_may_not_have_takes_its_error_branch(
    sales: SmallCentre,
) -> None:
    sales.flow("farewell", flow(HANG_UP), type_="MODULE")
    invokes = action(
        "invoke",
        "InvokeFlowModule",
        {"FlowModuleId": "farewell"},
        then="end",
        errors={"NoMatchingError": "end", "NoMatchingCondition": "end"},
    )
    sales.flow("whisper", flow(invokes, END), type_="CUSTOMER_WHISPER", hook="CustomerWhisper")
    sales.staff("Ada", "sales", auto_accept=True).becomes("Available")

    call = sales.waiting("sales")
    sales.wait(seconds=1)

    assert call.talks_to == "Ada"


def test_a_long_line_of_callers_whom_a_whisper_lets_go_is_worked_off(sales: SmallCentre) -> None:
    sales.flow("whisper", flow(HANG_UP), type_="CUSTOMER_WHISPER", hook="CustomerWhisper")
    calls = [sales.waiting("sales") for _ in range(300)]

    sales.staff("Ada", "sales", auto_accept=True).becomes("Available")
    sales.wait(seconds=1)

    assert all(call.is_over for call in calls)


# --- hold ---


@pytest.mark.parametrize("does", ["hold", "send on"])
def test_a_hold_flow_that_lets_the_customer_go_leaves_nothing_behind(
    sales: SmallCentre, does: str
) -> None:
    sales.flow("bye", flow(HANG_UP), type_="CUSTOMER_HOLD", hook="CustomerHold")
    sales.flow("music", music(), type_="AGENT_HOLD", hook="AgentHold")
    ada = sales.staff("Ada", "sales").becomes("Available")
    call = sales.waiting("sales")
    ada.accepts()

    if does == "hold":
        ada.hold()
    else:
        ada.sends_to(queue="sales")

    assert call.is_over
    assert len(call.contacts) == 1
    ends(sales)


@pytest.mark.parametrize("hook", ["CustomerHold", "CustomerWhisper"])
def test_who_is_with_an_agent_cannot_be_queued_by_another_flow(
    sales: SmallCentre, hook: str
) -> None:
    type_ = "CUSTOMER_HOLD" if hook == "CustomerHold" else "CUSTOMER_WHISPER"
    sales.flow("queues", into_queue("sales"), type_=type_, hook=hook)
    ada = sales.staff("Ada", "sales").becomes("Available")
    call = sales.waiting("sales")
    ada.accepts()

    if hook == "CustomerHold":
        ada.hold()

    assert len(sales.events("queued")) == 1
    ends(sales, call)


# --- after the agent ---


def test_who_is_queued_again_after_her_agent_left_is_on_a_contact_of_its_own(
    sales: SmallCentre,
) -> None:
    sales.flow("again", into_queue("sales"), type_="CONTACT_FLOW", hook="CustomerRemaining")
    ada = sales.staff("Ada", "sales", wrap_up_s=20).becomes("Available")
    bea = sales.staff("Bea", "sales", wrap_up_s=20)
    call = sales.waiting("sales")
    ada.accepts()
    sales.wait(seconds=10)
    ada.hang_up()
    bea.becomes("Available").accepts()
    sales.wait(seconds=15)
    ends(sales, call)

    records = [sales.record_of(each) for each in call.contacts]
    assert [(each.method, each.agent) for each in records] == [
        ("INBOUND", "Ada"),
        ("DISCONNECT", "Bea"),
    ]
    assert [each.plain["Agent"]["AfterContactWorkDuration"] for each in records] == [20, 20]


# --- third parties ---


def test_a_partner_who_answers_while_an_agent_rings_does_not_take_the_caller_away(
    sales: SmallCentre,
) -> None:
    sales.flow("q", calling_the_partner(), type_="CUSTOMER_QUEUE", hook="CustomerQueue")
    sales.network.expect(PARTNER, Reply("answered", 5 * SECOND))
    ada = sales.staff("Ada", "sales")
    call = sales.waiting("sales")
    ada.becomes("Available")
    sales.wait(seconds=6)

    ada.accepts()

    assert call.talks_to == "Ada"
    ends(sales, call)


def test_a_queue_flow_that_ends_after_the_partner_left_lets_the_caller_go(
    sales: SmallCentre,
) -> None:
    sales.flow("q", calling_the_partner(), type_="CUSTOMER_QUEUE", hook="CustomerQueue")
    sales.network.expect(PARTNER, Reply("answered", 5 * SECOND))
    call = sales.waiting("sales")
    sales.wait(seconds=6)

    sales.switchboard.third_parties.hang_up(call.contact)

    assert (call.is_over, call.outcome) == (True, "overflowed")


# --- queues that are switched off ---


def test_nobody_is_sent_to_a_queue_that_is_switched_off(sales: SmallCentre) -> None:
    closed = sales.queue("closed")
    closed.enabled = False
    ada = sales.staff("Ada", "sales").becomes("Available")
    call = sales.waiting("sales")
    ada.accepts()

    ada.sends_to(queue="closed")

    assert closed.size == 0
    ends(sales, call)


# --- flows without end ---


def test_two_flows_that_jump_to_each_other_are_stopped_and_the_loop_is_named(
    small_centre: SmallCentre,
) -> None:
    for here, there in (("here", "there"), ("there", "here")):
        jump = action(f"to {there}", "TransferToFlow", {"ContactFlowId": there}, then="hang up",
                      errors={"NoMatchingError": "hang up"})  # fmt: skip
        small_centre.flow(here, flow(say("greet", "", then=jump["Identifier"]), jump, HANG_UP))
    small_centre.number(NUMBER, "here")

    call = small_centre.call(CALLER, NUMBER)

    assert call.outcome == "failed"
    assert call.first.failure is not None
    assert "to there" in call.first.failure
    assert "to here" in call.first.failure
    assert "hang up" not in call.first.failure
