"""Texts of several lengths that customers, orders, tickets and what is said of them are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from functions.api.shapes import PRINTABLE

Tag = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=PRINTABLE)]
Tags = Annotated[tuple[Tag, ...], Field(max_length=50)]
Value = Annotated[str, StringConstraints(max_length=1_000, pattern=PRINTABLE)]
Attributes = Annotated[
    dict[Tag, Value], Field(max_length=50, description="short texts under names of your own")
]
Remark = Annotated[str, StringConstraints(max_length=5_000, pattern=PRINTABLE)]
Written = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=PRINTABLE)]
"""A telephone number as people write it."""
