"""The heart beats of the agent event stream: when nothing else is told, and for how long."""

from __future__ import annotations

import pytest

from santral.local.testing.participants import Desk
from santral.local.testing.small import Serves, SmallCentre
from tests.unit.agent_stream import Stream


@pytest.fixture
def stream(small_centre: SmallCentre) -> Stream:
    return Stream(small_centre)


@pytest.fixture
def desk(small_centre: SmallCentre, stream: Stream) -> Desk:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales")
    stream.follows(desk)
    return desk


def test_a_heart_beat_follows_two_minutes_in_which_nothing_was_told(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.wait(seconds=100)
    desk.becomes("Break")
    small_centre.wait(seconds=119)
    before = stream.types[2:]
    small_centre.wait(seconds=121)

    assert before == []
    assert stream.types[2:] == ["HEART_BEAT", "HEART_BEAT"]
    beat = stream.events[-1]
    assert beat["EventTimestamp"] == "2026-11-23T07:05:40.000Z"
    assert beat["PreviousAgentSnapshot"] == beat["CurrentAgentSnapshot"]


def test_heart_beats_go_on_for_an_hour_after_the_logout_and_no_longer(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    desk.becomes("Offline")
    small_centre.wait(minutes=180)

    assert stream.types == ["LOGIN", "LOGOUT", *["HEART_BEAT"] * 30]
    assert stream.events[-1]["EventTimestamp"] == "2026-11-23T08:00:00.000Z"
    assert stream.events[-1]["CurrentAgentSnapshot"]["AgentStatus"]["Type"] == "OFFLINE"


def test_an_agent_who_logs_in_again_within_the_hour_has_one_heart(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    for status in ("Available", "Offline", "Available"):
        desk.becomes(status)
        small_centre.wait(seconds=50)
    stream.events.clear()

    small_centre.wait(minutes=10)

    assert stream.types == ["HEART_BEAT"] * 5


def test_nobody_who_was_never_logged_in_has_a_heart_beat(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    small_centre.wait(minutes=60)

    assert stream.events == []


def test_an_agent_who_is_logged_in_when_the_watch_begins_beats_but_has_no_login(
    small_centre: SmallCentre, stream: Stream
) -> None:
    small_centre.profile("sales", Serves("sales"))
    desk = small_centre.staff("Ada", "sales").becomes("Available")

    stream.follows(desk)
    small_centre.wait(minutes=2)

    assert stream.types == ["HEART_BEAT"]


def test_nothing_is_told_of_an_agent_who_is_followed_no_longer(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    stream.events.clear()

    stream.watch.leave(desk.agent)
    desk.becomes("Break")
    small_centre.wait(minutes=5)

    assert stream.events == []
    assert stream.watch.in_hand(desk.agent) == []
