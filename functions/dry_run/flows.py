"""The shipped flows, compiled strictly, for an engine without an instance around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from functions.flow_files import (
    DEFAULTS,
    ENTRY,
    HOLD_MUSIC,
    entry_content,
    flow_files,
    flow_names,
    function_names,
    module_names,
)
from santral.domain.tenant import Number, Tenant
from santral.engine.blocks import Flow
from santral.engine.directory import Directory
from santral.engine.flow_types import MODULE
from santral.engine.loader import load_flow, require
from santral.engine.ports import Settings

MADE_UP: Final = Settings()  # an instance that nobody has


def made_up_arn(kind: str, name: str) -> str:
    """Make the ARN of a thing of an instance that nobody has: queue, agent, contact-flow …"""
    return f"{MADE_UP.instance_arn}/{kind}/{name}"


@cache
def made_up_names() -> Mapping[str, str]:
    """Map what every flow may name to an ARN."""
    lambdas = f"arn:aws:lambda:{MADE_UP.region}:{MADE_UP.account}:function"
    return {
        **{f"flow.{name}": made_up_arn("contact-flow", name) for name in flow_names()},
        **{f"module.{name}": made_up_arn("flow-module", name) for name in module_names()},
        **{f"lambda.{name}": f"{lambdas}:{name}" for name in function_names()},
        f"prompt.{HOLD_MUSIC}": made_up_arn("prompt", HOLD_MUSIC),
    }


@cache
def shipped_flows() -> tuple[Flow, ...]:
    """Compile them once: they are the same for every business, and no run changes them."""
    return tuple(compiled_flows(made_up_names()))


def compiled_flows(names: Mapping[str, str]) -> Iterable[Flow]:
    """Compile every shipped flow and module.

    Raises:
        FlowDefinitionError: one would not be published by Connect.
    """
    for each in flow_files(names):
        arn = names[f"{'module' if each.is_module else 'flow'}.{each.name}"]
        type_ = MODULE if each.is_module else None
        loaded = load_flow(each.content, name=each.name, type_=type_, arn=arn)
        yield require(loaded, strict=True)


def add_flows(directory: Directory, flows: Iterable[Flow]) -> None:
    """Enter the shipped flows, with the hooks that they are the defaults of."""
    for each in flows:
        directory.add_flow(each)
    for hook, name in DEFAULTS.items():
        flow = directory.flow(name)
        if flow is not None:
            directory.defaults[hook] = flow


def entry_flow(
    tenant: Tenant, number: Number, fallback_queue_arn: str, names: Mapping[str, str], *, arn: str
) -> Flow:
    """Compile the entry flow of one number."""
    content = entry_content(tenant, number, fallback_queue_arn, names)
    name = f"{ENTRY}_{tenant.id}_{number.language}"
    return require(load_flow(content, name=name, type_="CONTACT_FLOW", arn=arn), strict=True)
