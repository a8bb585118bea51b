"""200 agents at their panels in one process: how long each update takes to reach its agent.

All of them change their status again and again; the time runs from sending the wish to reading the
snapshot that shows it. Then all are told at one instant, since the status that they are in is
renamed, which changes everybody's settings too. Then tasks are begun one after the other: from
asking for one to reading the snapshot in which somebody is offered it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

import aiohttp

from benchmarks.over_http import client_of, running
from santral.local.testing.small_flows import into_queue

if TYPE_CHECKING:
    from types_boto3_connect.client import ConnectClient

AGENTS, CHANGES, OFFERS = 200, 10, 100
LONGEST_S = 30.0
BETWEEN_S = 2.0
AT_MOST_MS = 200.0
_SHOP = Path(__file__).resolve().parents[1] / "tests" / "web" / "shop" / "business.toml"
_AGENT = """
[[agents]]
username = "agent{0:03}"
first_name = "Agent"
last_name = "{0:03}"
routing_profile = "sales"
languages = ["en"]
wrap_up_s = 600
"""


def deliver() -> bool:
    """Print 50th and 95th percentiles; answer whether the latter are small enough."""
    with crowded() as business:
        more = ("--quota", "quick-connects=1000", "--business", business)
        command = [sys.executable, "-m", "santral", "up", "--port", "0", *more]
        with running(command) as address:
            taken_ms = asyncio.run(_all_agents(address))
    return all([*itertools.starmap(_holds, taken_ms.items())])


def _holds(name: str, taken_ms: list[float]) -> bool:
    cuts = quantiles(taken_ms, n=20)
    holds = cuts[18] <= AT_MOST_MS
    print(
        f"{f'{AGENTS} agents, {name}':32} median {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms "
        f"({'within' if holds else 'MISSES'} {AT_MOST_MS:.0f} ms), longest {max(taken_ms):.1f} ms"
    )
    return holds


@contextmanager
def crowded() -> Iterator[str]:
    """Write the tests' shop down with so many agents more."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "business.toml"
        agents = "".join(map(_AGENT.format, range(AGENTS)))
        file.write_text(_SHOP.read_text("utf-8") + agents, "utf-8")
        (Path(folder) / "customers.csv").write_text(
            _SHOP.with_name("customers.csv").read_text("utf-8"), "utf-8"
        )
        yield str(file)


async def _all_agents(address: str) -> dict[str, list[float]]:
    pages, connect = address.replace("127.0.0.1", "localhost"), client_of(address)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar()
    ) as http:
        panels = [await _Panel.open(http, pages, f"agent{number:03}") for number in range(AGENTS)]
        taken = await asyncio.gather(
            *[panel.change(number / AGENTS * BETWEEN_S) for number, panel in enumerate(panels)]
        )
        at_once = await _told_at_once(connect, panels)
        offered = await _offered(connect, panels)
        for panel in panels:
            await panel.close()
    return {
        "an update": [each for one in taken for each in one],
        "all told at once": at_once,
        "offer to frame": offered,
    }


async def _told_at_once(connect: ConnectClient, panels: list[_Panel]) -> list[float]:
    [instance] = connect.list_instances()["InstanceSummaryList"]
    statuses = connect.list_agent_statuses(InstanceId=instance["Id"])["AgentStatusSummaryList"]
    [theirs] = [each["Id"] for each in statuses if each["Name"] == "Available"]
    taken = []
    for number in range(CHANGES):
        name = f"Available {number}"
        hears = [asyncio.create_task(panel.until(name)) for panel in panels]
        began = time.perf_counter()
        await asyncio.to_thread(
            connect.update_agent_status,
            InstanceId=instance["Id"],
            AgentStatusId=theirs,
            Name=name,
        )
        taken += [(read - began) * 1000 for read in await asyncio.gather(*hears)]
    return taken


