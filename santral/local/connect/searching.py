"""Search…: criteria over names and the like, and filters by tag.

Source: API Reference, SearchQueues and its kin: QueueSearchCriteria, StringCondition,
ControlPlaneTagFilter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from santral.local.connect import paging
from santral.local.connect.errors import invalid
from santral.local.connect.registry import Given

Item = TypeVar("Item")
Criteria = Mapping[str, Any]
# FieldName that a StringCondition may have -> what reads such texts of an item; None is "".
Texts = Mapping[str, Callable[[Any], str | Sequence[str] | None]]
# What can be searched of nearly every resource.
USUAL_TEXTS: Texts = {
    "name": lambda each: each.name,
    "description": lambda each: each.details.get("Description"),
    "resourceID": lambda each: each.id,
}
# A condition that only one kind of thing has, such as QueueTypeCondition: its value -> whether an
# item meets it. It refuses a value that cannot be, whether or not there are items.
Condition = Callable[[Any], Callable[[Any], bool]]

_NESTING = ("OrConditions", "AndConditions")
_NESTED_LIMIT = 10  # far over what the service admits, far below Python's own


def search(
    given: Given,
    key: str,
    items: Sequence[Item],
    row: Callable[[Item], Any],
    *,
    texts: Texts,
    tags: Callable[[Item], Mapping[str, str]] | None = None,
    conditions: Mapping[str, Condition] | None = None,
    order: Callable[[Item], Any] | None = None,
) -> dict[str, Any]:
    """Answer one page of those that meet SearchCriteria and SearchFilter, with the count of all.

    Raises:
        ConnectError: InvalidParameterException for a field that cannot be searched.
    """
    criteria, filter_ = given.get("SearchCriteria") or {}, given.get("SearchFilter") or {}
    _check(criteria, texts, conditions or {}, 0)
    found = [
        each
        for each in items
        if _meets(criteria, each, texts, conditions or {})
        and (tags is None or _tagged(filter_, tags(each)))
    ]
    return {
        **paging.page(given, key, found, row, order=order),
        "ApproximateTotalCount": len(found),
    }


def _check(
    criteria: Criteria, texts: Texts, conditions: Mapping[str, Condition], depth: int
) -> None:
    """Refuse what cannot be searched for, whether or not there is anything to find.

    Raises:
        ConnectError: InvalidParameterException.
    """
    if depth > _NESTED_LIMIT:
        raise invalid("SearchCriteria", f"expected at most {_NESTED_LIMIT} levels of conditions")
    for name, value in criteria.items():
        if name in _NESTING:
            for each in value:
                _check(each, texts, conditions, depth + 1)
        elif name == "StringCondition":
            field = value.get("FieldName")
            if field is not None and _reader(texts, field) is None:
                known = ", ".join(sorted(texts))
                raise invalid(f"SearchCriteria.{name}.FieldName", f"expected one of {known}")
        elif name in conditions:
            conditions[name](value)
        else:
            raise invalid(f"SearchCriteria.{name}", "the local Connect does not search by it yet")


def _meets(
    criteria: Criteria, item: Any, texts: Texts, conditions: Mapping[str, Condition]
) -> bool:
    def nested(each: Criteria) -> bool:
        return _meets(each, item, texts, conditions)

    answers: list[bool] = []
    for name, value in criteria.items():
        if name == "OrConditions":
            answers.append(any_of(value, nested))
        elif name == "AndConditions":
            answers.append(all(nested(each) for each in value))
        elif name == "StringCondition":
            answers.append(_text_matches(value, item, texts))
        else:
            answers.append(conditions[name](value)(item))
    return all(answers)


def _text_matches(condition: Mapping[str, Any], item: Any, texts: Texts) -> bool:
    wanted, field = condition.get("Value"), condition.get("FieldName")
    read = None if field is None else _reader(texts, field)
    if wanted is None or read is None:
        return True
    given = read(item) or ""
    return any(
        compare(condition.get("ComparisonType", "EXACT"), text, wanted)
        for text in ([given] if isinstance(given, str) else given)
    )


def _reader(texts: Texts, field: str) -> Callable[[Any], str | Sequence[str] | None] | None:
    """Find what reads a field, however its name is written."""
    folded = field.casefold()
    return next((read for name, read in texts.items() if name.casefold() == folded), None)


def compare(comparison: str, text: str, wanted: str) -> bool:
    """Compare as StringCondition does: case does not count."""
    text, wanted = text.casefold(), wanted.casefold()
    if comparison == "STARTS_WITH":
        return text.startswith(wanted)
    return wanted in text if comparison == "CONTAINS" else text == wanted


def _tagged(filter_: Mapping[str, Any], tags: Mapping[str, str]) -> bool:
    wanted = filter_.get("TagFilter") or filter_.get("AttributeFilter")
    return wanted is None or has_tags(wanted, tags)


def has_tags(wanted: Mapping[str, Any], tags: Mapping[str, str]) -> bool:
    """Compare tags with a ControlPlaneTagFilter."""
    answers: list[bool] = []
    for name, value in wanted.items():
        if name == "OrConditions":  # one of these, in which all hold
            groups = [_tag_conditions(each) for each in value]
            answers.append(any_of(groups, lambda group: all(has_tag(e, tags) for e in group)))
        elif name in ("AndCondition", "AndConditions"):
            answers.append(all(has_tag(each, tags) for each in _tag_conditions(value)))
        elif name == "TagCondition":
            answers.append(has_tag(value, tags))
    return all(answers)


def _tag_conditions(group: Any) -> Sequence[Mapping[str, Any]]:
    """Read conditions that stand in a list, or in a structure of their own (…AttributeFilter)."""
    return group if isinstance(group, list) else group.get("TagConditions", [])


def has_tag(condition: Mapping[str, Any], tags: Mapping[str, str]) -> bool:
    """Compare tags with a TagCondition; one without a key, or a value, asks for less."""
    key = condition.get("TagKey")
    if key is None:
        return True
    return key in tags and condition.get("TagValue") in (None, tags[key])


def any_of(alternatives: Sequence[Item], meets: Callable[[Item], bool]) -> bool:
    """Read OrConditions: an empty list is as if it were not there."""
    return not alternatives or any(meets(each) for each in alternatives)
