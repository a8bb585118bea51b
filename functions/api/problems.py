"""The one shape of errors: RFC 9457, application/problem+json.

A problem says what was wrong, where, and what was expected. It repeats nothing that was sent, and
nothing of how we are built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from math import ceil
from typing import Any, Final

from chalice.app import Response
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from santral.domain.errors import (
    BusinessFileError,
    ConflictError,
    ContactCentreError,
    DependencyError,
    ForbiddenError,
    InputError,
    LimitExceededError,
    NotFoundError,
    UnauthenticatedError,
)

CONTENT_TYPE: Final = "application/problem+json"
_MOST_ERRORS: Final = 50
# pydantic's own texts say what was expected; those of these kinds would repeat what was sent.
_OWN_WORDS: Final = {
    "json_invalid": "JSON",
    "extra_forbidden": "no such field",
    "missing": "a value: it is missing",
    "string_unicode": "text in Unicode",
}
_BEFORE: Final = re.compile(r"Value error, |Input should be |[A-Z][a-z]+ should have ")


class ProblemError(Exception):
    """What keeps a request from being answered as asked."""

    def __init__(
        self,
        slug: str,
        detail: str = "",
        *,
        errors: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """
        Args:
            slug: one of KINDS; the last part of the problem's `type`.
            detail: what was expected, in a sentence.
            errors: (path, expected) of each thing that is wrong in a body or a query.
        """
        super().__init__(slug)
        self.slug, self.detail = slug, detail
        self.status, self.title = KINDS[slug]
        some = tuple(errors)[:_MOST_ERRORS]
        self.errors = tuple((path, in_a_field(text)) for path, text in some)
        self.headers = headers or {}

    def response(self, request_id: str) -> Response:
        body: dict[str, Any] = {
            "type": f"/v1/problems#{self.slug}",
            "title": self.title,
            "status": self.status,
        }
        if self.detail:
            body["detail"] = self.detail
        if self.errors:
            body["errors"] = [{"path": path, "expected": text} for path, text in self.errors]
        body["request_id"] = request_id
        headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store", **self.headers}
        return Response(
            json.dumps(body, ensure_ascii=False, separators=(",", ":")), {**headers}, self.status
        )


# slug -> (status, title): what `type` may be; the reference page lists it.
KINDS: Final[Mapping[str, tuple[int, str]]] = {
    "malformed": (400, "The request cannot be read"),
    "key-missing": (400, "An Idempotency-Key is needed"),
    "unauthenticated": (401, "Nobody can say who asks"),
    "forbidden": (403, "You may not do this"),
    "mfa-needed": (403, "A second factor has to be set up first"),
    "account-closed": (403, "The business does not take changes"),
    "trial-over": (403, "The trial is over"),
    "not-found": (404, "There is no such thing"),
    "method-not-allowed": (405, "This cannot be done to it"),
    "conflict": (409, "Its state does not allow this"),
    "in-progress": (409, "The same request is still being worked on"),
    "changed": (412, "It has been changed since you read it"),
    "too-large": (413, "The body is too large"),
    "media-type": (415, "The body has to be JSON"),
    "invalid": (422, "Something in the request is not as expected"),
    "key-reused": (422, "The Idempotency-Key belongs to another request"),
    "version-missing": (428, "An If-Match is needed"),
    "too-many": (429, "Too many requests"),
    "failed": (500, "Something failed on our side"),
    "unavailable": (503, "Something that this needs does not answer"),
}


def in_a_field(text: str) -> str:
    """Return what was expected as it stands in a field that is called so."""
    return text.removeprefix("expected ")


def invalid(errors: Iterable[tuple[str, str]]) -> ProblemError:
    return ProblemError("invalid", errors=errors)


def no_cursor() -> ProblemError:
    """Return the problem of a cursor that is ours, and of another list."""
    return invalid([("query.cursor", "expected `next_cursor` of the page before")])


def refuse_any(errors: Iterable[tuple[str, str]]) -> None:
    """
    Args:
        errors: (path, expected)

    Raises:
        ProblemError: 422, there are some.
    """
    found = list(errors)
    if found:
        raise invalid(found)


def of_validation(error: ValidationError, where: str) -> ProblemError:
    """
    Args:
        where: body, query or path.
    """
    if any(each["type"] == "json_invalid" for each in error.errors(include_input=False)):
        return ProblemError("malformed", "The body is not JSON.")
    return invalid(
        (_path(where, each["loc"]), _OWN_WORDS.get(each["type"]) or _words_of(each))
        for each in error.errors(include_input=False, include_url=False, include_context=False)
    )


def _words_of(error: ErrorDetails) -> str:
    """Return what was expected, without pydantic's word on what it was expected of."""
    return _BEFORE.sub("", str(error["msg"]), count=1).replace(
        "String should match pattern", "text that matches"
    )


def _path(where: str, location: tuple[int | str, ...]) -> str:
    text = where
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{str(part)[:64]}"
    return text


def of_error(error: ContactCentreError, *, versioned: bool) -> ProblemError:
    """Say to the asker what one of our errors means.

    Args:
        versioned: whether the request named a version, which is then what is out of date.
    """
    match error:
        case BusinessFileError():
            return invalid(error.problems)
        case LimitExceededError():
            seconds = str(max(1, ceil(error.retry_after_s)))
            return ProblemError("too-many", headers={"Retry-After": seconds})
        case UnauthenticatedError():
            return ProblemError("unauthenticated", headers={"WWW-Authenticate": "Bearer"})
        case DependencyError(retryable=True):
            return ProblemError("unavailable", headers={"Retry-After": "1"})
        case ConflictError():
            return ProblemError("changed" if versioned else "conflict", sentence_of(error))
    slug = next((slug for kind, slug in _SLUGS.items() if isinstance(error, kind)), "failed")
    return ProblemError(slug, "" if slug == "failed" else sentence_of(error))


_SLUGS: Final[Mapping[type[ContactCentreError], str]] = {
    ForbiddenError: "forbidden",
    InputError: "invalid",
    NotFoundError: "not-found",
}


def sentence_of(error: ContactCentreError) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
