"""Requests to addresses that tenants choose, which must never lead into our own network.

- https on port 443, to a name or a public address; no user in the URL, no redirect, no
  decompression. The deployment may allow other ports, and hosts that it trusts by name.
- The name is resolved once. Every address that it has must be public, and the connection goes to
  one of exactly those addresses: a name that resolves to something else a moment later gains
  nothing. TLS asks for the name and checks the certificate against it.
- Resolving, connecting, the handshake, headers and body share one deadline and one limit of size,
  so a server that sends a byte now and then, or never stops, gains nothing.
- Errors say no more than that there was no usable answer: what an address answers to us is not
  for the one who chose it to know.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final

from santral.domain.errors import DependencyError
from santral.stores.addresses import is_public
from santral.stores.outside_connection import Connection, Deadline
from santral.stores.outside_names import Resolve, Resolver
from santral.stores.outside_url import HTTPS_PORT, OutsideUrl, read_url

LARGEST_BYTES: Final = 64 * 1024
_MOST_ADDRESSES_TRIED: Final = 4

# Opens a TCP connection to one address; (address, port, seconds).
Connect = Callable[[str, int, float], socket.socket]


def connected_by_tcp(address: str, port: int, limit_s: float) -> socket.socket:
    """
    Raises:
        OSError: nobody took the connection in time.
    """
    connected = socket.create_connection((address, port), timeout=limit_s)
    # Headers and body are sent one after the other: the second would wait 40 ms for an ACK.
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connected


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Attributes:
        headers: sent beside those that the connection needs.
    """

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    octets: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    octets: bytes


class Outside:
    """May be used from several threads."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        allowed_hosts: Iterable[str] = (),
        allowed_ports: Iterable[int] = (HTTPS_PORT,),
        resolve: Resolve | None = None,
        connect: Connect = connected_by_tcp,
    ) -> None:
        """
        Args:
            monotonic: seconds on the clock by which sockets time out: the real one.
            allowed_hosts: trusted by the deployment: at any address, on any port, http as well.
            allowed_ports: on which https is spoken to everybody else.
            resolve: the addresses of a name; may hang.
        """
        self._monotonic = monotonic
        self._hosts, self._ports = frozenset(allowed_hosts), frozenset(allowed_ports)
        self._resolver = Resolver() if resolve is None else Resolver(resolve)
        self._connect = connect
        self._trust: ssl.SSLContext | None = None

    def check(self, url: str) -> OutsideUrl:
        """Return the parts of a URL that may be asked, as far as it can be told without asking.

        Raises:
            InputError: another kind of URL; the text says what is expected.
        """
        return read_url(url, self._hosts, self._ports)

    def ask(
        self,
        service: str,
        url: str,
        asked: Asked,
        *,
        budget_s: float,
        largest_bytes: int = LARGEST_BYTES,
    ) -> Reply:
        """Send one request.

        Args:
            service: as errors and metrics name the other side.

        Raises:
            InputError: the URL may not be asked.
            DependencyError: no usable answer within the budget; a status is an answer.
        """
        with self.line(service, url, budget_s=budget_s, largest_bytes=largest_bytes) as line:
            return line.ask(asked)

    @contextmanager
    def line(
        self, service: str, url: str, *, budget_s: float, largest_bytes: int = LARGEST_BYTES
    ) -> Iterator[Line]:
        """Offer one address for several requests, which share the budget and, if it may, a
        connection.

        Raises:
            InputError: the URL may not be asked.
        """
        deadline = Deadline(self._monotonic, budget_s, largest_bytes)
        line = Line(service, self.check(url), deadline, self._connected)
        try:
            yield line
        finally:
            line.close()

    def _connected(self, url: OutsideUrl, deadline: Deadline) -> socket.socket:
        """
        Raises:
            OSError: no address, one that is not public, or none that takes the connection.
        """
        found = self._resolver.addresses(url.host, deadline.left_s())
        if not url.is_trusted and not all(map(is_public, found)):
            raise OSError("an address that is not public")
        return self._first(url, found[:_MOST_ADDRESSES_TRIED], deadline)

    def _first(
        self, url: OutsideUrl, addresses: tuple[str, ...], deadline: Deadline
    ) -> socket.socket:
        failure = OSError("no address")
        for tried, address in enumerate(addresses):
            # An address that swallows packets may not use up the time of those after it.
            limit_s = deadline.left_s() / (len(addresses) - tried)
            try:
                connected = self._connect(address, url.port, limit_s)
            except OSError as error:
                failure = error
                continue
            return self._secured(connected, url, deadline) if url.is_tls else connected
        raise failure

    def _secured(
        self, connected: socket.socket, url: OutsideUrl, deadline: Deadline
    ) -> socket.socket:
        try:
            secured = self._context().wrap_socket(
                connected, server_hostname=url.host, do_handshake_on_connect=False
            )
        except BaseException:
            connected.close()
            raise
        try:
            # The time-out of a TLS socket holds for the handshake as a whole.
            secured.settimeout(deadline.left_s())
            secured.do_handshake()
        except BaseException:
            secured.close()
            raise
        return secured

    def _context(self) -> ssl.SSLContext:
        """Read the authorities that everybody trusts once: it takes as long as a handshake."""
        if self._trust is None:
            self._trust = ssl.create_default_context()
        return self._trust


class Line:
    """What one address answers; not to be shared between threads."""

    def __init__(
        self,
        service: str,
        url: OutsideUrl,
        deadline: Deadline,
        connect: Callable[[OutsideUrl, Deadline], socket.socket],
    ) -> None:
        self._service, self._url, self._deadline = service, url, deadline
        self._connection = Connection(url, deadline, connect)

    def ask(self, asked: Asked) -> Reply:
        """
        Raises:
            DependencyError: no usable answer within what is left of the budget.
        """
        try:
            return Reply(*self._connection.answer(asked.method, asked.headers, asked.octets))
        except (OSError, HTTPException, ValueError) as error:
            self.close()
            raise DependencyError(
                self._service, "no usable answer in time", retryable=True
            ) from error

    def close(self) -> None:
        self._connection.close()
