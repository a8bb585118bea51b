"""Menus as data: what is said, which keys there are, and where each leads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from santral.domain.suggestions import unknown_name

KEYS: Final = frozenset("0123456789*")
UNREACHABLE: Final = "expected a number or a key that leads to this menu"

_A_QUEUE: Final = "the name of a queue"


class After(StrEnum):
    """What follows a message: the menu once more, or the end of the call."""

    REPEAT = "repeat"
    END = "end"


@dataclass(frozen=True, slots=True)
class Choice:
    """What one key does: exactly one of queue, menu, transfer (E.164) and message is set."""

    queue: str = ""
    menu: str = ""
    transfer: str = ""
    message: Mapping[str, str] = field(default_factory=dict)
    then: After = After.REPEAT


@dataclass(frozen=True, slots=True)
class Menu:
    """One level of a menu.

    Attributes:
        prompt: what is said, by language code.
        choices: by key, "0" to "9" and "*".
        default_queue: where a caller goes who chose nothing; "" is the tenant's fallback queue.
    """

    id: str
    prompt: Mapping[str, str]
    choices: Mapping[str, Choice]
    default_queue: str = ""


def menu_problems(
    menus: Sequence[Menu], queues: Collection[str], roots: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield (path, expected) of what would leave a caller in the air; empty when all is well.

    Args:
        queues: the names of the tenant's queues.
        roots: the menus that numbers start with.
    """
    known = {menu.id for menu in menus}
    for index, menu in enumerate(menus):
        path = f"menus[{index}]"
        if not menu.choices:
            yield f"{path}.choices", "expected at least one key"
        if menu.default_queue:
            yield from unknown_name(f"{path}.default_queue", menu.default_queue, queues, _A_QUEUE)
        for key, choice in menu.choices.items():
            yield from _choice_problems(f"{path}.choices.{key}", key, choice, queues, known)
    reachable = _reachable(menus, roots)
    for index, menu in enumerate(menus):
        if menu.id not in reachable:
            yield f"menus[{index}].id", UNREACHABLE


def _choice_problems(
    path: str, key: str, choice: Choice, queues: Collection[str], menus: Collection[str]
) -> Iterator[tuple[str, str]]:
    if key not in KEYS:
        yield path, 'expected a key, "0" to "9" or "*"'
    targets = [choice.queue, choice.menu, choice.transfer, choice.message]
    if sum(map(bool, targets)) != 1:
        yield path, "expected exactly one of queue, menu, transfer, message"
    if choice.queue:
        yield from unknown_name(f"{path}.queue", choice.queue, queues, _A_QUEUE)
    if choice.menu:
        yield from unknown_name(f"{path}.menu", choice.menu, menus, "the id of a menu")


def _reachable(menus: Sequence[Menu], roots: Collection[str]) -> set[str]:
    by_id = {menu.id: menu for menu in menus}
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        menu = by_id.get(waiting.pop())
        if menu is None or menu.id in reached:
            continue
        reached.add(menu.id)
        waiting.extend(choice.menu for choice in menu.choices.values() if choice.menu)
    return reached
