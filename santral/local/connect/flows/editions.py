"""Flows and modules as the API keeps them: what is saved and published, versions, aliases.

A reference is an id or an ARN, with or without a qualifier: `:$LATEST`, what is published,
`:$SAVED`, what was saved last, `:3`, a version, or an alias by its id or name.
Source: Administrator Guide, "Flow versioning and aliasing"; API Reference, DescribeContactFlow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from santral.engine.blocks import Flow
from santral.engine.flow_types import MODULE
from santral.local.connect.errors import ConnectError, not_found, refused
from santral.local.connect.flows.contents import compiled
from santral.local.connect.instance import Instance
from santral.local.connect.resources import Kind, Resource

NOT_PUBLISHED = "ContactFlowNotPublishedException"
LATEST, SAVED = "$LATEST", "$SAVED"


# --- what the engine is told ---


def _bind(instance: Instance, resource: Resource) -> None:
    kinds, directory = kinds_of(resource), instance.directory
    published = resource.details.get("Published")
    flow = None
    if published is not None and resource.details["State"] == "ACTIVE":
        flow = compiled(published, resource.name, resource.details["Type"], resource.arn).flow
    if flow is None:
        _remove(instance, resource)
    else:
        directory.add_flow(flow)
        hook = resource.details.get("Default")
        if hook is not None:
            directory.defaults[hook] = flow
    _bind_editions(instance, kinds, resource)


def _unbind(instance: Instance, resource: Resource) -> None:
    _remove(instance, resource)
    instance.directory.editions.pop(resource.id, None)


def _remove(instance: Instance, resource: Resource) -> None:
    directory = instance.directory
    find = directory.module if resource.details["Type"] == MODULE else directory.flow
    bound = find(resource.arn)
    if bound is not None:
        directory.remove_flow(bound)


def _bind_edition(instance: Instance, resource: Resource) -> None:
    kinds = kinds_of(resource)
    flow = instance.table(kinds.kind).get(resource.details["FlowId"])
    _bind_editions(instance, kinds, flow, adding=resource)


def _unbind_edition(instance: Instance, resource: Resource) -> None:
    kinds = kinds_of(resource)
    flow = instance.table(kinds.kind).get(resource.details["FlowId"])
    _bind_editions(instance, kinds, flow, without=resource)


def _bind_editions(
    instance: Instance,
    kinds: FlowKinds,
    flow: Resource,
    *,
    adding: Resource | None = None,
    without: Resource | None = None,
) -> None:
    """Have the engine find every version, by number and by alias, and nothing else.

    Args:
        adding: a version or alias that may not be in its table yet.
        without: one that is about to leave it.
    """
    everything = [*instance.table(kinds.versions), *instance.table(kinds.aliases)]
    if adding is not None and adding not in everything:
        everything.append(adding)
    mine = [
        each for each in everything if each.details["FlowId"] == flow.id and each is not without
    ]
    editions: dict[str, Flow] = {}
    if flow.details["State"] == "ACTIVE":
        for each in mine:
            compiled_version = _compiled_version(flow, each) if "Content" in each.details else None
            if compiled_version is not None:
                editions[str(each.details["Version"])] = compiled_version
        for each in mine:
            number = str(each.details["Version"])
            if "Content" not in each.details and number in editions:
                editions[alias_id(each)] = editions[each.name] = editions[number]
    instance.directory.editions[flow.id] = editions


def _compiled_version(flow: Resource, version: Resource) -> Flow | None:
    name = f"{flow.name}:{version.details['Version']}"
    return compiled(version.details["Content"], name, version.details["Type"], version.arn).flow


def _qualified_arn(path: str) -> Callable[[Instance, str], str]:
    """Make the ARN of a version or alias of its id, which is the flow's id, a dot, its own."""

    def arn(instance: Instance, resource_id: str) -> str:
        flow_id, _, qualifier = resource_id.partition(".")
        return f"{instance.arn}/{path}/{flow_id}:{qualifier}"

    return arn


def _edition_kind(name: str, path: str, rank: int) -> Kind:
    return Kind(
        name,
        path,
        bind=_bind_edition,
        unbind=_unbind_edition,
        rank=rank,
        unique=False,
        arn=_qualified_arn(path),
        counts_as_use=False,  # it goes with its flow
    )


# --- the kinds ---


@dataclass(frozen=True, slots=True)
class FlowKinds:
    """What flows and modules have each for themselves.

    Attributes:
        invalid: the error for a content that cannot be published.
    """

    kind: Kind
    versions: Kind
    aliases: Kind
    invalid: str


# Details of a flow or module: Type, Description, State, Saved and Published (contents; Published is
# absent until there is one), LastVersion, Default (a hook), a module's Settings and SavedSettings
# (absent where none were saved since). Those of a version and an alias:
# FlowId, Type, Version, Description; a version's Content.
FLOW = Kind(
    "contact flow", "contact-flow", "contact-flows", _bind, _unbind, rank=60, qualified=True
)
MODULE_KIND = Kind(
    "contact flow module", "flow-module", "flow-modules", _bind, _unbind, rank=50, qualified=True
)
FLOWS = FlowKinds(
    FLOW,
    _edition_kind("contact flow version", "contact-flow", 61),
    _edition_kind("contact flow alias", "contact-flow", 62),
    "InvalidContactFlowException",
)
MODULES = FlowKinds(
    MODULE_KIND,
    _edition_kind("contact flow module version", "flow-module", 51),
    _edition_kind("contact flow module alias", "flow-module", 52),
    "InvalidContactFlowModuleException",
)


