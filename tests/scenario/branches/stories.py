"""A story is one call, or a few, in the shop of stubs; between them they take every branch."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tests.scenario.branches.shop import ShopOfStubs

Story = Callable[[ShopOfStubs], None]
STORIES: dict[str, Story] = {}


def story(tell: Story) -> Story:
    STORIES[tell.__name__.replace("_", " ")] = tell
    return tell


def in_each(name: str, cases: Iterable[str], tell: Callable[[ShopOfStubs, str], None]) -> None:
    for case in cases:
        STORIES[f"{name} {case}"] = lambda shop, case=case: tell(shop, case)  # type: ignore[misc]
