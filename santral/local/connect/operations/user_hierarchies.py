"""The hierarchy of users: up to five levels, and the groups on them.

Source: API Reference, UpdateUserHierarchyStructure, CreateUserHierarchyGroup and their kin;
Administrator Guide, "Set up agent hierarchies".
"""

from __future__ import annotations

from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import in_use, invalid, refused
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import KINDS, Kind, Resource, by_order, summary
from santral.local.connect.searching import search
from santral.local.connect.uses import refuse_if_used

# The id of a level's resource is new with each level; its name in the API stands in the details.
HIERARCHY_LEVEL = Kind("hierarchy level", "agent-group-level", unique=False, rank=31)


def _bind(instance: Instance, group: Resource) -> None:
    """Let the agents below a group be known by its new name."""
    users = KINDS["user"]  # which need the groups
    for user in instance.table(users):
        own = instance.table(HIERARCHY_GROUP).find(user.details.get("HierarchyGroupId") or "")
        if own is not None and group in path_of(instance, own):
            users.bind(instance, user)


HIERARCHY_GROUP = Kind(
    "hierarchy group", "agent-group", quota="hierarchy-groups", bind=_bind, rank=32
)

LEVELS: Final = ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive")
_LONGEST_LEVEL, _LONGEST_GROUP = 50, 100


def path_of(instance: Instance, group: Resource) -> list[Resource]:
    """List the groups from level one down to this one."""
    table = instance.table(HIERARCHY_GROUP)
    path = [group]
    while "ParentGroupId" in path[0].details:
        path.insert(0, table.get(path[0].details["ParentGroupId"]))
    return path


# --- levels ---


@operation("DescribeUserHierarchyStructure")
def describe_structure(instance: Instance, _given: Given) -> Answer:
    levels = {level: summary(instance, each) for level, each in _levels(instance).items()}
    return {"HierarchyStructure": levels}


@operation("UpdateUserHierarchyStructure")
def update_structure(instance: Instance, given: Given) -> Answer:
    """Add, rename and remove levels; one that is not named is removed."""
    wanted = _wanted_levels(given)
    known, table = _levels(instance), instance.table(HIERARCHY_LEVEL)
    removed = [each for level, each in known.items() if level not in wanted]
    for each in removed:
        _refuse_used_level(instance, each)
    for each in removed:
        table.delete(each)
    for level in LEVELS[: len(wanted)]:
        if level not in known:
            table.create(wanted[level], {"Level": level})
        elif known[level].name != wanted[level]:
            table.change(known[level], name=wanted[level])
    return None


def _wanted_levels(given: Given) -> dict[str, str]:
    """Read the levels of a request: their names.

    Raises:
        ConnectError: InvalidRequestException, InvalidParameterException.
    """
    wanted = {level: each["Name"] for level, each in given["HierarchyStructure"].items()}
    if set(wanted) != set(LEVELS[: len(wanted)]):
        raise refused("HierarchyStructure: expected levels without a gap, from the first")
    if len(set(wanted.values())) != len(wanted):
        raise invalid("HierarchyStructure", "expected a name of its own for each level")
    for level, name in wanted.items():
        _check_length(f"HierarchyStructure.{level}.Name", name, _LONGEST_LEVEL)
    return wanted


def _levels(instance: Instance) -> dict[str, Resource]:
    return {each.details["Level"]: each for each in instance.table(HIERARCHY_LEVEL)}


def _refuse_used_level(instance: Instance, level: Resource) -> None:
    for group in instance.table(HIERARCHY_GROUP):
        if group.details["LevelId"] == level.id:
            raise in_use(
                HIERARCHY_LEVEL.name,
                f"a {HIERARCHY_GROUP.name}",
                resource_type=HIERARCHY_GROUP.name,
                resource_id=group.id,
            )


# --- groups ---


@operation("CreateUserHierarchyGroup")
def create(instance: Instance, given: Given) -> Answer:
    table = instance.table(HIERARCHY_GROUP)
    _check_length("Name", given["Name"], _LONGEST_GROUP)
    details: dict[str, Any] = {}
    depth = 0
    if given.get("ParentGroupId"):
        parent = table.get(given["ParentGroupId"])
        details["ParentGroupId"] = parent.id
        depth = len(path_of(instance, parent))
    levels = list(_levels(instance).values())
    if depth >= len(levels):
        raise refused("ParentGroupId: expected a group above a level of the hierarchy structure")
    details["LevelId"] = levels[depth].id
    group = table.create(given["Name"], details, given.get("Tags"))
    return {"HierarchyGroupId": group.id, "HierarchyGroupArn": group.arn}


@operation("DescribeUserHierarchyGroup")
def describe(instance: Instance, given: Given) -> Answer:
    return {"HierarchyGroup": _described(instance, _asked_for(instance, given))}


@operation("ListUserHierarchyGroups")
def list_(instance: Instance, given: Given) -> Answer:
    return paging.page(
        given,
        "UserHierarchyGroupSummaryList",
        instance.table(HIERARCHY_GROUP).visible(),
        lambda each: summary(instance, each),
        order=by_order,
    )


@operation("UpdateUserHierarchyGroupName")
def rename(instance: Instance, given: Given) -> Answer:
    _check_length("Name", given["Name"], _LONGEST_GROUP)
    group = _asked_for(instance, given)
    instance.table(HIERARCHY_GROUP).change(group, name=given["Name"])
    return None


@operation("DeleteUserHierarchyGroup")
def delete(instance: Instance, given: Given) -> Answer:
    group = _asked_for(instance, given)
    for user in (HIERARCHY_GROUP.name, "user", "security profile"):
        refuse_if_used(instance, group, HIERARCHY_GROUP.name, user)
    instance.table(HIERARCHY_GROUP).delete(group)
    return None


@operation("SearchUserHierarchyGroups")
def search_groups(instance: Instance, given: Given) -> Answer:
    return search(
        given,
        "UserHierarchyGroups",
        instance.table(HIERARCHY_GROUP).visible(),
        lambda each: _described(instance, each),
        texts={
            "name": lambda each: each.name,
            "parentId": lambda each: each.details.get("ParentGroupId", ""),
            "levelId": lambda each: each.details["LevelId"],
            "resourceID": lambda each: each.id,
        },
        tags=lambda each: each.tags,
        order=by_order,
    )


def _asked_for(instance: Instance, given: Given) -> Resource:
    return instance.table(HIERARCHY_GROUP).get(given["HierarchyGroupId"])


def _check_length(where: str, name: str, longest: int) -> None:
    if not 1 <= len(name) <= longest:
        raise invalid(where, f"expected 1 to {longest} characters")


def _described(instance: Instance, group: Resource) -> dict[str, Any]:
    path = path_of(instance, group)
    return {
        **summary(instance, group),
        "LevelId": group.details["LevelId"],
        "HierarchyPath": {
            level: summary(instance, each) for level, each in zip(LEVELS, path, strict=False)
        },
        "Tags": group.tags,
    }
