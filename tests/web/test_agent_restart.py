"""The server begins anew in the middle of a call: the call is over, and what was written is not."""

from __future__ import annotations

import socket
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.web.agent_desk import SOON_MS, at_work
from tests.web.centre import open_centre
from tests.web.telephone import Telephone
from tests.web.test_streams import LEYLA, SHOP

_BACK_MS = 40_000


def _free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


def test_a_restart_ends_the_call_and_keeps_the_notes(browser: Browser, tmp_path: Path) -> None:
    kept = ("--business", "tests/web/shop/business.toml", "--state", str(tmp_path))
    port = ("--port", _free_port())
    with open_centre(*kept, *port) as centre:
        desk_of_ada = at_work(browser, centre, "ada")
        ada = desk_of_ada.__enter__()
        ada.becomes("Available")
        caller = Telephone(browser, centre)
        caller.call(SHOP, from_=LEYLA)
        ada.takes("Leyla Demir")
        ada.notes.fill("Half a sentence")
    with open_centre(*kept, *port):
        expect(ada.page.get_by_text("Ended", exact=True)).to_be_visible(timeout=_BACK_MS)
        expect(ada.notes).to_have_value("Half a sentence")
        ada.presses("Save and finish")
        expect(ada.page.get_by_text("No contact at the moment.")).to_be_visible(timeout=SOON_MS)
        caller.close()
        desk_of_ada.__exit__(None, None, None)
