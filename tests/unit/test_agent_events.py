"""The agent event stream: its shape, and what of an agent's day it tells.

Source: Amazon Connect's Administrator Guide, "Agent event streams data model", "Determine how long
an agent spends doing ACW".
"""

from __future__ import annotations

import pytest

from santral.engine.agent_events import slots
from santral.engine.routing.agents import (
    AgentStatus,
    Concurrency,
    ContactState,
    Handling,
    StatusType,
)
from santral.local.network import UNANSWERED, Reply
from santral.local.testing.participants import Desk
from santral.local.testing.small import Serves, SmallCentre
from tests.scenario.busy_centre import NUMBER, build
from tests.unit.agent_stream import INSTANCE, Stream

CALLER = "+15550100001"
LUNCH = AgentStatus("Lunch", StatusType.CUSTOM, f"{INSTANCE}/agent-state/lunch")
CHANNELS = {"VOICE": Concurrency(1, only=False), "CHAT": Concurrency(3, only=False)}


@pytest.fixture
def stream(small_centre: SmallCentre) -> Stream:
    return Stream(small_centre)


@pytest.fixture
def desk(small_centre: SmallCentre, stream: Stream) -> Desk:
    small_centre.profile(
        "sales",
        Serves("sales"),
        Serves("sales", channel="CHAT"),
        Serves("support", 2),
        concurrency=CHANNELS,
    )
    desk = small_centre.staff("Ada", "sales", wrap_up_s=30)
    stream.follows(desk)
    return desk


