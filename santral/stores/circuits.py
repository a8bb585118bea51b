"""Keeps what is down, or one tenant's crowd, from using up everybody's time.

A circuit is one tenant's way to one address. After some failures in a row it is open, and nothing
is asked for a while; then one request goes through as a probe, whose fate decides for all. Beside
that, a tenant may have only so many requests under way at once, whatever they ask.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Final

from santral.domain.errors import DependencyError

MOST: Final = 1024  # circuits; the one that was asked least recently is forgotten


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Attributes:
        failures: in a row, after which a circuit opens.
        open_s: how long nothing is asked then; seconds.
        in_flight: requests of one tenant at once.
    """

    failures: int = 5
    open_s: float = 30.0
    in_flight: int = 8


@dataclass(slots=True)
class _Circuit:
    failures: int = 0
    opened_at_s: float | None = None  # None is closed
    is_probed: bool = False


class Circuits:
    """One for a process; may be used from several threads."""

    def __init__(self, monotonic: Callable[[], float], limits: Limits = Limits()) -> None:
        """
        Args:
            monotonic: seconds; virtual where the clock is.
        """
        self._monotonic, self._limits = monotonic, limits
        self._circuits: OrderedDict[tuple[str, str], _Circuit] = OrderedDict()
        self._in_flight: Counter[str] = Counter()
        self._changing = Lock()

    @contextmanager
    def through(self, service: str, tenant: str, target: str) -> Iterator[None]:
        """Ask something in the block: a retryable DependencyError of it is a failure.

        Raises:
            DependencyError: not asked: the circuit is open, or the tenant has too many under way.
        """
        circuit = self._enter(service, tenant, target)
        has_failed = True  # also when the block is left by what nobody foresaw
        try:
            yield
            has_failed = False
        except DependencyError as error:
            has_failed = error.retryable
            raise
        finally:
            self._leave(circuit, tenant, has_failed=has_failed)

    def _enter(self, service: str, tenant: str, target: str) -> _Circuit:
        with self._changing:
            if self._in_flight[tenant] >= self._limits.in_flight:
                raise DependencyError(service, "not asked, too many under way", retryable=True)
            circuit = self._circuit((tenant, target))
            if not self._lets_through(circuit):
                raise DependencyError(service, "not asked, it has just failed", retryable=True)
            circuit.is_probed = circuit.opened_at_s is not None
            self._in_flight[tenant] += 1
            return circuit

    def _lets_through(self, circuit: _Circuit) -> bool:
        if circuit.opened_at_s is None:
            return True
        waited_s = self._monotonic() - circuit.opened_at_s
        return not circuit.is_probed and waited_s >= self._limits.open_s

    def _leave(self, circuit: _Circuit, tenant: str, *, has_failed: bool) -> None:
        with self._changing:
            self._in_flight[tenant] -= 1
            if not self._in_flight[tenant]:
                del self._in_flight[tenant]
            circuit.is_probed = False
            if not has_failed:
                circuit.failures, circuit.opened_at_s = 0, None
                return
            circuit.failures += 1
            if circuit.failures >= self._limits.failures:
                circuit.opened_at_s = self._monotonic()

    def _circuit(self, key: tuple[str, str]) -> _Circuit:
        circuit = self._circuits.setdefault(key, _Circuit())
        self._circuits.move_to_end(key)
        if len(self._circuits) > MOST:
            self._circuits.popitem(last=False)
        return circuit
