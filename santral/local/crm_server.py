"""A small sample CRM over HTTP, for businesses that have one of their own; it can misbehave too.

`GET /?number=%2B39…` answers a JSON card, or 404.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Self
from urllib.parse import parse_qs, urlsplit

from santral.domain.customer import Customer
from santral.local.faults import Fault
from santral.local.lambdas import Stopwatch
from santral.stores.crm import Crm, CrmCard
from santral.stores.crm_rest import BUDGET_S


class CrmServer:
    """Serves the cards of these customers on a free port of this machine, until it is left."""

    def __init__(self, customers: Iterable[Customer], fault: Fault = Fault.NONE) -> None:
        cards = {number: _card(each) for each in customers for number in each.numbers}
        closing = self._closing = Event()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked = parse_qs(urlsplit(self.path).query).get("number", [""])[0]
                if fault is Fault.HANG:
                    closing.wait(timeout=30)
                    return
                if fault is Fault.FAIL:
                    self._answer(500, b"")
                elif fault is Fault.RUBBISH:
                    self._answer(200, b'{"name": 7, "open_orders": ["many"], "tier"')
                elif asked in cards:
                    self._answer(200, json.dumps(cards[asked]).encode())
                else:
                    self._answer(404, b"")

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: the request line holds a customer's number."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Hanging:
    """A CRM that hangs: the socket's time-out passes by the wall clock, and the call waits too."""

    def __init__(self, crm: Crm, stopwatch: Stopwatch) -> None:
        self._crm, self._stopwatch = crm, stopwatch

    def find(self, number: str) -> CrmCard | None:
        try:
            return self._crm.find(number)
        finally:
            self._stopwatch.spend(BUDGET_S)


def _card(customer: Customer) -> dict[str, object]:
    """Make up orders and tickets from the id, so that a card is the same in every run."""
    weight = sum(customer.id.encode())
    return {
        "name": customer.name,
        "tier": customer.tier,
        "open_orders": weight % 3,
        "open_tickets": weight % 2,
    }
