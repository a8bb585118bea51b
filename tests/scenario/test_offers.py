"""What an agent may be offered, and what becomes of an offer: channels, statuses, missed, rejected.

Source: Amazon Connect's Administrator Guide, "Channels and concurrent contacts", "Next status",
"About contact states".
"""

from __future__ import annotations

import pytest

from santral.engine.routing.agents import Concurrency
from santral.local.testing.participants import Call, Desk
from santral.local.testing.small import Serves, SmallCentre


def offered(desk: Desk, *calls: Call) -> list[int]:
    """Say in which order the calls were offered, by their index."""
    contacts = [call.contact for call in calls]
    return [contacts.index(offer.contact) for offer in desk.offers]


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


def test_choosing_another_status_while_wrapping_up_ends_the_wrap_up(
    small_centre: SmallCentre,
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales", wrap_up_s=30).becomes("Available")
    call = small_centre.waiting("sales")
    desk.accepts()
    call.hang_up()
    small_centre.waiting("sales")
    desk.becomes("Break")

    assert desk.status == "Break"
    assert not desk.agent.contacts
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
