"""Which operations of the participant service are here: each module enters its own by decorator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from santral.local.connect.participant.service import ParticipantService, Present
from santral.local.connect.registry import Answer, Given

Function = Callable[[ParticipantService, Present, Given], Answer]

OPERATIONS: Final[dict[str, Function]] = {}


def operation(name: str) -> Callable[[Function], Function]:
    def enter(function: Function) -> Function:
        if name in OPERATIONS:
            raise ValueError(f"{name} is there twice")
        OPERATIONS[name] = function
        return function

    return enter
