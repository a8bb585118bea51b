"""An STS that gives each session keys by which its tenant is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any


class FakeSts:
    """
    Attributes:
        asked: what was asked for, in order.
        fault: raised in the place of an answer; None is nothing.
        before_answering: called before each answer, as the network takes its time.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.asked: list[Mapping[str, Any]] = []
        self.fault: Exception | None = None
        self.before_answering: Callable[[], object] = lambda: None
        self._clock = clock

    @property
    def tenants(self) -> list[str]:
        """Whose sessions were asked for, in order."""
        return [tag["Value"] for each in self.asked for tag in each["Tags"]]

    def assume_role(self, **parameters: Any) -> Mapping[str, Any]:
        self.asked.append(parameters)
        number = len(self.asked)
        self.before_answering()
        if self.fault is not None:
            raise self.fault
        [tag] = parameters["Tags"]
        return {
            "Credentials": {
                "AccessKeyId": f"{tag['Value']}+{number}",
                "SecretAccessKey": "secret",
                "SessionToken": f"token+{number}",
                "Expiration": self._clock() + timedelta(seconds=parameters["DurationSeconds"]),
            }
        }


def access_key(request: Any) -> str:
    """Return by whose keys a request is signed."""
    header = request.headers["Authorization"]
    text = header.decode() if isinstance(header, bytes) else header
    found = re.search(r"Credential=([^/]+)/", text)
    assert found
    return found[1]
