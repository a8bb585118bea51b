"""Tickets, cookies and rates of the panel: good for how long, and for whom."""

from __future__ import annotations

from itertools import count

import pytest

from santral.engine.timeline import HOUR, SECOND, Timeline
from santral.local.connect.ccp.login import LASTS_US, Person, Sessions
from santral.local.connect.ccp.login_page import sign_in_page, signed_in_page
from santral.local.connect.ccp.rates import Rate
from santral.local.connect.ccp.registry import method
from santral.local.connect.ccp.tickets import MOST, Tickets

START_US = 1_700_000_000 * SECOND


@pytest.fixture
def timeline() -> Timeline:
    return Timeline(START_US)


def after(timeline: Timeline, duration_us: int) -> None:
    timeline.advance_to(timeline.now_us + duration_us)


# --- tickets ---


@pytest.fixture
def tickets(timeline: Timeline) -> Tickets:
    numbers = count(1)
    return Tickets(timeline, lambda: f"id-{next(numbers)}")


def test_a_ticket_is_good_once(tickets: Tickets) -> None:
    ticket = tickets.issue("hers")

    assert [tickets.redeem(ticket, "hers") for _ in range(2)] == [True, False]


def test_a_ticket_is_good_for_ten_seconds(tickets: Tickets, timeline: Timeline) -> None:
    ticket = tickets.issue("hers")
    after(timeline, 10 * SECOND + 1)

    assert not tickets.redeem(ticket, "hers")


def test_a_ticket_of_another_session_is_used_up_and_opens_nothing(tickets: Tickets) -> None:
    ticket = tickets.issue("hers")

    assert [tickets.redeem(ticket, who) for who in ("another's", "hers")] == [False, False]


def test_no_more_tickets_are_open_than_so_many(tickets: Tickets) -> None:
    first = tickets.issue("hers")
    for _ in range(MOST):
        tickets.issue("another's")

    assert not tickets.redeem(first, "hers")


# --- sessions ---


def sessions(timeline: Timeline, key: bytes = b"key") -> Sessions:
    return Sessions(timeline, key, lambda: "11111111-2222")


def test_a_cookie_is_known_again_also_after_a_restart(timeline: Timeline) -> None:
    cookie = sessions(timeline).begin("user-1")

    found = sessions(timeline).read(cookie)

    assert found is not None
    assert found.user == "user-1"


@pytest.mark.parametrize("cookie", ["", "a", "a.b.c.d", ".", "…"])
def test_what_is_no_cookie_of_ours_is_nobodys(timeline: Timeline, cookie: str) -> None:
    assert sessions(timeline).read(cookie) is None


def test_a_cookie_with_another_user_in_it_is_nobodys(timeline: Timeline) -> None:
    cookie = sessions(timeline).begin("user-1")

    assert sessions(timeline).read(cookie.replace("user-1", "user-2")) is None
    assert sessions(timeline, b"another key").read(cookie) is None


def test_a_cookie_is_good_for_twelve_hours(timeline: Timeline) -> None:
    made = sessions(timeline)
    cookie = made.begin("user-1")
    after(timeline, 12 * HOUR - SECOND)
    assert made.read(cookie) is not None

    after(timeline, 3 * SECOND)

    assert LASTS_US == 12 * HOUR
    assert made.read(cookie) is None


def test_a_session_that_was_ended_is_over(timeline: Timeline) -> None:
    made = sessions(timeline)
    cookie = made.begin("user-1")
    session = made.read(cookie)
    assert session is not None

    made.end(session)

    assert made.read(cookie) is None


# --- rates ---


def test_so_many_at_once_and_then_so_many_a_second(timeline: Timeline) -> None:
    rate = Rate(timeline, a_second=10, at_once=3)

    assert [rate.admits() for _ in range(5)] == [True, True, True, False, False]
    after(timeline, SECOND // 5)
    assert [rate.admits() for _ in range(3)] == [True, True, False]


# --- pages ---


def test_names_on_the_pages_are_text() -> None:
    page = sign_in_page([Person('"><img src=x>', "<script>x</script>")], "a < b")

    assert "<img" not in page
    assert "<script>x" not in page
    assert "a &lt; b" in page
    assert "<b>" not in signed_in_page("<b>")


# --- methods ---


def test_no_method_is_entered_twice() -> None:
    import santral.local.connect.ccp.methods  # noqa: F401

    with pytest.raises(ValueError, match="putAgentState is there twice"):
        method("putAgentState")(lambda _seat, _params: {})
