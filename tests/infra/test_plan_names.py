"""What `plan` looks for beside flows is what the stacks make, and nothing else."""

from __future__ import annotations

from santral.local.drift.live import WANTED
from tests.infra.template import Centre

_TYPES = {
    "queue": ("AWS::Connect::Queue", "Name"),
    "hours": ("AWS::Connect::HoursOfOperation", "Name"),
    "prompt": ("AWS::Connect::Prompt", "Name"),
    "security profile": ("AWS::Connect::SecurityProfile", "SecurityProfileName"),
}


def test_plan_looks_for_what_the_stacks_make(dev: Centre) -> None:
    made = {
        kind: {each.properties[name] for each in dev.resources(type_)}
        for kind, (type_, name) in _TYPES.items()
    }
    # Amazon Connect makes `Agent` itself, in each new instance.
    made["security profile"] |= {"Agent"}

    assert made == {kind: set(names) for kind, (_, _, names) in WANTED.items()}
