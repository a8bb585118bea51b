"""`python -m infra.packaging` (`make layer`): builds the layers that a synth reads."""

# ruff: noqa: T201  # a command prints

from __future__ import annotations

import argparse
import sys

from infra.packaging import layers, packages
from infra.packaging.layers import build_layers, layer_folder
from infra.packaging.runtime import Target
from infra.packaging.trees import ROOT, zipped_size
from santral.domain.errors import ContactCentreError

_MEGABYTE = 1_000_000


def main(arguments: list[str] | None = None) -> int:
    """Build the layers for one processor, if need be, and say so."""
    parser = argparse.ArgumentParser(prog="python -m infra.packaging", description=__doc__)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--arch",
        type=Target,
        choices=[Target.ARM64, Target.X86_64],
        default=Target.ARM64,
        help="Lambda's processor (default: arm64)",
    )
    which.add_argument(
        "--host",
        dest="arch",
        action="store_const",
        const=Target.HOST,
        help="this machine: for an emulator of AWS, and for tests",
    )
    parser.add_argument(
        "--tidy",
        action="store_true",
        help="remove layers and packages that no synth would find any more; nobody else may be "
        "at work here",
    )
    given = parser.parse_args(arguments)
    try:
        _build(given.arch)
        if given.tidy:
            layers.remove_stale()
            packages.remove_stale()
    except ContactCentreError as error:
        print(f"not built: {error}", file=sys.stderr)
        return 1
    return 0


def _build(target: Target) -> None:
    if not build_layers(target, print):
        print(f"layers for {target}: up to date")
        return
    for name in ("shared", "api"):
        folder = layer_folder(name, target)
        size = zipped_size(folder) / _MEGABYTE
        print(f"{folder.relative_to(ROOT)}: {size:.1f} MB zipped")


if __name__ == "__main__":
    sys.exit(main())
