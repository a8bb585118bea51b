"""What a cold start loads: the CPU time of importing each call-path function from its own package.

Beside it, in the same rounds, a process that does nothing but make boto3's client of DynamoDB out
of the same pinned packages. Each runs alone (`python -I -S`) on warm files; the clock is the
kernel's of that process, so who else is busy counts little.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from statistics import median
from typing import Final

import boto3

from functions.catalogue import FUNCTIONS, Trigger
from infra.packaging import TIME_ZONES, Target, function_package, layer_folder, layers_of
from infra.packaging.layers import build_layers
from infra.packaging.trees import zipped_size
from santral.stores.tables import TableNames

ROUNDS: Final = 25
AT_MOST: Final = 0.85
LARGEST_MB: Final = 5.0
PEER: Final = "boto3.client('dynamodb')"

_ENVIRONMENT: Final = {
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "any",
    "AWS_SECRET_ACCESS_KEY": "any",
    "PYTHONTZPATH": TIME_ZONES,
    "SANTRAL_QUARANTINE_BUCKET": "any",
    **{f"SANTRAL_{each.name.upper()}_TABLE": each.name for each in fields(TableNames)},
}
# What the first invocation adds, whatever it is asked.
_FIRST_CLIENT: Final = "from functions.wiring import collaborators; collaborators()"


def compare() -> bool:
    """Print sizes and ratios; answer whether all keep their limits."""
    build_layers(Target.HOST, print)
    flows = [name for name, spec in FUNCTIONS.items() if spec.trigger is Trigger.FLOW]
    programs = {PEER: _program([Path(boto3.__file__).parents[1]], "import boto3", PEER)}
    for name in flows:
        places = [function_package(name), *(_packages(each) for each in layers_of(name))]
        load = f"import functions.{name}.handler"
        programs[name] = _program(places, load)
        programs[f"{name}, client made"] = _program(places, load, _FIRST_CLIENT)
    return all([_sizes(), _ratios(programs, limited=flows)])


def _sizes() -> bool:
    for layer in ("shared", "api"):
        size_mb = zipped_size(layer_folder(layer, Target.HOST)) / 1e6
        print(f"layer {layer:26} {size_mb:5.2f} MB zipped")
    sizes_mb = {name: zipped_size(function_package(name)) / 1e6 for name in FUNCTIONS}
    for name, size_mb in sizes_mb.items():
        print(f"package {name:24} {size_mb:5.2f} MB zipped (at most {LARGEST_MB:.0f})")
    return max(sizes_mb.values()) <= LARGEST_MB


def _ratios(programs: Mapping[str, str], *, limited: list[str]) -> bool:
    taken_s: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, program in programs.items():
            taken_s[name].append(_cpu_s(program))
    ratios = {
        name: median(ours / peer for ours, peer in zip(each, taken_s[PEER], strict=True))
        for name, each in taken_s.items()
    }
    for name, ratio in ratios.items():
        limit = f" (at most {AT_MOST})" if name in limited else ""
        print(f"{name:32} {median(taken_s[name]) * 1000:4.0f} ms CPU, {ratio:.2f} x{limit}")
    return all(ratios[name] <= AT_MOST for name in limited)


def _packages(layer: str) -> Path:
    return layer_folder(layer, Target.HOST) / "python"


def _program(places: list[Path], *statements: str) -> str:
    paths = [str(each) for each in places]
    return "\n".join(["import sys", f"sys.path[:0] = {paths}", *statements])


def _cpu_s(program: str) -> float:
    """Run a program in a process of its own, and answer the CPU time that it took."""
    command = [sys.executable, "-I", "-S", "-B", "-c", program]
    child = os.posix_spawn(sys.executable, command, _ENVIRONMENT)
    _, status, used = os.wait4(child, 0)
    if status:
        raise RuntimeError(f"did not run:\n{program}")
    return used.ru_utime + used.ru_stime
