"""Every example of the API's guide is run against a centre, in the order in which it stands."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import aiohttp

from santral.local import businesses
from santral.local.server.serving import Plan, opened
from tests.functional.server.guide import Shell, differences, examples

GUIDE: Final = Path(__file__).resolve().parents[3] / "docs" / "api.md"


async def story() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    async with (
        opened(Plan([businesses.load("klima")], port=0)) as centre,
        aiohttp.ClientSession() as session,
    ):
        keys = {"KEY": centre.door.keys["klima"], "OPERATOR": centre.door.keys["platform"]}
        shell = Shell(session, {"API": centre.address, **keys})
        for example in examples(GUIDE.read_text("utf-8")):
            answer = None
            for command in example.commands:
                answer = await shell.run(command)
            found += _told(example.commands[-1], example.expected, answer)
    return found


def _told(command: str, expected: Any, answer: Any) -> Iterator[tuple[str, Any]]:
    if answer is None:
        return
    if expected is None and answer.status >= 400:
        yield command, answer
    elif expected is not None:
        wrong = list(differences(expected, answer.plain))
        if wrong:
            yield command, (wrong, answer)


def test_the_guides_examples_are_answered_as_it_shows() -> None:
    assert asyncio.run(story()) == []


def test_a_guide_that_shows_something_else_is_found_out() -> None:
    shown = {"a": 1, "b": [{"c": "…"}], "d": "x"}

    assert list(differences(shown, {"a": 1, "b": [{"c": 7, "e": 0}], "d": "x"})) == []
    assert list(differences(shown, {"a": 2, "b": []})) == [
        ".a: 2",
        ".b: 0 items",
        ".d: None",
    ]
