"""The account of the credentials that AWS's own tools would take, and this computer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
    SSOTokenLoadError,
    TokenRetrievalError,
    UnauthorizedSSOTokenError,
)

from santral.domain.errors import DependencyError, NotFoundError
from santral.local.doctor.subject import NO_CREDENTIALS
from santral.stores.clients import new_session

# An admin waits, and a doctor that hangs tells nothing.
_CONFIG: Final = Config(
    connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 2}
)
_PROGRAM_S: Final = 20
_ABSENT: Final = frozenset(
    {
        "NoSuchHostedZone",
        "NoSuchResourceException",
        "NotFoundException",
        "ParameterNotFound",
        "ResourceNotFoundException",
    }
)
_WHY: Final[Mapping[type[Exception], str]] = {
    NoCredentialsError: NO_CREDENTIALS,
    CredentialRetrievalError: NO_CREDENTIALS,
    SSOTokenLoadError: NO_CREDENTIALS,
    TokenRetrievalError: NO_CREDENTIALS,
    UnauthorizedSSOTokenError: NO_CREDENTIALS,
    ConnectTimeoutError: "not reached in time",
    EndpointConnectionError: "not reached",
    ReadTimeoutError: "did not answer in time",
}


class SignedIn:
    """An Account, by botocore."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._clients: dict[tuple[str, str], Any] = {}

    def ask(
        self, service: str, operation: str, *, region: str = "", **parameters: Any
    ) -> Mapping[str, Any]:
        try:
            answer: Mapping[str, Any] = getattr(
                self._client(service, region or self._region), operation
            )(**parameters)
        except ClientError as error:
            code = str(error.response["Error"]["Code"])
            if code in _ABSENT:
                raise NotFoundError(f"{service}: {code}") from None
            raise DependencyError(service, code, retryable=False) from None
        except BotoCoreError as error:
            why = _WHY.get(type(error), type(error).__name__)
            raise DependencyError(service, why, retryable=False) from None
        return answer

    def _client(self, service: str, region: str) -> Any:
        if (service, region) not in self._clients:
            self._clients[service, region] = self._session.create_client(
                service, region_name=region, config=_CONFIG
            )
        return self._clients[service, region]

    @cached_property
    def _session(self) -> botocore.session.Session:
        return new_session()


class ThisComputer:
    """A Workstation: this one, with the tree in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def python(self) -> tuple[int, int]:
        return sys.version_info[:2]

    def first_line(self, *command: str) -> str:
        program = self._root / command[0] if "/" in command[0] else command[0]
        try:
            ended = subprocess.run(  # noqa: S603  # the programs are named in this package
                [program, *command[1:]],
                capture_output=True,
                text=True,
                timeout=_PROGRAM_S,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return ""
        return ended.stdout.strip().partition("\n")[0] if ended.returncode == 0 else ""

    def newest(self, *patterns: str) -> datetime | None:
        written = [
            path.stat().st_mtime
            for pattern in patterns
            for path in self._root.glob(pattern)
            if "node_modules" not in path.parts
        ]
        return datetime.fromtimestamp(max(written), UTC) if written else None
