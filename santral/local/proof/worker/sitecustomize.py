"""Imported by Python itself wherever this folder is on PYTHONPATH: in the emulator's functions.

A deployed function reads the user pool's keys from Cognito's own address, where in the emulator's
world nobody answers. Here, and nowhere else, that one host leads to the emulator.
"""

from __future__ import annotations

import os
import urllib.request
from typing import Any

_ENDPOINT = os.environ.get("AWS_ENDPOINT_URL", "")


class ToTheEmulator(urllib.request.BaseHandler):
    handler_order = 50  # before the one that asks a proxy

    def https_open(self, request: urllib.request.Request) -> Any:
        if not request.host.startswith("cognito-idp."):
            return None
        return self.parent.open(f"{_ENDPOINT}{request.selector}", timeout=request.timeout)


if _ENDPOINT and "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    urllib.request.install_opener(urllib.request.build_opener(ToTheEmulator))
