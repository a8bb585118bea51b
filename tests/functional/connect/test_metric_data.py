"""Historical metrics through boto3: what each one counts, worked out by hand from ten minutes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
from typing import Any

import boto3
import pytest

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import make_profile, make_queue, make_user
from tests.functional.connect.metric_stories import (
    by_agent,
    calls,
    filters,
    limited,
    rows,
    ten_minutes,
    values,
)


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def test_contacts_are_counted_by_what_became_of_them(centre: ContactCentre) -> None:
    ten_minutes(centre)

    assert values(
        centre,
        "CONTACTS_CREATED",
        "CONTACTS_QUEUED",
        "CONTACTS_QUEUED_BY_ENQUEUE",
        "CONTACTS_HANDLED",
        "CONTACTS_HANDLED_BY_CONNECTED_TO_AGENT",
        "CONTACTS_ABANDONED",
        "CONTACTS_PUT_ON_HOLD",
        "SUM_CONTACTS_DISCONNECTED",
        "ABANDONMENT_RATE",
    ) == [5, 5, 5, 3, 3, 2, 1, 2, 40]


def test_the_service_level_counts_who_gave_up_in_time_as_well(centre: ContactCentre) -> None:
    ten_minutes(centre)  # waits of 10, 90 and 65 s; given up after 15 and 40 s

    assert values(
        centre,
        limited("SERVICE_LEVEL", 15),
        limited("SERVICE_LEVEL", 15, "LT"),
        limited("SERVICE_LEVEL", 90),
        limited("CONTACTS_REMOVED_FROM_QUEUE_IN_X", 60),
        limited("SUM_CONTACTS_ANSWERED_IN_X", 65),
        limited("SUM_CONTACTS_ABANDONED_IN_X", 20),
        limited("CONTACTS_RESOLVED_IN_X", 100),
    ) == [40, 20, 100, 3, 2, 1, 3]


def test_times_are_averaged_over_the_contacts_they_are_of(centre: ContactCentre) -> None:
    ten_minutes(centre)

    assert values(
        centre,
        "MAX_QUEUED_TIME",
        "AVG_QUEUE_ANSWER_TIME",
        "AVG_ABANDON_TIME",
        "AVG_HANDLE_TIME",
        "AVG_ACTIVE_TIME",
        "AVG_AGENT_PAUSE_TIME",
        "AVG_INTERACTION_TIME",
        "AVG_INTERACTION_AND_HOLD_TIME",
        "AVG_AFTER_CONTACT_WORK_TIME",
        "AVG_HOLD_TIME",
        "AVG_CONTACT_DURATION",
        "AVG_RESOLUTION_TIME",
    ) == [90, 55, 27.5, 235 / 3, 235 / 3, None, 125 / 3, 145 / 3, 30, 20, 73, 91]
    assert values(centre, "AVG_HOLD_TIME_ALL_CONTACTS", "AVG_HOLDS") == [20 / 3, 1 / 3]


def test_times_are_summed(centre: ContactCentre) -> None:
    ten_minutes(centre)

    assert values(
        centre,
        "SUM_HANDLE_TIME",
        "SUM_INTERACTION_TIME",
        "SUM_INTERACTION_AND_HOLD_TIME",
        "SUM_HOLD_TIME",
        "SUM_AFTER_CONTACT_WORK_TIME",
    ) == [235, 125, 145, 20, 90]


def test_offers_are_counted_each_time_that_it_rings(centre: ContactCentre) -> None:
    ten_minutes(centre)  # rang for 10, 10 and 5 s, and for 20 s without an answer

    assert values(
        centre,
        "AGENT_ANSWER_RATE",
        "AGENT_NON_RESPONSE",
        "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS",
        "SUM_CONNECTING_TIME_AGENT",
        "AVG_AGENT_CONNECTING_TIME",
    ) == [75, 1, 1, 45, 11.25]


def test_a_caller_who_hangs_up_while_it_rings_is_a_non_response(centre: ContactCentre) -> None:
    centre.becomes("Available")
    call = calls(centre)
    centre.account.wait(seconds=5)
    call.hang_up()
    centre.account.wait(seconds=5)

    assert values(
        centre,
        "AGENT_NON_RESPONSE",
        "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS",
        "CONTACTS_ABANDONED",
    ) == [1, 0, 1]


def test_an_available_agent_is_on_contact_or_idle_even_while_it_rings(
    centre: ContactCentre,
) -> None:
    ten_minutes(centre)  # 235 s on contact, 45 s ringing, 100 s from the missed call on

    assert values(
        centre,
        "SUM_ONLINE_TIME_AGENT",
        "SUM_CONTACT_TIME_AGENT",
        "SUM_IDLE_TIME_AGENT",
        "SUM_ERROR_STATUS_TIME_AGENT",
        "SUM_NON_PRODUCTIVE_TIME_AGENT",
        "AGENT_OCCUPANCY",
        **by_agent(centre),
    ) == [600, 235, 365, 100, 0, 100 * 235 / 600]


def test_a_lunch_is_online_and_not_productive(centre: ContactCentre) -> None:
    centre.client.create_agent_status(**centre.mine, Name="Lunch", State="ENABLED")
    centre.account.wait(minutes=1)
    centre.becomes("Lunch")
    centre.account.wait(minutes=2)

    assert values(
        centre,
        "SUM_ONLINE_TIME_AGENT",
        "SUM_NON_PRODUCTIVE_TIME_AGENT",
        "SUM_IDLE_TIME_AGENT",
        "AGENT_OCCUPANCY",
        **by_agent(centre),
    ) == [120, 120, 0, None]


def test_two_chats_at_once_are_two_contacts_times_but_one_occupied_agent(
    centre: ContactCentre,
) -> None:
    centre.becomes("Available")
    for _ in range(2):
        centre.chat()
        centre.account.wait(seconds=0)
        centre.agent.accepts()
    centre.account.wait(seconds=50)

    assert values(centre, "SUM_CONTACT_TIME_AGENT", "AGENT_OCCUPANCY", **by_agent(centre)) == [
        100,
        100,
    ]


def test_only_calls_are_missed_without_having_been_abandoned(centre: ContactCentre) -> None:
    centre.becomes("Available")
    chat = centre.chat()
    centre.account.wait(minutes=1)
    centre.client.stop_contact(**centre.mine, ContactId=chat)
    centre.becomes("Available")
    calls(centre)
    centre.account.wait(minutes=1)

    assert values(centre, "AGENT_NON_RESPONSE", "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS") == [
        2,
        1,
    ]


def test_pauses_are_averaged_over_the_tasks_that_were_paused(centre: ContactCentre) -> None:
    for paused_s in (40, 0):
        task = centre.with_agent(centre.task())
        if paused_s:
            centre.client.pause_contact(**centre.mine, ContactId=task)
            centre.account.wait(seconds=paused_s)
            centre.client.resume_contact(**centre.mine, ContactId=task)
        centre.client.stop_contact(**centre.mine, ContactId=task)
        centre.account.wait(minutes=1)

    assert values(centre, "CONTACTS_HANDLED", "AVG_AGENT_PAUSE_TIME") == [2, 40]


def test_a_flow_that_ends_a_contact_in_its_queue_disconnects_it(centre: ContactCentre) -> None:
    task = centre.task()
    centre.account.wait(seconds=5)
    centre.client.stop_contact(**centre.mine, ContactId=task)
    centre.account.wait(seconds=5)

    assert values(centre, "SUM_CONTACTS_DISCONNECTED", "CONTACTS_ABANDONED") == [1, 0]


# --- transfers and callbacks ---


def test_a_customer_who_is_passed_on_is_transferred_out_inside_or_outside(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    sales = make_queue(client, instance, "Sales")
    for target in ({"queue": sales}, {"number": "+902125550177"}, {"queue": sales}):
        calls(centre)
        centre.with_agent("")
        centre.agent.sends_to(**target)
        centre.account.wait(seconds=30)
        centre.agent.leaves()
        centre.account.wait(seconds=40)
    calls(centre)
    centre.with_agent("")
    centre.agent.sends_to(queue=sales)
    centre.account.wait(seconds=5)
    centre.agent.takes_back()
    centre.account.wait(seconds=5)
    centre.agent.hang_up()
    centre.account.wait(seconds=40)

    assert values(
        centre,
        "CONTACTS_HANDLED",
        "CONTACTS_TRANSFERRED_OUT",
        "CONTACTS_TRANSFERRED_OUT_BY_AGENT",
        "CONTACTS_TRANSFERRED_OUT_INTERNAL",
        "CONTACTS_TRANSFERRED_OUT_EXTERNAL",
        "CONTACTS_TRANSFERRED_OUT_FROM_QUEUE",
    ) == [4, 3, 3, 2, 1, 0]


def test_a_flow_that_moves_a_caller_takes_her_out_of_the_queue_unanswered(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    sales = make_queue(client, instance, "Sales")
    call = calls(centre)
    centre.account.wait(seconds=5)
    run = call.contact.run
    assert run is not None
    instance.switchboard.queueing.move(run, sales)
    centre.account.wait(seconds=5)

    assert values(
        centre,
        "CONTACTS_QUEUED",
        "CONTACTS_TRANSFERRED_OUT",
        "CONTACTS_TRANSFERRED_OUT_BY_AGENT",
        "CONTACTS_TRANSFERRED_OUT_FROM_QUEUE",
        "CONTACTS_ABANDONED",
        "SUM_CONTACTS_DISCONNECTED",
        limited("SERVICE_LEVEL", 60),
    ) == [1, 1, 0, 1, 0, 0, 0]


def test_a_caller_who_is_promised_a_callback_has_not_given_up(centre: ContactCentre) -> None:
    board = centre.instance.switchboard
    call = calls(centre)
    centre.account.wait(seconds=30)
    contact = call.contact
    promised = board.new_contact(board.new_id(), after=contact, method="CALLBACK")
    call.hang_up()
    board.give_up(promised, "OTHER")
    centre.account.wait(seconds=1)

    assert values(
        centre,
        "CONTACTS_QUEUED",
        "CONTACTS_ABANDONED",
        "SUM_CONTACTS_DISCONNECTED",
        limited("SERVICE_LEVEL", 30),
    ) == [1, 0, 0, 100]


# --- what is not over, and what is over for long ---


@contextmanager
def _restarted(centre: ContactCentre, at: datetime) -> Iterator[ContactCentre]:
    kept = list(centre.account.connect.kept())
    with mocked(start=at, seed=2) as opened:
        opened.connect.restore(kept)
        again = copy(centre)
        again.account, again.client = opened, boto3.client("connect", "eu-central-1")
        again.instance = opened.connect.instance(centre.instance.id)
        yield again


def test_a_contact_counts_once_its_after_contact_work_is_done(centre: ContactCentre) -> None:
    calls(centre)
    centre.with_agent("")
    centre.agent.hang_up()
    centre.account.wait(seconds=10)
    names = ("CONTACTS_HANDLED", "CONTACTS_HANDLED_BY_CONNECTED_TO_AGENT", "CONTACTS_CREATED")
    during = values(centre, *names)
    centre.account.wait(seconds=30)

    assert during == [0, 1, 1]
    assert values(centre, *names) == [1, 1, 1]


def test_a_supervisor_who_listens_is_no_contact_of_the_queue(centre: ContactCentre) -> None:
    contact = centre.with_agent(calls(centre).contact.id)
    supervisor = centre.another_user("ece")
    centre.becomes("Available", supervisor)
    centre.client.monitor_contact(
        **centre.mine,
        ContactId=contact,
        UserId=supervisor,
        AllowedMonitorCapabilities=["SILENT_MONITOR"],
    )
    centre.account.wait(seconds=5)

    assert values(centre, "CONTACTS_CREATED") == [1]
    assert rows(centre, "CONTACTS_CREATED", **filters(AGENT=[supervisor])) == []


def test_what_agents_did_before_a_restart_is_not_known_and_what_contacts_did_is(
    centre: ContactCentre,
) -> None:
    ten_minutes(centre)
    restart = START + timedelta(hours=1)
    online = ("SUM_ONLINE_TIME_AGENT", "AGENT_OCCUPANCY")

    with _restarted(centre, restart) as again:
        again.becomes("Available")
        again.account.wait(minutes=15)

        assert values(again, "CONTACTS_HANDLED", "AVG_QUEUE_ANSWER_TIME") == [3, 55]
        assert values(again, *online, **by_agent(again)) == [None, None]
        assert values(again, *online, **by_agent(again), StartTime=restart) == [900, 0]


def test_contacts_of_a_period_of_which_some_are_forgotten_are_not_counted(
    centre: ContactCentre,
) -> None:
    centre.instance.ledger.most = 2
    for _ in range(3):  # they end after 1, 2 and 3 minutes
        call = calls(centre)
        centre.account.wait(minutes=1)
        call.hang_up()
    centre.account.wait(seconds=1)
    first_end = START + timedelta(minutes=1)
    after = first_end + timedelta(microseconds=1)

    with _restarted(centre, START + timedelta(hours=1)) as again:
        for each in (centre, again):
            assert values(each, "CONTACTS_QUEUED", "CONTACTS_CREATED") == [None, None]
            assert values(each, "CONTACTS_QUEUED", StartTime=first_end) == [None]
            assert values(each, "CONTACTS_QUEUED", "CONTACTS_CREATED", StartTime=after) == [2, 1]


def test_what_she_did_for_her_old_team_stays_theirs(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    ten_minutes(centre)
    sellers = make_profile(client, instance, "Sellers", centre.queue)
    client.update_user_routing_profile(**centre.mine, UserId=centre.user, RoutingProfileId=sellers)
    make_user(client, instance, "ada", sellers)

    results = rows(centre, "CONTACTS_HANDLED", Groupings=["ROUTING_PROFILE"])

    assert results == [({"ROUTING_PROFILE": centre.profile}, [3])]
