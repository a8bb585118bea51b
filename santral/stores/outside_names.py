"""The addresses of a name, by a resolver that may take for ever."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore, Thread
from typing import Final

from santral.stores.addresses import address_of

MOST_AT_ONCE: Final = 32

Resolve = Callable[[str], Sequence[str]]


def resolved_by_system(host: str) -> Sequence[str]:
    """
    Raises:
        OSError: there is no such name, or nobody who knows.
    """
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


class Resolver:
    """The system's resolver has no time-out, so a thread waits for it, and only so many may."""

    def __init__(self, resolve: Resolve = resolved_by_system) -> None:
        self._resolve, self._places = resolve, BoundedSemaphore(MOST_AT_ONCE)

    def addresses(self, host: str, limit_s: float) -> tuple[str, ...]:
        """Return each address once, in the resolver's order; asks nobody about an address.

        Raises:
            OSError: none, or none in time; the thread ends when the resolver does.
        """
        if address_of(host) is not None:
            return (host,)
        if not self._places.acquire(blocking=False):
            raise OSError("too many names are being resolved")
        found: list[str] = []
        thread = Thread(target=self._look_up, args=(host, found), daemon=True, name="resolver")
        try:
            thread.start()
        except BaseException:
            self._places.release()
            raise
        thread.join(limit_s)
        if not found:
            raise OSError("no address in time")
        return tuple(dict.fromkeys(found))

    def _look_up(self, host: str, found: list[str]) -> None:
        try:
            found.extend(self._resolve(host))
        except (OSError, UnicodeError):
            return
        finally:
            self._places.release()
