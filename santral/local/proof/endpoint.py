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
    """

    url: str
    region: str
    account: str = "123456789012"

    def client(self, service: str, **credentials: str) -> Any:
        """Make a client; without credentials it is the account's root, whom the emulator trusts."""
        make: Callable[..., Any] = new_session().create_client
        keys = credentials or {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        return make(service, region_name=self.region, endpoint_url=self.url, **keys)
