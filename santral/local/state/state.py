"""State that outlives a run: opened on a folder, put back into the cloud, and kept from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Protocol, Self, TypeVar

from santral.local import terminal
from santral.local.state.folder import claimed
from santral.local.state.journal import Entry, Journal

if TYPE_CHECKING:
    from santral.stores.clients import Clients

CONNECT: Final = "connect"
DYNAMODB: Final = "dynamodb"

T = TypeVar("T")


class Cloud(Protocol):
    """The part of santral/local/cloud.py that is looked at; it imports moto, we need not."""

    @property
    def clients(self) -> Clients: ...

    @property
    def dynamodb_is_elsewhere(self) -> bool: ...

    def unguarded(self, service: str) -> Any: ...


def text(payload: Any) -> str:
    """Read a payload that is a text.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(payload, str):
        raise ValueError("no text")
    return payload


def _warn(warning: str) -> None:
    terminal.say(f"santral: {warning}", error=True)


def _as_it_is(payload: Any) -> Any:
    return payload


class State:
    def __init__(self, folder: Path, journal: Journal) -> None:
        self._folder, self._journal = folder, journal
        self._dynamodb: Any = None  # once kept: what reads the tables for a snapshot
        self._dynamodb_turn = RLock()

    @classmethod
    @contextmanager
    def open(
        cls, folder: Path, *, fresh: bool = False, warn: Callable[[str], None] = _warn
    ) -> Iterator[Self]:
        """Hold a folder until the block ends; one process at a time can.

        Args:
            fresh: forget first what is kept in it.

        Raises:
            InputError: the folder is not ours, cannot be used, or a newer release wrote it.
            ConflictError: another process holds it.
        """
        with ExitStack() as stack:
            stack.enter_context(claimed(folder, fresh=fresh))
            journal = Journal(folder, warn)
            stack.callback(journal.close)
            yield cls(folder, journal)

    def entries(self, source: str, read: Callable[[Any], T] = _as_it_is) -> Iterator[T]:
        """Yield what a source has kept, in the order of writing.

        Args:
            read: makes of a payload what is wanted; raises ValueError where it has another form.

        Raises:
            InputError: a line is damaged, which the message names, or lines are missing.
        """
        for each in self._journal.entries():
            if each.source == source:
                try:
                    wanted = read(each.payload)
                except ValueError:
                    raise each.place.damaged() from None
                yield wanted

    def append(self, source: str, payload: object) -> None:
        """Keep a payload: JSON, with bytes where they are needed. Any thread may.

        Raises:
            DependencyError: it could not be written.
        """
        self._journal.append(source, payload)

    def keep(self, cloud: Cloud) -> None:
        """Put tables and objects back as they were, and keep from now on what is written to them.

        Before the samples are written and before anybody calls. A DynamoDB at an endpoint of its
        own keeps its own state.

        Raises:
            InputError: a line of the journal or an object's file is damaged.
            DependencyError: a write cannot be repeated.
        """
        # Here, because botocore takes longer to import than everything else of this package.
        from santral.local.state import objects, tables
        from santral.local.state.writes import follow

        kept = objects.Objects(self._folder, cloud.unguarded("s3"))
        kept.restore()
        kept.follow(cloud.clients.s3)
        if cloud.dynamodb_is_elsewhere:
            return
        self._dynamodb = cloud.unguarded("dynamodb")
        tables.repeat(self._dynamodb, self.entries(DYNAMODB, tables.read_write))
        follow(cloud.clients.dynamodb, tables.WRITES, self._note, self._dynamodb_turn)

    def compact(self, snapshots: Mapping[str, Iterable[Any]] | None = None) -> None:
        """Put a snapshot in place of the journal: after it, a start has less to read.

        Args:
            snapshots: by source, what makes it as it is; nothing may be appended for a source until
                this is done. The entries of a source that is not named stay as they are.

        Raises:
            DependencyError: DynamoDB, or the disk, failed; everything is as it was.
        """
        from santral.local.state import tables

        replaced = dict(snapshots or {})
        with self._dynamodb_turn:
            if self._dynamodb is not None:
                replaced[DYNAMODB] = tables.dump(self._dynamodb)
            self._journal.compact(self._replaced(replaced))

    def _replaced(self, snapshots: Mapping[str, Iterable[Any]]) -> Iterator[Entry]:
        for entry in self._journal.entries():
            if entry.source not in snapshots:
                yield entry
        for source, payloads in snapshots.items():
            for payload in payloads:
                yield Entry(source, payload)

    def _note(self, operation: str, params: Mapping[str, Any], answer: bytes) -> None:
        # An answer that is no JSON object does not say that anything was written.
        if answer[:1] == b"{":
            from santral.local.state.tables import write

            self.append(DYNAMODB, write(operation, params))
