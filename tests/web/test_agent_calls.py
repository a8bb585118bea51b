"""Agents take calls on their page, pass them on, miss them, and lose nothing that they write."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.web.agent_desk import SOON_MS, Desk, at_work
from tests.web.centre import WebCentre
from tests.web.telephone import Telephone
from tests.web.test_streams import LEYLA, SHOP

STRANGER = "+905329998877"


@pytest.fixture
def ada(browser: Browser, centre: WebCentre) -> Iterator[Desk]:
    with at_work(browser, centre, "ada") as desk:
        yield desk


@pytest.fixture
def caller(browser: Browser, centre: WebCentre) -> Iterator[Telephone]:
    telephone = Telephone(browser, centre)
    yield telephone
    telephone.close()


def test_a_call_from_ring_to_available(ada: Desk, caller: Telephone, centre: WebCentre) -> None:
    ada.becomes("Available")
    caller.call(SHOP, from_=LEYLA)

    ada.rings("Leyla Demir")
    expect(ada.page).to_have_title("(1) Call from Leyla Demir")
    ada.sees("VIP")
    ada.sees("Likes short calls")
    ada.takes("Leyla Demir")
    ada.presses("Hold")
    ada.sees("On hold")
    ada.presses("Resume")
    ada.sees("Connected")
    ada.notes.fill("Wants a refund")
    ada.presses("End call")
    ada.sees("Ended")
    ada.finishes()

    ada.is_in("Available")
    contact = caller.contact()
    token = centre.session("ada@shop.example")["access_token"]
    wrap_up = centre.ask("GET", f"/v1/contacts/{contact}/wrap-up", token=token)
    assert wrap_up["note"] == "Wants a refund"


def test_the_keyboard_is_enough(ada: Desk, caller: Telephone) -> None:
    ada.becomes("Available")
    caller.call(SHOP, from_=LEYLA)
    ada.rings("Leyla Demir")

    ada.page.keyboard.press("Alt+KeyA")
    ada.sees("Connected")
    ada.page.keyboard.press("Alt+KeyH")
    ada.sees("On hold")
    ada.page.keyboard.press("Alt+KeyH")
    ada.sees("Connected")
    ada.notes.fill("By keyboard")
    ada.page.keyboard.press("Alt+KeyE")  # in a field it is a letter
    ada.sees("Connected")
    ada.notes.blur()
    ada.page.keyboard.press("Alt+KeyE")
    ada.sees("Ended")
    ada.page.keyboard.press("Alt+KeyW")
    ada.is_in("Available")


def test_a_colleague_takes_over_and_asks_nothing_again(
    ada: Desk, caller: Telephone, browser: Browser, centre: WebCentre
) -> None:
    with at_work(browser, centre, "can") as can:
        can.becomes("Available")
        ada.becomes("Available")
        caller.call(SHOP, from_=LEYLA)
        ada.takes("Leyla Demir")

        ada.presses("Transfer")
        ada.page.get_by_role("button", name="To whom").click()
        ada.page.get_by_placeholder("Find by name").fill("Can")
        ada.page.get_by_role("option", name="Can Uzun").click()
        ada.presses("Call while the customer waits")
        can.rings("Leyla Demir")
        can.sees("VIP")
        can.takes("Leyla Demir")
        ada.sees("Customer: on hold")
        ada.presses("Talk together")
        ada.sees("Customer: connected")
        ada.presses("Leave the call to them")
        ada.sees("Ended")
        ada.finishes()

        can.sees("Connected")
        caller.hang_up()
        can.sees("Ended")
        can.finishes()


def test_what_is_missed_waits_in_its_place(ada: Desk, caller: Telephone) -> None:
    ada.becomes("Available")
    caller.call(SHOP, from_=LEYLA)
    ada.rings("Leyla Demir")

    ada.presses("Reject")
    expect(ada.page.get_by_text("back in its queue")).to_be_visible(timeout=SOON_MS)
    ada.presses("Be available again")
    ada.takes("Leyla Demir")
    caller.hang_up()
    ada.sees("Ended")
    ada.finishes()


def test_a_reload_keeps_call_and_notes(ada: Desk, caller: Telephone) -> None:
    ada.becomes("Available")
    caller.call(SHOP, from_=LEYLA)
    ada.takes("Leyla Demir")
    ada.notes.fill("Half a sentence")

    ada.page.reload()
    ada.sees("Connected")
    expect(ada.notes).to_have_value("Half a sentence")
    ada.presses("End call")
    ada.sees("Ended")
    ada.finishes()


def test_two_tabs_are_one_desk(ada: Desk, caller: Telephone) -> None:
    ada.becomes("Available")
    other = ada.tab()
    caller.call(SHOP, from_=LEYLA)
    ada.takes("Leyla Demir")
    expect(other.get_by_text("Connected", exact=True)).to_be_visible(timeout=SOON_MS)

    ada.notes.fill("Seen by both")
    expect(other.get_by_role("textbox", name="Notes", exact=True)).to_have_value("Seen by both")
    other.get_by_role("button", name="End call", exact=True).click()
    ada.sees("Ended")
    ada.finishes()
    expect(other.get_by_text("No contact at the moment.")).to_be_visible(timeout=SOON_MS)


def test_a_stranger_becomes_a_customer(ada: Desk, caller: Telephone) -> None:
    ada.becomes("Available")
    caller.call(SHOP, from_=STRANGER)
    caller.hears("1 or 2?")
    caller.press("1")
    ada.takes(STRANGER)

    ada.sees("Nobody is known by this number")
    ada.presses("Create customer")
    dialog = ada.page.get_by_role("dialog")
    expect(dialog.get_by_label("Telephone number")).to_have_value(STRANGER)
    dialog.get_by_label("Name", exact=True).fill("Deniz Su")
    dialog.get_by_role("button", name="Create customer").click()
    expect(ada.page.get_by_role("heading", name="Deniz Su")).to_be_visible(timeout=SOON_MS)
    ada.presses("End call")
    ada.sees("Ended")
    ada.finishes()


def test_a_customer_is_called_by_the_number_as_written_at_home(
    ada: Desk, caller: Telephone
) -> None:
    ada.becomes("Available")
    caller.lend(LEYLA)

    ada.presses("Call a number")
    ada.page.get_by_label("Telephone number").fill("0532 000 00 91")
    ada.page.keyboard.press("Enter")
    ada.sees("Calling")
    expect(ada.page.get_by_role("heading", name="Leyla Demir")).to_be_visible(timeout=SOON_MS)
    caller.answer()
    ada.sees("Connected")
    caller.hang_up()
    ada.sees("Ended")
    ada.finishes()
