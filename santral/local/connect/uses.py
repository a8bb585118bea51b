"""Who uses a resource: looked for in what other resources say, so that no noun knows them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from santral.local.connect.errors import in_use
from santral.local.connect.instance import Instance
from santral.local.connect.resources import KINDS, Resource

# How a member's name ends whose text is a reference; in other texts an id is a coincidence.
_REFERRING: Final = ("Id", "Ids", "Arn", "Arns", "ARN")


def refuse_if_used(instance: Instance, resource: Resource, what: str, by: str) -> None:
    """
    Args:
        what: the resource's kind.
        by: the kind whose resources may name it, by id or ARN.

    Raises:
        ConnectError: ResourceInUseException.
    """
    names = (resource.id, resource.arn)
    refuse_if_mentioned(instance, what, by, lambda _member, text: text in names)


def refuse_if_used_by_any(
    instance: Instance, what: str, resource_id: str, qualifiers: Iterable[str] | None = None
) -> None:
    """Check that no resource of any kind refers to one, by id or ARN.

    Args:
        what: the resource's kind.
        qualifiers: where given, only references that have one of these count.

    Raises:
        ConnectError: ResourceInUseException, naming the kind and id of the user.
    """
    counted = None if qualifiers is None else frozenset(qualifiers)

    def mentions(member: str, text: str) -> bool:
        if not member.endswith(_REFERRING):
            return False
        found, _, qualifier = text.rpartition("/")[2].partition(":")
        return found == resource_id and (counted is None or qualifier in counted)

    for table in instance.tables:
        if table.kind.counts_as_use:
            refuse_if_mentioned(instance, what, table.kind.name, mentions)


def refuse_if_mentioned(
    instance: Instance, what: str, by: str, mentions: Callable[[str, str], bool]
) -> None:
    """
    Args:
        mentions: whether a member of this name with this text means what is to be deleted.

    Raises:
        ConnectError: ResourceInUseException.
    """
    for user in instance.table(KINDS[by]):
        if any(mentions(member, text) for member, text in _texts("", user.details)):
            raise in_use(what, f"a {by}", resource_type=by, resource_id=user.id)


def _texts(member: str, value: Any) -> Iterator[tuple[str, str]]:
    """Walk through details: every text with the name of the member in which it stands."""
    if isinstance(value, str):
        yield member, value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(name, each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(member, each)
