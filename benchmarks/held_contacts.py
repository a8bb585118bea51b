"""A thousand calls at once in one process, through the shipped flows and the real functions.

They arrive within seconds, wait in queues, and end within seconds, while requests over HTTP go on:
for one of them, for a search of all, and for metrics of all.
How late a task wakes that sleeps for 5 ms is how long everybody else has to wait.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime

import aiohttp

from santral.engine.contact import Contact
from santral.engine.timeline import SECOND
from santral.local import businesses
from santral.local.identifiers import INSTANCE_ARN, INSTANCE_ID
from santral.local.server.serving import Plan, Served, opened

CALLS = 1_000
OPEN = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)  # Monday, 10:30 in the shop
NUMBER = "+902120000001"
ARRIVE_EVERY_S = 0.01
STAY_S = 20
END_EVERY_S = 0.005
ASKED_EVERY_S = 0.02
BEAT_S = 0.005
AT_MOST_MS = 50
# A signature in form: the server reads whose it is and for what.
SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=any/20261122/eu-central-1/connect/aws4_request"
}


def hold() -> bool:
    """Print the longest stall; answer whether it is short enough."""
    held, answered, late_s = asyncio.run(_held())
    stall_ms = max(late_s) * 1000
    print(
        f"{'contacts held by one process':32} {held:,} at once, {answered:,} requests answered: "
        f"longest stall {stall_ms:.0f} ms (at most {AT_MOST_MS})"
    )
    return held >= CALLS and stall_ms <= AT_MOST_MS


async def _held() -> tuple[int, int, list[float]]:
    late_s: list[float] = []
    plan = Plan([businesses.load("klima")], port=0, start=OPEN)
    async with opened(plan) as centre:
        calls: list[Contact] = []
        beat = asyncio.create_task(_beat(late_s))
        asking = asyncio.create_task(_ask(centre, calls))
        for number in range(CALLS):
            calls.append(_arrives(centre, f"+90532{number:07}"))
            await asyncio.sleep(ARRIVE_EVERY_S)
        await asyncio.sleep(STAY_S)
        switchboard = centre.laptop.switchboard
        held = len(switchboard.contacts)
        for call in calls:
            centre.time.act(lambda call=call: switchboard.hang_up(call))  # type: ignore[misc]
            await asyncio.sleep(END_EVERY_S)
        await asyncio.sleep(STAY_S / 4)  # until the books are written
        for task in (beat, asking):
            task.cancel()
        with suppress(asyncio.CancelledError):
            await beat
        answered = 0
        with suppress(asyncio.CancelledError):
            answered = await asking
    return held, answered, late_s


def _arrives(centre: Served, caller: str) -> Contact:
    contact = centre.time.act(lambda: centre.laptop.call(caller, NUMBER))
    if contact is None:
        raise LookupError("the sample business has another number")
    return contact


async def _beat(late_s: list[float]) -> None:
    while True:
        began_s = time.monotonic()
        await asyncio.sleep(BEAT_S)
        late_s.append(time.monotonic() - began_s - BEAT_S)


async def _ask(centre: Served, calls: list[Contact]) -> int:
    """Describe one call, search and count in turn until cancelled; answer how often."""
    answered = 0
    async with aiohttp.ClientSession(centre.address, headers=SIGNED) as session:
        try:
            while True:
                await asyncio.sleep(ASKED_EVERY_S)
                if calls:
                    method, path, body = _request(centre, calls, answered)
                    async with session.request(
                        method, path, json=body, raise_for_status=True
                    ) as reply:
                        await reply.read()
                    answered += 1
        except asyncio.CancelledError:
            return answered


def _request(
    centre: Served, calls: list[Contact], number: int
) -> tuple[str, str, Mapping[str, object] | None]:
    """Make the next request: its method, path and body."""
    begin_s = OPEN.timestamp()
    if number % 3 == 0:
        return "GET", f"/contacts/{INSTANCE_ID}/{calls[number % len(calls)].id}", None
    if number % 3 == 1:
        of = {"Type": "INITIATION_TIMESTAMP", "StartTime": begin_s, "EndTime": begin_s + 3_600}
        return "POST", "/search-contacts", {"InstanceId": INSTANCE_ID, "TimeRange": of}
    queues = [each.arn for each in centre.laptop.switchboard.directory.queues]
    return (
        "POST",
        "/metrics/data",
        {
            "ResourceArn": INSTANCE_ARN,
            "StartTime": begin_s,
            "EndTime": centre.laptop.timeline.now_us / SECOND,
            "Filters": [{"FilterKey": "QUEUE", "FilterValues": queues}],
            "Metrics": [{"Name": name} for name in ("CONTACTS_CREATED", "CONTACTS_ABANDONED")],
        },
    )
