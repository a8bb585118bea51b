"""Many businesses ask at once, and each answer belongs to its request."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from dataclasses import replace
from typing import Any, Final

import aiohttp

from santral.domain.business import Business
from santral.local import businesses
from santral.local.server.serving import Plan, opened

TENANTS: Final = 16
REQUESTS: Final = 3_000
_KLIMA: Final = businesses.load("klima")


def business(number: int) -> Business:
    """Make one more business like the sample, with a number and people of its own."""
    tenant = _KLIMA.tenant
    numbers = tuple(
        replace(each, e164=f"+90212{index:02d}{number:05d}")
        for index, each in enumerate(tenant.numbers, start=10)
    )
    agents = tuple(
        replace(each, username=f"{each.username}-{number}") for each in tenant.agents[:1]
    )
    made = replace(
        tenant,
        id=f"shop-{number}",
        name=f"Shop {number}",
        numbers=numbers,
        hotlines=(),
        agents=agents,
    )
    return Business(made, ())


async def ask(session: aiohttp.ClientSession, number: int, tenant: str, key: str) -> list[Any]:
    """Ask for one thing, which only this request can have; say what was wrong with the answer."""
    headers = {"Authorization": f"Bearer {key}"}
    if number % 3:
        async with session.get("/v1/tenant", headers=headers) as answer:
            shown = await answer.json()
            wrong = [] if shown.get("id") == tenant else [(number, answer.status, shown)]
    else:
        headers["Idempotency-Key"] = f"request-{number}"
        body = {"name": f"Customer {number} of {tenant}"}
        async with session.post("/v1/customers", json=body, headers=headers) as answer:
            shown = await answer.json()
            wrong = [] if shown.get("name") == body["name"] else [(number, answer.status, shown)]
    return [*wrong, answer.headers["X-Request-Id"]]


async def story() -> tuple[list[Any], Counter[str]]:
    plan = Plan([business(number) for number in range(TENANTS)], port=0)
    async with opened(plan) as centre:
        keys = {name: key for name, key in centre.door.keys.items() if name != "platform"}
        connector = aiohttp.TCPConnector(limit=256)
        async with aiohttp.ClientSession(centre.address, connector=connector) as session:
            asked = [
                ask(session, number, *list(keys.items())[number % TENANTS])
                for number in range(REQUESTS)
            ]
            answers = await asyncio.gather(*asked)
    wrong = [each for answer in answers for each in answer[:-1]]
    return wrong, Counter(answer[-1] for answer in answers)


def test_three_thousand_requests_of_sixteen_businesses_are_not_mixed_up() -> None:
    wrong, request_ids = asyncio.run(story())

    assert json.dumps(wrong[:3], default=str) == "[]"
    assert (len(request_ids), max(request_ids.values())) == (REQUESTS, 1)
