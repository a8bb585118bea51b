"""A function's package and its layers in a process that sees nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from functions.catalogue import FUNCTIONS
from infra.packaging import Target, function_package, layers_of
from tests.infra.built_layers import layers_for

_START = """
import json, sys
given = json.load(sys.stdin)
sys.path[:0] = given["paths"]
module = __import__(given["module"], fromlist=["handler"])
context = type("Context", (), {"aws_request_id": "1"})
answers = [module.handler(each, context) for each in given["events"]]
print(json.dumps({"answers": answers, "modules": sorted(sys.modules)}))
"""


def run(function: str, *events: Any, environment: Mapping[str, str] | None = None) -> Any:
    """Import a handler as Lambda does, and send it events.

    Returns:
        its `answers`, and the `modules` that were loaded by then.
    """
    layers = layers_for(Target.HOST)
    given = {
        "paths": [
            str(function_package(function)),
            *(str(layers[each]) for each in layers_of(function)),
        ],
        "module": FUNCTIONS[function].handler.rpartition(".")[0],
        "events": events,
    }
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", _START],
        input=json.dumps(given),
        env={"PATH": os.environ["PATH"], **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return json.loads(ran.stdout.splitlines()[-1])
