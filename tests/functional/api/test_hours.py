"""Opening hours: what an owner sets, and what it comes to on a calendar."""

from __future__ import annotations

from typing import Any

import pytest

from santral.domain.access import Role
from santral.local.testing.api import ApiClient, etag_of
from tests.functional.api.conftest import World

NIGHT = {"name": "night", "week": {"fri": ["22:00-24:00"], "sat": ["00:00-02:00"]}}


@pytest.fixture
def owner(klima: World) -> ApiClient:
    return klima.as_(Role.OWNER)


def paths(reply: Any) -> list[str]:
    return [each["path"] for each in reply.json()["errors"]]


def test_a_schedule_is_saved_at_once_and_amazon_connect_follows(owner: ApiClient) -> None:
    made = owner.post("/v1/hours", NIGHT)

    job = owner.get(made.headers["Location"]).json()
    assert (made.status, job["kind"], job["state"]) == (202, "connect_change", "queued")
    assert job["result"] == {"changed": "/v1/hours/night"}
    assert owner.get("/v1/hours/night").json()["week"] == {
        "fri": ["22:00-00:00"],
        "sat": ["00:00-02:00"],
    }


def test_a_supervisor_changes_the_hours_and_an_agent_does_not(klima: World) -> None:
    change = {"week": {"mon": ["10:00-16:00"]}}

    assert klima.as_(Role.SUPERVISOR).put("/v1/hours/office", change).status == 202
    assert klima.as_(Role.AGENT).put("/v1/hours/office", change).status == 403


def test_of_two_who_change_the_hours_the_second_is_told(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/hours/office"))
    owner.put("/v1/hours/office", {"week": {"mon": ["10:00-16:00"]}}, etag=etag)

    second = owner.put("/v1/hours/office", {"week": {}}, etag=etag)

    assert second.status == 412


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"week": {"mon": ["13:00-09:00"]}}, "body.week.mon[0]"),
        ({"week": {"mon": ["9-5"]}}, "body.week.mon[0]"),
        ({"week": {"mon": ["09:00-13:00", "12:00-18:00"]}}, "body.week.mon"),
        ({"week": {"someday": []}}, "body.week.someday.[key]"),
        (
            {"week": {}, "overrides": [{"name": "x", "first": "2026-05-02", "last": "2026-05-01"}]},
            "body.overrides[0].last",
        ),
    ],
)
def test_hours_that_are_none_are_refused_where_they_stand(
    owner: ApiClient, body: dict[str, Any], path: str
) -> None:
    refused = owner.put("/v1/hours/office", body)

    assert (refused.status, paths(refused)) == (422, [path])


def test_hours_that_a_queue_keeps_to_are_not_deleted(owner: ApiClient) -> None:
    refused = owner.delete("/v1/hours/office", etag="*")

    assert (refused.status, paths(refused)) == (409, ["queues.maintenance.schedule"])


def test_hours_that_nothing_keeps_to_are_deleted(owner: ApiClient) -> None:
    owner.post("/v1/hours", NIGHT)

    assert owner.delete("/v1/hours/night", etag="*").status == 202
    assert owner.get("/v1/hours/night").status == 404


def test_the_calendar_shows_weeks_holidays_and_half_days(owner: ApiClient) -> None:
    shown = owner.get("/v1/hours/main/calendar", **{"from": "2026-10-27", "to": "2026-10-30"})

    assert shown.json() == {
        "timezone": "Europe/Istanbul",
        "days": [
            _day("2026-10-27", "tue", ["09:00-13:00", "14:00-18:30"]),
            _day("2026-10-28", "wed", ["09:00-13:00"], "Eve of Republic Day"),
            _day("2026-10-29", "thu", [], "Republic Day"),
            _day("2026-10-30", "fri", ["09:00-13:00", "14:00-18:30"]),
        ],
    }


def _day(day: str, weekday: str, slots: list[str], occasion: str = "") -> dict[str, Any]:
    return {"day": day, "weekday": weekday, "slots": slots, "occasion": occasion}


@pytest.mark.parametrize(
    ("begins", "ends", "path"),
    [
        ("2026-10-27", "2026-10-26", "query.to"),
        ("2026-01-01", "2027-12-31", "query.to"),
        ("soon", "2026-10-26", "query.from"),
        ("0001-01-01", "0001-01-02", "query.from"),
    ],
)
def test_a_calendar_has_400_days_at_most(
    owner: ApiClient, begins: str, ends: str, path: str
) -> None:
    refused = owner.get("/v1/hours/main/calendar", **{"from": begins, "to": ends})

    assert (refused.status, paths(refused)[0]) == (422, path)


def test_whether_it_is_open_is_said_with_when_that_changes(owner: ApiClient) -> None:
    shown = owner.get("/v1/hours/main/open", at="2026-10-29T09:00:00+03:00").json()

    assert shown == {
        "at": "2026-10-29T09:00:00+03:00",
        "is_open": False,
        "next_opening": "2026-10-30T06:00:00Z",
        "next_closing": "2026-10-29T06:00:00Z",
        "occasion": "Republic Day",
    }


def test_without_a_time_it_is_now_that_is_asked_for(owner: ApiClient) -> None:
    shown = owner.get("/v1/hours/main/open").json()

    assert (shown["at"], shown["is_open"]) == ("2026-03-02T07:30:00Z", True)


def test_there_is_no_calendar_of_a_schedule_that_is_not_there(owner: ApiClient) -> None:
    query = {"from": "2026-10-27", "to": "2026-10-30"}

    assert owner.get("/v1/hours/nothing/calendar", **query).status == 404
    assert owner.get("/v1/hours/nothing/open").status == 404


def test_holidays_are_one_list_that_everything_keeps(owner: ApiClient) -> None:
    etag = etag_of(owner.get("/v1/holidays"))
    festival = {"name": "Festival", "first": "2026-10-27", "slots": ["10:00-12:00"]}

    changed = owner.put("/v1/holidays", {"holidays": [festival]}, etag=etag)

    query = {"from": "2026-10-27", "to": "2026-10-27"}
    for name in ("main", "office"):
        [day] = owner.get(f"/v1/hours/{name}/calendar", **query).json()["days"]
        assert day["slots"] == ["10:00-12:00"]
    assert changed.status == 202


def test_a_holiday_that_is_not_said_in_all_languages_is_refused(owner: ApiClient) -> None:
    festival = {"name": "Festival", "first": "2026-10-27", "spoken": {"tr": "Şenlik"}}

    refused = owner.put("/v1/holidays", {"holidays": [festival]})

    assert paths(refused) == ["body.holidays[0].spoken.ru", "body.holidays[0].spoken.en"]


def test_another_business_keeps_its_own_hours(klima: World, owner: ApiClient) -> None:
    owner.post("/v1/hours", NIGHT)

    assert klima.as_(Role.OWNER, "clinic").get("/v1/hours/night").status == 404
