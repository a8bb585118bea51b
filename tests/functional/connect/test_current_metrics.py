"""Real-time metrics of queues and routing profiles through boto3."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import call_queue, make_profile, make_queue, make_user
from tests.functional.connect.refusals import refusal

INVALID, MISSING = "InvalidParameterException", "ResourceNotFoundException"
NOBODY = "00000000-0000-4000-8000-00000000ffff"
AGENTS = (
    "AGENTS_ONLINE",
    "AGENTS_AVAILABLE",
    "AGENTS_STAFFED",
    "AGENTS_ON_CALL",
    "AGENTS_ON_CONTACT",
    "AGENTS_AFTER_CONTACT_WORK",
    "AGENTS_NON_PRODUCTIVE",
    "AGENTS_ERROR",
)
CONTACTS = ("CONTACTS_IN_QUEUE", "OLDEST_CONTACT_AGE", "CONTACTS_SCHEDULED")
SLOTS = ("SLOTS_ACTIVE", "SLOTS_AVAILABLE")


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def asks(centre: ContactCentre, *names: str, **more: Any) -> list[dict[str, Any]]:
    """Give each result as its values by metric, with its dimensions under "of"."""
    wanted = {"Filters": {"Queues": [centre.queue]}, **more}
    answer = centre.client.get_current_metric_data(
        **centre.mine, CurrentMetrics=[{"Name": name} for name in names], **wanted
    )
    return [
        {
            "of": result["Dimensions"],
            **{each["Metric"]["Name"]: each.get("Value") for each in result["Collections"]},
        }
        for result in answer["MetricResults"]
    ]


def figures(centre: ContactCentre, *names: str) -> list[float]:
    (result,) = asks(centre, *names)
    return [result[name] for name in names]


def calls(centre: ContactCentre) -> Any:
    return call_queue(centre.account, centre.instance, centre.queue)


def test_where_nobody_is_there_is_nothing_to_tell(centre: ContactCentre) -> None:
    assert asks(centre, *AGENTS, *CONTACTS) == []


def test_an_agent_is_counted_by_what_she_does(centre: ContactCentre) -> None:
    centre.becomes("Available")
    available = figures(centre, *AGENTS)
    calls(centre)
    offered = figures(centre, *AGENTS)
    centre.agent.accepts()
    talking = figures(centre, *AGENTS)
    centre.agent.hang_up()
    wrapping_up = figures(centre, *AGENTS)

    assert available == [1, 1, 1, 0, 0, 0, 0, 0]
    assert offered == [1, 0, 1, 0, 0, 0, 0, 0]
    assert talking == [1, 0, 1, 1, 1, 0, 0, 0]
    assert wrapping_up == [1, 0, 1, 1, 1, 1, 0, 0]


def test_an_agent_at_lunch_is_not_productive_and_one_who_missed_a_call_is_in_error(
    centre: ContactCentre,
) -> None:
    centre.client.create_agent_status(**centre.mine, Name="Lunch", State="ENABLED")
    centre.becomes("Lunch")
    at_lunch = figures(centre, *AGENTS)
    centre.becomes("Available")
    calls(centre)
    centre.account.wait(seconds=21)

    assert at_lunch == [1, 0, 0, 0, 0, 0, 1, 0]
    assert figures(centre, *AGENTS) == [1, 0, 0, 0, 0, 0, 0, 1]


def test_who_waits_is_counted_and_the_oldest_is_told_in_milliseconds_without_groupings(
    centre: ContactCentre,
) -> None:
    calls(centre)
    centre.account.wait(seconds=20)
    calls(centre)
    centre.account.wait(seconds=4.5)

    (by_queue,) = asks(centre, *CONTACTS, Groupings=["QUEUE"])

    assert figures(centre, *CONTACTS) == [2, 24_500, 0]
    assert [by_queue[name] for name in CONTACTS] == [2, 24, 0]
    assert by_queue["of"]["Queue"] == {
        "Id": centre.queue,
        "Arn": f"{centre.instance.arn}/queue/{centre.queue}",
    }


def test_a_promised_callback_is_scheduled_until_it_comes_due(centre: ContactCentre) -> None:
    board, queue = centre.instance.switchboard, centre.instance.directory.queue(centre.queue)
    assert queue is not None
    board.callbacks.promise_to("+905325550101", queue, delay_us=60_000_000)

    before = figures(centre, *CONTACTS)
    centre.account.wait(seconds=61)

    assert before == [0, 0, 1]
    assert figures(centre, *CONTACTS) == [1, 1_000, 0]


def test_slots_are_shared_between_channels_that_shut_each_other_out(
    centre: ContactCentre,
) -> None:
    centre.becomes("Available")
    free = figures(centre, *SLOTS)
    centre.with_agent(centre.chat())

    assert free == [0, 2]  # one call, or two chats, or two tasks
    assert figures(centre, *SLOTS) == [1, 1]


def test_channels_are_told_apart(centre: ContactCentre) -> None:
    centre.becomes("Available")
    centre.with_agent(centre.chat())

    results = asks(
        centre,
        *SLOTS,
        Filters={"Queues": [centre.queue], "Channels": ["VOICE", "CHAT"]},
        Groupings=["CHANNEL"],
    )

    assert results == [
        {"of": {"Channel": "VOICE"}, "SLOTS_ACTIVE": 0, "SLOTS_AVAILABLE": 0},
        {"of": {"Channel": "CHAT"}, "SLOTS_ACTIVE": 1, "SLOTS_AVAILABLE": 1},
    ]


def test_an_agent_of_two_queues_is_counted_once_in_all_and_in_each(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    other = make_queue(client, instance, "Sales")
    both = make_profile(client, instance, "Both", centre.queue, other)
    user = make_user(client, instance, "ada", both)
    centre.becomes("Available", user)
    filters = {"Queues": [centre.queue, f"{instance.arn}/queue/{other}"]}

    (whole,) = asks(centre, "AGENTS_ONLINE", Filters=filters)
    each = asks(centre, "AGENTS_ONLINE", Filters=filters, Groupings=["QUEUE"])

    assert whole["AGENTS_ONLINE"] == 1
    assert [result["AGENTS_ONLINE"] for result in each] == [1, 1]


def test_routing_profiles_are_told_apart(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    sales = make_queue(client, instance, "Sales")
    sellers = make_profile(client, instance, "Sellers", sales)
    centre.becomes("Available", make_user(client, instance, "ada", sellers))
    calls(centre)

    results = asks(
        centre,
        "AGENTS_ONLINE",
        "CONTACTS_IN_QUEUE",
        Filters={"RoutingProfiles": [centre.profile, sellers]},
        Groupings=["ROUTING_PROFILE"],
        SortCriteria=[{"SortByMetric": "CONTACTS_IN_QUEUE", "SortOrder": "DESCENDING"}],
    )
    (whole,) = asks(centre, "AGENTS_ONLINE", Filters={"RoutingProfiles": [centre.profile, sellers]})
    by_queue = asks(
        centre, "AGENTS_ONLINE", Filters={"Queues": [sales]}, Groupings=["ROUTING_PROFILE"]
    )

    of = [result["of"]["RoutingProfile"]["Id"] for result in results]
    assert of == [centre.profile, sellers]
    assert [result["AGENTS_ONLINE"] for result in results] == [0, 1]
    assert [result["CONTACTS_IN_QUEUE"] for result in results] == [1, 0]
    assert whole["AGENTS_ONLINE"] == 1
    assert [result["of"]["RoutingProfile"]["Id"] for result in by_queue] == [sellers]


def test_agents_are_counted_by_their_status(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    lunch = client.create_agent_status(**centre.mine, Name="Lunch", State="ENABLED")
    centre.becomes("Available")
    for name, status in (("ada", "Lunch"), ("bea", "Lunch"), ("cem", "Offline")):
        centre.becomes(status, centre.another_user(name))
    filters = {"Queues": [centre.queue]}
    by_status = {"Groupings": ["QUEUE", "AGENT_STATUS"], "Filters": filters}

    results = asks(centre, "AGENTS_ONLINE", **by_status)
    filters["AgentStatuses"] = [lunch["AgentStatusId"]]
    (at_lunch,) = asks(centre, "AGENTS_ONLINE", **by_status)

    assert [result["AGENTS_ONLINE"] for result in results] == [2, 1]
    assert results[0]["of"]["AgentStatus"] == {
        "Id": lunch["AgentStatusId"],
        "Arn": lunch["AgentStatusARN"],
    }
    assert at_lunch == results[0]


def test_a_wait_is_estimated_for_a_queue_and_a_channel(centre: ContactCentre) -> None:
    calls(centre)
    wanted = {
        "Filters": {"Queues": [centre.queue], "Channels": ["VOICE"]},
        "Groupings": ["QUEUE", "CHANNEL"],
    }

    (without_agents,) = asks(centre, "ESTIMATED_WAIT_TIME", **wanted)
    centre.account.wait(seconds=30)
    centre.with_agent("")
    calls(centre)
    (after_one_answer,) = asks(centre, "ESTIMATED_WAIT_TIME", **wanted)

    assert without_agents["ESTIMATED_WAIT_TIME"] is None
    # One waits already: the next is second in the line of one agent, at a minute each.
    assert after_one_answer["ESTIMATED_WAIT_TIME"] == 120


def test_pages_hold_as_many_results_as_were_asked_for(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    queues = [centre.queue, make_queue(client, instance, "Sales")]
    for queue in queues:
        call_queue(centre.account, instance, queue)
    request = {
        **centre.mine,
        "Filters": {"Queues": queues},
        "Groupings": ["QUEUE"],
        "CurrentMetrics": [{"Name": "CONTACTS_IN_QUEUE", "Unit": "COUNT"}],
    }

    first = client.get_current_metric_data(**request, MaxResults=1)
    second = client.get_current_metric_data(**request, MaxResults=1, NextToken=first["NextToken"])
    whole = client.get_current_metric_data(**request, MaxResults=100)

    assert first["MetricResults"] + second["MetricResults"] == whole["MetricResults"]
    assert "NextToken" not in second
    assert "NextToken" not in whole
    assert first["ApproximateTotalCount"] == len(whole["MetricResults"]) == 2
    assert first["DataSnapshotTime"] == centre.account.now
    (collection,) = first["MetricResults"][0]["Collections"]
    assert collection == {"Metric": {"Name": "CONTACTS_IN_QUEUE", "Unit": "COUNT"}, "Value": 1.0}


def test_a_metric_may_be_named_by_the_services_own_arn(centre: ContactCentre) -> None:
    centre.becomes("Available")
    arn = "arn:aws:connect:eu-central-1:aws:metric/AGENTS_ONLINE"

    answer = centre.client.get_current_metric_data(
        **centre.mine, Filters={"Queues": [centre.queue]}, CurrentMetrics=[{"MetricId": arn}]
    )

    (metric,) = answer["MetricResults"][0]["Collections"]
    assert (metric["Metric"]["MetricId"], metric["Value"]) == (arn, 1)


ONLINE: dict[str, Any] = {"CurrentMetrics": [{"Name": "AGENTS_ONLINE"}]}
QUEUE: dict[str, Any] = {"Queues": ["QUEUE"]}


@pytest.mark.parametrize(
    "request_",
    [
        {**ONLINE, "Filters": {}},
        {**ONLINE, "Filters": {"Channels": ["VOICE"]}},
        {**ONLINE, "Filters": {**QUEUE, "RoutingProfiles": ["PROFILE"]}},
        {**ONLINE, "Filters": {**QUEUE, "Subtypes": ["connect:Telephony"]}},
        {**ONLINE, "Filters": {"RoutingProfiles": ["PROFILE"], "AgentStatuses": ["x"]}},
        {**ONLINE, "Filters": {**QUEUE, "AgentStatuses": ["x"] * 51}},
        {**ONLINE, "Filters": QUEUE, "Groupings": ["QUEUE", "QUEUE"]},
        {**ONLINE, "Filters": QUEUE, "Groupings": ["AGENT_STATUS"]},
        {**ONLINE, "Filters": QUEUE, "Groupings": ["SUBTYPE"]},
        {**ONLINE, "Filters": {"RoutingProfiles": ["PROFILE"]}, "Groupings": ["QUEUE"]},
        {"CurrentMetrics": [], "Filters": QUEUE},
        {"CurrentMetrics": [{"Unit": "COUNT"}], "Filters": QUEUE},
        {"CurrentMetrics": [{"MetricId": NOBODY}], "Filters": QUEUE},
        {
            "CurrentMetrics": [{"MetricId": "arn:aws:connect:eu-central-1:aws:metric/MOOD"}],
            "Filters": QUEUE,
        },
        {"CurrentMetrics": [{"Name": "AGENTS_ONLINE", "Unit": "SECONDS"}], "Filters": QUEUE},
        {
            "CurrentMetrics": [{"Name": "AGENTS_STAFFED"}],
            "Filters": QUEUE,
            "Groupings": ["QUEUE", "AGENT_STATUS"],
        },
        {
            "CurrentMetrics": [{"Name": "CONTACTS_IN_QUEUE"}],
            "Filters": QUEUE,
            "Groupings": ["ROUTING_PROFILE"],
        },
        {
            "CurrentMetrics": [{"Name": "ESTIMATED_WAIT_TIME"}],
            "Filters": QUEUE,
            "Groupings": ["QUEUE", "CHANNEL"],
        },
        {**ONLINE, "Filters": QUEUE, "SortCriteria": [{"SortByMetric": "SLOTS_ACTIVE"}]},
        {**ONLINE, "Filters": QUEUE, "SortCriteria": [{"SortByMetric": "ESTIMATED_WAIT_TIME"}]},
    ],
)
def test_what_does_not_go_together_is_refused(
    centre: ContactCentre, request_: dict[str, Any]
) -> None:
    real = {"QUEUE": centre.queue, "PROFILE": centre.profile}
    filters = {
        name: [real.get(each, each) for each in values]
        for name, values in request_["Filters"].items()
    }

    code = refusal(
        centre.client.get_current_metric_data, **centre.mine, **{**request_, "Filters": filters}
    )

    assert code == INVALID


@pytest.mark.parametrize(
    "filters",
    [
        {"Queues": [NOBODY]},
        {"RoutingProfiles": [NOBODY]},
        {"Queues": ["QUEUE"], "AgentStatuses": [NOBODY]},
    ],
)
def test_what_is_not_there_cannot_be_asked_about(
    centre: ContactCentre, filters: dict[str, list[str]]
) -> None:
    if filters.get("Queues") == ["QUEUE"]:
        filters = {**filters, "Queues": [centre.queue]}

    code = refusal(centre.client.get_current_metric_data, **centre.mine, **ONLINE, Filters=filters)

    assert code == MISSING
