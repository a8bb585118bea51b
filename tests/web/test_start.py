"""The pages come up, from one address, with nothing from elsewhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Open


def test_a_visitor_finds_the_start_page(open_page: Open) -> None:
    page = open_page("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_title(re.compile("Santral"))


def test_an_agent_is_sent_to_sign_in_and_led_back(open_page: Open) -> None:
    page = open_page("/agent")
    expect(page).to_have_url(re.compile(r"/sign-in\?to=%2Fagent$"))


@pytest.mark.parametrize("language", ["tr", "ru", "zh", "it", "en"])
def test_the_pages_speak_the_language_of_the_browser(open_page: Open, language: str) -> None:
    page = open_page("/", language=language)
    expect(page.locator("html")).to_have_attribute("lang", language)
