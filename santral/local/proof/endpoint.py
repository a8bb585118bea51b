"""Where the emulator is, and clients for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from santral.stores.clients import new_session


@dataclass(frozen=True, slots=True)
class Endpoint:
    """
    Attributes:
        url: as http://127.0.0.1:40123.
        key: id and secret of the account's root, whom the emulator trusts.
    """

    url: str
    region: str
    account: str = "123456789012"
    key: str = "test"

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def keys(self) -> dict[str, str]:
        return {"aws_access_key_id": self.key, "aws_secret_access_key": self.key}

    def client(self, service: str, **credentials: str) -> Any:
        """Make a client; without credentials it is the account's root."""
        make: Callable[..., Any] = new_session().create_client
        keys = credentials or self.keys
        return make(service, region_name=self.region, endpoint_url=self.url, **keys)
