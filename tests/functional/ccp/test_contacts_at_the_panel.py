"""What an agent sees of her contacts at the panel, and does with them: offered to closed."""

from __future__ import annotations

import json

import pytest

from santral.local.network import Reply
from santral.local.testing.small_flows import whisper
from tests.functional.ccp.panel import Panel, hers, talks
from tests.functional.connect.furnishing import make_flow

OTHER = "+905325550199"


# --- the shape ---


def test_a_snapshot_has_what_the_library_reads(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.rings()

    [*_, update] = tab.told("agent::update")
    snapshot, configuration = update["snapshot"], update["configuration"]

    assert set(snapshot) == {
        "state", "nextState", "agentAvailabilityState", "contacts", "snapshotTimestamp",
    }  # fmt: skip
    assert snapshot["agentAvailabilityState"]["state"] == "Available"
    assert snapshot["snapshotTimestamp"] > 1_700_000_000
    contact = tab.contact
    assert contact["contactId"] == contact["initialContactId"] == contact_id
    assert contact["type"] == "voice"
    assert contact["status"] == contact["state"]
    assert contact["queue"]["queueId"] == contact["queue"]["queueARN"]
    assert contact["segmentAttributes"] == {"connect:Subtype": {"ValueString": "connect:Telephony"}}
    agent, customer = contact["connections"]
    assert (agent["type"], agent["initial"]) == ("agent", False)
    assert (customer["type"], customer["initial"]) == ("inbound", True)
    assert customer["endpoint"]["phoneNumber"] == "+905325550101"
    assert customer["address"] == customer["endpoint"]
    assert configuration["name"] == "Deniz Tester"
    assert configuration["username"] == "deniz"
    assert configuration["permissions"] == ["outboundCall"]
    assert [each["type"] for each in configuration["agentStates"]] == ["routable", "offline"]
    profile = configuration["routingProfile"]
    assert profile["routingProfileId"] == profile["routingProfileARN"]
    assert profile["channelConcurrencyMap"] == {"VOICE": 1, "CHAT": 2, "TASK": 2}
    assert profile["defaultOutboundQueue"]["name"] == "Support"
    assert "tr" in configuration["dialableCountries"]


def test_settings_that_are_changed_meanwhile_are_seen(panel: Panel) -> None:
    tab = panel.available()

    panel.client.create_agent_status(**panel.mine, Name="Lunch", State="ENABLED")
    panel.client.update_queue_name(**panel.mine, QueueId=panel.queue, Name="Help")
    panel.client.update_user_identity_info(
        **panel.mine, UserId=panel.user, IdentityInfo={"FirstName": "Derya", "LastName": "Tester"}
    )
    panel.wait()

    configuration = tab.told("agent::update")[-1]["configuration"]
    assert configuration["name"] == "Derya Tester"
    assert configuration["routingProfile"]["defaultOutboundQueue"]["name"] == "Help"
    assert [each["name"] for each in configuration["agentStates"]] == [
        "Available", "Offline", "Lunch",
    ]  # fmt: skip


def test_attributes_that_are_set_meanwhile_are_seen(panel: Panel) -> None:
    tab = talks(panel)

    panel.client.update_contact_attributes(
        **panel.mine,
        InitialContactId=tab.contact["contactId"],
        Attributes={"tier": "gold"},
    )
    panel.wait()

    assert tab.contact["attributes"] == {"tier": {"name": "tier", "value": "gold"}}


# --- a call ---


def test_a_call_is_offered_answered_wrapped_up_and_closed(panel: Panel) -> None:
    tab = panel.available()
    assert (tab.state, tab.contacts) == ("Available", [])

    contact_id = panel.rings()
    assert (tab.state, tab.contact["state"]["type"]) == ("PendingBusy", "connecting")
    assert tab.lines == {"agent": "connecting", "customer": "connected"}

    tab.does("acceptContact", contactId=contact_id)
    panel.wait()
    assert (tab.state, tab.contact["state"]["type"]) == ("Busy", "connected")
    assert tab.lines == {"agent": "connected", "customer": "connected"}

    panel.hangs_up(contact_id)
    assert (tab.state, tab.contact["state"]["type"]) == ("AfterCallWork", "ended")
    assert tab.lines == {"agent": "disconnected", "customer": "disconnected"}

    tab.does("clearContact", contactId=contact_id)
    panel.wait()
    assert (tab.state, tab.contacts) == ("Available", [])


def test_accepting_is_answered_before_the_contact_is_seen_connected(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.rings()
    before = len(tab.frames)

    tab.does("acceptContact", contactId=contact_id)
    panel.wait()

    assert [name for name, _ in tab.frames[before:]] == ["api_response", "agent::update"]


def test_while_she_hears_a_whisper_her_line_is_there_and_the_call_connecting(
    panel: Panel,
) -> None:
    content = json.dumps(whisper("A caller who has waited for long."))
    flow = make_flow(panel.client, panel.instance, "Aside", "AGENT_WHISPER", content)
    directory = panel.instance.directory
    aside = directory.flow(flow)
    assert aside is not None
    directory.defaults["AgentWhisper"] = aside
    tab, other = panel.available(), panel.tab()

    tab.does("acceptContact", contactId=panel.rings())
    panel.wait(0.1)

    for each in (tab, other):
        assert each.contact["state"]["type"] == "connecting"
        assert each.lines == {"agent": "connected", "customer": "connected"}
    panel.wait(10)
    assert tab.contact["state"]["type"] == "connected"


@pytest.mark.parametrize("rejects", [True, False])
def test_a_call_that_she_misses_is_closed_by_hand(panel: Panel, rejects: bool) -> None:
    tab = panel.available()
    contact_id = panel.rings()

    if rejects:
        tab.does("rejectContact", contactId=contact_id)
    for _ in range(5):
        panel.wait(5)
        tab.worker.alive()

    assert (tab.state, tab.contact["state"]["type"]) == ("MissedCallAgent", "missed")
    assert tab.snapshot["state"]["type"] == "error"
    panel.hangs_up(contact_id)
    tab.does("clearContact", contactId=contact_id)
    panel.wait()
    assert (tab.state, tab.contacts) == ("Available", [])


def test_a_customer_on_hold_is_seen_so(panel: Panel) -> None:
    tab = talks(panel)

    tab.does("holdConnection", **hers(tab, tab.line(initial=True)))
    panel.wait()
    assert (tab.contact["state"]["type"], tab.lines["customer"]) == ("connected", "hold")

    tab.does("resumeConnection", **hers(tab, tab.line(initial=True)))
    panel.wait()
    assert tab.lines["customer"] == "connected"
    assert tab.refused("resumeConnection", **hers(tab, tab.line(initial=True))) == (
        "InvalidStateException"
    )


def test_one_side_is_muted_and_keys_are_sent(panel: Panel) -> None:
    tab = talks(panel)

    tab.does("muteParticipant", **hers(tab, tab.line(initial=True)))
    tab.does("sendDigits", **hers(tab, tab.line(initial=True)), digits="12#")
    panel.wait()

    assert [tab.line(initial=True)["mute"], tab.line("agent")["mute"]] == [True, False]
    assert tab.refused("sendDigits", **hers(tab, tab.line("agent")), digits="x") == (
        "ValidationException"
    )


def test_she_hangs_up_her_own_line_or_the_customers(panel: Panel) -> None:
    tab = talks(panel)
    tab.does("destroyConnection", **hers(tab, tab.line("agent")))
    panel.wait()
    assert tab.state == "AfterCallWork"
    tab.does("clearContact", contactId=tab.contact["contactId"])

    tab.does("acceptContact", contactId=panel.rings())
    panel.wait()
    tab.does("destroyConnection", **hers(tab, tab.line(initial=True)))
    panel.wait()
    assert tab.state == "AfterCallWork"


# --- other channels ---


def test_a_task_is_put_aside_taken_up_and_completed(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.task(Description="As soon as possible.")
    panel.wait()
    assert (tab.contact["type"], tab.contact["name"]) == ("task", "Write back")
    tab.does("acceptContact", contactId=contact_id)

    states = []
    for method in ("pauseContact", "resumeContact"):
        tab.does(method, contactId=contact_id)
        panel.wait()
        states.append(tab.contact["state"]["type"])

    assert states == ["paused", "connected"]
    tab.does("completeContact", contactId=contact_id)
    panel.wait()
    assert tab.contacts == []


def test_a_chat_that_she_declines_is_seen_rejected_for_a_moment(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.chat()
    panel.wait()
    assert tab.contact["type"] == "chat"
    assert tab.line(initial=True)["chatMediaInfo"]["customerName"] == "Ece"
    seen_before = len(tab.frames)

    tab.does("rejectContact", contactId=contact_id)
    panel.wait()

    seen = [
        each["state"]["type"]
        for name, data in tab.frames[seen_before:]
        if name == "agent::update"
        for each in data["snapshot"]["contacts"]
    ]
    assert seen[0] == "rejected"


def test_a_chat_gives_her_a_token_and_its_messages(panel: Panel) -> None:
    tab = panel.available()
    contact_id = panel.chat()
    panel.wait()
    tab.does("acceptContact", contactId=contact_id)
    panel.wait()

    answer = tab.does(
        "createTransport",
        transportType="chat_token",
        contactId=contact_id,
        participantId=tab.line("agent")["connectionId"],
    )

    assert set(answer["chatTokenTransport"]) == {"participantToken", "expiry"}
    assert answer["chatTokenTransport"]["expiry"] == "2026-11-24T07:00:03.000Z"
    assert tab.told("webSocket::all_message") == []


def test_a_callback_is_incoming_then_she_calls_the_customer(panel: Panel) -> None:
    panel.account.network.expect(OTHER, Reply(after_us=3_000_000))
    board = panel.instance.switchboard
    queue = board.directory.queue(panel.queue)
    assert queue is not None
    tab = panel.available()
    board.callbacks.promise_to(OTHER, queue)
    panel.wait()
    assert (tab.contact["type"], tab.contact["state"]["type"]) == ("queue_callback", "incoming")
    assert tab.lines == {"agent": "connecting", "customer": "init"}

    tab.does("acceptContact", contactId=tab.contact["contactId"])
    panel.wait()
    assert (tab.state, tab.contact["state"]["type"]) == ("CallingCustomer", "pending")
    assert tab.lines == {"agent": "connected", "customer": "connecting"}
    panel.wait(5)
    assert (tab.state, tab.contact["state"]["type"]) == ("Busy", "connected")


# --- supervisors ---


def test_a_supervisor_listens_joins_in_and_leaves(panel: Panel) -> None:
    tab = talks(panel)
    boss_id = panel.another_user("boss")
    boss = panel.available("boss")
    panel.client.monitor_contact(
        **panel.mine,
        ContactId=tab.contact["contactId"],
        UserId=boss_id,
        AllowedMonitorCapabilities=["SILENT_MONITOR", "BARGE"],
    )
    panel.wait()
    own = boss.line("agent")
    assert own["monitorStatus"] == "SILENT_MONITOR"
    assert own["monitorCapabilities"] == ["SILENT_MONITOR", "BARGE"]
    assert "monitoring" not in tab.lines

    barge = {"contactId": boss.contact["contactId"], "targetMonitorMode": "BARGE"}
    boss.does("updateMonitorParticipantState", **barge)
    panel.wait()
    assert boss.line("agent")["monitorStatus"] == "BARGE"
    assert tab.line("monitoring")["monitorStatus"] == "BARGE"

    boss.does("destroyConnection", **hers(boss, boss.line("agent")))
    panel.wait()
    assert boss.contacts == []
    assert "monitoring" not in tab.lines
