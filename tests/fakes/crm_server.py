"""An HTTP server on this machine that behaves as badly as a test asks it to."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

Behaviour = Callable[["Conversation"], None]


class Conversation:
    """One request and what becomes of it.

    Attributes:
        closing: is set when the test is over.
        head, body: of the request, as it came.
    """

    def __init__(self, connection: socket.socket, closing: threading.Event) -> None:
        self.connection, self.closing = connection, closing
        request = self._until(lambda read: b"\r\n\r\n" in read, b"")
        head, _, body = request.partition(b"\r\n\r\n")
        self.method, self.target = [*head.decode("latin-1").split(" ", 2), "", ""][:2]
        self.head = head.decode("latin-1")
        length = next(
            (
                int(line.partition(b":")[2])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length:")
            ),
            0,
        )
        self.body = self._until(lambda read: len(read) >= length, body)

    def _until(self, is_whole: Callable[[bytes], bool], read: bytes) -> bytes:
        while not is_whole(read):
            octets = self.connection.recv(4096)
            if not octets:
                break
            read += octets
        return read

    @property
    def number(self) -> str:
        return parse_qs(urlsplit(self.target).query).get("number", [""])[0]

    def send(self, octets: bytes) -> None:
        self.connection.sendall(octets)

    def reply(self, status: int, body: bytes, *headers: str) -> None:
        lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", *headers]
        self.send("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


class CrmServer:
    """Serves one behaviour until the block ends."""

    def __init__(self, behaviour: Behaviour, tls: ssl.SSLContext | None = None) -> None:
        self._behaviour, self._tls = behaviour, tls
        self._closing = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.requests: list[str] = []

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    @property
    def url(self) -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://127.0.0.1:{self.port}/cards?key=1"

    def __enter__(self) -> CrmServer:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        # A blocked accept() does not notice that its socket is closed: one more caller wakes it.
        with socket.create_connection(self._listening.getsockname()):
            pass
        for thread in self._threads:
            thread.join(2)
        self._listening.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            connection, _ = self._listening.accept()
            self._start(lambda connection=connection: self._serve(connection))  # type: ignore[misc]

    def _serve(self, connection: socket.socket) -> None:
        try:
            with self._secured(connection) as secured:
                conversation = Conversation(secured, self._closing)
                if conversation.target:  # not so of the caller who wakes accept()
                    self.requests.append(conversation.target)
                    self._behaviour(conversation)
        except OSError:
            return  # the client has given up, as it should
        finally:
            connection.close()

    def _secured(self, connection: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(connection, server_side=True) if self._tls else connection

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()


def cards(by_number: Mapping[str, object]) -> Behaviour:
    """Answer as a good CRM does."""

    def behave(conversation: Conversation) -> None:
        card = by_number.get(conversation.number)
        if card is None:
            conversation.reply(404, b"{}")
        else:
            conversation.reply(200, json.dumps(card).encode())

    return behave


def replying(status: int, body: bytes, *headers: str) -> Behaviour:
    return lambda conversation: conversation.reply(status, body, *headers)


def hanging(conversation: Conversation) -> None:
    conversation.closing.wait(5)


def dripping(octets: Iterable[bytes]) -> Behaviour:
    """Send piece after piece, each well within any time-out for one read."""

    def behave(conversation: Conversation) -> None:
        for piece in octets:
            conversation.send(piece)
            if conversation.closing.wait(0.02):
                return

    return behave


def cut_off(conversation: Conversation) -> None:
    conversation.send(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"name"')