def kinds_of(resource: Resource) -> FlowKinds:
    return MODULES if resource.details["Type"] == MODULE else FLOWS


def alias_id(alias: Resource) -> str:
    return alias.id.partition(".")[2]


def editions_of(instance: Instance, kind: Kind, flow: Resource) -> list[Resource]:
    """List a flow's versions or aliases, in the order in which they were created."""
    return [each for each in instance.table(kind) if each.details["FlowId"] == flow.id]


def listed_editions(instance: Instance, kind: Kind, flow: Resource) -> list[Resource]:
    """List those that lists show already."""
    return [each for each in instance.table(kind).visible() if each.details["FlowId"] == flow.id]


# --- what a reference means ---


class Edition(NamedTuple):
    """One content of a flow or module.

    Attributes:
        status: PUBLISHED or SAVED.
        version: None for what is published or saved at the moment.
    """

    flow: Resource
    content: str
    status: str
    version: Resource | None = None


def qualifier_of(reference: str) -> str:
    return reference.rpartition("/")[2].partition(":")[2]


def lasting(instance: Instance, reference: str) -> str:
    """Write a reference to a flow as it is to be kept: by the alias's id, which outlives its name.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    flow, qualifier = instance.table(FLOW).get(reference), qualifier_of(reference)
    for alias in editions_of(instance, FLOWS.aliases, flow):
        if qualifier in (alias_id(alias), alias.name):
            return reference.removesuffix(qualifier) + alias_id(alias)
    return reference


def whole(instance: Instance, kinds: FlowKinds, reference: str) -> Resource:
    """Find a flow or module by a reference that means all of it, not one of its contents.

    Raises:
        ConnectError: ResourceNotFoundException, or InvalidRequestException for a qualifier.
    """
    flow = instance.table(kinds.kind).get(reference)
    if ":" in reference.rpartition("/")[2]:
        raise refused(f"expected a {kinds.kind.name} without a version or alias")
    return flow


def edition(instance: Instance, kinds: FlowKinds, reference: str) -> Edition:
    """Find the content that a reference means.

    Raises:
        ConnectError: ResourceNotFoundException, ContactFlowNotPublishedException.
    """
    flow, qualifier = instance.table(kinds.kind).get(reference), qualifier_of(reference)
    published = flow.details.get("Published")
    if qualifier == SAVED:
        saved = flow.details["Saved"]
        return Edition(flow, saved, "PUBLISHED" if saved == published else "SAVED")
    if qualifier in ("", LATEST):
        if published is None:
            raise ConnectError(NOT_PUBLISHED, f"The {kinds.kind.name} has not been published.")
        return Edition(flow, published, "PUBLISHED")
    version = version_of(instance, kinds, flow, qualifier)
    return Edition(flow, version.details["Content"], "PUBLISHED", version)


def version_of(instance: Instance, kinds: FlowKinds, flow: Resource, qualifier: str) -> Resource:
    """Find a version by its number or by an alias's id or name.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    for alias in editions_of(instance, kinds.aliases, flow):
        if qualifier in (alias_id(alias), alias.name):
            return numbered_version(instance, kinds, flow, str(alias.details["Version"]))
    return numbered_version(instance, kinds, flow, qualifier)


def numbered_version(instance: Instance, kinds: FlowKinds, flow: Resource, number: str) -> Resource:
    """
    Raises:
        ConnectError: ResourceNotFoundException.
    """
    found = instance.table(kinds.versions).find(f"{flow.id}.{number}")
    if found is None:
        raise not_found(kinds.versions.name)
    return found


def flow_of(instance: Instance, reference: str) -> Resource:
    """Find the flow that a contact, or another resource, is to be sent to.

    Raises:
        ConnectError: ResourceNotFoundException, ContactFlowNotPublishedException, or
            InvalidRequestException where the flow is archived.
    """
    found = edition(instance, FLOWS, reference)
    if found.status != "PUBLISHED":
        raise ConnectError(NOT_PUBLISHED, "The saved content has not been published.")
    if found.flow.details["State"] != "ACTIVE":
        raise refused("The contact flow is archived.")
    return found.flow


def engine_flow(instance: Instance, reference: str) -> Flow:
    """Find the compiled flow of a reference, that of its version where it has one.

    Raises:
        ConnectError: as `flow_of`.
    """
    flow_of(instance, reference)
    found = instance.directory.flow(reference)
    if found is None:  # kept by an earlier program, and this one cannot compile it
        raise ConnectError(NOT_PUBLISHED, "The contact flow cannot be run.")
    return found


def set_default(instance: Instance, hook: str, resource: Resource) -> None:
    """Let a flow run for contacts without a hook of this kind; it cannot be deleted any more.

    Args:
        hook: AgentHold, AgentWhisper, CustomerHold, CustomerQueue, CustomerWhisper,
            OutboundWhisper, AgentTransfer or QueueTransfer.
    """
    table = instance.table(FLOW)
    for each in table:
        if each is not resource and each.details.get("Default") == hook:
            table.change(each, Default=None)
    table.change(resource, Default=hook)
