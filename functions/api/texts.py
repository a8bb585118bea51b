"""Texts of several lengths that customers, orders, tickets and what is said of them are made of."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field, StringConstraints

_PRINTABLE: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Tag = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=_PRINTABLE)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=50)]
Value = Annotated[str, StringConstraints(max_length=1_000, pattern=_PRINTABLE)]
Attributes = Annotated[
    dict[Tag, Value], Field(max_length=50, description="short texts under names of your own")
]
Remark = Annotated[str, StringConstraints(max_length=5_000, pattern=_PRINTABLE)]
Written = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=_PRINTABLE)]
"""A telephone number as people write it."""

WorkNumber = Annotated[str, StringConstraints(max_length=20, pattern=_PRINTABLE)]
"""The number of an order or a ticket as people write it; it may be empty."""
