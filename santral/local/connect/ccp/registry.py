"""What a host page may ask the panel for: `api_request` by its method's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from santral.local.connect.ccp.seat import UNKNOWN, CcpError, Params, Seat
from santral.local.connect.errors import ConnectError

Answer = Mapping[str, Any] | None
Method = Callable[[Seat, Params], Answer]

METHODS: Final[dict[str, Method]] = {}


def method(*names: str) -> Callable[[Method], Method]:
    """Enter a function under the names by which the library asks for it."""

    def enter(function: Method) -> Method:
        for name in names:
            if METHODS.setdefault(name, function) is not function:
                raise ValueError(f"{name} is there twice")
        return function

    return enter


def perform(seat: Seat, name: object, params: object) -> Answer:
    """
    Raises:
        CcpError: there is no such method, or it is refused.
    """
    found = METHODS.get(name) if isinstance(name, str) else None
    if found is None:
        raise CcpError(UNKNOWN, "The local panel has no such method.", 404)
    given: Params = params if isinstance(params, Mapping) else {}
    try:
        return found(seat, given)
    except ConnectError as error:
        raise CcpError(error.code, error.message) from error
