"""Where the operations are entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool

Given = Mapping[str, Any]  # the members of an input, checked against the model
Answer = Mapping[str, Any]
Operation = Callable[["UserPool", Given], Answer]

OPERATIONS: Final[dict[str, Operation]] = {}


def operation(name: str) -> Callable[[Operation], Operation]:
    """Enter a function as what carries an operation out."""

    def enter(function: Operation) -> Operation:
        OPERATIONS[name] = function
        return function

    return enter
