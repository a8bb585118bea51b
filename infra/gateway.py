"""What the gateway does without the function: what it logs, and what it answers by itself.

Source: API Gateway Developer Guide, "Variables for access logging for API Gateway" and "Gateway
response types for API Gateway".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from functions.api.problems import CONTENT_TYPE, KINDS

# What CloudFront writes into each request, whatever its sender put there.
ORIGIN_HEADER: Final = "x-santral-origin"
VIEWER_HEADER: Final = "x-santral-viewer"
INTEGRATION_TIMEOUT_MS: Final = 29_000
# Below this, compressing costs more than it saves.
SMALLEST_COMPRESSED: Final = 1024
LOGGED: Final = {
    "time": "$context.requestTimeEpoch",
    "request_id": "$context.requestId",
    "edge_request_id": "$context.extendedRequestId",
    "method": "$context.httpMethod",
    "route": "$context.resourcePath",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "function_status": "$context.integration.status",
    "function_latency_ms": "$context.integration.latency",
    "error": "$context.error.responseType",
    "waf": "$context.waf.status",
}
# What the gateway answers by itself -> which of our problems that is.
ITS_OWN_ANSWERS: Final = {
    "THROTTLED": "too-many",
    "QUOTA_EXCEEDED": "too-many",
    "WAF_FILTERED": "forbidden",
    "REQUEST_TOO_LARGE": "too-large",
    "UNSUPPORTED_MEDIA_TYPE": "media-type",
    "MISSING_AUTHENTICATION_TOKEN": "not-found",  # so it calls a path that there is not
    "RESOURCE_NOT_FOUND": "not-found",
    "INTEGRATION_TIMEOUT": "unavailable",
    "DEFAULT_4XX": "malformed",
    "DEFAULT_5XX": "failed",
}

# Of those answers.
HEADERS: Final = {
    "gatewayresponse.header.Content-Type": f"'{CONTENT_TYPE}'",
    "gatewayresponse.header.Cache-Control": "'no-store'",
}


def problem(slug: str) -> tuple[int, str]:
    """Return status and body of one of our problems; the gateway fills in the request's id."""
    status, title = KINDS[slug]
    body = {"type": f"/v1/problems#{slug}", "title": title, "status": status}
    return status, json.dumps({**body, "request_id": "$context.requestId"}, separators=(",", ":"))


def fingerprint(routes: Mapping[str, Iterable[str]], invocation: Any) -> str:
    """Return what changes with anything that a deployment of the API copies.

    Args:
        routes: path -> verbs.
        invocation: the address of the function, as a template has it.
    """
    verbs = {path: sorted(each) for path, each in routes.items()}
    answers = {kind: problem(slug) for kind, slug in ITS_OWN_ANSWERS.items()}
    copied = [verbs, invocation, INTEGRATION_TIMEOUT_MS, SMALLEST_COMPRESSED, answers, HEADERS]
    return hashlib.sha256(json.dumps(copied, sort_keys=True).encode()).hexdigest()[:12]
