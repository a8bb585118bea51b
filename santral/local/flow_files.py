"""The shipped flows: found beside the package, their logical names resolved, loaded strictly."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import santral
from functions.catalogue import FUNCTIONS, Trigger
from santral.domain.tenant import Number, Tenant
from santral.engine.blocks import Flow
from santral.engine.directory import Directory
from santral.engine.loader import load_flow, require
from santral.engine.placeholders import resolve
from santral.local.identifiers import function_arn, resource_arn

# Data lies beside the package santral/, in a checkout as in an installation.
ROOT = Path(santral.__file__).resolve().parent.parent
FLOWS = ROOT / "contact_flows" / "flows"
MODULES = ROOT / "contact_flows" / "modules"
ENTRY = "entry"  # a template: one flow is made from it for each number

# Event hooks without which a contact still has a flow, as a Connect instance has its defaults.
_DEFAULTS: Mapping[str, str] = {
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
    return sorted(
        path.stem for path in MODULES.glob("*.json") if not path.name.endswith(".settings.json")
    )


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


def add_shipped_flows(directory: Directory) -> None:
    """Load every shipped flow and module.

    Raises:
        FlowDefinitionError: one would not be published by Connect.
    """
    names = logical_names()
    for name in module_names():
        path = MODULES / f"{name}.json"
        arn = names[f"module.{name}"]
        directory.add_flow(_load(path, path.read_text("utf-8"), name, arn, names, "MODULE"))
    for name in flow_names():
        if name != ENTRY:
            path = FLOWS / f"{name}.json"
            arn = names[f"flow.{name}"]
            directory.add_flow(_load(path, path.read_text("utf-8"), name, arn, names, None))
    for hook, name in _DEFAULTS.items():
        flow = directory.flow(name)
        if flow is not None:
            directory.defaults[hook] = flow


def entry_flow(tenant: Tenant, number: Number, fallback_queue_arn: str) -> Flow:
    """Make the entry flow of one number: which tenant's it is, and who answers when all fails."""
    language = tenant.language(number.language) or tenant.languages[0]
    names = {
        **logical_names(),
        "tenant": tenant.id,
        "language": language.locale,
        "voice": language.voice,
        "queue.fallback": fallback_queue_arn,
    }
    path = FLOWS / f"{ENTRY}.json"
    name = f"{ENTRY}_{tenant.id}_{number.language}"
    arn = resource_arn("contact-flow", f"{ENTRY}/{tenant.id}/{number.e164}")
    return _load(path, path.read_text("utf-8"), name, arn, names, "CONTACT_FLOW")


def _load(
    path: Path, text: str, name: str, arn: str, names: Mapping[str, str], type_: str | None
) -> Flow:
    content = resolve(text, names, file=path.name)
    return require(load_flow(content, name=name, type_=type_, arn=arn), strict=True)
