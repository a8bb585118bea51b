"""The app: every endpoint in one Chalice router, and the answers that Chalice would make itself.

Chalice keeps the present request in an attribute of the app, which threads would share; here it is
kept for each context, as a thread or a task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, Final

from chalice.app import Blueprint, Chalice, Request, Response

from functions.api import pipeline
from functions.api.endpoint import Endpoint
from functions.api.problems import ProblemError
from functions.api.routes import nouns

_request: Final[ContextVar[Request | None]] = ContextVar("request", default=None)
_context: Final[ContextVar[Any]] = ContextVar("context", default=None)


class Api(Chalice):
    """Chalice with a request of its own for each context, and one shape of errors."""

    @property
    def current_request(self) -> Request | None:
        return _request.get()

    @current_request.setter
    def current_request(self, request: Request | None) -> None:
        _request.set(request)

    @property
    def lambda_context(self) -> Any:
        return _context.get()

    @lambda_context.setter
    def lambda_context(self, context: Any) -> None:
        _context.set(context)

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:
        asked = event.get("requestContext", {})
        methods = self.routes.get(asked.get("resourcePath"), {})
        if asked.get("httpMethod") in methods:
            answered: dict[str, Any] = super().__call__(event, context)
            return answered
        request_id = str(asked.get("requestId", ""))
        refusal = ProblemError("not-found", "There is nothing at this path.")
        if methods:
            allowed = ", ".join(sorted(methods))
            refusal = ProblemError("method-not-allowed", headers={"Allow": allowed})
        response: dict[str, Any] = refusal.response(request_id).to_dict()
        return response


def view_of(endpoint: Endpoint, blueprint: Blueprint) -> Callable[..., Response]:
    def view(**_path: str) -> Response:
        return pipeline.answer(endpoint, blueprint.current_request)

    return view


def _made() -> Api:
    made = Api("santral", configure_logs=False)
    for each in nouns():
        made.register_blueprint(each.blueprint(view_of))
    return made


def endpoints() -> Iterator[Endpoint]:
    """Yield every endpoint, in the order in which the reference page has them."""
    for each in nouns():
        yield from each


app: Final = _made()
