"""What bodies, queries and answers are made of, checked by pydantic at the edge and only there."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

DEFAULT_PAGE: Final = 50
LARGEST_PAGE: Final = 200
PRINTABLE: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""Text in any number of lines; as a pattern, it stands in the document as well."""

_PRINTABLE: Final = re.compile(PRINTABLE)


def printable(text: str) -> str:
    """
    Raises:
        ValueError: there are control characters in it.
    """
    if not _PRINTABLE.fullmatch(text):
        raise ValueError("control characters are not text")
    return text


class Shape(BaseModel):
    """A JSON object with the fields that are named, and no others."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, str_strip_whitespace=True
    )


def fields_of(body: Shape) -> dict[str, Any]:
    """Return what a body says, by name, its parts as they were read."""
    return {name: getattr(body, name) for name in type(body).model_fields}


Text = Annotated[str, StringConstraints(max_length=200), AfterValidator(printable)]
"""One line or less."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(printable)]
"""One line, not empty."""

LongText = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(printable)]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:@+-]{0,127}$")]
"""An id of ours or of Amazon Connect's, as paths carry it."""

TenantId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$")]
"""Of a business; operators and payment systems alone name one."""

Email = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,186}[A-Za-z0-9])?\.[A-Za-z]{2,63}$",
        to_lower=True,
    ),
]

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Texts = dict[LanguageCode, LongText]
"""A text in each of the business's languages."""


class PageQuery(Shape):
    """Which page of a list."""

    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE)] = DEFAULT_PAGE
    cursor: Annotated[
        str | None,
        StringConstraints(max_length=1024),
        AfterValidator(lambda text: text if text is None or place_of(text) else _no_cursor()),
        Field(description="`next_cursor` of the page before"),
    ] = None

    @property
    def after(self) -> str | None:
        """Return the id that the page before ended with."""
        return None if self.cursor is None else place_of(self.cursor)


def cursor_of(place: str | None) -> str | None:
    """Write where the next page begins so that nobody takes it for an id.

    It grants nothing: it is read within the asker's own tenant.
    """
    if place is None:
        return None
    return base64.urlsafe_b64encode(place.encode()).rstrip(b"=").decode()


def place_of(cursor: str) -> str | None:
    """Return what a cursor says; None for what is none."""
    try:
        octets = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return octets.decode() or None
    except (binascii.Error, UnicodeError, ValueError):
        return None


def _no_cursor() -> Any:
    raise ValueError("not a cursor of ours")
