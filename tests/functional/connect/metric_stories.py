"""Ten minutes in a centre with one agent, and how to ask boto3 what came of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from santral.local.testing.participants import Call
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import call_queue

END = START + timedelta(minutes=10)


def ten_minutes(centre: ContactCentre) -> None:
    """Let five callers ring.

    The first is answered after 10 s, talks for 60 s, 20 of them on hold, and the agent hangs up.
    The second waits 90 s and talks for 30 s. The third gives up after 15 s, while the agent is
    busy, and the fourth after 40 s, of which it rang for 20 without an answer. The fifth waits
    65 s, since the agent who missed the fourth is Available again after a minute only, and 5 s
    more; they talk for 55 s. Each conversation is followed by 30 s of work.
    """
    centre.becomes("Available")
    calls(centre)
    _at(centre, 10)
    centre.agent.accepts()
    _at(centre, 20)
    second = calls(centre)
    _at(centre, 30)
    third = calls(centre)
    centre.agent.hold()
    _at(centre, 45)
    third.hang_up()
    _at(centre, 50)
    centre.agent.resume()
    _at(centre, 70)
    centre.agent.hang_up()
    _at(centre, 110)
    centre.agent.accepts()
    _at(centre, 140)
    second.hang_up()
    _at(centre, 180)
    fourth = calls(centre)
    _at(centre, 220)
    fourth.hang_up()
    _at(centre, 240)
    calls(centre)
    _at(centre, 300)
    centre.becomes("Available")
    _at(centre, 305)
    centre.agent.accepts()
    _at(centre, 360)
    centre.agent.hang_up()
    _at(centre, 600)


def calls(centre: ContactCentre, queue: str = "") -> Call:
    return call_queue(centre.account, centre.instance, queue or centre.queue)


def a_call(centre: ContactCentre) -> str:
    return calls(centre).contact.id


def _at(centre: ContactCentre, second: int) -> None:
    """Let time pass until so many seconds after the start."""
    centre.account.wait(seconds=(START - centre.account.now).total_seconds() + second)


def limited(name: str, seconds: float, comparison: str = "LTE") -> dict[str, Any]:
    return {"Name": name, "Threshold": [{"Comparison": comparison, "ThresholdValue": seconds}]}


def request(centre: ContactCentre, *metrics: str | dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "ResourceArn": centre.instance.arn,
        "StartTime": START,
        "EndTime": centre.account.now,
        "Filters": [{"FilterKey": "QUEUE", "FilterValues": [centre.queue]}],
        "Metrics": [{"Name": each} if isinstance(each, str) else each for each in metrics],
        **more,
    }


def rows(
    centre: ContactCentre, *metrics: str | dict[str, Any], **more: Any
) -> list[tuple[dict[str, str], list[float | None]]]:
    """Ask, and give each result as its dimensions and its values in the order of the metrics."""
    answer = centre.client.get_metric_data_v2(**request(centre, *metrics, **more))
    return [
        (result["Dimensions"], [each.get("Value") for each in result["Collections"]])
        for result in answer["MetricResults"]
    ]


def values(
    centre: ContactCentre, *metrics: str | dict[str, Any], **more: Any
) -> list[float | None]:
    """Ask without groupings."""
    ((_, figures),) = rows(centre, *metrics, **more)
    return figures


def filters(**by: Any) -> dict[str, Any]:
    return {"Filters": [{"FilterKey": key, "FilterValues": by[key]} for key in by]}


def by_agent(centre: ContactCentre) -> dict[str, Any]:
    return filters(AGENT=[centre.user])
