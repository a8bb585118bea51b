"""Synthesizes what browsers come in by as a stage has it that owns a name and has built its pages.

python -m tests.infra.edge_synthesis FOLDER PAGES
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, ServerlessChecks

from infra.stacks.data import DataStack
from infra.stacks.edge import EdgeStack
from infra.stacks.identity import IdentityStack
from santral.domain.deployment import Domains, read_stage

_ROOT = Path(__file__).parents[2]


def main(folder: str, pages: str) -> None:
    named = Domains(
        mail_from="centre@example.com",
        pages="centre.example.com",
        zone="example.com",
        zone_id="Z0123456789ABC",
    )
    stage = replace(read_stage((_ROOT / "stages" / "prod.toml").read_text("utf-8")), domains=named)
    settings = json.loads((_ROOT / "cdk.json").read_text("utf-8"))
    app = cdk.App(outdir=folder, context=settings["context"])
    cdk.Validations.of(app).add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    env = cdk.Environment(account="123456789012", region=stage.region)
    data = DataStack(app, "santral-prod-data", stage=stage, env=env)
    identity = IdentityStack(app, "santral-prod-identity", stage=stage, data=data, env=env)
    EdgeStack(
        app,
        "santral-prod-edge",
        stage=stage,
        data=data,
        identity=identity,
        pages=Path(pages),
        env=env,
    )
    app.synth()


if __name__ == "__main__":
    main(*sys.argv[1:])
