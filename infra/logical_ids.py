"""How things are called in templates."""

from __future__ import annotations


def logical_id(name: str) -> str:
    """
    >>> logical_id("menu_step")
    'MenuStep'
    """
    return "".join(each.capitalize() for each in name.split("_"))
