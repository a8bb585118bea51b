"""Pages stay whole while somebody else creates and deletes."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from santral.local.connect import paging


def walk(numbers: list[int], size: int, changes: list[tuple[str, int]]) -> list[int]:
    """Read all pages of a list of numbers that changes between any two of them."""
    seen: list[int] = []
    token: str | None = None
    for step in range(1000):
        asked: dict[str, Any] = {"MaxResults": size, "NextToken": token}
        chosen, token = paging.cut(asked, numbers, lambda number: number)
        seen += chosen
        if token is None:
            return seen
        if step < len(changes):
            act, number = changes[step]
            if act == "delete" and number in numbers:
                numbers.remove(number)
            elif act == "create":
                numbers.append(max([*numbers, *seen]) + 1)
    raise AssertionError("the pages never end")


@given(
    count=st.integers(0, 40),
    size=st.integers(1, 7),
    changes=st.lists(st.tuples(st.sampled_from(["delete", "create"]), st.integers(0, 40))),
)
def test_nothing_is_given_twice_and_nothing_that_stays_is_left_out(
    count: int, size: int, changes: list[tuple[str, int]]
) -> None:
    numbers = list(range(count))

    seen = walk(numbers, size, changes)

    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)
    assert set(numbers) & set(range(count)) <= set(seen)


def test_whoever_deletes_what_each_page_shows_sees_everything() -> None:
    numbers = list(range(10))
    seen: list[int] = []
    token: str | None = None

    while True:
        chosen, token = paging.cut({"MaxResults": 2, "NextToken": token}, numbers, lambda n: n)
        seen += chosen
        for number in list(chosen):
            numbers.remove(number)
        if token is None:
            break

    assert seen == list(range(10))
