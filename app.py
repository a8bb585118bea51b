"""The CDK app: settings in, stacks out. `cdk synth -c stage=dev`; see docs/admins.md."""

from __future__ import annotations

from infra.centre import main

main()
