"""An Odoo on this machine, as far as its JSON-RPC is asked for partners, orders and tickets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, Self

DB, LOGIN, KEY = "shop", "desk@shop.example", "a-key"
USER = 7
# As Odoo 18 has them; from 19 on there is no `mobile` any more.
PARTNER_FIELDS = (
    "id", "name", "phone", "mobile", "phone_sanitized", "email", "lang", "commercial_company_name",
    "x_tier",
)  # fmt: skip

Record = Mapping[str, Any]


class OdooServer:
    """
    Attributes:
        models: the records of each model; a model that is not in it is not installed.
        fields: that res.partner has.
        calls: (service or model, method) of every request, in order.
        connections: how many were opened.
    """

    def __init__(
        self,
        models: Mapping[str, Sequence[Record]],
        *,
        fields: Iterable[str] = PARTNER_FIELDS,
        keeps_alive: bool = True,
    ) -> None:
        self.models, self.fields = models, tuple(fields)
        self.key = KEY
        self.calls: list[tuple[str, str]] = []
        self.connections = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            wbufsize = -1  # head and body in one packet
            protocol_version = "HTTP/1.1" if keeps_alive else "HTTP/1.0"

            def setup(self) -> None:
                super().setup()
                server.connections += 1

            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                reply = json.dumps(server.answer(self.path, asked)).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)
                self.wfile.flush()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._thread = Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, path: str, asked: Any) -> dict[str, Any]:
        if path != "/jsonrpc" or asked["jsonrpc"] != "2.0" or asked["method"] != "call":
            return _error("werkzeug.exceptions.NotFound")
        params = asked["params"]
        try:
            result = self._called(params["service"], params["method"], params["args"])
        except LookupError as error:
            return _error(str(error))
        return {"jsonrpc": "2.0", "id": asked["id"], "result": result}

    def _called(self, service: str, method: str, args: list[Any]) -> Any:
        if (service, method) == ("common", "authenticate"):
            self.calls.append((service, method))
            return USER if args == [DB, LOGIN, self.key, {}] else False
        db, user, key, model, name, arguments, named = args
        self.calls.append((model, name))
        if (db, user, key) != (DB, USER, self.key):
            raise LookupError("odoo.exceptions.AccessDenied")
        if model not in self.models:
            raise LookupError("builtins.KeyError")
        if name == "fields_get":
            return {each: {"type": "char"} for each in named["allfields"] if each in self.fields}
        [domain] = arguments
        found = [each for each in self.models[model] if _holds(list(domain), each)]
        if name == "search_count":
            return len(found)
        if not set(named["fields"]) <= set(self.fields):
            raise LookupError("builtins.ValueError")
        return [
            {field: each.get(field, False) for field in named["fields"]}
            for each in found[: named["limit"]]
        ]


def _error(name: str) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "error": {"code": 200, "data": {"name": name}}}


def _holds(domain: list[Any], record: Record) -> bool:
    """Evaluate a domain in Polish notation, whose terms without an operator are all to hold."""
    holds = True
    while domain:
        holds &= _term(domain, record)
    return holds


def _term(domain: list[Any], record: Record) -> bool:
    term = domain.pop(0)
    if term == "|":
        return bool(_term(domain, record) | _term(domain, record))
    name, operator, wanted = term
    value = record.get(name, False)
    match operator:
        case "=":
            return bool(value == wanted)
        case "!=":
            return bool(value != wanted)
        case "child_of":
            return bool(value == wanted)
        case "=ilike":
            pattern = "".join(".*" if c == "%" else re.escape(c) for c in wanted)
            return isinstance(value, str) and bool(re.fullmatch(pattern, value, re.IGNORECASE))
    raise LookupError("builtins.ValueError")
