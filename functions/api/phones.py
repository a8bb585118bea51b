"""Telephone numbers in bodies, in whatever form they were written there."""

from __future__ import annotations

from dataclasses import replace

from functions.api.call import Call
from functions.api.problems import invalid
from santral.domain.hours import Hotline
from santral.domain.menu import Choice, Menu


def e164(call: Call, written: str, region: str, path: str) -> str:
    """
    Args:
        region: whose local forms are meant.
        path: where it stands.

    Raises:
        ProblemError: it is no telephone number.
    """
    number = call.here.phone_numbers.parse(written, region)
    if number is None:
        raise invalid([(path, "expected a telephone number")])
    return number


def hotline_with_e164(call: Call, hotline: Hotline, region: str, path: str) -> Hotline:
    """Write the numbers that a hotline is for in one form; errors as e164()."""
    numbers = tuple(
        e164(call, written, region, f"{path}.numbers[{index}]")
        for index, written in enumerate(hotline.numbers)
    )
    return replace(hotline, numbers=numbers)


def menu_with_e164(call: Call, menu: Menu, region: str, path: str = "body") -> Menu:
    """Write the numbers to which keys lead in one form; errors as e164()."""

    def written(key: str, choice: Choice) -> Choice:
        place = f"{path}.choices.{key}.transfer"
        return replace(choice, transfer=e164(call, choice.transfer, region, place))

    choices = {
        key: written(key, each) if each.transfer else each for key, each in menu.choices.items()
    }
    return replace(menu, choices=choices)
