"""Which operations are here: each module of operations/ enters its own by decorator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from santral.local.connect.connect import Connect
    from santral.local.connect.instance import Instance

Given = Mapping[str, Any]  # an operation's input by its members' names, checked
Answer = Mapping[str, Any] | None  # its output, likewise; None for one without output

OnInstance = Callable[["Instance", Given], Answer]
OnAccount = Callable[["Connect", Given], Answer]


@dataclass(frozen=True, slots=True)
class Supported:
    """An operation that is here.

    Attributes:
        function: takes the instance where the operation is one of an instance, else the account.
    """

    function: Callable[[Any, Given], Answer]
    of_instance: bool


OPERATIONS: dict[str, Supported] = {}


def operation(name: str) -> Callable[[OnInstance], OnInstance]:
    """Enter an operation whose input has an InstanceId: it is given that instance."""

    def enter(function: OnInstance) -> OnInstance:
        _enter(name, Supported(function, of_instance=True))
        return function

    return enter


def account_operation(name: str) -> Callable[[OnAccount], OnAccount]:
    """Enter an operation that finds its instance by itself, or needs none."""

    def enter(function: OnAccount) -> OnAccount:
        _enter(name, Supported(function, of_instance=False))
        return function

    return enter


def _enter(name: str, supported: Supported) -> None:
    if name in OPERATIONS:
        raise ValueError(f"{name} is there twice")
    OPERATIONS[name] = supported
