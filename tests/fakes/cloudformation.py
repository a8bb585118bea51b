"""The far end of the link by which a custom resource answers CloudFormation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any


class Stack:
    """
    Attributes:
        answers: what was told, with the Content-Type that it came with.
        refusals: how many of the next answers are not taken.
        url: where to answer; part of what it is signed with is in its query.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/stack%2Fone?Signature=a%2Fb"
        self.answers: list[tuple[str, dict[str, Any]]] = []
        self.targets: list[str] = []
        self.refusals = 0

    @property
    def answer(self) -> dict[str, Any]:
        return self.answers[-1][1]


@contextmanager
def waiting_stack() -> Iterator[Stack]:
    class Link(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stack.targets.append(self.path)
            taken = stack.refusals == 0
            stack.refusals = max(0, stack.refusals - 1)
            if taken:
                stack.answers.append((self.headers["Content-Type"] or "", json.loads(body)))
            self.send_response(200 if taken else 503)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Link) as server:
        stack = Stack(server.server_port)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield stack
        finally:
            server.shutdown()
            thread.join()
