"""Who is served next, and by whom: priority, delay, age, longest idle, capacity, statuses.

The examples are those of Amazon Connect's Administrator Guide, "Routing profiles: priority and
delay" and "Channels and concurrent contacts"; their outcomes were worked out by hand.
"""

from __future__ import annotations

import pytest

from santral.engine.routing.agents import Concurrency
from santral.local.testing.centre import Call
from santral.local.testing.participants import Desk
from santral.local.testing.small import Serves, SmallCentre


def offered(desk: Desk, *calls: Call) -> list[int]:
    """Say in which order the calls were offered, by their index."""
    contacts = [call.contact for call in calls]
    return [contacts.index(offer.contact) for offer in desk.offers]


def serves_all(centre: SmallCentre, desk: Desk, calls: list[Call]) -> list[int]:
    """Let one agent serve everybody, a minute each, and say in which order."""
    for _ in calls:
        desk.accepts()
        centre.wait(minutes=1)
        desk.hang_up()
    return offered(desk, *calls)


# --- order of service ---


def test_those_who_wait_longest_are_served_first(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    calls = []
    for _ in range(3):
        calls.append(small_centre.waiting("sales"))
        small_centre.wait(seconds=5)

    desk = small_centre.staff("Ada", "sales").becomes("Available")

    assert serves_all(small_centre, desk, calls) == [0, 1, 2]


def test_a_queue_of_priority_1_is_emptied_before_one_of_priority_2(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("both", Serves("sales", 1), Serves("support", 2))
    support = [small_centre.waiting("support") for _ in range(2)]
    small_centre.wait(minutes=10)
    sales = [small_centre.waiting("sales") for _ in range(2)]

    desk = small_centre.staff("Ada", "both").becomes("Available")

    assert serves_all(small_centre, desk, [*support, *sales]) == [2, 3, 0, 1]


def test_queues_of_equal_priority_are_served_as_one_oldest_first(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("both", Serves("sales", 1), Serves("support", 1))
    calls = []
    for queue in ("support", "sales", "support"):
        calls.append(small_centre.waiting(queue))
        small_centre.wait(seconds=1)

    desk = small_centre.staff("Ada", "both").becomes("Available")

    assert serves_all(small_centre, desk, calls) == [0, 1, 2]


def test_a_contact_of_priority_1_overtakes_those_of_the_usual_priority_5(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    calls = [small_centre.waiting("sales")]
    small_centre.wait(minutes=5)
    calls.append(small_centre.waiting("sales", priority=4))
    calls.append(small_centre.waiting("sales", priority=1))

    desk = small_centre.staff("Ada", "sales").becomes("Available")

    assert serves_all(small_centre, desk, calls) == [2, 1, 0]


def test_the_queues_priority_beats_the_contacts(small_centre: SmallCentre) -> None:
    small_centre.profile("both", Serves("sales", 1), Serves("support", 2))
    urgent = small_centre.waiting("support", priority=1)
    usual = small_centre.waiting("sales", priority=9)

    desk = small_centre.staff("Ada", "both").becomes("Available")

    assert serves_all(small_centre, desk, [urgent, usual]) == [1, 0]


def test_a_contact_counts_as_older_by_its_age_adjustment(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    waiting_100_s = small_centre.waiting("sales")
    small_centre.wait(seconds=100)
    counts_as_90_s = small_centre.waiting("sales", older_s=90)
    counts_as_110_s = small_centre.waiting("sales", older_s=110)

    desk = small_centre.staff("Ada", "sales").becomes("Available")

    calls = [waiting_100_s, counts_as_90_s, counts_as_110_s]
    assert serves_all(small_centre, desk, calls) == [2, 0, 1]


def test_an_age_adjustment_does_not_change_the_wait_in_the_record(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    call = small_centre.waiting("sales", older_s=600)
    small_centre.wait(seconds=30)

    small_centre.staff("Ada", "sales").becomes("Available").accepts()
    call.hang_up()

    assert small_centre.record_of(call).waited_s == 30


def test_a_change_of_priority_reaches_a_queued_contact_after_a_minute(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    calls = [small_centre.waiting("sales"), small_centre.waiting("sales")]
    small_centre.switchboard.acd.change_routing(calls[1].contact, priority=1)
    small_centre.wait(seconds=59)
    before = small_centre.directory.queue("sales").position(calls[1].contact)
    small_centre.wait(seconds=1)
    after = small_centre.directory.queue("sales").position(calls[1].contact)

    assert (before, after) == (2, 1)


# --- the worked examples of the guide: priority and delay ---


def sales_and_support(centre: SmallCentre) -> Desk:
    """Sales priority 1 delay 0, support priority 1 delay 30."""
    centre.profile("both", Serves("sales", 1), Serves("support", 1, delay_s=30))
    return centre.staff("Ada", "both")


def test_a_support_contact_is_not_seen_before_it_is_30_seconds_old(
    small_centre: SmallCentre,
) -> None:
    desk = sales_and_support(small_centre).becomes("Available")
    call = small_centre.waiting("support")

    small_centre.wait(seconds=29)
    early = len(desk.offers)
    small_centre.wait(seconds=1)

    assert early == 0
    assert offered(desk, call) == [0]


def test_a_support_contact_of_30_seconds_is_served_before_a_younger_one_of_sales(
    small_centre: SmallCentre,
) -> None:
    desk = sales_and_support(small_centre)
    support = small_centre.waiting("support")
    small_centre.wait(seconds=25)
    sales = small_centre.waiting("sales")
    small_centre.wait(seconds=5)

    desk.becomes("Available")

    assert serves_all(small_centre, desk, [support, sales]) == [0, 1]


def test_a_support_contact_under_30_seconds_lets_sales_go_first(small_centre: SmallCentre) -> None:
    desk = sales_and_support(small_centre)
    support = small_centre.waiting("support")
    small_centre.wait(seconds=20)
    sales = small_centre.waiting("sales")
    small_centre.wait(seconds=5)

    desk.becomes("Available")

    assert serves_all(small_centre, desk, [support, sales]) == [1, 0]


def test_others_may_take_a_contact_that_is_too_young_for_some(small_centre: SmallCentre) -> None:
    delayed = sales_and_support(small_centre).becomes("Available")
    small_centre.profile("support", Serves("support"))
    at_once = small_centre.staff("Bea", "support").becomes("Available")

    call = small_centre.waiting("support")

    assert offered(at_once, call) == [0]
    assert not delayed.offers


def three_tiers(centre: SmallCentre) -> Desk:
    """Tiers 1 and 2 priority 1, tier 3 priority 2 with a delay of 20 s."""
    centre.profile(
        "tiers", Serves("tier 1", 1), Serves("tier 2", 1), Serves("tier 3", 2, delay_s=20)
    )
    return centre.staff("Ada", "tiers")


@pytest.mark.parametrize(
    ("tier_3_age_s", "tier_1_waits", "served"),
    [
        (19, False, []),
        (20, False, [0]),
        (60, True, [1]),
        (19, True, [1]),
    ],
    ids=[
        "too young",
        "old enough and the others are empty",
        "old enough but tier 1 has somebody",
        "too young and tier 1 has somebody",
    ],
)
def test_tier_3_is_served_from_20_seconds_on_when_tiers_1_and_2_are_empty(
    small_centre: SmallCentre, tier_3_age_s: int, tier_1_waits: bool, served: list[int]
) -> None:
    desk = three_tiers(small_centre)
    calls = [small_centre.waiting("tier 3")]
    small_centre.wait(seconds=tier_3_age_s)
    calls += [small_centre.waiting("tier 1") for _ in range(tier_1_waits)]

    desk.becomes("Available")

    assert offered(desk, *calls) == served


def test_a_delay_of_an_adjusted_contact_is_shorter(small_centre: SmallCentre) -> None:
    desk = sales_and_support(small_centre).becomes("Available")
    call = small_centre.waiting("support", older_s=20)

    small_centre.wait(seconds=9)
    early = len(desk.offers)
    small_centre.wait(seconds=1)

    assert early == 0
    assert offered(desk, call) == [0]


# --- who gets a contact ---


def test_the_agent_who_has_been_idle_longest_gets_the_next_contact(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    ada = small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.wait(seconds=1)
    bea = small_centre.staff("Bea", "sales").becomes("Available")
    first = small_centre.waiting("sales")
    ada.accepts()
    small_centre.wait(seconds=30)
    first.hang_up()

    second = small_centre.waiting("sales")

    assert offered(bea, second) == [0]
    assert len(ada.offers) == 1


def test_idle_time_counts_across_routing_profiles(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales", 3))
    small_centre.profile("all", Serves("sales", 1))
    longer = small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.wait(seconds=10)
    small_centre.staff("Bea", "all").becomes("Available")

    call = small_centre.waiting("sales")

    assert offered(longer, call) == [0]


def test_the_agents_own_queue_comes_before_everything_else(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales")
    usual = small_centre.waiting("sales", priority=1)
    small_centre.wait(minutes=5)
    flow = small_centre.flow("to Ada", to_agent("arn:instance/agent/ada"))
    own = small_centre.call(from_=None, to=small_centre.number("+15550100001", flow))

    desk.becomes("Available")

    assert serves_all(small_centre, desk, [usual, own]) == [1, 0]


def to_agent(arn: str) -> dict[str, object]:
    from santral.local.testing.small_flows import HANG_UP, action, flow

    failed = {"NoMatchingError": "hang up"}
    return flow(
        action("a", "UpdateContactTargetQueue", {"AgentId": arn}, then="b", errors=failed),
        action(
            "b",
            "TransferContactToQueue",
            then="hang up",
            errors={"QueueAtCapacity": "hang up", **failed},
        ),
        HANG_UP,
    )


# --- capacity ---


def test_a_full_queue_takes_nobody_else(small_centre: SmallCentre) -> None:
    small_centre.queue("sales", capacity=2)
    for _ in range(2):
        small_centre.waiting("sales")

    call = small_centre.waiting("sales")
    small_centre.wait(seconds=5)

    assert call.heard == ["Full."]
    assert call.outcome == "overflowed"


def test_a_contact_that_rings_at_an_agent_still_counts_in_its_queue(
    small_centre: SmallCentre,
) -> None:
    small_centre.queue("sales", capacity=1)
    small_centre.profile("sales", Serves("sales"))
    small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.waiting("sales")

    assert small_centre.waiting("sales").heard == ["Full."]


def test_a_full_queue_admits_a_fifth_more_of_transfers_and_callbacks(
    small_centre: SmallCentre,
) -> None:
    queue = small_centre.queue("sales", capacity=10)
    for _ in range(10):
        small_centre.waiting("sales")

    assert not queue.admits()
    assert queue.admits(transferred=True)
    queue.size += 2
    assert not queue.admits(transferred=True)
    queue.size -= 2


def test_an_agents_own_queue_holds_ten(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    small_centre.staff("Ada", "sales")
    number = small_centre.number("+15550100001", to_agent("arn:instance/agent/ada"))
    calls = [small_centre.call(from_=None, to=number) for _ in range(11)]

    assert [call.is_over for call in calls] == [False] * 10 + [True]


# --- channels: the guide's example. Chat: only chats meanwhile. Task: anything. Voice: only calls.

CHANNELS = {
    "CHAT": Concurrency(at_most=2, only=True),
    "TASK": Concurrency(at_most=2, only=False),
    "VOICE": Concurrency(at_most=1, only=True),
}


@pytest.fixture
def omni(small_centre: SmallCentre) -> Desk:
    small_centre.profile(
        "omni",
        *(Serves("all", 1, channel=channel) for channel in CHANNELS),
        concurrency=CHANNELS,
    )
    return small_centre.staff("Ada", "omni").becomes("Available")


@pytest.mark.parametrize(
    ("held", "next_one", "may_have_it"),
    [
        (["TASK"], "CHAT", True),
        (["TASK"], "VOICE", True),
        (["TASK"], "TASK", True),
        (["TASK", "TASK"], "TASK", False),
        (["TASK", "CHAT"], "VOICE", False),
        (["TASK", "VOICE"], "TASK", False),
        (["CHAT"], "CHAT", True),
        (["CHAT"], "TASK", False),
        (["CHAT"], "VOICE", False),
        (["CHAT", "CHAT"], "CHAT", False),
        (["VOICE"], "VOICE", False),
        (["VOICE"], "CHAT", False),
    ],
)
def test_what_an_agent_has_in_hand_decides_what_else_may_come(
    small_centre: SmallCentre, omni: Desk, held: list[str], next_one: str, may_have_it: bool
) -> None:
    for channel in held:
        small_centre.waiting("all", channel=channel)
        omni.accepts()
        small_centre.wait(seconds=1)

    call = small_centre.waiting("all", channel=next_one)

    assert (omni.offers[-1].contact is call.contact) is may_have_it


# --- statuses ---


def test_an_agent_on_a_break_gets_nothing(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available").becomes("Break")

    small_centre.waiting("sales")

    assert not desk.offers


def test_the_next_status_waits_for_the_end_of_the_wrap_up_and_lets_nothing_in(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales", wrap_up_s=30).becomes("Available")
    call = small_centre.waiting("sales")
    desk.accepts().becomes("Break")
    while_talking = desk.status
    call.hang_up()
    small_centre.waiting("sales")
    small_centre.wait(seconds=29)
    while_wrapping_up = desk.status
    small_centre.wait(seconds=1)

    assert (while_talking, while_wrapping_up, desk.status) == ("Available", "Available", "Break")
    assert len(desk.offers) == 1


def test_a_next_status_can_be_taken_back(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    first = small_centre.waiting("sales")
    desk.accepts().becomes("Break").becomes("Available")
    first.hang_up()

    second = small_centre.waiting("sales")

    assert offered(desk, first, second) == [0, 1]


def test_wrap_up_keeps_the_next_contact_away_until_it_is_cleared(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales", wrap_up_s=None).becomes("Available")
    first = small_centre.waiting("sales")
    second = small_centre.waiting("sales")
    desk.accepts()
    first.hang_up()
    small_centre.wait(minutes=60)
    before = len(desk.offers)

    desk.clear()

    assert before == 1
    assert offered(desk, first, second) == [0, 1]


# --- offers ---


def test_a_missed_contact_goes_to_the_next_agent_and_keeps_its_place(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    ada = small_centre.staff("Ada", "sales").becomes("Available")
    bea = small_centre.staff("Bea", "sales").becomes("Available")
    call = small_centre.waiting("sales")

    small_centre.wait(seconds=20)

    assert offered(ada, call) == [0]
    assert offered(bea, call) == [0]
    assert call.contact.place == bea.offers[0].contact.place


def test_who_missed_a_contact_gets_nothing_until_available_again(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    small_centre.waiting("sales")
    small_centre.wait(minutes=5)
    while_missed = len(desk.offers)

    desk.becomes("Available")

    assert (while_missed, len(desk.offers)) == (1, 2)


def test_a_rejected_call_goes_to_another_agent_at_once(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    ada = small_centre.staff("Ada", "sales").becomes("Available")
    bea = small_centre.staff("Bea", "sales").becomes("Available")
    call = small_centre.waiting("sales")

    ada.offers[0].reject()

    assert offered(bea, call) == [0]


def test_a_rejected_task_may_come_back_to_the_same_agent(
    small_centre: SmallCentre, omni: Desk
) -> None:
    small_centre.waiting("all", channel="TASK")

    omni.offers[0].reject()

    assert len(omni.offers) == 2


def test_a_rejected_chat_that_comes_back_still_takes_a_slot(small_centre: SmallCentre) -> None:
    channels = {"CHAT": Concurrency(at_most=2)}
    small_centre.profile("chat", Serves("all", channel="CHAT"), concurrency=channels)
    desk = small_centre.staff("Ada", "chat").becomes("Available")
    small_centre.waiting("all", channel="CHAT")
    desk.offers[0].reject()
    small_centre.waiting("all", channel="CHAT")

    small_centre.waiting("all", channel="CHAT")

    assert len(desk.agent.contacts) == 2
    assert len(desk.offers) == 3


def test_a_caller_who_hangs_up_while_it_rings_leaves_the_agent_free(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")
    first = small_centre.waiting("sales")

    first.hang_up()
    second = small_centre.waiting("sales")

    assert not desk.offers[0].accept()
    assert desk.offers[1].contact is second.contact


def test_auto_accept_answers_by_itself(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    small_centre.staff("Ada", "sales", auto_accept=True).becomes("Available")
    call = small_centre.waiting("sales")

    small_centre.wait(seconds=1)

    assert call.talks_to == "Ada"


def test_a_disabled_queue_serves_those_who_are_in_it_and_takes_nobody_else(
    small_centre: SmallCentre,
) -> None:
    queue = small_centre.queue("sales")
    small_centre.profile("sales", Serves("sales"))
    before = small_centre.waiting("sales")
    queue.enabled = False
    after = small_centre.waiting("sales")

    desk = small_centre.staff("Ada", "sales").becomes("Available")

    assert after.is_over
    assert offered(desk, before) == [0]
