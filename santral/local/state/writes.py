"""Notices what a botocore client wrote: each operation that succeeded, in the order of its effect.

Two threads that write the same item are answered in one order and could be noted in the other;
so a service's writes go one at a time, from being sent to being noted. moto, whose writes these
are, would not do two at once in any case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from threading import RLock
from typing import Any, Final, Protocol

_WRITE: Final = "santral_write"
_OPEN: Final = "santral_write_open"

Note = Callable[[str, Mapping[str, Any], bytes], None]
"""Is told of an operation, its parameters, and the body of the answer."""


class _Operation(Protocol):
    name: str


def follow(client: Any, operations: Collection[str], note: Note, turn: RLock) -> None:
    """Tell `note` of each of these operations that this client does, after its success.

    Args:
        turn: held while an operation is sent and noted.
    """
    follower = _Follower(operations, note, turn)
    service = client.meta.service_model.service_id.hyphenize()
    events = client.meta.events
    # Last before the request, first after it: no other handler's exception may come between.
    events.register_last(f"before-parameter-build.{service}", follower.remember)
    events.register_last(f"before-call.{service}", follower.begin)
    events.register_first(f"after-call.{service}", follower.done)
    events.register_first(f"after-call-error.{service}", follower.end)


class _Follower:
    """One request's state is in the context that botocore hands from event to event."""

    def __init__(self, operations: Collection[str], note: Note, turn: RLock) -> None:
        self._operations, self._note, self._turn = operations, note, turn

    def remember(
        self, params: Mapping[str, Any], model: _Operation, context: dict[str, Any], **_: object
    ) -> None:
        if model.name in self._operations:
            context[_WRITE] = params

    def begin(self, context: dict[str, Any], **_: object) -> None:
        if _WRITE in context:
            self._turn.acquire()
            context[_OPEN] = True

    def done(
        self, http_response: Any, model: _Operation, context: dict[str, Any], **_: object
    ) -> None:
        try:
            if _WRITE in context and http_response.status_code < HTTPStatus.MULTIPLE_CHOICES:
                self._note(model.name, context[_WRITE], http_response.content)
        finally:
            self.end(context)

    def end(self, context: dict[str, Any], **_: object) -> None:
        if context.pop(_OPEN, False):
            self._turn.release()
