"""Where a contact waits: the truth table of routing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.routing import QueueFigures, Wanted, choose_queue
from tests.unit.tenants import SHOP, with_queue

AT_TEN = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Istanbul"))
AT_THREE = AT_TEN.replace(hour=15)


def figures(
    staffed: int | None = 2,
    available: int | None = 0,
    size: int | None = 1,
    oldest_s: int | None = 10,
) -> QueueFigures:
    return QueueFigures(staffed, available, size, oldest_s)


VIP = Wanted("managers", vip=True, tier="vip", agent="deniz", agent_available=True)
CALM = figures()

# wanted, at -> queue, agent, priority, overflowed
TABLE = {
    # who is first
    "nobody known": (Wanted("sales", figures=CALM), AT_TEN, "sales", None, 5, False),
    "standard": (Wanted("sales", tier="standard"), AT_TEN, "sales", None, 4, False),
    "contract": (Wanted("sales", tier="contract"), AT_TEN, "sales", None, 2, False),
    "tier is gone": (Wanted("sales", tier="platinum"), AT_TEN, "sales", None, 5, False),
    "vip": (Wanted("sales", vip=True, tier="vip"), AT_TEN, "sales", None, 1, False),
    "vip, tier lost": (Wanted("sales", vip=True), AT_TEN, "sales", None, 1, False),
    # the account manager
    "manager is free": (VIP, AT_TEN, "managers", "deniz", 1, False),
    "manager is busy": (replace(VIP, agent_available=False), AT_TEN, "managers", None, 1, False),
    "manager has left": (replace(VIP, agent="former"), AT_TEN, "managers", None, 1, False),
    "no manager": (replace(VIP, agent=""), AT_TEN, "managers", None, 1, False),
    "not a vip": (replace(VIP, vip=False), AT_TEN, "managers", None, 1, False),
    "manager free, queue late": (
        replace(VIP, figures=figures(oldest_s=999)),
        AT_TEN,
        "managers",
        "deniz",
        1,
        False,
    ),
    "manager busy, queue late": (
        replace(VIP, agent_available=False, figures=figures(oldest_s=46)),
        AT_TEN,
        "sales",
        None,
        1,
        True,
    ),
    "manager busy, nobody there": (
        replace(VIP, agent_available=False, figures=figures(staffed=0)),
        AT_TEN,
        "sales",
        None,
        1,
        True,
    ),
    # the service target
    "just in time": (
        Wanted("sales", figures=figures(oldest_s=60)),
        AT_TEN,
        "sales",
        None,
        5,
        False,
    ),
    "too late": (Wanted("sales", figures=figures(oldest_s=61)), AT_TEN, "service", None, 5, True),
    "late but somebody is free": (
        Wanted("sales", figures=figures(oldest_s=61, available=1)),
        AT_TEN,
        "sales",
        None,
        5,
        False,
    ),
    "late, free unknown": (
        Wanted("sales", figures=figures(oldest_s=61, available=None)),
        AT_TEN,
        "service",
        None,
        5,
        True,
    ),
    "contract, too late": (
        Wanted("sales", tier="contract", figures=figures(oldest_s=61)),
        AT_TEN,
        "service",
        None,
        2,
        True,
    ),
    "no target": (
        Wanted("reception", figures=figures(oldest_s=9999)),
        AT_TEN,
        "reception",
        None,
        5,
        False,
    ),
    "age unknown": (
        Wanted("sales", figures=figures(oldest_s=None)),
        AT_TEN,
        "sales",
        None,
        5,
        False,
    ),
    # nobody there
    "nobody staffed": (
        Wanted("sales", figures=figures(staffed=0)),
        AT_TEN,
        "service",
        None,
        5,
        True,
    ),
    "staffing unknown": (
        Wanted("sales", figures=figures(staffed=None)),
        AT_TEN,
        "sales",
        None,
        5,
        False,
    ),
    "nobody at the fallback": (
        Wanted("reception", figures=figures(staffed=0)),
        AT_TEN,
        "reception",
        None,
        5,
        False,
    ),
    # capacity
    "one place left": (Wanted("sales", figures=figures(size=4)), AT_TEN, "sales", None, 5, False),
    "full": (Wanted("sales", figures=figures(size=5)), AT_TEN, "service", None, 5, True),
    "no capacity set": (
        Wanted("service", figures=figures(size=500)),
        AT_TEN,
        "service",
        None,
        5,
        False,
    ),
    "size unknown": (
        Wanted("sales", figures=figures(size=None)),
        AT_TEN,
        "sales",
        None,
        5,
        False,
    ),
    # a queue with hours
    "planning in the morning": (Wanted("planning"), AT_TEN, "planning", None, 5, False),
    "planning in the afternoon": (Wanted("planning"), AT_THREE, "service", None, 5, True),
    # queues that are not ours
    "unknown queue": (Wanted("billing"), AT_TEN, "reception", None, 5, False),
    "no queue": (Wanted(""), AT_TEN, "reception", None, 5, False),
    "unknown queue, vip": (replace(VIP, queue="billing"), AT_TEN, "reception", None, 1, False),
    "its own ARN": (Wanted("sales", "arn:sales"), AT_TEN, "sales", None, 5, False),
    "another queue's ARN": (Wanted("sales", "arn:service"), AT_TEN, "reception", None, 5, False),
    "another tenant's ARN": (Wanted("sales", "arn:foreign"), AT_TEN, "reception", None, 5, False),
    "nothing is known": (Wanted("sales"), AT_TEN, "sales", None, 5, False),
}


@pytest.mark.parametrize(
    ("wanted", "at", "queue", "agent", "priority", "overflowed"), TABLE.values(), ids=TABLE.keys()
)
def test_a_contact_waits_where_the_table_says(
    wanted: Wanted, at: datetime, queue: str, agent: str | None, priority: int, overflowed: bool
) -> None:
    route = choose_queue(SHOP, wanted, language="en", at=at)

    assert (route.queue.name, route.priority, route.overflowed) == (queue, priority, overflowed)
    assert route.agent == SHOP.agent(agent)


def test_a_caller_who_is_sent_elsewhere_is_told_so() -> None:
    late = Wanted("sales", figures=figures(oldest_s=61))

    route = choose_queue(SHOP, late, language="tr", at=AT_TEN)

    assert route.text == (
        "İlgili arkadaşlarımızın tümü meşgul. Sizi başka bir arkadaşımıza aktarıyorum."
    )
    assert choose_queue(SHOP, Wanted("sales"), language="tr", at=AT_TEN).text == ""


def test_a_late_queue_without_overflow_keeps_its_callers() -> None:
    tenant = with_queue("sales", overflow_to=None)
    route = choose_queue(
        tenant, Wanted("sales", figures=figures(oldest_s=999)), language="en", at=AT_TEN
    )
    assert (route.queue.name, route.overflowed) == ("sales", False)


def test_a_closed_queue_without_overflow_gives_its_callers_to_the_fallback_queue() -> None:
    tenant = with_queue("planning", overflow_to=None)
    route = choose_queue(tenant, Wanted("planning"), language="en", at=AT_THREE)
    assert (route.queue.name, route.overflowed) == ("reception", True)


def test_overflow_passes_over_a_queue_that_is_closed() -> None:
    tenant = with_queue("service", schedule="mornings", overflow_to="managers")
    route = choose_queue(
        tenant, Wanted("sales", figures=figures(staffed=0)), language="en", at=AT_THREE
    )
    assert route.queue.name == "managers"


def test_closed_queues_that_overflow_into_each_other_end_at_the_fallback_queue() -> None:
    ring = tuple(
        replace(queue, schedule="mornings", overflow_to=following.name)
        for queue, following in pairwise((*SHOP.queues[:-1], SHOP.queues[0]))
    )
    tenant = replace(SHOP, queues=(*ring, SHOP.queues[-1]))

    route = choose_queue(tenant, Wanted("planning"), language="en", at=AT_THREE)

    assert route.queue.name == "reception"


maybe = st.one_of(st.none(), st.integers(0, 500))


@given(
    queue=st.text(max_size=3) | st.sampled_from([each.name for each in SHOP.queues]),
    arn=st.sampled_from(["", "arn:sales", "arn:foreign"]),
    vip=st.booleans(),
    agent=st.sampled_from(["", "deniz", "stranger"]),
    numbers=st.tuples(maybe, maybe, maybe, maybe),
    at=st.datetimes(timezones=st.just(ZoneInfo("Europe/Istanbul"))),
)
def test_whatever_is_asked_a_contact_waits_in_a_queue_of_its_own_tenant(
    queue: str, arn: str, vip: bool, agent: str, numbers: tuple[int | None, ...], at: datetime
) -> None:
    wanted = Wanted(queue, arn, vip, "", agent, True, QueueFigures(*numbers))

    route = choose_queue(SHOP, wanted, language="en", at=at)

    assert route.queue in SHOP.queues
    assert route.agent is None or route.agent in SHOP.agents
    assert 1 <= route.priority <= 5
