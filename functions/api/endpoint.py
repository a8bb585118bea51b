"""What an endpoint is, read from the function that answers it.

Its parameters say what it takes: `call`, those named in the path, `body` and `query`; its return
annotation says what it answers (functions/api/replies.py). OpenAPI, the table of roles and the
tests of every route are made from the same values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

from chalice.app import Blueprint, Response
from pydantic import TypeAdapter

from functions.api import replies
from functions.api.permissions import Roles
from functions.api.shapes import Shape

Answerer = TypeVar("Answerer", bound=Callable[..., Any])

_IN_PATH: Final = re.compile(r"\{(\w+)\}")
_STATUS: Final = {replies.Created: 201, replies.Accepted: 202, type(None): 204}


@dataclass(frozen=True)
class Endpoint:
    """
    Attributes:
        operation: the function's name: of the OpenAPI operation, and in the audit log.
        roles: None is everybody, without signing in.
        versioned: it has to be told which version is changed, by If-Match.
        audited: reads too, such as of a recording; writes always are.
        secret: its answer is for this one request, and is kept nowhere.
        after_trial: it changes something and works all the same when the trial is over.
        before_mfa: it may be used by who still has to set up a second factor.
        while_closing: it works also while the business is being deleted.
        embedded: pages of others ask it: they may read its problems, and are answered by OPTIONS.
        unaudited: a write that changes nothing that anybody would look for in the audit log.
    """

    method: str
    path: str
    tag: str
    answer: Callable[..., Any]
    roles: Roles | None
    versioned: bool = False
    audited: bool = False
    secret: bool = False
    after_trial: bool = False
    before_mfa: bool = False
    while_closing: bool = False
    embedded: bool = False
    unaudited: bool = False

    @property
    def operation(self) -> str:
        return self.answer.__name__

    @property
    def summary(self) -> str:
        return (self.answer.__doc__ or "").strip().partition("\n")[0]

    @property
    def description(self) -> str:
        _, _, rest = (self.answer.__doc__ or "").strip().partition("\n\n")
        return "\n".join(line.strip() for line in rest.splitlines())

    @property
    def is_write(self) -> bool:
        return self.method != "GET"

    @property
    def is_audited(self) -> bool:
        return self.audited or (self.is_write and not self.unaudited)

    @property
    def is_once(self) -> bool:
        """Say whether a request that is sent again gets the answer of the first."""
        return self.method == "POST" and self.roles is not None and not self.secret

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(_IN_PATH.findall(self.path))

    @cached_property
    def path_types(self) -> dict[str, TypeAdapter[Any]]:
        return {name: TypeAdapter(self._hints[name]) for name in self.names}

    @cached_property
    def body(self) -> type[Shape] | None:
        return self._hints.get("body")

    @cached_property
    def query(self) -> type[Shape] | None:
        return self._hints.get("query")

    @cached_property
    def result(self) -> Any:
        """Return what it answers: Versioned, Created, Accepted, Listed, Html, Shape or NoneType."""
        hint = self._hints["return"]
        origin = get_origin(hint) or hint
        is_shape = isinstance(origin, type) and issubclass(origin, Shape)
        return Shape if is_shape else origin

    @cached_property
    def shown(self) -> type[Shape] | None:
        """Return the shape of what it shows; None is nothing, or a page."""
        hint = self._hints["return"]
        if self.result is Shape:
            return hint  # type: ignore[no-any-return]
        if self.result is replies.Accepted:
            return replies.JobView
        arguments = get_args(hint)
        return arguments[0] if arguments else None

    @property
    def status(self) -> int:
        return _STATUS.get(self.result, 200)

    @cached_property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.answer, include_extras=True)


def preflight_of(endpoint: Endpoint) -> Callable[..., Response]:
    """Make what answers a browser that asks whether a page of another origin may ask.

    Any page may: which are answered is said by the answer itself.
    """
    headers: dict[str, str | list[str]] = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": endpoint.method,
        "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key",
        "Access-Control-Max-Age": "7200",
    }

    def answer(**_path: str) -> Response:
        return Response("", {**headers}, 204)

    return answer


class Routes:
    """The endpoints of one noun, as a Chalice blueprint.

    Attributes:
        tag: the noun, as the reference page groups them.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.endpoints: list[Endpoint] = []

    def get(
        self, path: str, *, roles: Roles | None, **more: bool
    ) -> Callable[[Answerer], Answerer]:
        return self._at("GET", path, roles, more)

    def post(
        self, path: str, *, roles: Roles | None, **more: bool
    ) -> Callable[[Answerer], Answerer]:
        return self._at("POST", path, roles, more)

    def put(
        self, path: str, *, roles: Roles | None, **more: bool
    ) -> Callable[[Answerer], Answerer]:
        return self._at("PUT", path, roles, more)

    def patch(
        self, path: str, *, roles: Roles | None, **more: bool
    ) -> Callable[[Answerer], Answerer]:
        return self._at("PATCH", path, roles, more)

    def delete(
        self, path: str, *, roles: Roles | None, **more: bool
    ) -> Callable[[Answerer], Answerer]:
        return self._at("DELETE", path, roles, more)

    def blueprint(self, view_of: Callable[[Endpoint, Blueprint], Callable[..., Any]]) -> Blueprint:
        """Make the blueprint.

        Args:
            view_of: makes what Chalice calls for an endpoint.
        """
        made = Blueprint(__name__)
        for each in self.endpoints:
            # Chalice would answer a wrong media type in a shape of its own; we look ourselves.
            register = made.route(
                each.path, methods=[each.method], name=each.operation, content_types=[]
            )
            register(view_of(each, made))
            if each.embedded:
                allow = made.route(
                    each.path, methods=["OPTIONS"], name=f"{each.operation}_asked_first"
                )
                allow(preflight_of(each))
        return made

    def __iter__(self) -> Iterator[Endpoint]:
        return iter(self.endpoints)

    def _at(
        self, method: str, path: str, roles: Roles | None, more: dict[str, bool]
    ) -> Callable[[Answerer], Answerer]:
        def register(answer: Answerer) -> Answerer:
            self.endpoints.append(Endpoint(method, path, self.tag, answer, roles, **more))
            return answer

        return register
