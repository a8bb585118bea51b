"""`up`: the local centre as a server, until Ctrl-C."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from santral.domain.errors import InputError
from santral.local.terminal import COLUMNS, say

if TYPE_CHECKING:
    from santral.domain.tenant import Tenant
    from santral.local.server.serving import Plan, Served

PORT: Final = 8090
_INDENT: Final = 12
# As browsers write it, so that both the browser and the panel's page can compare it.
_ORIGIN: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"(?::(?:[0-9]{1,5}|\*))?",
    re.ASCII | re.IGNORECASE,
)


def up(
    *,
    port: Annotated[
        int, typer.Option(metavar="N", min=0, max=65_535, help="Which port; 0 for a free one.")
    ] = PORT,
    state: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Keep the state in this folder; else it is in memory."),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget first what is kept in the folder.")
    ] = False,
    business: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="A sample business, or a business.toml; may be given again. Without it, every "
            "sample business.",
        ),
    ] = None,
    throttle: Annotated[
        bool, typer.Option("--throttle", help="Refuse requests as Amazon Connect does: 2 a second.")
    ] = False,
    lag: Annotated[
        float,
        typer.Option(
            metavar="SECONDS", min=0, max=600, help="Let new things be missing in lists so long."
        ),
    ] = 0,
    quota: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=N", help="Raise a quota, as queues=300; may be given again."),
    ] = None,
    embed: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ORIGIN",
            help="Whose pages may frame the agents' panel, as https://desk.example or "
            "http://localhost:*; may be given again. Without it, those of this computer.",
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="What time it is in the centre: 2026-11-23T12:00, or 12:00 of today, in the first "
            "business's zone; then time passes. Not with --state.",
        ),
    ] = None,
) -> None:
    """Serve the centre on this computer: pages, REST API, Amazon Connect, the sample businesses.

    Any AWS SDK works with it once its endpoint for Connect is set; any credentials do. The REST API
    checks tokens and keys as in the cloud. Only this computer can reach it. Functions run for real,
    in real time.

    \b
    Examples:
      python -m santral up
      python -m santral up --port 9000 --state my-centre
      python -m santral up --business my-shop/business.toml --throttle --lag 2
      python -m santral up --quota queues=300 --quota users=1000
      python -m santral up --at 2026-11-23T12:00     (a Monday: the businesses are open)
    """
    import asyncio

    from santral.local import businesses
    from santral.local.server.ccp import EMBED
    from santral.local.server.serving import Plan, serve

    if fresh and state is None:
        raise InputError("--fresh goes with --state")
    if at is not None and state is not None:
        raise InputError("--at goes without --state: what is kept has its own times")
    opened = [businesses.find(each) for each in business or businesses.names()]
    plan = Plan(
        businesses=opened,
        port=port,
        state=state,
        fresh=fresh,
        throttling=throttle,
        lag_s=lag,
        quotas=_quotas(quota or ()),
        embed=_embed(embed) if embed else EMBED,
        start=None if at is None else _start(at, opened[0].tenant.timezone),
    )

    def ready(centre: Served) -> None:
        for line in _welcome(plan, centre):
            say(line)

    asyncio.run(serve(plan, ready))
    say("stopped")


def _start(at: str, timezone: str) -> datetime:
    """
    Raises:
        InputError: it is no time.
    """
    from santral.local.starts import start_of

    return start_of(at, None, timezone=timezone, hours=None, now=datetime.now(UTC))[0]


def _quotas(written: Sequence[str]) -> dict[str, int]:
    """
    Raises:
        InputError: a name or a number that cannot be.
    """
    from santral.local.connect.quotas import PER_INSTANCE

    quotas: dict[str, int] = {}
    for each in written:
        name, _, number = each.partition("=")
        if name not in PER_INSTANCE:
            raise InputError(f"--quota: no {name!r}; there are {', '.join(sorted(PER_INSTANCE))}")
        if not re.fullmatch(r"[0-9]{1,9}", number):
            raise InputError(f"--quota: expected {name}= and a whole number, as {name}=300")
        quotas[name] = int(number)
    return quotas


def _embed(written: Sequence[str]) -> tuple[str, ...]:
    """Read whose pages may frame the panel; its own may always.

    Raises:
        InputError: it is no origin, and could say something else where it is sent as a header.
    """
    for each in written:
        if not _ORIGIN.fullmatch(each):
            raise InputError(
                f"--embed: {each!r} is no origin; expected as https://desk.example, "
                "http://localhost:5173 or http://localhost:*, without a path"
            )
    return ("'self'", *dict.fromkeys(each.lower() for each in written))


def _welcome(plan: Plan, centre: Served) -> Iterator[str]:
    from santral.local.identifiers import CLIENT_ID, INSTANCE_ID, REGION, USER_POOL_ID

    address = centre.address
    yield f"Open {address.replace('127.0.0.1', 'localhost')}"
    yield ""
    for business in plan.businesses:
        yield from _business(business.tenant)
    yield "Amazon Connect's API, for any AWS SDK"
    yield from _listed("address", [address])
    yield from _listed("instance", [INSTANCE_ID])
    yield f"  export AWS_ENDPOINT_URL_CONNECT={address}"
    yield f"  export AWS_REGION={REGION} AWS_DEFAULT_REGION={REGION}"
    yield "  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any"
    yield f"  aws connect list-queues --instance-id {INSTANCE_ID}"
    yield "  python -c 'import boto3; print(boto3.client(\"connect\").list_instances())'"
    yield ""
    yield "The REST API, and who may ask it"
    yield from _listed("reference", [f"{address}/v1"])
    for tenant, key in centre.door.keys.items():
        yield from _listed("key", [f"{key} ({_whose(tenant)})"])
    first = next(iter(centre.door.keys.values()))
    yield f"  curl -H 'Authorization: Bearer {first}' {address}/v1/tenant"
    yield from _listed("people", [each.email for each in centre.door.people])
    yield from _listed("password", [f"{centre.door.people.password}, of all of them"])
    yield from _listed("codes", [f"{address}/people, where a second factor is asked for"])
    yield from _listed("sign up", [f"POST {address}/v1/sign-up, the code is at {address}/mail"])
    yield from _listed("Cognito", [f"{address}, pool {USER_POOL_ID}, client {CLIENT_ID}"])
    yield ""
    kept = "in memory: gone when this stops (--state DIR keeps it)"
    yield f"State is kept {kept if plan.state is None else f'in {plan.state}'}"
    yield "Ctrl-C stops."


def _whose(tenant: str) -> str:
    return "the operator's" if tenant == "platform" else f"owner of {tenant}"


def _business(tenant: Tenant) -> Iterator[str]:
    yield f"{tenant.name} ({tenant.id}), {tenant.timezone}"
    yield from _listed("numbers", [f"{each.e164} ({each.language})" for each in tenant.numbers])
    yield from _listed("agents", [each.username for each in tenant.agents])
    yield ""


def _listed(label: str, items: list[str]) -> Iterator[str]:
    """Write items after a label, in lines of a terminal's width."""
    line = f"  {label}".ljust(_INDENT)
    for index, item in enumerate(items):
        text = item + ("," if index < len(items) - 1 else "")
        if len(line) > _INDENT and len(line) + len(text) >= COLUMNS:
            yield line.rstrip()
            line = " " * _INDENT
        line += f"{text} "
    yield line.rstrip()
