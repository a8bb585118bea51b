"""Synthesizes stages into folders, several in one process: the CDK takes seconds to start.

python -m tests.infra.synthesis FOLDER dev: prod: dev:123456789012 …
"""

from __future__ import annotations

import sys
from pathlib import Path

import aws_cdk as cdk

from infra.centre import compose, find_stage


def main(folder: str, *wanted: str) -> None:
    for each in wanted:
        name, _, account = each.partition(":")
        app = cdk.App(outdir=str(Path(folder) / each.replace(":", "-")))
        compose(app, find_stage(name), account or None)
        app.synth()


if __name__ == "__main__":
    main(*sys.argv[1:])
