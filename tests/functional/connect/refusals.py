"""What a client is told when Connect refuses: the code of the error."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ClientError


def refusal(call: Callable[..., Any], **request: Any) -> str:
    """
    Raises:
        AssertionError: it was not refused.
    """
    try:
        call(**request)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    raise AssertionError("it was not refused")


def all_of(client: Any, operation: str, key: str, size: int, **request: Any) -> list[Any]:
    """List everything by botocore's own paginator, `size` elements at a time."""
    pages = client.get_paginator(operation).paginate(**request, PaginationConfig={"PageSize": size})
    return [each for page in pages for each in page[key]]
