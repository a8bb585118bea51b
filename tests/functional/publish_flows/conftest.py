"""Fixtures: an instance that flows are deployed into."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from santral.stores.clients import Clients
from tests.functional.publish_flows.deployment import Deployment, deployment


@pytest.fixture
def here(clients: Clients) -> Iterator[Deployment]:
    with deployment(clients) as made:
        yield made
