"""What historical metrics cannot be asked, and why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.metric_stories import (
    filters,
    limited,
    request,
    ten_minutes,
    values,
)
from tests.functional.connect.refusals import refusal

INVALID, MISSING = "InvalidParameterException", "ResourceNotFoundException"
NOBODY = "00000000-0000-4000-8000-00000000ffff"


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


HANDLED: dict[str, Any] = {"Metrics": [{"Name": "CONTACTS_HANDLED"}]}
LATER = START + timedelta(days=200)


@pytest.mark.parametrize(
    "wrong",
    [
        filters(CHANNEL=["VOICE"]),
        filters(QUEUE=["QUEUE"], CASE_STATUS=["open"]),
        filters(QUEUE=["QUEUE"], CHANNEL=["SMOKE"]),
        filters(QUEUE=["QUEUE"], DISCONNECT_REASON=["OTHER"] * 100),
        {"Filters": [{"FilterKey": "QUEUE"}]},
        {"Filters": [{"FilterValues": ["QUEUE"]}]},
        {"Filters": [{"FilterKey": "QUEUE", "FilterValues": ["QUEUE"]}] * 2},
        {
            "Filters": [
                {
                    "FilterKey": "QUEUE",
                    "FilterValues": ["QUEUE"],
                    "StringCondition": {"Comparison": "NOT_EXISTS"},
                }
            ]
        },
        {"Groupings": ["QUEUE", "QUEUE"]},
        {"Groupings": ["MOOD"]},
        {"Metrics": []},
        {"Metrics": [{}]},
        {"Metrics": [{"Name": "AVG_TALK_TIME"}]},
        {"Metrics": [{"MetricId": NOBODY}]},
        {"Metrics": [{"Name": "SERVICE_LEVEL"}]},
        {"Metrics": [limited("SERVICE_LEVEL", 20)] * 21},
        {"Metrics": [limited("SERVICE_LEVEL", 20, "GT")]},
        {"Metrics": [limited("SERVICE_LEVEL", 20.5)]},
        {"Metrics": [limited("SERVICE_LEVEL", 0)]},
        {"Metrics": [limited("SERVICE_LEVEL", 604_801)]},
        {"Metrics": [limited("CONTACTS_HANDLED", 20)]},
        {"Metrics": [{"Name": "AGENT_OCCUPANCY"}]},
        {
            "Metrics": [
                {"Name": "AVG_HOLDS", "MetricFilters": [{"MetricFilterKey": "INITIATION_METHOD"}]}
            ]
        },
        {
            "Metrics": [
                {
                    "Name": "CONTACTS_HANDLED",
                    "MetricFilters": [{"MetricFilterKey": "INITIATION_METHOD"}],
                }
            ]
        },
        {
            "Metrics": [
                {
                    "Name": "SUM_CONNECTING_TIME_AGENT",
                    "MetricFilters": [
                        {
                            "MetricFilterKey": "INITIATION_METHOD",
                            "MetricFilterValues": ["API"],
                            "Negate": True,
                        }
                    ],
                }
            ]
        },
        {"Interval": {"IntervalPeriod": "DAY", "TimeZone": "Mars/Olympus"}},
        {"EndTime": START},
        {"EndTime": LATER + timedelta(seconds=1)},
        {"StartTime": START + timedelta(days=100)},
        {"StartTime": LATER - timedelta(days=36), "EndTime": LATER},
        {
            "StartTime": LATER - timedelta(days=4),
            "EndTime": LATER,
            "Interval": {"IntervalPeriod": "HOUR"},
        },
    ],
)
def test_what_cannot_be_answered_is_refused(centre: ContactCentre, wrong: dict[str, Any]) -> None:
    centre.account.wait(minutes=200 * 24 * 60)
    asked = {**request(centre, StartTime=LATER - timedelta(days=1), EndTime=LATER), **HANDLED}
    asked.update(wrong)
    asked["Filters"] = [
        {**each, "FilterValues": [centre.queue]} if each.get("FilterValues") == ["QUEUE"] else each
        for each in asked["Filters"]
    ]

    code = refusal(centre.client.get_metric_data_v2, **asked)

    assert code in (INVALID, "InvalidRequestException")


@pytest.mark.parametrize("key", ["QUEUE", "ROUTING_PROFILE", "AGENT", "AGENT_HIERARCHY_LEVEL_TWO"])
def test_what_is_not_there_cannot_be_filtered_by(centre: ContactCentre, key: str) -> None:
    centre.account.wait(minutes=1)
    asked = {**request(centre, "CONTACTS_HANDLED"), **filters(**{key: [NOBODY]})}

    assert refusal(centre.client.get_metric_data_v2, **asked) == MISSING


def test_an_instance_that_is_not_there_has_no_metrics(centre: ContactCentre) -> None:
    centre.account.wait(minutes=1)
    asked = request(centre, "CONTACTS_HANDLED")
    asked["ResourceArn"] = f"arn:aws:connect:eu-central-1:123456789012:instance/{NOBODY}"

    assert refusal(centre.client.get_metric_data_v2, **asked) == MISSING


def test_a_metric_may_be_named_by_the_services_own_arn(centre: ContactCentre) -> None:
    ten_minutes(centre)
    arn = "arn:aws:connect:eu-central-1:aws:metric/CONTACTS_HANDLED"

    assert values(centre, {"MetricId": arn}) == [3]
