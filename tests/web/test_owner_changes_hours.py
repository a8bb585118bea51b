"""Hours are changed as a supervisor does, and come out on the calendar."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.web.conftest import Open

LEADER = "deniz@klima.example"


def test_a_change_of_the_week_is_seen_on_the_calendar(open_page: Open) -> None:
    page = open_page("/hours", LEADER)

    page.get_by_role("button", name="Add hours on Sunday").click()
    page.get_by_label("Sunday, from").fill("11")
    page.get_by_label("Sunday, to").fill("1530")
    page.get_by_label("Sunday, to").blur()
    expect(page.get_by_label("Sunday, from")).to_have_value("11:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()

    page.get_by_role("tab", name="Calendar").click()
    expect(
        page.get_by_role("button", name=re.compile("^Sunday.*11:00-15:30")).first
    ).to_be_visible()


def test_hours_that_overlap_are_said_at_once(open_page: Open) -> None:
    page = open_page("/hours", LEADER)

    page.get_by_label("Monday, from").first.fill("09:00")
    page.get_by_label("Monday, to").first.fill("15:00")

    expect(page.get_by_text("It overlaps with other hours of the day.").first).to_be_visible()


def test_a_holiday_closes_the_day(open_page: Open) -> None:
    page = open_page("/hours", LEADER)

    page.get_by_role("tab", name="Holidays").click()
    page.get_by_role("button", name="Add", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Stocktaking")
    dialog.get_by_role("button", name="Take it over").click()
    expect(page.get_by_role("cell", name="Stocktaking")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Calendar").click()
    expect(page.get_by_role("button", name=re.compile("closed.*Stocktaking"))).to_be_visible()
