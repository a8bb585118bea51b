"""A CRM behind HTTP, which may hang, drip, lie, or send more than anybody asked for.

One GET, `<url>?number=%2B90…`, answered by 200 with a JSON object or by 404 for nobody. Within
the budget it has answered or it is given up: connecting, the TLS handshake, headers and body
share one deadline, so a server that sends a byte now and then gains nothing.
"""

from __future__ import annotations

import io
import json
import socket
import ssl
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import ip_address
from threading import Thread
from typing import Any, Final
from urllib.parse import SplitResult, quote, urlsplit

from santral.domain.errors import DependencyError, InputError
from santral.stores.crm import CrmCard

BUDGET_S: Final = 1.0
LARGEST_BYTES: Final = 64 * 1024
_LONGEST_TEXT: Final = 256
_LONGEST_URL: Final = 2048
_LARGEST_COUNT: Final = 1_000_000
_NOT_FOUND: Final = 404
_OK: Final = 200

Address = tuple[Any, ...]


class HttpCrm:
    def __init__(
        self, url: str, monotonic: Callable[[], float], *, budget_s: float = BUDGET_S
    ) -> None:
        """
        Args:
            url: https, or http to this machine.
            monotonic: seconds on the clock by which sockets time out: the real one.
            budget_s: for everything, from the look-up of the name to the last byte.

        Raises:
            InputError: another kind of URL.
        """
        self._url = _checked(url)
        self._monotonic = monotonic
        self._budget_s = budget_s

    def find(self, number: str) -> CrmCard | None:
        deadline = _Deadline(self._monotonic, self._budget_s)
        try:
            status, body = self._get(number, deadline)
        except (OSError, HTTPException, ValueError) as error:
            raise DependencyError("crm", "no usable answer in time", retryable=True) from error
        if status == _NOT_FOUND:
            return None
        if status != _OK:  # a redirect, too: it could lead anywhere
            raise DependencyError("crm", f"status {status}", retryable=status >= 500)
        return _card(body)

    def _get(self, number: str, deadline: _Deadline) -> tuple[int, bytes]:
        url = self._url
        joined = "&" if url.query else "?"
        query = f"?{url.query}" if url.query else ""
        connection = _Connection(url, deadline)
        try:
            connection.putrequest("GET", f"{url.path or '/'}{query}{joined}number={quote(number)}")
            connection.putheader("Accept", "application/json")
            connection.putheader("Connection", "close")
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, _body(answer)
        finally:
            connection.close()


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        is_local = parts.scheme == "http" and _is_this_machine(parts.hostname or "")
        usable = bool(parts.hostname) and (is_local or parts.scheme == "https")
        usable = usable and parts.port != 0 and parts.username is None and url.isascii()
    except ValueError:
        usable = False
    if not usable or any(character <= " " for character in url):
        raise InputError("the CRM's url must be https, or http to this machine")
    return parts


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _body(answer: HTTPResponse) -> bytes:
    body = answer.read(LARGEST_BYTES + 1)
    if len(body) > LARGEST_BYTES:
        raise ValueError("larger than any card")
    return body


class _Deadline:
    def __init__(self, monotonic: Callable[[], float], budget_s: float) -> None:
        self._monotonic = monotonic
        self._ends_at_s = monotonic() + budget_s

    def left_s(self) -> float:
        """
        Raises:
            TimeoutError: nothing is left.
        """
        left = self._ends_at_s - self._monotonic()
        if left <= 0:
            raise TimeoutError("the budget is used up")
        return left


class _Connection(HTTPConnection):
    """http.client's connection, whose every wait ends at one deadline, and not one each."""

    def __init__(self, url: SplitResult, deadline: _Deadline) -> None:
        default_port = 443 if url.scheme == "https" else 80
        super().__init__(url.hostname or "", url.port or default_port)
        self._is_tls, self._deadline = url.scheme == "https", deadline

    def connect(self) -> None:
        family, kind, protocol, _, address = _resolved(self.host, self.port, self._deadline)
        sock = socket.socket(family, kind, protocol)
        if self._is_tls:
            sock = ssl.create_default_context().wrap_socket(
                sock, server_hostname=self.host, do_handshake_on_connect=False
            )
        self.sock = _DeadlineSocket(sock, self._deadline)  # from here on, close() closes it
        self.sock.connect(address)


class _DeadlineSocket:
    """What http.client uses of a socket; the time-out shrinks with every read."""

    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def connect(self, address: Any) -> None:
        self._sock.settimeout(self._deadline.left_s())
        self._sock.connect(address)
        if isinstance(self._sock, ssl.SSLSocket):
            # The time-out of a TLS socket holds for the handshake as a whole.
            self._sock.settimeout(self._deadline.left_s())
            self._sock.do_handshake()

    def sendall(self, octets: bytes) -> None:
        self._sock.settimeout(self._deadline.left_s())
        self._sock.sendall(octets)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._sock, self._deadline))

    def close(self) -> None:
        self._sock.close()


class _Reader(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: _Deadline) -> None:
        self._sock, self._deadline = sock, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left_s())
        return self._sock.recv_into(buffer)


def _resolved(host: str, port: int, deadline: _Deadline) -> Address:
    """Return the first address of the host; a resolver has no time-out, so a thread waits for it.

    Raises:
        OSError: no address, or none in time; the thread ends when the resolver does.
    """
    found: list[Address] = []

    def resolve() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    if _is_this_machine(host):
        resolve()
    else:
        thread = Thread(target=resolve, daemon=True, name="crm-resolver")
        thread.start()
        thread.join(deadline.left_s())
    if not found:
        raise OSError("no address in time")
    return found[0]


def _card(body: bytes) -> CrmCard | None:
    """Read what can be read: a wrong field is as if it were missing; no name is no card.

    Raises:
        DependencyError: not a JSON object.
    """
    try:
        plain = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise DependencyError("crm", "an answer that is not JSON", retryable=False) from error
    if not isinstance(plain, dict):
        raise DependencyError("crm", "an answer that is not a JSON object", retryable=False)
    name = _text(plain, "name")
    if not name:
        return None
    return CrmCard(
        name=name,
        tier=_text(plain, "tier"),
        open_orders=_count(plain, "open_orders"),
        open_tickets=_count(plain, "open_tickets"),
        url=_page(plain),
    )


def _text(plain: Mapping[str, object], key: str) -> str:
    """Return a short text in one line, as it can be spoken and logged nowhere."""
    value = plain.get(key)
    if not isinstance(value, str):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:_LONGEST_TEXT]


def _count(plain: Mapping[str, object], key: str) -> int | None:
    value = plain.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value if 0 <= value <= _LARGEST_COUNT else None


def _page(plain: Mapping[str, object]) -> str:
    """Return the card's address if an agent's browser may open it."""
    value = plain.get("url")
    if not isinstance(value, str) or len(value) > _LONGEST_URL or not value.isascii():
        return ""
    return (
        value if value.startswith("https://") and value.isprintable() and " " not in value else ""
    )
