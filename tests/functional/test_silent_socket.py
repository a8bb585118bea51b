"""One test with a real socket: what the faults of the other tests stand for."""

from __future__ import annotations

import socket
import time

import pytest

from functions.menu_step.handler import handler
from santral.domain.errors import InvocationError
from santral.stores.clients import Clients
from tests.functional.cloud import REGION, Cloud, Context, call_event


def test_a_dynamodb_that_accepts_and_says_nothing_is_given_up_in_time(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", url)
        cloud.use(clients=Clients(REGION), monotonic=time.monotonic)  # noqa: TID251  # real time

        began_s = time.monotonic()  # noqa: TID251
        with pytest.raises(InvocationError, match="dynamodb: no answer"):
            handler(call_event(menu="main", key="1"), Context())
        took_s = time.monotonic() - began_s  # noqa: TID251

    assert 1.4 <= took_s <= 2.5  # two attempts of 0.7 s
