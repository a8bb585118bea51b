"""A centre with one agent, and her panel."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.ccp.panel import Panel
from tests.functional.connect.conftest import account, client, instance

__all__ = ["account", "client", "instance"]


@pytest.fixture
def panel(client: Any, account: Mocked, instance: Instance) -> Panel:
    return Panel(client, account, instance)
