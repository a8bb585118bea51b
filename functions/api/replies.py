"""What an endpoint may answer. The type in its return annotation decides the status.

| annotation     | status | headers         | body                      |
|----------------|--------|-----------------|---------------------------|
| a Shape        | 200    |                 | it                        |
| Versioned[X]   | 200    | ETag            | X                         |
| Created[X]     | 201    | Location, ETag  | X                         |
| Accepted       | 202    | Location        | the job                   |
| Listed[X]      | 200    |                 | items, next_cursor        |
| ToOrigin[X]    | 200    | Access-Control… | X                         |
| Html, Plain    | 200    |                 | a page; JSON of others    |
| None           | 204    |                 |                           |
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, Field

from functions.api.problems import in_a_field
from functions.api.shapes import Shape, Text, cursor_of
from santral.domain.job import Job, JobKind, JobState
from santral.stores.shelves import Page, Stored

X = TypeVar("X", bound=Shape)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Versioned(Generic[X]):
    """
    Attributes:
        etag: without quotes.
    """

    body: X
    etag: str


@dataclass(frozen=True, slots=True)
class Created(Generic[X]):
    """
    Attributes:
        location: its path, /v1/…
        etag: without quotes; "" where it has none.
    """

    body: X
    location: str
    etag: str = ""


@dataclass(frozen=True, slots=True)
class Listed(Generic[X]):
    """
    Attributes:
        after: where the next page begins; None is that there is none.
    """

    items: tuple[X, ...]
    after: str | None = None

    def plain(self) -> dict[str, Any]:
        return {
            "items": [each.model_dump(mode="json") for each in self.items],
            "next_cursor": cursor_of(self.after),
        }


@dataclass(frozen=True, slots=True)
class ToOrigin(Generic[X]):
    """
    Attributes:
        origin: of the page of somebody else's that may read it, and no other.
    """

    body: X
    origin: str


@dataclass(frozen=True, slots=True)
class Html:
    text: str


@dataclass(frozen=True, slots=True)
class Plain:
    """JSON of a shape that is not ours, such as OpenAPI's."""

    plain: Mapping[str, Any]


class StepView(Shape):
    name: str
    state: JobState
    detail: str


class ProblemView(Shape):
    """What is wrong where, and what was expected."""

    path: str
    expected: Annotated[str, AfterValidator(in_a_field)]


class JobView(Shape):
    """Work that goes on after the answer."""

    id: str
    kind: JobKind
    state: JobState
    created_at: datetime
    changed_at: datetime | None
    done: Annotated[int, Field(description="of `total`, in whatever the work counts")]
    total: Annotated[int, Field(description="0 is not known yet")]
    reason: Annotated[str, Field(description="why it waits or failed")]
    steps: tuple[StepView, ...]
    problems: tuple[ProblemView, ...]
    result: dict[Text, str]


@dataclass(frozen=True, slots=True)
class Accepted:
    job: Job

    @property
    def body(self) -> JobView:
        return JobView.model_validate(self.job)

    @property
    def location(self) -> str:
        return f"/v1/jobs/{self.job.id}"


def version_tag(stored: Stored[Any]) -> str:
    return str(stored.version)


def content_tag(body: Shape) -> str:
    """Return a tag for a part of something larger, so that others may change the rest."""
    content = json.dumps(body.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def listed(page: Page[T], view: Callable[[Stored[T]], X]) -> Listed[X]:
    return Listed(tuple(view(each) for each in page.items), page.next)


def all_of(bodies: Iterable[X]) -> Listed[X]:
    """Return a list that is short enough to have one page."""
    return Listed(tuple(bodies))
