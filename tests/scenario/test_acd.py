"""Who is served next, and by whom: priority, delay, age, longest idle, capacity.

The examples are those of Amazon Connect's Administrator Guide, "Routing profiles: priority and
delay"; their outcomes were worked out by hand.
"""

from __future__ import annotations

import pytest

from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import HANG_UP, action, flow


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
    queue = small_centre.profile("other", Serves("sales")).served[0].queue
    before = queue.position(calls[1].contact)
    small_centre.wait(seconds=1)
    after = queue.position(calls[1].contact)

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
    number = small_centre.number("+15550100001", to_agent("arn:instance/agent/ada"))
    own = small_centre.call(from_=None, to=number)

    desk.becomes("Available")

    assert serves_all(small_centre, desk, [usual, own]) == [1, 0]


def to_agent(arn: str) -> dict[str, object]:
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
