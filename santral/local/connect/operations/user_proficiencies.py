"""Proficiencies of users: what each is good at, and how good."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from santral.local.connect import paging
from santral.local.connect.errors import invalid, not_found, refused
from santral.local.connect.instance import Instance
from santral.local.connect.operations.predefined_attributes import PREDEFINED_ATTRIBUTE, values_of
from santral.local.connect.operations.users import USER, asked_for
from santral.local.connect.registry import Answer, Given, operation
from santral.local.connect.resources import Resource, modified

Proficiency = Mapping[str, Any]
_MEMBER: Final = "UserProficiencies"


def proficiencies(user: Resource) -> list[Proficiency]:
    return list(user.details.get("Proficiencies") or ())


@operation("AssociateUserProficiencies")
def associate(instance: Instance, given: Given) -> Answer:
    """Add proficiencies; one that is there already gets the new level."""
    user = asked_for(instance, given)
    added = _checked(instance, given)
    known = _keyed(proficiencies(user)) | added
    quota = "proficiencies-per-user"
    if len(known) > instance.quotas.of(quota):
        raise refused(f"{_MEMBER}: the quota {quota} is used up")
    return _set(instance, user, known.values())


@operation("UpdateUserProficiencies")
def update(instance: Instance, given: Given) -> Answer:
    user = asked_for(instance, given)
    known, changed = _keyed(proficiencies(user)), _checked(instance, given)
    _refuse_unknown(known, changed)
    return _set(instance, user, (known | changed).values())


@operation("DisassociateUserProficiencies")
def disassociate(instance: Instance, given: Given) -> Answer:
    user = asked_for(instance, given)
    known, removed = _keyed(proficiencies(user)), _keyed(_named(instance, given[_MEMBER]))
    _refuse_unknown(known, removed)
    left = (each for key, each in known.items() if key not in removed)
    return _set(instance, user, left)


@operation("ListUserProficiencies")
def list_(instance: Instance, given: Given) -> Answer:
    user = asked_for(instance, given)
    return {
        **paging.page(
            given,
            "UserProficiencyList",
            sorted(proficiencies(user), key=_order),
            dict,
            order=_order,
        ),
        **modified(instance, user),
    }


def _order(proficiency: Proficiency) -> str:
    return f"{proficiency['AttributeName']}\n{proficiency['AttributeValue']}"


def _keyed(given: Iterable[Proficiency]) -> dict[tuple[str, str], Proficiency]:
    return {(each["AttributeName"], each["AttributeValue"]): each for each in given}


def _named(instance: Instance, given: Iterable[Proficiency]) -> list[Proficiency]:
    """Write attributes as they were created, since the case of their names does not count."""
    table = instance.table(PREDEFINED_ATTRIBUTE)
    found = [(each, table.named(each["AttributeName"])) for each in given]
    return [
        each if attribute is None else {**each, "AttributeName": attribute.name}
        for each, attribute in found
    ]


def _checked(instance: Instance, given: Given) -> dict[tuple[str, str], Proficiency]:
    """
    Raises:
        ConnectError: ResourceNotFoundException for an attribute that is not there,
            InvalidParameterException for a value that it cannot have, or a level between two.
    """
    for at, each in enumerate(given[_MEMBER]):
        attribute = instance.table(PREDEFINED_ATTRIBUTE).named(each["AttributeName"])
        if attribute is None:
            raise not_found(PREDEFINED_ATTRIBUTE.name)
        if each["AttributeValue"] not in values_of(attribute):
            where = f"{_MEMBER}[{at}].AttributeValue"
            raise invalid(where, "expected a value of the predefined attribute")
        if each["Level"] != int(each["Level"]):
            raise invalid(f"{_MEMBER}[{at}].Level", "expected 1, 2, 3, 4 or 5")
    keyed = _keyed(_named(instance, given[_MEMBER]))
    if len(keyed) < len(given[_MEMBER]):
        raise invalid(_MEMBER, "expected each attribute and value once")
    return keyed


def _refuse_unknown(
    known: Mapping[tuple[str, str], Proficiency], named: Mapping[tuple[str, str], Proficiency]
) -> None:
    if not known.keys() >= named.keys():
        raise refused(f"{_MEMBER}: expected proficiencies that the user has")


def _set(instance: Instance, user: Resource, left: Iterable[Proficiency]) -> Answer:
    instance.table(USER).change(user, Proficiencies=list(left))
    return None