async def _offered(connect: ConnectClient, panels: list[_Panel]) -> list[float]:
    """Begin a task for as many as there are agents; each is offered to one of them."""
    [instance] = connect.list_instances()["InstanceSummaryList"]
    queues = connect.list_queues(InstanceId=instance["Id"], QueueTypes=["STANDARD"])
    [queue] = [x["Arn"] for x in queues["QueueSummaryList"] if x["Name"] == "shop-sales"]
    flow = connect.create_contact_flow(
        InstanceId=instance["Id"],
        Name="into the queue",
        Type="CONTACT_FLOW",
        Content=json.dumps(into_queue(queue)),
    )
    seen: dict[str, float] = {}
    hears = [asyncio.create_task(panel.note_offers(seen)) for panel in panels]
    began: dict[str, float] = {}
    for _ in range(OFFERS):
        at = time.perf_counter()
        made = await asyncio.to_thread(
            connect.start_task_contact,
            InstanceId=instance["Id"],
            ContactFlowId=flow["ContactFlowId"],
            Name="bench",
        )
        began[made["ContactId"]] = at
    async with asyncio.timeout(LONGEST_S):
        while len(seen) < len(began):
            await asyncio.sleep(0.01)
    for each in hears:
        each.cancel()
    return [(seen[contact] - at) * 1000 for contact, at in began.items()]


class _Panel:
    """One agent's socket, opened as the panel's page opens it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    @classmethod
    async def open(cls, http: aiohttp.ClientSession, address: str, username: str) -> _Panel:
        origin = {"Origin": address}
        form = {"username": username, "password": ""}
        async with http.post(
            f"{address}/ccp-v2/login", data=form, headers=origin, allow_redirects=False
        ) as answer:
            [cookie] = [f"{name}={morsel.value}" for name, morsel in answer.cookies.items()]
        signed_in = {**origin, "Cookie": cookie}
        async with http.post(f"{address}/ccp-v2/ticket", headers=signed_in) as answer:
            given = await answer.json()
        socket = await http.ws_connect(
            f"{address}/ccp-v2/socket",
            headers=signed_in,
            protocols=(given["protocol"], given["ticket"]),
        )
        return cls(socket)

    async def change(self, after_s: float) -> list[float]:
        """Become Offline and Available in turn; answers what each took, in ms."""
        states = await self._states()
        taken = []
        await asyncio.sleep(after_s)  # they do not all ask at one instant
        for number in range(CHANGES):
            wanted = states[number % 2]
            began = time.perf_counter()
            await self._wish(wanted, number)
            taken.append((await self.until(wanted["name"]) - began) * 1000)
            await asyncio.sleep(BETWEEN_S)
        return taken

    async def _states(self) -> list[dict[str, str]]:
        while True:
            update = await self._update()
            if update is not None:
                states = update["configuration"]["agentStates"]
                by_name = {each["name"]: each for each in states}
                return [by_name["Offline"], by_name["Available"]]

    async def _wish(self, state: dict[str, str], number: int) -> None:
        data = {
            "event": "api_request",
            "requestId": f"r{number}",
            "method": "putAgentState",
            "params": {"state": state},
        }
        await self._socket.send_str(json.dumps({"event": "api_request", "data": data}))

    async def until(self, name: str) -> float:
        """Answer when she was told that she is in a status, by the stopwatch."""
        while True:
            update, at = await self._update(), time.perf_counter()
            if update is not None and update["snapshot"]["state"]["name"] == name:
                return at

    async def note_offers(self, seen: dict[str, float]) -> None:
        """Note when each contact was first offered her, by the stopwatch, for ever."""
        while True:
            update, at = await self._update(), time.perf_counter()
            for each in () if update is None else update["snapshot"]["contacts"]:
                seen.setdefault(each["contactId"], at)

    async def close(self) -> None:
        await self._socket.close()

    async def _update(self) -> dict[str, Any] | None:
        message = json.loads(await self._socket.receive_str(timeout=LONGEST_S))
        return message["data"] if message["event"] == "agent::update" else None
