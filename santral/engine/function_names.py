"""Names of Lambda functions, as flows and tests write them."""

from __future__ import annotations

from fnmatch import fnmatchcase


def name_of(function: str) -> str:
    """Read a function's name out of its ARN, without version or alias."""
    return function.rpartition(":function:")[2].split(":", 1)[0]


def fits(function: str, pattern: str) -> bool:
    """Whether a pattern means a function by its ARN or name, with or without version or alias.

    Args:
        pattern: `*` and `?` stand for what they usually do.
    """
    qualified = function.rpartition(":function:")[2]
    return any(fnmatchcase(each, pattern) for each in (function, qualified, name_of(function)))
