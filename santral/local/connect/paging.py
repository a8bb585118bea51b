"""Pages of a list, as Connect's NextToken gives them.

A token holds the place of the last element that was given, so that what is created or deleted
meanwhile neither repeats nor skips any other.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from santral.local.connect.errors import invalid
from santral.local.connect.registry import Given

Item = TypeVar("Item")
USUAL = 100  # elements on a page without MaxResults


def page(
    given: Given,
    key: str,
    items: Sequence[Item],
    row: Callable[[Item], Any],
    *,
    order: Callable[[Item], Any] | None = None,
) -> dict[str, Any]:
    """Cut the page that was asked for out of all items, and write its rows.

    Args:
        key: of the list in the answer.
        order: what the items are sorted by, and no two share: a number or a text; else their
            index, for lists that do not change between two pages.

    Raises:
        ConnectError: InvalidParameterException for a token that is not ours.
    """
    chosen, token = cut(given, items, order, of=key)
    return {key: [row(each) for each in chosen], "NextToken": token}


def cut(
    given: Given,
    items: Sequence[Item],
    order: Callable[[Item], Any] | None = None,
    *,
    of: str = "",
) -> tuple[Sequence[Item], str | None]:
    """Give the items of the page that was asked for, and the token of the page after it.

    Args:
        of: which list it is: the token of another one, or of another instance, is refused.
    """
    list_ = f"{of} {str(given.get('InstanceId', '')).rpartition('/')[2]}"
    size = given.get("MaxResults") or USUAL
    start = 0
    token = given.get("NextToken")
    if token:
        start = _start(token, list_, items, order)
    end = start + size
    if end >= len(items):
        return items[start:], None
    return items[start:end], _token(list_, end - 1 if order is None else order(items[end - 1]))


def _token(list_: str, last: int | str) -> str:
    return base64.urlsafe_b64encode(json.dumps([list_, last]).encode()).decode()


def _start(
    token: str, list_: str, items: Sequence[Item], order: Callable[[Item], int | str] | None
) -> int:
    try:
        written = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
        told, last = json.loads(written)
        if told != list_:
            raise ValueError
        if order is None:
            if not isinstance(last, int) or isinstance(last, bool) or last < 0:
                raise ValueError
            return last + 1
        # Not bisected: what orders a list may be any function, and a list is short.
        return next((at for at, each in enumerate(items) if order(each) > last), len(items))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise invalid("NextToken", "expected the token of an earlier answer") from None
