"""Synthesizes stages into folders, several in one process: the CDK takes seconds to start.

python -m tests.infra.synthesis FOLDER dev: prod: dev:123456789012 …
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

import aws_cdk as cdk

from functions.stage_files import find_stage
from infra.centre import compose

ROOT: Final = Path(__file__).parents[2]


def main(folder: str, *wanted: str) -> None:
    # The command line would hand it over.
    context = json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"]
    for each in wanted:
        name, _, account = each.partition(":")
        app = cdk.App(outdir=str(Path(folder) / each.replace(":", "-")), context=context)
        # Whatever somebody has built: tests/infra/test_edge_stack.py has pages of its own.
        compose(app, find_stage(name), account or None, pages=Path(folder) / "no pages")
        app.synth()


if __name__ == "__main__":
    main(*sys.argv[1:])
