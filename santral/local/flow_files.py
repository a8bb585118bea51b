"""The shipped flows: found beside the package, their logical names resolved, loaded strictly."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import santral
from functions.catalogue import FUNCTIONS, Trigger
from santral.domain.tenant import Number, Tenant
from santral.engine.blocks import Flow
from santral.engine.directory import Directory
from santral.engine.flow_types import METADATA_TYPES, MODULE
from santral.engine.loader import load_flow, require
from santral.engine.placeholders import resolve
from santral.local.identifiers import function_arn, resource_arn

# Data lies beside the package santral/, in a checkout as in an installation.
ROOT = Path(santral.__file__).resolve().parent.parent
FLOWS = ROOT / "contact_flows" / "flows"
MODULES = ROOT / "contact_flows" / "modules"
SETTINGS = ".settings.json"  # beside a module: what it declares
ENTRY = "entry"  # a template: one flow is made from it for each number

# Event hooks without which a contact still has a flow, as a Connect instance has its defaults.
DEFAULTS: Mapping[str, str] = {
    "AgentHold": "agent_hold",
    "AgentWhisper": "agent_whisper",
    "CustomerHold": "customer_hold",
    "CustomerQueue": "customer_queue",
    "CustomerWhisper": "customer_whisper",
    "OutboundWhisper": "outbound_whisper",
    "AgentTransfer": "transfer_to_agent",
    "QueueTransfer": "transfer_to_queue",
}


def flow_names() -> list[str]:
    return sorted(path.stem for path in FLOWS.glob("*.json"))


def module_names() -> list[str]:
    return sorted(path.stem for path in MODULES.glob("*.json") if not path.name.endswith(SETTINGS))


def logical_names() -> dict[str, str]:
    """Map what every flow may name to its ARN on this laptop."""
    names = {f"flow.{name}": resource_arn("contact-flow", name) for name in flow_names()}
    names |= {f"module.{name}": resource_arn("flow-module", name) for name in module_names()}
    names |= {
        f"lambda.{spec.name}": function_arn(spec.name)
        for spec in FUNCTIONS.values()
        if spec.trigger is Trigger.FLOW
    }
    names["prompt.hold_music"] = resource_arn("prompt", "hold_music")
    return names


class Shipped(NamedTuple):
    """A shipped flow or module, its logical names resolved.

    Attributes:
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
    for name in module_names():
        yield _read(MODULES / f"{name}.json", MODULE, names[f"module.{name}"], names)
    for name in flow_names():
        if name != ENTRY:
            yield _read(FLOWS / f"{name}.json", "", names[f"flow.{name}"], names)


def add_shipped_flows(directory: Directory) -> None:
    """Load every shipped flow and module into an engine without an instance around it.

    Raises:
        FlowDefinitionError: one would not be published by Connect.
    """
    for each in shipped_flows():
        loaded = load_flow(each.content, name=each.name, type_=each.type, arn=each.arn)
        directory.add_flow(require(loaded, strict=True))
    for hook, name in DEFAULTS.items():
        flow = directory.flow(name)
        if flow is not None:
            directory.defaults[hook] = flow


def entry_content(tenant: Tenant, number: Number, fallback_queue_arn: str) -> str:
    """Fill in the entry flow of one number: which tenant's it is, who answers when all fails."""
    language = tenant.language(number.language) or tenant.languages[0]
    names = {
        **logical_names(),
        "tenant": tenant.id,
        "language": language.locale,
        "voice": language.voice,
        "queue.fallback": fallback_queue_arn,
    }
    path = FLOWS / f"{ENTRY}.json"
    return resolve(path.read_text("utf-8"), names, file=path.name)


def entry_flow(tenant: Tenant, number: Number, fallback_queue_arn: str) -> Flow:
    """Compile the entry flow of one number, for an engine without an instance around it."""
    name = f"{ENTRY}_{tenant.id}_{number.language}"
    arn = resource_arn("contact-flow", f"{ENTRY}/{tenant.id}/{number.e164}")
    content = entry_content(tenant, number, fallback_queue_arn)
    return require(load_flow(content, name=name, type_="CONTACT_FLOW", arn=arn), strict=True)


def _read(path: Path, type_: str, arn: str, names: Mapping[str, str]) -> Shipped:
    content = resolve(path.read_text("utf-8"), names, file=path.name)
    if not type_:
        written = json.loads(content)["Metadata"]["type"]
        type_ = METADATA_TYPES[written]
    settings = path.with_suffix(SETTINGS)
    text = settings.read_text("utf-8") if settings.exists() else ""
    return Shipped(path.stem, type_, arn, content, text)
