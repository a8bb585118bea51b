"""Chats begun through the API."""

from __future__ import annotations

import pytest

from santral.engine.starting import Particulars
from santral.engine.timeline import HOUR
from santral.local.testing.small import SmallCentre
from santral.local.testing.small_flows import HANG_UP, flow, into_queue, say, whisper
from tests.scenario.api_centre import (
    available,
    done,
    event_types,
    flow_of,
    open_centre,
    record,
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def test_a_chat_runs_its_flow_and_is_recorded_as_a_chat(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")

    contact = done(centre.switchboard.chats.start(flow_of(centre, "to sales"), display_name="Ayşe"))
    ada.accepts()
    centre.wait(seconds=30)
    centre.switchboard.hang_up(contact)

    assert event_types(centre, contact)[:3] == ["INITIATED", "CONNECTED_TO_SYSTEM", "QUEUED"]
    written = record(centre, contact)
    assert written["Channel"] == "CHAT"
    assert written["InitiationMethod"] == "API"
    assert written["SegmentAttributes"] == {"connect:Subtype": {"ValueString": "connect:Chat"}}
    assert written["MediaStreams"] == [{"Type": "CHAT"}]
    assert written["Recordings"] == []
    assert written["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert written["CustomerEndpoint"] is None


def test_flows_read_the_first_message_and_the_segment_attributes(centre: SmallCentre) -> None:
    greeting = flow(
        say(
            "greet",
            "$.Media.InitialMessage, $.SegmentAttributes['connect:Subtype'], "
            "$.SegmentAttributes['source']",
            then="hang up",
        ),
        HANG_UP,
    )

    done(
        centre.switchboard.chats.start(
            flow_of(centre, "greeting", greeting),
            initial_message="It drips",
            particulars=Particulars(segment_attributes={"source": {"ValueString": "page"}}),
        )
    )

    assert [each["text"] for each in centre.events("heard")] == ["It drips, connect:Chat, page"]


def test_a_chat_ends_after_25_hours_wherever_it_is(centre: SmallCentre) -> None:
    contact = done(centre.switchboard.chats.start(flow_of(centre, "to sales")))
    centre.wait(minutes=25 * 60 - 1)
    assert contact.disconnected_us is None

    centre.wait(minutes=1)

    assert record(centre, contact)["DisconnectReason"] == "EXPIRED"
    centre.finish()


def test_the_time_of_a_chat_counts_over_its_segments(centre: SmallCentre) -> None:
    contact = done(centre.switchboard.chats.start(flow_of(centre, "to sales"), lasts_us=1 * HOUR))
    board = centre.switchboard
    following = board.new_contact("following", after=contact, method="QUEUE_TRANSFER")
    board.joining.break_off(contact)
    board.succeed(contact, following, "CONTACT_FLOW_DISCONNECT")

    centre.wait(minutes=60)

    assert record(centre, following)["DisconnectReason"] == "EXPIRED"


def test_a_chat_has_no_default_whispers_but_its_own(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    centre.flow("default", whisper("By default."), type_="AGENT_WHISPER", hook="AgentWhisper")
    centre.flow("own", whisper("My own."), type_="AGENT_WHISPER")
    hooked = into_queue("sales", hooks={"AgentWhisper": "own"})

    done(centre.switchboard.chats.start(flow_of(centre, "to sales")))
    ada.accepts()
    centre.wait(seconds=5)
    done(centre.switchboard.chats.start(flow_of(centre, "hooked", hooked)))
    ada.accepts()
    centre.wait(seconds=5)

    assert ada.heard == ["My own."]
