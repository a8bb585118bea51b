"""Creating, changing and deleting flows and modules, and their versions and aliases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from santral.local.connect.errors import (
    LIMIT_EXCEEDED,
    ConnectError,
    duplicate,
    in_use,
    invalid,
    not_found,
    refused,
)
from santral.local.connect.flows.contents import check_publishable, check_saved, checksum
from santral.local.connect.flows.editions import (
    LATEST,
    NOT_PUBLISHED,
    SAVED,
    FlowKinds,
    alias_id,
    editions_of,
    numbered_version,
    qualifier_of,
    whole,
)
from santral.local.connect.instance import Instance
from santral.local.connect.registry import Given
from santral.local.connect.resources import Resource, describing
from santral.local.connect.uses import refuse_if_used_by_any

_VERSIONS, _ALIASES = "contact-flow-versions", "contact-flow-aliases"

# --- flows and modules ---


def add(
    instance: Instance,
    kinds: FlowKinds,
    name: str,
    type_: str,
    content: str,
    *,
    details: Mapping[str, Any] | None = None,
    tags: Mapping[str, str] | None = None,
    saved_only: bool = False,
    further: Sequence[str] = (),
    id_: str | None = None,
) -> Resource:
    """Create a flow or module, published unless it is only saved.

    Args:
        type_: the API's ContactFlowType, or MODULE.
        details: further ones, such as Description.
        further: problems beside those that show in the content alone.

    Raises:
        ConnectError: InvalidContactFlowException or its kin; what Table.create raises.
    """
    resource_id = id_ or instance.new_id()
    if saved_only:
        check_saved(content, kinds.invalid)
    else:
        arn = kinds.kind.arn_of(instance, resource_id)
        check_publishable(content, name, type_, arn, kinds.invalid, further)
    given = {name: value for name, value in (details or {}).items() if value is not None}
    contents = {"Saved": content} if saved_only else {"Saved": content, "Published": content}
    return instance.table(kinds.kind).create(
        name, {"Type": type_, "State": "ACTIVE", **given, **contents}, tags, id_=resource_id
    )


def write_content(
    instance: Instance,
    kinds: FlowKinds,
    reference: str,
    content: str,
    *,
    further: Sequence[str] = (),
    **details: Any,
) -> None:
    """Publish a new content, or save it where the reference ends in `:$SAVED`.

    Contacts that are in the flow go on in the content with which they began.

    Args:
        further: problems beside those that show in the content alone.
        details: others that change with it; saved ones are kept beside the published, as Saved….

    Raises:
        ConnectError: InvalidContactFlowException or its kin, ResourceNotFoundException, or
            InvalidRequestException for a version or alias.
    """
    table = instance.table(kinds.kind)
    flow, qualifier = table.get(reference), qualifier_of(reference)
    if qualifier == SAVED:
        check_saved(content, kinds.invalid)
        saved = {f"Saved{name}": each for name, each in details.items()}
        table.change(flow, Saved=content, **saved)
        return
    if qualifier not in ("", LATEST):
        raise refused("A version is immutable.")
    type_ = flow.details["Type"]
    check_publishable(content, flow.name, type_, flow.arn, kinds.invalid, further)
    published = dict.fromkeys((f"Saved{name}" for name in details), None)
    table.change(flow, Saved=content, Published=content, **published, **details)


def change_metadata(
    instance: Instance, kinds: FlowKinds, reference: str, given: Given, state: str | None = None
) -> None:
    """Change name, description or state, whichever are given.

    Raises:
        ConnectError: DuplicateResourceException, ResourceNotFoundException; for a qualifier, or for
            archiving a default flow, InvalidRequestException, and ResourceInUseException for one
            that another resource sends contacts to.
    """
    table = instance.table(kinds.kind)
    flow = whole(instance, kinds, reference)
    if state == "ARCHIVED":
        _refuse_default(flow)
        refuse_if_used_by_any(instance, kinds.kind.name, flow.id)
    details = describing(given)
    if state is not None:
        details["State"] = state
    table.change(flow, name=given.get("Name"), **details)


def delete(instance: Instance, kinds: FlowKinds, reference: str) -> None:
    """Delete a flow or module with its versions and aliases.

    Raises:
        ConnectError: ResourceInUseException, ResourceNotFoundException, or InvalidRequestException
            for a default flow or a qualifier.
    """
    table = instance.table(kinds.kind)
    flow = whole(instance, kinds, reference)
    _refuse_default(flow)
    refuse_if_used_by_any(instance, kinds.kind.name, flow.id)
    for kind in (kinds.aliases, kinds.versions):
        for each in editions_of(instance, kind, flow):
            instance.table(kind).delete(each)
    table.delete(flow)


def _refuse_default(flow: Resource) -> None:
    if "Default" in flow.details:
        raise refused("A default flow can be neither deleted nor archived.")


# --- versions ---


def add_version(
    instance: Instance,
    kinds: FlowKinds,
    flow: Resource,
    *,
    description: str | None,
    sha256: str | None,
    number: int | None = None,
) -> Resource:
    """Make a version of what is published.

    Args:
        sha256: what the caller takes the published content's checksum for.
        number: else the one after the last that was ever given.

    Raises:
        ConnectError: InvalidParameterException, LimitExceededException, or
            ContactFlowNotPublishedException.
    """
    content, last = flow.details.get("Published"), flow.details.get("LastVersion", 0)
    if content is None:
        raise ConnectError(NOT_PUBLISHED, f"The {kinds.kind.name} has not been published.")
    if sha256 is not None and sha256.lower() != checksum(content):
        raise invalid("The checksum", "expected that of the published content")
    if number is not None and number <= last:
        raise invalid("ContactFlowVersion", "expected a number above those of earlier versions")
    if len(editions_of(instance, kinds.versions, flow)) >= instance.quotas.of(_VERSIONS):
        raise ConnectError(LIMIT_EXCEEDED, f"The quota {_VERSIONS} is used up.")
    number = last + 1 if number is None else number
    version = instance.table(kinds.versions).create(
        flow.name,
        {
            "FlowId": flow.id,
            "Type": flow.details["Type"],
            "Version": number,
            "Content": content,
            "Description": description or None,
            "Settings": flow.details.get("Settings"),
        },
        id_=f"{flow.id}.{number}",
    )
    instance.table(kinds.kind).change(flow, LastVersion=number)
    return version


def remove_version(instance: Instance, kinds: FlowKinds, flow: Resource, number: int) -> None:
    """
    Raises:
        ConnectError: ResourceNotFoundException, or ResourceInUseException where an alias or another
            resource refers to it.
    """
    version = numbered_version(instance, kinds, flow, str(number))
    for alias in editions_of(instance, kinds.aliases, flow):
        if alias.details["Version"] == number:
            user = kinds.aliases.name
            raise in_use(
                kinds.versions.name, f"a {user}", resource_type=user, resource_id=alias_id(alias)
            )
    refuse_if_used_by_any(instance, kinds.versions.name, flow.id, [str(number)])
    instance.table(kinds.versions).delete(version)


# --- aliases ---


def add_alias(
    instance: Instance,
    kinds: FlowKinds,
    flow: Resource,
    name: str,
    number: int,
    description: str | None,
) -> Resource:
    """
    Raises:
        ConnectError: DuplicateResourceException, LimitExceededException,
            ResourceNotFoundException for the version, InvalidParameterException for the name.
    """
    _refuse_alias_name(instance, kinds, flow, name)
    numbered_version(instance, kinds, flow, str(number))
    if len(editions_of(instance, kinds.aliases, flow)) >= instance.quotas.of(_ALIASES):
        raise ConnectError(LIMIT_EXCEEDED, f"The quota {_ALIASES} is used up.")
    return instance.table(kinds.aliases).create(
        name,
        {
            "FlowId": flow.id,
            "Type": flow.details["Type"],
            "Version": number,
            "Description": description or None,
        },
        id_=f"{flow.id}.{instance.new_id()}",
    )


def change_alias(
    instance: Instance,
    kinds: FlowKinds,
    alias: Resource,
    *,
    name: str | None,
    number: int | None,
    description: str | None,
) -> None:
    """Change what is not None; contacts that are in a version stay in it."""
    flow = instance.table(kinds.kind).get(alias.details["FlowId"])
    if name is not None and name != alias.name:
        _refuse_alias_name(instance, kinds, flow, name)
    details: dict[str, Any] = {}
    if number is not None:
        details["Version"] = numbered_version(instance, kinds, flow, str(number)).details["Version"]
    if description is not None:
        details["Description"] = description or None
    instance.table(kinds.aliases).change(alias, name=name, **details)


def remove_alias(instance: Instance, kinds: FlowKinds, alias: Resource) -> None:
    """
    Raises:
        ConnectError: ResourceInUseException where another resource refers to it.
    """
    flow_id, names = alias.details["FlowId"], (alias_id(alias), alias.name)
    refuse_if_used_by_any(instance, kinds.aliases.name, flow_id, names)
    instance.table(kinds.aliases).delete(alias)


def alias_of(instance: Instance, kinds: FlowKinds, flow: Resource, reference: str) -> Resource:
    """Find an alias by its id or ARN.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    for each in editions_of(instance, kinds.aliases, flow):
        if reference in (alias_id(each), each.arn):
            return each
    raise not_found(kinds.aliases.name)


def _refuse_alias_name(instance: Instance, kinds: FlowKinds, flow: Resource, name: str) -> None:
    # As a qualifier, a number is a version's, and $ begins the service's own.
    if name.isdecimal() or name.startswith("$") or ":" in name or "/" in name:
        raise invalid("AliasName", "expected a name that is no number, without $, : and /")
    if any(each.name == name for each in editions_of(instance, kinds.aliases, flow)):
        raise duplicate(kinds.aliases.name)
