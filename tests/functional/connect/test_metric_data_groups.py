"""How historical metrics are filtered, grouped, cut into periods and paged."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import boto3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.local.connect import mocked
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import add_standard_statuses
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import make_queue
from tests.functional.connect.metric_stories import (
    a_call,
    by_agent,
    calls,
    filters,
    limited,
    request,
    rows,
    ten_minutes,
    values,
)

SUBTYPE = "contact/segmentAttributes/connect:Subtype"


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def one_of_each_channel(centre: ContactCentre) -> None:
    """Let an agent handle a chat, a task and a call, one after the other."""
    for begin in (centre.chat, centre.task, partial(a_call, centre)):
        centre.with_agent(begin())
        centre.agent.hang_up()
        centre.account.wait(seconds=40)


# --- groups ---


def test_without_any_contact_there_is_no_result(centre: ContactCentre) -> None:
    centre.account.wait(minutes=10)

    assert rows(centre, "CONTACTS_HANDLED", limited("SERVICE_LEVEL", 20)) == []


def test_results_are_told_apart_by_what_was_asked(centre: ContactCentre) -> None:
    one_of_each_channel(centre)

    by_channel = rows(centre, "CONTACTS_HANDLED", Groupings=["QUEUE", "CHANNEL"])
    by_subtype = rows(centre, "CONTACTS_HANDLED", Groupings=[SUBTYPE])
    by_method = rows(centre, "CONTACTS_HANDLED", Groupings=["INITIATION_METHOD"])

    assert by_channel == [
        ({"QUEUE": centre.queue, "CHANNEL": channel}, [1]) for channel in ("CHAT", "TASK", "VOICE")
    ]
    subtypes = ("connect:Chat", "connect:Task", "connect:Telephony")
    assert by_subtype == [({SUBTYPE: subtype}, [1]) for subtype in subtypes]
    assert by_method == [
        ({"INITIATION_METHOD": "API"}, [2]),
        ({"INITIATION_METHOD": "INBOUND"}, [1]),
    ]


def test_a_contact_without_an_agent_is_in_no_agents_group(centre: ContactCentre) -> None:
    ten_minutes(centre)

    results = rows(centre, "CONTACTS_QUEUED", "CONTACTS_ABANDONED", Groupings=["AGENT"])

    assert results == [({"AGENT": centre.user}, [3, 0])]


def test_two_queues_are_one_result_or_two(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    sales = make_queue(client, instance, "Sales")
    for queue in (centre.queue, sales, sales):
        calls(centre, queue).hang_up()
    centre.account.wait(seconds=1)
    both = filters(QUEUE=[centre.queue, f"{instance.arn}/queue/{sales}"])

    each = rows(centre, "CONTACTS_QUEUED", **both, Groupings=["QUEUE"])

    assert values(centre, "CONTACTS_QUEUED", **both) == [3]
    assert sorted(each, key=lambda row: row[1]) == [
        ({"QUEUE": centre.queue}, [1]),
        ({"QUEUE": sales}, [2]),
    ]


def test_groups_of_agents_have_figures_of_their_own(centre: ContactCentre, client: Any) -> None:
    client.update_user_hierarchy_structure(
        **centre.mine, HierarchyStructure={"LevelOne": {"Name": "Site"}}
    )
    made = client.create_user_hierarchy_group(**centre.mine, Name="Istanbul")
    site = made["HierarchyGroupId"]
    client.update_user_hierarchy(**centre.mine, UserId=centre.user, HierarchyGroupId=site)
    ten_minutes(centre)
    of_site = filters(AGENT_HIERARCHY_LEVEL_ONE=[site])

    assert rows(centre, "CONTACTS_HANDLED", Groupings=["AGENT_HIERARCHY_LEVEL_ONE"]) == [
        ({"AGENT_HIERARCHY_LEVEL_ONE": site}, [3])
    ]
    assert values(centre, "SUM_ONLINE_TIME_AGENT", "CONTACTS_HANDLED", **of_site) == [600, 3]


# --- filters ---


def test_filters_hold_together(centre: ContactCentre) -> None:
    one_of_each_channel(centre)
    only = filters(QUEUE=[centre.queue], CHANNEL=["CHAT", "TASK"], ROUTING_PROFILE=[centre.profile])

    assert values(centre, "CONTACTS_HANDLED", **only) == [2]


def test_what_has_no_agent_can_be_asked_for(centre: ContactCentre) -> None:
    ten_minutes(centre)
    without = {
        "Filters": [
            {"FilterKey": "QUEUE", "FilterValues": [centre.queue]},
            {"FilterKey": "AGENT", "StringCondition": {"Comparison": "NOT_EXISTS"}},
        ]
    }

    assert values(centre, "CONTACTS_QUEUED", "CONTACTS_HANDLED", **without) == [2, 0]


def test_a_metric_filter_is_of_one_metric_and_can_be_turned_round(centre: ContactCentre) -> None:
    one_of_each_channel(centre)

    def handled(**more: Any) -> dict[str, Any]:
        api = {"MetricFilterKey": "INITIATION_METHOD", "MetricFilterValues": ["API"], **more}
        return {"Name": "CONTACTS_HANDLED", "MetricFilters": [api]}

    assert values(centre, "CONTACTS_HANDLED", handled(), handled(Negate=True)) == [3, 2, 1]


# --- periods ---


def of_periods(centre: ContactCentre, **more: Any) -> list[tuple[datetime, datetime, float]]:
    answer = centre.client.get_metric_data_v2(**request(centre, "CONTACTS_CREATED", **more))
    return [
        (
            result["MetricInterval"]["StartTime"],
            result["MetricInterval"]["EndTime"],
            result["Collections"][0]["Value"],
        )
        for result in answer["MetricResults"]
    ]


def test_every_quarter_of_an_hour_has_its_own_figures_those_without_calls_too(
    centre: ContactCentre,
) -> None:
    calls(centre)
    centre.account.wait(minutes=40)
    calls(centre)
    centre.account.wait(minutes=10)

    quarters = of_periods(centre, Interval={"IntervalPeriod": "FIFTEEN_MIN"})

    starts = [START + timedelta(minutes=15 * each) for each in range(4)]
    ends = [*starts[1:], START + timedelta(minutes=50)]
    assert quarters == list(zip(starts, ends, [1, 0, 1, 0], strict=True))


def test_days_begin_at_midnight_where_the_request_says(centre: ContactCentre) -> None:
    calls(centre)  # 10:00 in Istanbul
    centre.account.wait(minutes=14 * 60)
    calls(centre)  # midnight
    centre.account.wait(minutes=60)

    def days(zone: str, period: str = "DAY") -> list[float]:
        interval = {"IntervalPeriod": period, "TimeZone": zone}
        return [created for _, _, created in of_periods(centre, Interval=interval)]

    assert days("Europe/Istanbul") == [1, 1]
    assert days("UTC") == [2]
    assert days("Europe/Istanbul", "WEEK") == [2]


def test_an_agents_time_is_cut_at_the_ends_of_periods(centre: ContactCentre) -> None:
    centre.account.wait(minutes=20)
    centre.becomes("Available")
    centre.account.wait(minutes=40)
    halves = {"IntervalPeriod": "THIRTY_MIN"}

    results = rows(centre, "SUM_ONLINE_TIME_AGENT", **by_agent(centre), Interval=halves)

    assert [figures for _, figures in results] == [[600], [1800]]


def test_pages_hold_as_many_results_as_were_asked_for(centre: ContactCentre) -> None:
    calls(centre)
    centre.account.wait(minutes=50)
    asked = request(centre, "CONTACTS_CREATED", Interval={"IntervalPeriod": "FIFTEEN_MIN"})
    whole = centre.client.get_metric_data_v2(**asked, MaxResults=100)

    paged = []
    while True:
        page = centre.client.get_metric_data_v2(**asked, MaxResults=1)
        paged += page["MetricResults"]
        if "NextToken" not in page:
            break
        asked["NextToken"] = page["NextToken"]

    assert "NextToken" not in whole
    assert len(paged) == 4
    assert paged == whole["MetricResults"]


# --- what always holds ---

COUNTS = (
    "CONTACTS_CREATED",
    "CONTACTS_QUEUED",
    "CONTACTS_HANDLED",
    "CONTACTS_ABANDONED",
    "SUM_HANDLE_TIME",
)


ACTS = st.sampled_from(["calls", "chat", "task", "accepts", "leaves"])


def goes_by(centre: ContactCentre, steps: list[tuple[str, int]]) -> None:
    """Let people act, each so many seconds before the next."""
    centre.becomes("Available")
    callers = []
    for act, seconds in steps:
        if act == "calls":
            callers.append(calls(centre))
        elif act == "leaves" and callers:
            callers.pop(0).hang_up()
        elif act == "accepts":
            any(offer.accept() for offer in centre.agent.offers)
        elif act in ("chat", "task"):
            getattr(centre, act)()
        centre.account.wait(seconds=seconds)
    centre.account.wait(seconds=1)


@given(st.lists(st.tuples(ACTS, st.integers(0, 400)), max_size=25))
@settings(max_examples=20, deadline=None)
def test_counts_and_sums_of_groups_and_periods_add_up(steps: list[tuple[str, int]]) -> None:
    with mocked(start=START) as account:
        instance = account.connect.add_instance(
            "any", {"IdentityManagementType": "CONNECT_MANAGED"}
        )
        add_standard_statuses(instance)
        client = boto3.client("connect", region_name="eu-central-1")
        centre = ContactCentre(client, account, instance)
        goes_by(centre, steps)

        whole = [figures for _, figures in rows(centre, *COUNTS)]
        for grouped in (
            {"Groupings": ["CHANNEL"]},
            {"Groupings": ["INITIATION_METHOD", SUBTYPE]},
            {"Interval": {"IntervalPeriod": "FIFTEEN_MIN"}},
            {"Groupings": ["CHANNEL"], "Interval": {"IntervalPeriod": "HOUR"}},
        ):
            parts = [figures for _, figures in rows(centre, *COUNTS, **grouped)]
            added = [sum(filter(None, column)) for column in zip(*parts, strict=True)]
            assert [added] == whole or not (parts or whole)
