"""What is remembered of agents: how long they were in which situation, and their offers."""

from __future__ import annotations

import pytest

from santral.engine.agent_activity import Affiliation, AgentActivity
from santral.engine.contact import Contact
from santral.engine.routing.agents import Agent, ContactState, StatusType
from santral.engine.timeline import MINUTE, SECOND
from santral.local.testing.participants import Desk
from santral.local.testing.small import Serves, SmallCentre

EVER = 2**62


@pytest.fixture
def activity(small_centre: SmallCentre) -> AgentActivity:
    return AgentActivity(small_centre.timeline)


@pytest.fixture
def desk(small_centre: SmallCentre, activity: AgentActivity) -> Desk:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales", wrap_up_s=30)
    activity.follow(desk.agent)
    return desk


def told(activity: AgentActivity) -> list[tuple[str, int, bool, int]]:
    """Each spell as status, contacts handled, missed, seconds."""
    return [
        (
            each.situation.status.value,
            each.situation.handling,
            each.situation.missed,
            (each.ended_us - each.started_us) // SECOND,
        )
        for each in activity.spells(0, EVER)
    ]


def test_a_call_is_handled_once_she_accepts_and_worked_on_afterwards(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    small_centre.wait(seconds=5)
    desk.becomes("Available")
    small_centre.wait(seconds=10)
    small_centre.waiting("sales")
    small_centre.wait(seconds=4)
    desk.accepts()
    small_centre.wait(seconds=60)
    desk.hang_up()
    small_centre.wait(seconds=40)

    assert told(activity) == [
        ("OFFLINE", 0, False, 5),
        ("ROUTABLE", 0, False, 14),
        ("ROUTABLE", 1, False, 90),
        ("ROUTABLE", 0, False, 10),
    ]
    (offer,) = activity.offers(0, EVER)
    assert (offer.answered, offer.abandoned) == (True, False)
    assert (offer.queue, offer.channel, offer.method) == ("arn:queue/sales", "VOICE", "INBOUND")
    assert offer.ended_us - offer.started_us == 4 * SECOND


def test_a_missed_call_keeps_her_from_others_until_she_is_available_again(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.waiting("sales")
    small_centre.wait(seconds=50)

    assert told(activity) == [("ROUTABLE", 0, False, 20), ("ROUTABLE", 0, True, 30)]
    (offer,) = activity.offers(0, EVER)
    assert (offer.answered, offer.abandoned) == (False, False)


def test_a_caller_who_hangs_up_while_it_rings_has_abandoned_the_offer(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    desk.becomes("Available")
    call = small_centre.waiting("sales")
    small_centre.wait(seconds=7)
    call.hang_up()

    (offer,) = activity.offers(0, EVER)
    assert (offer.answered, offer.abandoned) == (False, True)
    assert offer.ended_us - offer.started_us == 7 * SECOND


def test_a_stretch_of_time_cuts_what_was_before_and_what_goes_on(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    began_us = small_centre.timeline.now_us
    desk.becomes("Available")
    small_centre.wait(minutes=10)

    (spell,) = activity.spells(began_us + 2 * MINUTE, began_us + 5 * MINUTE)

    assert (spell.started_us, spell.ended_us) == (began_us + 2 * MINUTE, began_us + 5 * MINUTE)


def test_what_she_did_in_another_team_stays_theirs(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    support = small_centre.profile("support", Serves("support"))
    began_us = small_centre.timeline.now_us
    small_centre.wait(minutes=1)
    small_centre.switchboard.acd.move(desk.agent, support)
    small_centre.wait(minutes=1)

    assert activity.affiliation(desk.agent, began_us) == Affiliation("arn:routing-profile/sales")
    moved_us = began_us + 1 * MINUTE
    assert activity.affiliation(desk.agent, moved_us).profile == "arn:routing-profile/support"
    profiles = [each.situation.affiliation.profile for each in activity.spells(0, EVER)]
    assert profiles == ["arn:routing-profile/sales", "arn:routing-profile/support"]


def test_an_agent_who_has_left_is_remembered(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.wait(seconds=30)
    desk.becomes("Offline")
    activity.leave(desk.agent)
    activity.leave(desk.agent)  # twice does no harm
    small_centre.wait(minutes=5)

    assert told(activity) == [("ROUTABLE", 0, False, 30)]
    assert desk.agent.watch is None


def test_who_is_not_watched_belongs_where_she_is_now(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    agent = small_centre.staff("Ada", "sales").agent
    activity = AgentActivity(small_centre.timeline)

    assert activity.affiliation(agent, 0) == Affiliation("arn:routing-profile/sales")


def test_only_the_newest_is_kept_and_it_says_from_when(small_centre: SmallCentre) -> None:
    activity = AgentActivity(small_centre.timeline, at_most=2)
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales")
    activity.follow(desk.agent)
    began_us = small_centre.timeline.now_us
    for status in ("Available", "Lunch", "Available"):
        small_centre.wait(minutes=1)
        desk.becomes(status)
    small_centre.wait(minutes=1)

    types = [each.situation.status for each in activity.spells(0, EVER)]

    assert types == [StatusType.ROUTABLE, StatusType.CUSTOM, StatusType.ROUTABLE]
    assert activity.known_from_us == began_us + 1 * MINUTE


def test_two_who_watch_one_agent_both_see_her(small_centre: SmallCentre) -> None:
    small_centre.profile("sales", Serves("sales"))
    agent = small_centre.staff("Ada", "sales").agent
    seen: list[str] = []

    def first(_: Agent) -> None:
        seen.append("first")

    def second(_: Agent) -> None:
        seen.append("second")

    agent.add_watch(first)
    agent.add_watch(first)
    agent.add_watch(second)
    agent.tell()
    agent.drop_watch(first)
    agent.tell()

    assert seen == ["first", "second", "second"]


def test_a_state_is_known_since_it_began(
    small_centre: SmallCentre, activity: AgentActivity, desk: Desk
) -> None:
    desk.becomes("Available")
    call = small_centre.waiting("sales")
    contact: Contact = call.contact
    small_centre.wait(seconds=3)
    desk.accepts()
    joined_us = small_centre.timeline.now_us
    small_centre.wait(seconds=20)

    assert desk.agent.contacts[contact] is ContactState.CONNECTED
    assert activity.since_us(desk.agent, contact) == joined_us
