"""The shipped flows under the ARNs of the local instance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import santral
from functions import flow_files
from functions.dry_run import flows
from functions.flow_files import ENTRY, HOLD_MUSIC, flow_names, function_names, module_names
from santral.domain.tenant import Number, Tenant
from santral.engine.blocks import Flow
from santral.engine.directory import Directory
from santral.engine.flow_types import METADATA_TYPES, MODULE
from santral.local.identifiers import function_arn, resource_arn

# Data lies beside the package santral/, in a checkout as in an installation.
ROOT = Path(santral.__file__).resolve().parent.parent


def logical_names() -> dict[str, str]:
    """Map what every flow may name to its ARN on this laptop."""
    names = {f"flow.{name}": resource_arn("contact-flow", name) for name in flow_names()}
    names |= {f"module.{name}": resource_arn("flow-module", name) for name in module_names()}
    names |= {f"lambda.{name}": function_arn(name) for name in function_names()}
    names[f"prompt.{HOLD_MUSIC}"] = resource_arn("prompt", HOLD_MUSIC)
    return names


class Shipped(NamedTuple):
    """A shipped flow or module as an instance takes it.

    Attributes:
        type: the API's ContactFlowType, or MODULE.
        settings: a module's declared input and results, as JSON; "" for none.
    """

    name: str
    type: str
    arn: str
    content: str
    settings: str = ""


def shipped_flows() -> Iterator[Shipped]:
    """Read every shipped flow and module but the template of entry flows, modules first.

    Raises:
        FlowDefinitionError: one names what nobody has.
    """
    names = logical_names()
    for each in flow_files.flow_files(names):
        if each.is_module:
            arn, type_ = names[f"module.{each.name}"], MODULE
        else:
            written = json.loads(each.content)["Metadata"]["type"]
            arn, type_ = names[f"flow.{each.name}"], METADATA_TYPES[written]
        yield Shipped(each.name, type_, arn, each.content, each.settings)


def add_shipped_flows(directory: Directory) -> None:
    """Load every shipped flow and module into an engine without an instance around it.

    Raises:
        FlowDefinitionError: one would not be published by Connect.
    """
    flows.add_flows(directory, flows.compiled_flows(logical_names()))


def entry_content(tenant: Tenant, number: Number, fallback_queue_arn: str) -> str:
    return flow_files.entry_content(tenant, number, fallback_queue_arn, logical_names())


def entry_flow(tenant: Tenant, number: Number, fallback_queue_arn: str) -> Flow:
    """Compile the entry flow of one number, for an engine without an instance around it."""
    arn = resource_arn("contact-flow", f"{ENTRY}/{tenant.id}/{number.e164}")
    return flows.entry_flow(tenant, number, fallback_queue_arn, logical_names(), arn=arn)
