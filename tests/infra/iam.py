"""Decides what a policy allows, as AWS does: for roles of one account, without boundaries.

Source: IAM User Guide, "Policy evaluation logic", "IAM JSON policy elements: Condition operators",
"Multivalued context keys", "IAM policy elements: Variables and tags" (2026). What it does not know
it refuses to judge, with an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

Context = Mapping[str, str | tuple[str, ...]]
Statement = Mapping[str, Any]

_VARIABLE: Final = re.compile(r"\$\{([^}]+)\}")
_KNOWN: Final = frozenset({"Sid", "Effect", "Principal", "Action", "Resource", "Condition"})


class UnknownElementError(Exception):
    """The policy has something that is not judged here."""


def is_allowed(
    statements: Iterable[Statement], action: str, resource: str, context: Context
) -> bool:
    """Say whether an action on a resource is allowed: by a statement, and denied by none.

    Args:
        context: condition key -> its value, or its values where it has many.
    """
    effects = {each["Effect"] for each in statements if _applies(each, action, resource, context)}
    return effects == {"Allow"}


def trusts(statements: Iterable[Statement], principal: str, action: str, context: Context) -> bool:
    """Say whether a role's trust policy lets a principal do something with it."""
    effects = {
        each["Effect"]
        for each in statements
        if principal in _principals(each)
        and _acts(each, action)
        and _holds(each.get("Condition", {}), context)
    }
    return effects == {"Allow"}


def _applies(statement: Statement, action: str, resource: str, context: Context) -> bool:
    if not statement.keys() <= _KNOWN:
        raise UnknownElementError(str(sorted(statement.keys() - _KNOWN)))
    resources = (_with_values(each, context) for each in _listed(statement["Resource"]))
    return (
        _acts(statement, action)
        and any(each is not None and each.fullmatch(resource) for each in resources)
        and _holds(statement.get("Condition", {}), context)
    )


def _acts(statement: Statement, action: str) -> bool:
    return any(
        _pattern(each.lower()).fullmatch(action.lower()) for each in _listed(statement["Action"])
    )


def _principals(statement: Statement) -> list[str]:
    return [who for each in statement["Principal"].values() for who in _listed(each)]


# --- conditions ---


def _holds(conditions: Mapping[str, Mapping[str, Any]], context: Context) -> bool:
    """Every operator has to hold of each of its keys."""
    return all(
        _operator_holds(operator, key, [str(each) for each in _listed(wanted)], context)
        for operator, keys in conditions.items()
        for key, wanted in keys.items()
    )


def _operator_holds(operator: str, key: str, wanted: list[str], context: Context) -> bool:
    values = _values(key, context)
    if operator == "Null":
        return (values is None) == (wanted == ["true"])
    quantifier, _, plain = operator.rpartition(":")
    optional = plain.endswith("IfExists")
    compare, negated = _comparison(plain.removesuffix("IfExists"))
    patterns = [_compared(plain, each, context) for each in wanted]

    def fits(value: str) -> bool:
        found = any(each is not None and compare(each, value) for each in patterns)
        return found is not negated

    if values is None:
        return optional or quantifier == "ForAllValues" or (not quantifier and negated)
    if quantifier == "ForAnyValue":
        return any(map(fits, values))
    if quantifier not in ("", "ForAllValues"):
        raise UnknownElementError(operator)
    return all(map(fits, values))


def _values(key: str, context: Context) -> tuple[str, ...] | None:
    """Return the values of a key, whose case does not matter; None is that it is absent."""
    for name, value in context.items():
        if name.lower() == key.lower():
            return (value,) if isinstance(value, str) else value or None
    return None


Comparison = Callable[[re.Pattern[str], str], bool]


def _comparison(operator: str) -> tuple[Comparison, bool]:
    def matches(pattern: re.Pattern[str], value: str) -> bool:
        return pattern.fullmatch(value) is not None

    negated = operator.startswith(("StringNot", "ArnNot"))
    positive = operator.replace("Not", "", 1) if negated else operator
    if positive not in ("StringEquals", "StringLike", "ArnLike", "ArnEquals", "Bool"):
        raise UnknownElementError(operator)
    return matches, negated


def _compared(operator: str, wanted: str, context: Context) -> re.Pattern[str] | None:
    stars = "Equals" not in operator or operator.startswith("Arn")
    return _with_values(wanted, context, stars=stars)


# --- patterns ---


def _with_values(text: str, context: Context, *, stars: bool = True) -> re.Pattern[str] | None:
    """Return what matches a text with variables; None where one has no value: nothing matches.

    A star that comes out of a variable is a star, and no wildcard.
    """
    parts = _VARIABLE.split(text)
    made = ""
    for place, part in enumerate(parts):
        if place % 2 == 0:
            made += _pattern(part).pattern if stars else re.escape(part)
            continue
        values = _values(part, context)
        if values is None:
            return None
        made += re.escape(values[0])
    return re.compile(made, re.DOTALL)


def _pattern(text: str) -> re.Pattern[str]:
    written = re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")
    return re.compile(written, re.DOTALL)


def _listed(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else [plain]
