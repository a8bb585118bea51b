"""What Lambda runs for API Gateway."""

from __future__ import annotations

from typing import Any

from functions.api.app import app


def handler(event: Any, context: Any) -> dict[str, Any]:
    return app(event, context)
