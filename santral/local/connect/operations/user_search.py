"""SearchUsers: by name, profile, tags, hierarchy group and proficiencies.

Source: API Reference, SearchUsers, UserSearchCriteria, ControlPlaneUserAttributeFilter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from santral.local.connect.criteria import bounds
from santral.local.connect.errors import invalid
from santral.local.connect.instance import Instance
from santral.local.connect.operations.user_hierarchies import HIERARCHY_GROUP, path_of
from santral.local.connect.operations.user_proficiencies import Proficiency, proficiencies
from santral.local.connect.operations.users import USER, described
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, by_order
from santral.local.connect.searching import Texts, any_of, compare, has_tag, search

Condition = Mapping[str, Any]


@operation("SearchUsers")
def search_users(instance: Instance, given: Given) -> Answer:
    def in_group(condition: Condition, user: Resource) -> bool:
        return _in_group(instance, condition, user)

    by_attributes = (given.get("SearchFilter") or {}).get("UserAttributeFilter") or {}
    return search(
        given,
        "Users",
        [each for each in instance.table(USER).visible() if _passes(by_attributes, each, in_group)],
        _summarized,
        texts=_TEXTS,
        tags=lambda each: each.tags,
        conditions={
            "HierarchyGroupCondition": lambda wanted: lambda user: in_group(wanted, user),
            "ListCondition": _by_list,
        },
        order=by_order,
    )


def _identity(user: Resource) -> Mapping[str, str]:
    return user.details.get("IdentityInfo") or {}


_TEXTS: Final[Texts] = {
    "Username": lambda user: user.name,
    "FirstName": lambda user: _identity(user).get("FirstName"),
    "LastName": lambda user: _identity(user).get("LastName"),
    "RoutingProfileId": lambda user: user.details["RoutingProfileId"],
    "SecurityProfileId": lambda user: user.details["SecurityProfileIds"],
    "resourceId": lambda user: user.id,
}


def _summarized(user: Resource) -> dict[str, Any]:
    """Write a user as SearchUsers does: names without addresses, after-contact work in ms."""
    row = described(user)
    identity = row["IdentityInfo"] or {}
    row["IdentityInfo"] = {
        name: identity[name] for name in ("FirstName", "LastName") if name in identity
    }
    phone = row["PhoneConfig"]
    if phone is not None and "AfterContactWorkTimeLimit" in phone:
        limit_ms = phone["AfterContactWorkTimeLimit"] * 1000
        row["PhoneConfig"] = {**phone, "AfterContactWorkTimeLimit": limit_ms}
    return row


# --- UserAttributeFilter ---


def _passes(
    filter_: Mapping[str, Any], user: Resource, in_group: Callable[[Condition, Resource], bool]
) -> bool:
    """Whether a user passes all that a filter names; OrConditions is a list of alternatives."""

    def meets(condition: Mapping[str, Any]) -> bool:
        tags = condition.get("TagConditions") or []
        tags = [*tags, condition["TagCondition"]] if "TagCondition" in condition else tags
        group = condition.get("HierarchyGroupCondition")
        return all(has_tag(each, user.tags) for each in tags) and (
            group is None or in_group(group, user)
        )

    return (
        meets(filter_)
        and meets(filter_.get("AndCondition") or {})
        and any_of(filter_.get("OrConditions") or [], meets)
    )


# --- conditions ---


def _in_group(instance: Instance, condition: Condition, user: Resource) -> bool:
    wanted, group_id = condition.get("Value"), user.details.get("HierarchyGroupId")
    if wanted is None:
        return True
    if group_id is None:
        return False
    group = instance.table(HIERARCHY_GROUP).get(group_id)
    if condition.get("HierarchyGroupMatchType") == "WITH_CHILD_GROUPS":
        groups = path_of(instance, group)
    else:
        groups = [group]
    return any(wanted in (each.id, each.arn) for each in groups)


def _by_list(condition: Condition) -> Callable[[Resource], bool]:
    """Read a ListCondition: one proficiency has to meet all of its conditions."""
    tests = [_by_proficiency(each) for each in condition.get("Conditions") or []]
    return lambda user: any(all(test(each) for test in tests) for each in proficiencies(user))


def _by_proficiency(condition: Condition) -> Callable[[Proficiency], bool]:
    """
    Raises:
        ConnectError: InvalidParameterException for another field, or a number without a bound.
    """
    tests: list[Callable[[Proficiency], bool]] = []
    text, number = condition.get("StringCondition"), condition.get("NumberCondition")
    if text is not None:
        tests.append(_by_text(text))
    if number is not None:
        if number.get("FieldName", "").casefold() != "level":
            raise invalid("NumberCondition.FieldName", "expected level")
        fits = bounds("NumberCondition", number, float)
        tests.append(lambda proficiency: fits(proficiency["Level"]))
    return lambda proficiency: all(test(proficiency) for test in tests)


def _by_text(condition: Condition) -> Callable[[Proficiency], bool]:
    members = {"name": "AttributeName", "value": "AttributeValue"}
    member = members.get(condition.get("FieldName", "").casefold())
    if member is None:
        raise invalid("StringCondition.FieldName", "expected name or value")
    comparison, wanted = condition.get("ComparisonType", "EXACT"), condition.get("Value", "")
    return lambda proficiency: compare(comparison, proficiency[member], wanted)
