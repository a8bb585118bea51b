"""A DynamoDB in a process of its own, as DynamoDB Local is.

`python -m tests.fakes.dynamodb_server` prints its address. Like DynamoDB Local it
accepts any key, but wants one, and keeps a database for each region.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.compat import HTTPHeaders
from moto.core.botocore_stubber import BotocoreStubber

_SCOPE = re.compile(r"Credential=[^/]+/\d{8}/([a-z0-9-]+)/dynamodb/aws4_request")
_NO_KEY = b'{"__type":"MissingAuthenticationToken","message":"Request must contain a key."}'


class _Requests(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        scope = _SCOPE.search(self.headers.get("Authorization", ""))
        status, answer = (400, _NO_KEY) if scope is None else self._ask_moto(scope[1], body)
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def _ask_moto(self, region: str, body: bytes) -> tuple[int, bytes]:
        headers = HTTPHeaders()
        for name, value in self.headers.items():
            headers[name] = value
        url = f"https://dynamodb.{region}.amazonaws.com/"
        request = AWSPreparedRequest("POST", url, headers, body, stream_output=False)
        answered: Any = BotocoreStubber().process_request(request)
        status, _, content = answered
        return status, content if isinstance(content, bytes) else content.encode()

    def log_message(self, *_: object) -> None:
        """Say nothing: the address is all that is printed."""


@contextmanager
def dynamodb_server() -> Iterator[str]:
    """Yield the address of a DynamoDB that outlives the moto of this process."""
    command = [sys.executable, "-m", "tests.fakes.dynamodb_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.kill()


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", 0), _Requests) as listening:
        print(f"http://127.0.0.1:{listening.server_port}", flush=True)  # noqa: T201
        listening.serve_forever()
