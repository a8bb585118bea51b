"""The one way into every function: tenant, deadline, and what is said when it fails.

A failure is logged here and nowhere else. Texts of foreign exceptions repeat their input
(botocore's, int()'s), so of those only type, code and frames are logged, for each exception in the
chain; then an error is raised that has no cause, and nothing in it that a caller said.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from functions.answers import flat
from functions.catalogue import FUNCTIONS
from functions.flow_request import FlowRequest, flow_request
from functions.wiring import collaborators
from santral.domain.errors import ContactCentreError, InvocationError
from santral.stores.deadline import within
from santral.stores.tables import code_of
from santral.stores.tenant_guard import acting_for

T = TypeVar("T")
Facts = dict[str, str]
UseCase = Callable[[FlowRequest], Mapping[str, object]]
FlowHandler = Callable[[Any, Any], dict[str, str]]

_CODE: Final = re.compile(r"[A-Za-z0-9.]{1,64}", re.ASCII)
_FACT: Final = re.compile(r"[A-Za-z0-9_.:-]{0,128}", re.ASCII)  # ids, never what people wrote
_LONGEST_CHAIN: Final = 6
_LAST_FRAMES: Final = 12
_ROOT: Final = Path(__file__).parent.parent


def answers_flow(name: str) -> Callable[[UseCase], FlowHandler]:
    """Make a use case the handler of a function that flows invoke."""

    def decorate(use_case: UseCase) -> FlowHandler:
        def handler(event: Any, context: Any) -> dict[str, str]:
            facts = _facts(name, context)

            def answer() -> dict[str, str]:
                request = flow_request(event)
                facts.update(tenant=request.tenant, contact_id=request.contact_id)
                with acting_for(request.tenant):
                    return flat(use_case(request))

            return _invoked(name, facts, answer)

        return handler

    return decorate


def takes_events(name: str) -> Callable[[Callable[[Any], T]], Callable[[Any, Any], T]]:
    """Make a use case the handler of a function that an event source invokes.

    It acts for no tenant until it has read, from each record, whose it is.
    """

    def decorate(use_case: Callable[[Any], T]) -> Callable[[Any, Any], T]:
        def handler(event: Any, context: Any) -> T:
            return _invoked(name, _facts(name, context), lambda: use_case(event))

        return handler

    return decorate


def log_failure(error: Exception, message: str, facts: Mapping[str, str]) -> None:
    """Log a failure that the caller does not hear of, without the texts of foreign exceptions.

    Args:
        message: constant.
    """
    collaborators().logger.warning(message, extra=_line(error, facts))


def _invoked(name: str, facts: Facts, work: Callable[[], T]) -> T:
    here = collaborators()
    try:
        with within(FUNCTIONS[name].deadline_s, here.monotonic):
            return work()
    except Exception as error:
        here.logger.error("invocation failed", extra=_line(error, facts))
        here.count("InvocationFailed", facts.get("tenant", ""))
        summary = f"{name}: {_summary(error)}"
    # Raised outside the except block: within it, Python would attach the foreign exception.
    raise InvocationError(summary)


def _facts(name: str, context: Any) -> Facts:
    return {"function": name, "request_id": str(getattr(context, "aws_request_id", ""))}


def _line(error: BaseException, facts: Mapping[str, str]) -> dict[str, object]:
    safe = {key: fact if _FACT.fullmatch(fact) else "?" for key, fact in facts.items()}
    return {**safe, "errors": list(_described(error))}


def _summary(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if _is_ours(error) else type(error).__name__


def _is_ours(error: BaseException) -> bool:
    return isinstance(error, ContactCentreError)


def _described(error: BaseException) -> Iterator[dict[str, object]]:
    for link in _chain(error):
        code = code_of(link)
        yield {
            "type": type(link).__name__,
            "text": str(link) if _is_ours(link) else None,
            "code": code if code and _CODE.fullmatch(code) else None,
            "frames": [
                f"{_short(frame.f_code.co_filename)}:{line}:{frame.f_code.co_name}"
                for frame, line in traceback.walk_tb(link.__traceback__)
            ][-_LAST_FRAMES:],
        }


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    for _ in range(_LONGEST_CHAIN):
        if link is None:
            return
        yield link
        link = link.__cause__ or link.__context__


def _short(filename: str) -> str:
    """Return a path from the project's root, or the end of one from a library's."""
    path = Path(filename)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[-2:])
