"""Action types by the name they have in a flow's JSON, and what each promises about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from santral.engine.reader import ParameterReader
    from santral.engine.run import Run
    from santral.engine.steps import Step


@dataclass(frozen=True, slots=True)
class Transitions:
    """Which branches Connect demands of a block and which it admits, at publish time.

    Attributes:
        required: error types that must be there.
        optional: error types that may be there; any other is refused.
        operators: operators that its conditions may use; none = it has no result.
        operands: the only operands allowed, or None for any.
        all_operands: whether each of `operands` must have its condition.
        at_least: how many conditions it needs.
        terminal: no branch at all.
        next_required: whether NextAction must be there.
        next_taken: whether a success may leave by NextAction, which else only stands there.
    """

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    operands: tuple[str, ...] | None = None
    all_operands: bool = False
    at_least: int = 0
    terminal: bool = False
    next_required: bool = True
    next_taken: bool = True


class Action(Protocol):
    """An action read from one block: a frozen value, shared by every contact that runs it.

    One that answers with Play, Listen, Wait, Invoke or Dial has also `resume(run, wake) -> Step`,
    to go on afterwards. One that is run very often may have `bound(block) -> start`, called once
    the branches are bound: a start that need not answer with a Step, but with the Branch itself.
    """

    @property
    def transitions(self) -> Transitions: ...

    def start(self, run: Run) -> Step: ...


Parse = Callable[["ParameterReader"], Action]
ParseT = TypeVar("ParseT", bound=Parse)


@dataclass(frozen=True, slots=True)
class ActionType:
    """Attributes:
    channels: where it runs; elsewhere the block takes its error branch.
    """

    name: str
    parse: Parse
    channels: frozenset[str]


VOICE = frozenset({"VOICE"})
EVERY_CHANNEL = frozenset({"VOICE", "CHAT", "TASK", "EMAIL"})

_actions: dict[str, ActionType] = {}
ACTIONS: Mapping[str, ActionType] = _actions


def action(name: str, *, channels: frozenset[str] = EVERY_CHANNEL) -> Callable[[ParseT], ParseT]:
    """Register a parse function under the type's name."""

    def register(parse: ParseT) -> ParseT:
        if name in _actions:
            raise ValueError(f"action type {name} is registered twice")
        _actions[name] = ActionType(name, parse, channels)
        return parse

    return register
