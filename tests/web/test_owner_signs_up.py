"""From signing up to a business that is live, as who has only a browser sees it."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.request import Request, urlopen

import pyotp
from playwright.sync_api import Page, expect

from tests.web.centre import WebCentre
from tests.web.conftest import Open

EMAIL = "ayla@moda-cafe.example"
PASSWORD = "a-Long-Passphrase-42"
# Before there is a second factor the business is not shown; before its deletion there is none.
EXPECTED = ("403", "404")


def as_operator(centre: WebCentre, method: str, path: str, body: object = None) -> Any:
    found = re.search(r"(santral_\S+) \(the operator's\)", centre.server.welcome)
    assert found is not None
    headers = {
        "Authorization": f"Bearer {found[1]}",
        "Content-Type": "application/json",
        "Idempotency-Key": path,
    }
    content = None if body is None else json.dumps(body).encode()
    request = Request(f"{centre.address}{path}", content, headers, method=method)  # noqa: S310
    with urlopen(request) as answer:  # noqa: S310
        return json.loads(answer.read())


def signed_up(page: Page, centre: WebCentre) -> None:
    page.get_by_label("Name of the business").fill("Moda Cafe")
    page.get_by_role("button", name=re.compile("^Country")).click()
    page.keyboard.type("Türk")
    page.get_by_role("option", name="Türkiye").click()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="Menu main")).to_be_visible()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Your name").fill("Ayla Moda")
    page.get_by_label("E-mail address").fill(EMAIL)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_label("Code of the mail")).to_be_visible()
    code = centre.ask("GET", "/mail.json")["letters"][0]["code"]
    page.get_by_label("Code of the mail").fill(code)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Open the business").click()


def test_somebody_signs_up_and_goes_live(open_page: Open, centre: WebCentre) -> None:
    page = open_page("/sign-up", allowed=EXPECTED)

    signed_up(page, centre)
    expect(page.get_by_text("Set up an authenticator app first")).to_be_visible()
    page.get_by_role("button", name="Set up the app").click()
    expect(page.get_by_role("img", name="QR code of the authenticator app")).to_be_visible()
    secret = re.search(r"\b[A-Z2-7]{32,}\b", page.get_by_role("main").inner_text())
    assert secret is not None
    page.get_by_label("Code that the app shows").fill(pyotp.TOTP(secret[0]).now())
    page.get_by_role("button", name="Confirm").click()

    expect(page.get_by_text("Waits for approval")).to_be_visible()
    tenants = as_operator(centre, "GET", "/v1/operator/tenants")["items"]
    tenant = next(each["tenant"] for each in tenants if each["name"] == "Moda Cafe")
    as_operator(centre, "POST", f"/v1/operator/tenants/{tenant}/approval", {"plan": "trial"})
    expect(page.get_by_text("The business is live.")).to_be_visible(timeout=60_000)

    page.get_by_role("button", name="See what is missing").click()
    expect(page.get_by_role("heading", name="First steps", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="The business was tried with a call")).to_be_visible()


def test_what_is_missing_is_said_before_the_next_step(open_page: Open) -> None:
    page = open_page("/sign-up")

    page.get_by_role("button", name="Next").click()

    expect(page.get_by_text("This is needed.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Your business", level=1)).to_be_visible()


def test_a_person_of_a_sample_is_signed_in_with_one_press(open_page: Open) -> None:
    page = open_page("/sign-in?to=/menus")

    page.get_by_role("button", name="Sign in as Owner, Owner of Serin Klima").click()

    expect(page.get_by_role("heading", name="Menus", level=1)).to_be_visible()


def test_a_link_leads_nowhere_else_after_signing_in(open_page: Open, centre: WebCentre) -> None:
    page = open_page("/sign-in?to=//evil.example/")

    page.get_by_role("button", name="Sign in as Mert Şahin, Agent of Serin Klima").click()

    expect(page.get_by_role("heading", name="Hello, Mert Şahin")).to_be_visible()
    assert page.url == f"{centre.address}/"


def test_a_broken_invitation_says_what_to_do(open_page: Open) -> None:
    page = open_page("/invitation#<script>")

    expect(page.get_by_text("This is no whole link of an invitation")).to_be_visible()
