"""What a server that keeps its state still knows in its next run."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.functional.server.running import Server, client_of, running

KEYS = "/cognito/eu-central-1_santral00/.well-known/jwks.json"


def queue_names(server: Server) -> set[str]:
    pages = client_of(server).get_paginator("list_queues").paginate(InstanceId=server.instance)
    return {queue.get("Name", "") for page in pages for queue in page["QueueSummaryList"]}


def add_queue(server: Server, name: str) -> None:
    hours = client_of(server).list_hours_of_operations(InstanceId=server.instance)
    client_of(server).create_queue(
        InstanceId=server.instance,
        Name=name,
        HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
    )


def keys(server: Server) -> Any:
    with urlopen(server.address + KEYS) as answer:  # noqa: S310
        return answer.read()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_queue_and_the_key_are_there_again(tmp_path: Path, how: signal.Signals) -> None:
    arguments = ("--business", "klima", "--state", str(tmp_path / "kept"))
    with running(*arguments) as server:
        add_queue(server, "Evening")
        first_keys = keys(server)
        server.stop(how)

    with running(*arguments) as server:
        names, second_keys = queue_names(server), keys(server)
        assert f"State is kept in {tmp_path / 'kept'}" in server.welcome

    assert {"Evening", "klima-managers"} <= names
    assert second_keys == first_keys


def test_fresh_forgets_it(tmp_path: Path) -> None:
    arguments = ("--business", "klima", "--state", str(tmp_path / "kept"))
    with running(*arguments) as server:
        add_queue(server, "Evening")
        first_keys = keys(server)
        assert server.stop() == (0, "stopped\n", "")

    with running(*arguments, "--fresh") as server:
        assert "Evening" not in queue_names(server)
        assert keys(server) != first_keys
