"""GetMetricData, the older way to ask for figures of the past, through boto3."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import make_queue
from tests.functional.connect.metric_stories import a_call, calls, ten_minutes
from tests.functional.connect.refusals import all_of, refusal

NOBODY = "00000000-0000-4000-8000-00000000ffff"
END = START + timedelta(minutes=10)


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def request(centre: ContactCentre, *names: str, end: datetime = END, **more: Any) -> dict[str, Any]:
    return {
        **centre.mine,
        "StartTime": START,
        "EndTime": end,
        "Filters": {"Queues": [centre.queue]},
        "HistoricalMetrics": [{"Name": name} for name in names],
        **more,
    }


def values(centre: ContactCentre, *names: str, **more: Any) -> list[float | None]:
    (result,) = centre.client.get_metric_data(**request(centre, *names, **more))["MetricResults"]
    return [each.get("Value") for each in result["Collections"]]


def level(seconds: int) -> dict[str, Any]:
    threshold = {"Comparison": "LT", "ThresholdValue": seconds}
    return {"Name": "SERVICE_LEVEL", "Unit": "PERCENT", "Statistic": "AVG", "Threshold": threshold}


def test_contacts_are_counted_by_what_became_of_them(centre: ContactCentre) -> None:
    ten_minutes(centre)

    assert values(
        centre,
        "CONTACTS_QUEUED",
        "CONTACTS_HANDLED",
        "CONTACTS_HANDLED_INCOMING",
        "CONTACTS_HANDLED_OUTBOUND",
        "API_CONTACTS_HANDLED",
        "CALLBACK_CONTACTS_HANDLED",
        "CONTACTS_ABANDONED",
        "CONTACTS_AGENT_HUNG_UP_FIRST",
        "CONTACTS_MISSED",
    ) == [5, 3, 3, 0, 0, 0, 2, 2, 1]


def test_times_are_averaged(centre: ContactCentre) -> None:
    ten_minutes(centre)

    assert values(
        centre,
        "HANDLE_TIME",
        "INTERACTION_TIME",
        "INTERACTION_AND_HOLD_TIME",
        "HOLD_TIME",
        "AFTER_CONTACT_WORK_TIME",
        "QUEUE_ANSWER_TIME",
        "ABANDON_TIME",
        "QUEUED_TIME",
    ) == [235 / 3, 125 / 3, 145 / 3, 20, 30, 55, 27.5, 90]


def test_the_service_level_has_a_threshold(centre: ContactCentre) -> None:
    ten_minutes(centre)

    answer = centre.client.get_metric_data(
        **request(centre, HistoricalMetrics=[level(15), level(16)])
    )

    (result,) = answer["MetricResults"]
    assert [each["Value"] for each in result["Collections"]] == [20, 40]
    assert result["Collections"][0]["Metric"] == level(15)


def test_what_was_passed_on_is_in_the_one_and_out_of_the_other_queue(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    sales = make_queue(client, instance, "Sales")
    calls(centre)
    centre.with_agent("")
    passed_on = centre.agent.sends_to(queue=sales)
    centre.agent.leaves()
    assert passed_on is not None
    call = calls(centre)
    assert call.contact.run is not None
    instance.switchboard.queueing.move(call.contact.run, sales)
    instance.switchboard.hang_up(passed_on)
    call.hang_up()
    centre.account.wait(minutes=1)
    names = (
        "CONTACTS_TRANSFERRED_OUT",
        "CONTACTS_TRANSFERRED_OUT_FROM_QUEUE",
        "CONTACTS_TRANSFERRED_IN",
        "CONTACTS_TRANSFERRED_IN_FROM_QUEUE",
        "CONTACTS_AGENT_HUNG_UP_FIRST",
    )

    assert values(centre, *names) == [2, 1, 0, 0, 1]
    assert values(centre, *names, Filters={"Queues": [sales]}) == [0, 0, 2, 1, 0]


def test_results_are_told_apart_by_queue_and_channel_page_by_page(
    centre: ContactCentre, client: Any
) -> None:
    for begin in (centre.chat, partial(a_call, centre)):
        centre.with_agent(begin())
        centre.agent.hang_up()
        centre.account.wait(seconds=40)
    asked = request(centre, "CONTACTS_HANDLED", Groupings=["QUEUE", "CHANNEL"])

    paged = all_of(client, "get_metric_data", "MetricResults", 1, **asked)

    queue = {"Id": centre.queue, "Arn": f"{centre.instance.arn}/queue/{centre.queue}"}
    assert [each["Dimensions"] for each in paged] == [
        {"Queue": queue, "Channel": "CHAT"},
        {"Queue": queue, "Channel": "VOICE"},
    ]
    metric = {"Name": "CONTACTS_HANDLED", "Statistic": "SUM", "Unit": "COUNT"}
    assert paged[0]["Collections"] == [{"Metric": metric, "Value": 1.0}]
    assert all_of(client, "get_metric_data", "MetricResults", 100, **asked) == paged
    assert values(centre, "CONTACTS_HANDLED", Filters={"Channels": ["VOICE"]}) == [1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"StartTime": START + timedelta(minutes=1)},
        {"EndTime": END + timedelta(seconds=1)},
        {"EndTime": START},
        {"StartTime": START - timedelta(minutes=5)},
        {"EndTime": START + timedelta(hours=24)},
        {"Filters": {}},
        {"Filters": {"RoutingProfiles": ["x"]}},
        {"Groupings": ["ROUTING_PROFILE"]},
        {"Groupings": ["QUEUE", "QUEUE"]},
        {"HistoricalMetrics": []},
        {"HistoricalMetrics": [{"Unit": "COUNT"}]},
        {"HistoricalMetrics": [{"Name": "OCCUPANCY"}]},
        {"HistoricalMetrics": [{"Name": "CONTACTS_QUEUED", "Unit": "SECONDS"}]},
        {"HistoricalMetrics": [{"Name": "CONTACTS_QUEUED", "Statistic": "AVG"}]},
        {"HistoricalMetrics": [{"Name": "SERVICE_LEVEL"}]},
        {"HistoricalMetrics": [{**level(20), "Threshold": {"Comparison": "LT"}}]},
        {"HistoricalMetrics": [{**level(20), "Threshold": {"ThresholdValue": 20}}]},
        {"HistoricalMetrics": [{**level(20), "Name": "CONTACTS_QUEUED", "Unit": "COUNT"}]},
        {"HistoricalMetrics": [{"Name": "HOLD_TIME", "Threshold": level(20)["Threshold"]}]},
        {"HistoricalMetrics": [level(20)] * 21},
    ],
)
def test_what_cannot_be_answered_is_refused(centre: ContactCentre, wrong: dict[str, Any]) -> None:
    centre.account.wait(minutes=24 * 60)

    code = refusal(centre.client.get_metric_data, **{**request(centre, "CONTACTS_QUEUED"), **wrong})

    assert code in ("InvalidParameterException", "InvalidRequestException")


def test_a_queue_that_is_not_there_cannot_be_asked_about(centre: ContactCentre) -> None:
    asked = request(centre, "CONTACTS_QUEUED", Filters={"Queues": [NOBODY]})

    assert refusal(centre.client.get_metric_data, **asked) == "ResourceNotFoundException"
