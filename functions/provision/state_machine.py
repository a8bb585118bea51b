"""The state machine's definition: the file beside this one, its substitutions filled in.

The file stays JSON: a number stands in it as text, `"${StepSeconds}"`, and comes out as a number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_FILE: Final = Path(__file__).with_name("state_machine.asl.json")

# Of each: how long at most, in the worst hour of the service; and how long between two looks.
SECONDS: Final[Mapping[str, int]] = {
    "StepSeconds": 4 * 3600,
    "UndoSeconds": 12 * 3600,
    "RetrySeconds": 5,
    "CapacitySeconds": 300,
}


def definition(function_arn: str, **seconds: int) -> str:
    """Return the definition as Step Functions takes it.

    Args:
        seconds: other ones than SECONDS, by name.
    """
    filled = {"ProvisionFunctionArn": function_arn, **SECONDS, **seconds}

    def with_values(plain: Any) -> Any:
        if isinstance(plain, dict):
            return {name: with_values(each) for name, each in plain.items()}
        if isinstance(plain, list):
            return [with_values(each) for each in plain]
        if isinstance(plain, str) and plain.startswith("${"):
            return filled[plain[2:-1]]
        return plain

    return json.dumps(with_values(json.loads(_FILE.read_text("utf-8"))))
