"""The sockets of the server, on this computer's own addresses and no other."""

from __future__ import annotations

import errno
import socket
from typing import Final

from santral.domain.errors import InputError

IPV4: Final = "127.0.0.1"
IPV6: Final = "::1"
_ABSENT: Final = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT}


def listen(port: int) -> list[socket.socket]:
    """Take a port on 127.0.0.1, and on ::1 where there is one: `localhost` may be either.

    Args:
        port: 0 for a free one.

    Raises:
        InputError: it is taken, or not for everybody to use; says how to choose another.
    """
    sockets: list[socket.socket] = []
    try:
        sockets.append(socket.create_server((IPV4, port), family=socket.AF_INET))
        port = sockets[0].getsockname()[1]
        sockets += _on_ipv6(port)
    except OSError as error:
        for each in sockets:
            each.close()
        raise InputError(_refusal(error, port)) from None
    return sockets


def _on_ipv6(port: int) -> list[socket.socket]:
    try:
        return [socket.create_server((IPV6, port), family=socket.AF_INET6)]
    except OSError as error:
        if error.errno in _ABSENT:
            return []
        raise


def _refusal(error: OSError, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program: choose another one with --port"
    if error.errno == errno.EACCES:
        return f"port {port} is reserved: choose one from 1024 with --port"
    return f"port {port} cannot be used ({error.strerror}): choose another one with --port"
