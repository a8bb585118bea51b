"""The methods of `api_request`: importing this package enters them all."""

from __future__ import annotations

from santral.local.connect.ccp.methods import (  # noqa: F401
    agents,
    calls,
    connections,
    contacts,
    transfers,
    transports,
    unsupported,
)
