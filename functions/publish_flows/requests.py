"""What CloudFormation asks of a custom resource, and how it is answered: with a PUT to its link.

CDK's own framework would put a second function of another language in front, with rights on the
first; what it does is in this file. The physical id never changes, so that no update is taken for
a replacement whose old one is deleted afterwards.

Source: CloudFormation User Guide, "Custom resource request and response reference"; its answer has
4096 bytes at most.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from santral.domain.errors import DependencyError

_LONGEST_REASON: Final = 3000  # bytes as JSON; what is beside it needs the rest
_TIMEOUT_S: Final = 10.0
_TRIES: Final = 4
_PAUSE_S: Final = 2.0


@dataclass(frozen=True, slots=True)
class Request:
    """
    Attributes:
        kind: Create, Update or Delete.
        id: the same when a request is delivered again.
        resource: what asks, as long as it is in its stack under that name: `<stack>/<resource>`.
    """

    kind: str
    id: str
    stack_arn: str
    logical_id: str
    response_url: str
    properties: Mapping[str, Any]

    @property
    def resource(self) -> str:
        # arn:aws:cloudformation:<region>:<account>:stack/<name>/<uuid>
        return f"{self.stack_arn.rpartition(':')[2].split('/')[1]}/{self.logical_id}"


def request_in(event: Mapping[str, Any]) -> Request:
    return Request(
        event["RequestType"],
        event["RequestId"],
        event["StackId"],
        event["LogicalResourceId"],
        event["ResponseURL"],
        event.get("ResourceProperties", {}),
    )


def answer(request: Request, *, failure: str, sleep: Callable[[float], None]) -> None:
    """Tell CloudFormation.

    Args:
        failure: "" is that it was done.

    Raises:
        DependencyError: it could not be told; the request is delivered again.
    """
    body = {
        "Status": "FAILED" if failure else "SUCCESS",
        "Reason": _shortened(failure),
        "PhysicalResourceId": request.resource,
        "StackId": request.stack_arn,
        "RequestId": request.id,
        "LogicalResourceId": request.logical_id,
    }
    octets = json.dumps(body).encode()
    for _ in range(_TRIES):
        if _put(request.response_url, octets) == 200:
            return
        sleep(_PAUSE_S)
    raise DependencyError("cloudformation", "the answer was not taken", retryable=True)


def _shortened(text: str) -> str:
    """Cut off what is too long as JSON, where a quotation mark is two bytes and a letter up to 12.

    CloudFormation takes no longer answer, and would wait for another one for an hour.
    """
    octets = 0
    for place, each in enumerate(text):
        octets += len(json.dumps(each)) - 2
        if octets > _LONGEST_REASON:
            return text[:place]
    return text


def _put(url: str, body: bytes) -> int:
    """Return the status, 0 for none. The link is signed for no Content-Type."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_TIMEOUT_S)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request("PUT", target, body, {"Content-Type": ""})
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()
