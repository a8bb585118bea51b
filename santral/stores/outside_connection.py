"""One connection whose every wait ends at one deadline, and that reads only so much."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPResponse
from typing import Any, Final

from santral.stores.outside_url import OutsideUrl

_LARGEST_HEADERS: Final = 32 * 1024


class Deadline:
    """When everything has to be over, and how large an answer may be."""

    def __init__(self, monotonic: Callable[[], float], budget_s: float, largest_bytes: int) -> None:
        self._monotonic, self.largest_bytes = monotonic, largest_bytes
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


class Connection:
    def __init__(
        self,
        url: OutsideUrl,
        deadline: Deadline,
        connect: Callable[[OutsideUrl, Deadline], socket.socket],
    ) -> None:
        self._url, self._deadline = url, deadline
        self._http = _Http(url, deadline, connect)

    def answer(self, method: str, headers: Mapping[str, str], octets: bytes) -> tuple[int, bytes]:
        """Return status and body.

        Raises:
            OSError, HTTPException: no answer.
            ValueError: too much of one, or a header that cannot be sent.
        """
        # Asks for no compression: http.client says "Accept-Encoding: identity" by itself.
        self._http.putrequest(method, self._url.target)
        for name, value in headers.items():
            self._http.putheader(name, value)
        if octets or method != "GET":
            self._http.putheader("Content-Length", str(len(octets)))
        self._http.endheaders(octets or None)
        with self._http.getresponse() as answer:
            return answer.status, self._read(answer)

    def close(self) -> None:
        self._http.close()

    def _read(self, answer: HTTPResponse) -> bytes:
        octets = answer.read(self._deadline.largest_bytes + 1)
        if len(octets) > self._deadline.largest_bytes:
            raise ValueError("larger than any answer")
        if not answer.isclosed():
            answer.read()  # b"" once more, at the end: only then the connection is free again
        return octets


class _Http(HTTPConnection):
    def __init__(
        self,
        url: OutsideUrl,
        deadline: Deadline,
        connect: Callable[[OutsideUrl, Deadline], socket.socket],
    ) -> None:
        super().__init__(url.host, url.port)
        # http.client leaves a port out of the Host header where it is the scheme's own.
        self.default_port = 443 if url.is_tls else 80
        self._ours, self._deadline, self._connect = url, deadline, connect

    def connect(self) -> None:
        self.sock = _DeadlineSocket(self._connect(self._ours, self._deadline), self._deadline)


class _DeadlineSocket:
    """What http.client uses of a socket; the time-out shrinks with every read.

    http.client closes it as soon as it knows that the other side will, and reads the rest of the
    answer afterwards: the socket stays open for as long as anybody reads.
    """

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock, self._deadline = sock, deadline
        self._uses = 1  # http.client's own, and one for each reader

    def sendall(self, octets: bytes) -> None:
        self._sock.settimeout(self._deadline.left_s())  # holds for all of it together
        self._sock.sendall(octets)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._uses += 1
        return io.BufferedReader(_Reader(self._sock, self._deadline, self._release))

    def close(self) -> None:
        self._release()

    def _release(self) -> None:
        self._uses -= 1
        if self._uses == 0:
            self._sock.close()


class _Reader(io.RawIOBase):
    """Reads one answer; the headers count, which http.client alone would let grow to megabytes."""

    def __init__(
        self, sock: socket.socket, deadline: Deadline, release: Callable[[], None]
    ) -> None:
        self._sock, self._deadline, self._release = sock, deadline, release
        self._left_bytes = deadline.largest_bytes + _LARGEST_HEADERS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left_bytes <= 0:
            raise OSError("larger than any answer")
        self._sock.settimeout(self._deadline.left_s())
        count = self._sock.recv_into(buffer)
        self._left_bytes -= count
        return count

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._release()
