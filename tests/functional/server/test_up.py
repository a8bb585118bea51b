"""`santral up` as its user meets it: what it prints, whom it answers, how it stops."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from santral.local import businesses
from santral.local.connect.errors import ConnectError
from santral.local.connect.operations.queues import QUICK_CONNECT
from santral.local.laptop import Laptop
from santral.local.server.serving import Plan, opened
from tests.functional.commandline.conftest import Ended
from tests.functional.connect.refusals import refusal
from tests.functional.server.running import ROOT, Server, client_of, running


def up(*arguments: str) -> Ended:
    """Run a server that cannot begin."""
    ended = subprocess.run(
        [sys.executable, "-m", "santral", "up", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def queues_of(server: Server) -> set[str]:
    pages = (
        client_of(server)
        .get_paginator("list_queues")
        .paginate(InstanceId=server.instance, QueueTypes=["STANDARD"])
    )
    return {queue["Name"] for page in pages for queue in page["QueueSummaryList"]}


def test_it_says_whom_to_ring_who_works_there_and_how_an_sdk_finds_it() -> None:
    with running() as server:
        queues = queues_of(server)
        with urlopen(f"{server.address}/") as page:  # noqa: S310
            front_page = page.read().decode()
        ended = server.stop()

    assert "Serin Klima (klima), Europe/Istanbul\n  numbers   +902120000001 (tr)" in server.welcome
    assert f"export AWS_ENDPOINT_URL_CONNECT={server.address}\n" in server.welcome
    assert "State is kept in memory: gone when this stops" in server.welcome
    assert {"klima-sales", "klima-managers"} <= queues
    assert "Amazon Connect's API" in front_page
    assert ended == (0, "stopped\n", "")


def test_a_quota_can_be_raised_and_the_samples_are_listed_in_spite_of_a_lag() -> None:
    with running("--business", "klima", "--quota", "queues=7", "--lag", "600") as server:
        client: Any = client_of(server)
        [hours, *_] = client.list_hours_of_operations(InstanceId=server.instance)[
            "HoursOfOperationSummaryList"
        ]
        request = {"InstanceId": server.instance, "HoursOfOperationId": hours["Id"]}
        client.create_queue(Name="the seventh", **request)

        assert refusal(client.create_queue, Name="the eighth", **request) == (
            "LimitExceededException"
        )
        assert "klima-sales" in queues_of(server)
        assert "the seventh" not in queues_of(server)


def test_a_service_manager_stops_it_as_ctrl_c_does() -> None:
    with running("--business", "klima") as server:
        assert "clinica" not in server.welcome
        assert server.stop(signal.SIGTERM) == (0, "stopped\n", "")


def test_a_second_server_on_the_port_says_how_to_choose_another() -> None:
    with running("--business", "klima") as server:
        port = server.address.rpartition(":")[2]

        second = up("--port", port)

    assert second == Ended(
        2,
        "",
        f"santral: port {port} is taken by another program: choose another one with --port\n",
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--fresh"], "santral: --fresh goes with --state\n"),
        (
            ["--quota", "queues=many"],
            "santral: --quota: expected queues= and a whole number, as queues=300\n",
        ),
        (["--business", "nobody"], "santral: no business 'nobody'; there are clinica, klima\n"),
        (
            ["--at", "25:00"],
            "santral: --at: expected 2026-11-23T13:30, or 13:30, in local time\n",
        ),
        (
            ["--at", "10:30", "--state", "kept"],
            "santral: --at goes without --state: what is kept has its own times\n",
        ),
    ],
)
def test_a_mistake_is_told_before_anything_is_served(arguments: list[str], told: str) -> None:
    assert up(*arguments) == Ended(2, "", told)


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")

    ended = up("--port", "0", "--state", str(tmp_path))

    assert ended.status == 2
    assert "holds other things" in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_too_many_requests_are_refused_when_throttling_is_asked_for() -> None:
    codes: list[str] = []

    async def story() -> None:
        plan = Plan([businesses.load("klima")], port=0, throttling=True)
        async with opened(plan) as centre:
            connect = centre.laptop.connect

            def ask_six_times_at_once() -> None:
                for _ in range(6):
                    connect.admit("ListQueues")

            with pytest.raises(ConnectError) as refused:
                centre.time.act(ask_six_times_at_once)
            codes.append(refused.value.code)

    asyncio.run(story())

    assert codes == ["ThrottlingException"]


def test_a_server_that_throttles_answers_who_asks_now_and_then() -> None:
    with running("--business", "klima", "--throttle", "--lag", "0") as server:
        assert "klima-sales" in queues_of(server)


def test_what_goes_wrong_inside_is_logged_without_what_anybody_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail() -> None:
        raise LookupError("Ayşe")

    async def story() -> None:
        async with opened(Plan([businesses.load("klima")], port=0)) as centre:
            centre.time.post(fail)
            centre.time.aside(fail, lambda _: None)
            await centre.time.idle()

    asyncio.run(story())

    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["message"] for line in lines] == ["a timer or a thread failed"] * 2
    assert [line["errors"][0]["type"] for line in lines] == ["LookupError"] * 2
    assert "Ay" not in str(lines)


@pytest.mark.parametrize("origin", ["*", "desk.example", "https://desk.example/", "https://a b"])
def test_whose_pages_may_frame_the_panel_is_said_as_an_origin(origin: str) -> None:
    ended = up("--embed", "https://desk.example", "--embed", origin)

    assert ended.status == 2
    assert f"--embed: {origin!r} is no origin; expected as https://desk.example" in ended.err


def test_a_host_page_that_is_named_may_frame_the_panel() -> None:
    with (
        running("--business", "klima", "--embed", "https://desk.example:8443") as server,
        urlopen(f"{server.address}/ccp-v2/") as page,  # noqa: S310
    ):
        policy = page.headers["Content-Security-Policy"]

    assert policy.endswith("; frame-ancestors 'self' https://desk.example:8443")


def test_a_crowd_of_agents_is_opened_with_as_many_quick_connects_as_there_is_room_for() -> None:
    klima = businesses.find("klima")
    agents = klima.tenant.agents
    crowd = [replace(agents[0], username=f"agent{at}") for at in range(201)]
    tenant = replace(klima.tenant, agents=(*agents, *crowd))
    business = replace(klima, tenant=tenant)

    with Laptop([business], start=datetime(2027, 1, 4, 10, 0, tzinfo=UTC)) as laptop:
        found = [each.name for each in laptop.instance.table(QUICK_CONNECT)]

    assert len(found) == 100
    assert {f"klima.queue-{each.name}" for each in tenant.queues} <= set(found)