def test_an_event_has_the_shape_that_the_service_gives_it(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    agent = desk.agent
    agent.rename("ada", "Ada", "Kaya")
    agent.hierarchy = {"Level1": {"ARN": f"{INSTANCE}/agent-group/1", "Name": "Istanbul"}}
    agent.profile.default_outbound_queue = agent.profile.served[0].queue
    desk.becomes("Available")
    small_centre.wait(seconds=5)
    call = small_centre.waiting("sales")
    small_centre.wait(seconds=2.25)
    desk.accepts()
    small_centre.wait(seconds=60)
    stream.events.clear()

    small_centre.switchboard.set_status(agent, LUNCH)

    assert stream.events == [
        {
            "Version": "2017-10-01",
            "EventId": "event-1",
            "EventType": "STATE_CHANGE",
            "EventTimestamp": "2026-11-23T07:01:07.250Z",
            "AWSAccountId": "123456789012",
            "InstanceARN": INSTANCE,
            "AgentARN": "arn:instance/agent/ada",
            "CurrentAgentSnapshot": {
                "AgentStatus": {
                    "ARN": "",
                    "Name": "Available",
                    "StartTimestamp": "2026-11-23T07:00:00.000Z",
                    "Type": "ROUTABLE",
                },
                "NextAgentStatus": {
                    "ARN": f"{INSTANCE}/agent-state/lunch",
                    "Name": "Lunch",
                    "EnqueuedTimestamp": "2026-11-23T07:01:07.250Z",
                },
                "Configuration": {
                    "FirstName": "Ada",
                    "LastName": "Kaya",
                    "Username": "ada",
                    "AgentHierarchyGroups": {
                        "Level1": {"ARN": f"{INSTANCE}/agent-group/1", "Name": "Istanbul"}
                    },
                    "RoutingProfile": {
                        "ARN": "arn:routing-profile/sales",
                        "Name": "sales",
                        "Concurrency": [
                            {"Channel": "VOICE", "AvailableSlots": 0, "MaximumSlots": 1},
                            {"Channel": "CHAT", "AvailableSlots": 3, "MaximumSlots": 3},
                        ],
                        "DefaultOutboundQueue": {
                            "ARN": "arn:queue/sales",
                            "Name": "sales",
                            "Channels": ["VOICE"],
                        },
                        "InboundQueues": [
                            {
                                "ARN": "arn:instance/queue/agent/ada",
                                "Name": None,
                                "Channels": ["VOICE", "CHAT"],
                            },
                            {
                                "ARN": "arn:queue/sales",
                                "Name": "sales",
                                "Channels": ["VOICE", "CHAT"],
                            },
                            {"ARN": "arn:queue/support", "Name": "support", "Channels": ["VOICE"]},
                        ],
                    },
                },
                "Contacts": [
                    {
                        "ContactId": call.contact.id,
                        "InitialContactId": None,
                        "Channel": "VOICE",
                        "InitiationMethod": "INBOUND",
                        "State": "CONNECTED",
                        "StateStartTimestamp": "2026-11-23T07:00:07.250Z",
                        "ConnectedToAgentTimestamp": "2026-11-23T07:00:07.250Z",
                        "QueueTimestamp": "2026-11-23T07:00:05.000Z",
                        "Queue": {
                            "ARN": "arn:queue/sales",
                            "Name": "sales",
                            "Channels": ["VOICE"],
                        },
                    }
                ],
            },
            "PreviousAgentSnapshot": {
                **stream.events[0]["CurrentAgentSnapshot"],
                "NextAgentStatus": None,
            },
        }
    ]


# --- statuses ---


def test_an_agents_day_begins_with_a_login_and_ends_with_a_logout(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    for status in ("Break", "Available", "Break", "Offline"):
        desk.becomes(status)
        small_centre.wait(seconds=1)

    assert stream.types == ["LOGIN", "STATE_CHANGE", "STATE_CHANGE", "LOGOUT"]
    assert stream.events[0]["PreviousAgentSnapshot"] is None
    logout = stream.events[-1]
    assert logout["PreviousAgentSnapshot"]["AgentStatus"]["Name"] == "Break"
    assert logout["CurrentAgentSnapshot"]["AgentStatus"]["Name"] == "Offline"


def test_what_changes_nothing_makes_no_event(stream: Stream, desk: Desk) -> None:
    desk.becomes("Available")
    stream.events.clear()

    desk.becomes("Available")
    desk.agent.tell()

    assert stream.events == []


def test_a_next_status_that_is_chosen_twice_counts_from_the_first_time(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.waiting("sales")
    desk.accepts().becomes("Lunch")
    events = len(stream.events)
    small_centre.wait(seconds=30)

    desk.becomes("Lunch")

    assert len(stream.events) == events


# --- contacts ---


def test_a_call_is_connecting_connected_on_hold_and_ended_until_it_is_cleared(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.waiting("sales")
    small_centre.wait(seconds=3)
    desk.accepts().hold()
    desk.resume()
    desk.hang_up()
    small_centre.wait(seconds=30)

    assert stream.states == [
        [],
        ["CONNECTING"],
        ["CONNECTED"],
        ["CONNECTED_ONHOLD"],
        ["CONNECTED"],
        ["ENDED"],
        [],
    ]


def test_after_contact_work_lasts_from_the_ended_state_to_the_event_without_the_contact(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.waiting("sales")
    desk.accepts()
    small_centre.wait(seconds=10)
    desk.hang_up()
    small_centre.wait(seconds=30)

    ended, cleared = stream.events[-2:]
    (contact,) = ended["CurrentAgentSnapshot"]["Contacts"]
    assert contact["StateStartTimestamp"] == "2026-11-23T07:00:10.000Z"
    assert cleared["EventTimestamp"] == "2026-11-23T07:00:40.000Z"


def test_work_that_takes_no_time_is_seen_all_the_same(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.agent.handling = {"VOICE": Handling(wrap_up_us=0)}
    desk.becomes("Available")
    small_centre.waiting("sales")
    desk.accepts()

    desk.hang_up()

    assert stream.states[-2:] == [["ENDED"], []]


def test_a_missed_call_stays_in_sight_while_the_next_agent_talks_to_the_caller(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    other = small_centre.staff("Bea", "sales")
    desk.becomes("Available")
    small_centre.waiting("sales")
    small_centre.wait(seconds=20)
    other.becomes("Available").accepts()
    small_centre.wait(minutes=1)
    desk.agent.tell()
    in_sight = stream.states[-1]

    desk.becomes("Available")

    assert stream.types[1:] == ["STATE_CHANGE"] * 3
    assert in_sight == ["MISSED"]
    assert stream.states[-1] == []


def test_a_rejected_chat_is_seen_once(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.waiting("sales", channel="CHAT")

    desk.becomes("Break")
    desk.offers[0].reject()

    assert ["REJECTED"] in stream.states
    assert stream.states[-1] == []


def test_a_chat_that_is_abandoned_while_it_is_offered_is_rejected_and_a_call_is_only_gone(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    desk.becomes("Available")
    small_centre.waiting("sales", channel="CHAT").hang_up()
    of_a_chat = stream.states[1:]
    stream.events.clear()

    small_centre.waiting("sales").hang_up()

    assert of_a_chat == [["CONNECTING"], ["REJECTED"], []]
    assert stream.states == [["CONNECTING"], []]


def test_a_callback_is_incoming_then_pending_and_an_error_when_nobody_answers(
    small_centre: SmallCentre, stream: Stream
) -> None:
    build(small_centre)
    ada = small_centre.agent("Ada")
    stream.follows(ada)
    small_centre.network.expect(CALLER, Reply(UNANSWERED))
    call = small_centre.call(CALLER, NUMBER)
    call.press("1")
    small_centre.wait(seconds=17)
    call.press("1")
    small_centre.wait(seconds=20)
    ada.becomes("Available")
    small_centre.wait(seconds=5)

    ada.accepts()
    small_centre.wait(seconds=70)

    assert stream.states == [[], ["INCOMING"], ["PENDING"], ["ERROR"], []]


def test_the_second_contact_of_a_chain_names_the_first(
    small_centre: SmallCentre, stream: Stream
) -> None:
    build(small_centre)
    ada, bea = (small_centre.agent(name) for name in ("Ada", "Bea"))
    stream.follows(bea)
    call = small_centre.waiting("sales")
    ada.becomes("Available").accepts()
    small_centre.wait(seconds=20)

    ada.sends_to(agent="bea")
    small_centre.wait(seconds=20)
    bea.becomes("Available")

    (contact,) = stream.events[-1]["CurrentAgentSnapshot"]["Contacts"]
    assert contact["InitialContactId"] == call.first.id
    assert contact["InitiationMethod"] == "TRANSFER"
    assert contact["Queue"]["Name"] is None


# --- configuration ---


def test_a_change_of_the_profile_is_told_of_each_of_its_agents(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    stream.follows(small_centre.staff("Bea", "sales"))
    profile = desk.agent.profile

    small_centre.switchboard.acd.change_profile(
        profile, concurrency={"VOICE": Concurrency()}, name="calls"
    )

    assert stream.types == ["STATE_CHANGE", "STATE_CHANGE"]
    told = stream.events[0]["CurrentAgentSnapshot"]["Configuration"]["RoutingProfile"]
    assert told["Name"] == "calls"
    assert [queue["Channels"] for queue in told["InboundQueues"]] == [["VOICE"]] * 3


def test_an_agent_who_moves_to_another_profile_is_told_of_before_what_she_finds_there(
    small_centre: SmallCentre, stream: Stream, desk: Desk
) -> None:
    returns = small_centre.profile("returns", Serves("returns"))
    small_centre.waiting("returns")
    desk.becomes("Available")
    stream.events.clear()

    small_centre.switchboard.acd.move(desk.agent, returns)

    names = [
        event["CurrentAgentSnapshot"]["Configuration"]["RoutingProfile"]["Name"]
        for event in stream.events
    ]
    assert names == ["returns", "returns"]
    assert stream.states == [[], ["CONNECTING"]]


def test_a_paused_task_takes_no_slot(small_centre: SmallCentre) -> None:
    tasks = {"TASK": Concurrency(2)}
    small_centre.profile("tasks", Serves("tasks", channel="TASK"), concurrency=tasks)
    desk = small_centre.staff("Ada", "tasks").becomes("Available")
    task = small_centre.waiting("tasks", channel="TASK").contact
    taken = slots(desk.agent, "TASK")

    desk.agent.set_state(task, ContactState.PAUSED)

    assert (taken, slots(desk.agent, "TASK")) == ((1, 2), (2, 2))
    assert slots(desk.agent, "VOICE") == (0, 0)
