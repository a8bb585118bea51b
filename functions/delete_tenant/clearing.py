"""Lists are cleared some lines at a time: counted, then what hangs on them deleted, then they.

Killed anywhere, the lines that are left are found again, and are not counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from functions.delete_tenant.closing import Closing
from santral.stores import accounts
from santral.stores.deadline import remaining_s
from santral.stores.deletion_lists import KindList, delete_lines, some_lines

LEAST_S: Final = 60.0  # that some lines are begun with


def is_time_up() -> bool:
    return remaining_s() < LEAST_S


def clear(closing: Closing, lists: Iterable[KindList]) -> bool:
    """Delete everything on the lists; False is that there is more, and no time."""
    created_at = accounts.load(closing.tenant).value.created_at
    return all(_clear_list(closing, each, created_at) for each in lists)


def _clear_list(closing: Closing, kind: KindList, created_at: datetime) -> bool:
    for partition in kind.partitions(closing.tenant, created_at, closing.now):
        while lines := some_lines(kind.table, partition):
            if is_time_up():
                return False
            _count(closing, kind, partition, lines)
            kind.remove(closing.tenant, lines)
            delete_lines(kind.table, ((partition, each) for each in lines))
    return True


def _count(closing: Closing, kind: KindList, partition: str, lines: Sequence[str]) -> None:
    there, upto = closing.deletion.counted
    new = [each for each in lines if each > upto] if there == partition else lines
    counts = kind.counts(closing.tenant, new)
    if any(counts.values()):
        closing.change(closing.deletion.counting(counts, (partition, lines[-1])))
