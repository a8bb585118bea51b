"""What flows read under $.Metrics once a queue's figures were got."""

from __future__ import annotations

from typing import Any

from santral.local.testing.small import Serves, SmallCentre


def figures(centre: SmallCentre) -> dict[str, Any]:
    """Give the figures of the queue "sales" as a caller who has not reached it yet gets them."""
    contact = centre.waiting("elsewhere").contact
    queue = centre.directory.queue("sales")
    assert queue is not None
    return dict(centre.switchboard.metrics.attributes(queue, contact, "VOICE"))


def test_without_anybody_there_are_no_figures(small_centre: SmallCentre) -> None:
    small_centre.queue("elsewhere")
    small_centre.profile("sales", Serves("sales"))
    small_centre.staff("Ada", "sales")

    found = figures(small_centre)

    assert found["Queue"] == {
        "Name": "sales",
        "ARN": "arn:queue/sales",
        "Size": None,
        "OldestContactAge": None,
        "EstimatedWaitTime": None,
    }
    assert {each["Count"] for each in found["Agents"].values()} == {None}


def test_who_waits_without_agents_is_counted_and_agents_are_not(small_centre: SmallCentre) -> None:
    small_centre.queue("elsewhere")
    small_centre.profile("sales", Serves("sales"))
    small_centre.waiting("sales")
    small_centre.wait(seconds=7)

    found = figures(small_centre)

    assert (found["Queue"]["Size"], found["Queue"]["OldestContactAge"]) == ("1", "7")
    assert found["Agents"]["Staffed"] == {"Count": None}
    assert found["Contact"] == {"EstimatedWaitTime": None, "PositionInQueue": "2"}


def test_with_an_agent_online_every_figure_is_a_number(small_centre: SmallCentre) -> None:
    small_centre.queue("elsewhere")
    small_centre.profile("sales", Serves("sales"))
    small_centre.staff("Ada", "sales").becomes("Lunch")

    found = figures(small_centre)

    assert (found["Queue"]["Size"], found["Queue"]["OldestContactAge"]) == ("0", "0")
    assert {name: each["Count"] for name, each in found["Agents"].items()} == {
        "Online": "1",
        "Available": "0",
        "Staffed": "0",
        "AfterContactWork": "0",
        "Busy": "0",
        "Missed": "0",
        "NonProductive": "1",
    }
