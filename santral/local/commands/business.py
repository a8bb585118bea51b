"""`business FILE`: checks a business file and says what is in it, or everything that is wrong."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from santral.domain.business import Business
from santral.domain.hours import Hours
from santral.domain.menu import Choice, Menu
from santral.domain.tenant import QueueSpec, Tenant
from santral.local.terminal import paint_for, say


def business(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="business.toml of a business.")],
) -> None:
    """Check a business file, and show what callers meet.

    The customers are read from customers.csv beside it, if there is one. Every mistake is named
    with its place and what is expected there; the status is then 2.

    \b
    Examples:
      python -m santral business businesses/klima/business.toml
      python -m santral business my-shop/business.toml
    """
    from santral.local import businesses

    path = file / businesses.FILE if file.is_dir() else file
    found = businesses.read(path)
    paint = paint_for(sys.stdout)
    for heading, text in describe(found, datetime.now(UTC)):
        say(f"{paint('title', f'{heading:<11}')} {text}".rstrip())
    say(f"{path}: no mistake found")


def describe(found: Business, now: datetime) -> Iterator[tuple[str, str]]:
    """Yield what is worth knowing, as (heading, text); the heading stands once for its lines."""
    tenant = found.tenant
    yield "business", f"{tenant.name} ({tenant.id}), {tenant.timezone}"
    groups = (
        ("languages", [f"{each.locale}, voice {each.voice}" for each in tenant.languages]),
        ("numbers", [f"{n.e164}  {n.language}, menu {n.menu}" for n in tenant.numbers]),
        ("hours", list(_hours(tenant, now))),
        ("menus", [line for menu in tenant.menus for line in _menu(menu)]),
        ("queues", [_queue(each) for each in tenant.queues]),
        ("agents", [f"{a.username:<10}  {a.routing_profile}" for a in tenant.agents]),
        ("VIPs", _vips(tenant)),
        ("recording", [tenant.consent.policy.value]),
        ("CRM", [tenant.crm.kind.value]),
        ("customers", list(_customers(found))),
    )
    for heading, lines in groups:
        for index, line in enumerate(lines):
            yield ("" if index else heading), line


def _hours(tenant: Tenant, now: datetime) -> Iterator[str]:
    """Yield this week, day by day, for each schedule that a number or a queue goes by."""
    if tenant.emergency.on:
        yield "the emergency switch is ON: every caller hears its message and no more"
    for schedule in tenant.schedules:
        hours = tenant.hours(schedule.name)
        if hours is not None:
            yield f"{schedule.name}, this week:"
            yield from (f"  {line}" for line in _week(hours, now))


def _week(hours: Hours, now: datetime) -> Iterator[str]:
    today = now.astimezone(ZoneInfo(hours.timezone)).date()
    monday = today - timedelta(days=today.weekday())
    for day in (monday + timedelta(days=count) for count in range(7)):
        slots = ", ".join(slot.to_text() for slot in hours.slots_on(day)) or "closed"
        override = hours.override_on(day)
        yield f"{day:%a %d %b}  {slots}" + (f"  ({override.name})" if override else "")


def _menu(menu: Menu) -> Iterator[str]:
    yield f"{menu.id}, else queue {menu.default_queue}"
    for key, choice in menu.choices.items():
        yield f"  {key}  {_choice(choice)}"


def _choice(choice: Choice) -> str:
    if choice.queue:
        return f"queue {choice.queue}"
    if choice.menu:
        return f"menu {choice.menu}"
    return f"number {choice.transfer}" if choice.transfer else "a message"


def _queue(queue: QueueSpec) -> str:
    parts = [f"{queue.name:<12}"]
    if queue.fallback:
        parts.append("takes whoever finds no other place")
    if queue.overflow_to:
        after = f" after {queue.target_s} s" if queue.target_s is not None else ""
        parts.append(f"overflows to {queue.overflow_to}{after}")
    if queue.capacity is not None:
        parts.append(f"at most {queue.capacity}")
    if queue.schedule:
        parts.append(f"hours {queue.schedule}")
    return f"{parts[0]}  {', '.join(parts[1:])}"


def _vips(tenant: Tenant) -> list[str]:
    rules = tenant.vip
    if not rules.tiers:
        return ["none"]
    tiers = ", ".join(rules.tiers)
    return [f"tier {tiers}: to their account manager, else queue {rules.queue}"]


def _customers(found: Business) -> Iterator[str]:
    counts: dict[str, int] = {}
    for customer in found.customers:
        counts[customer.tier or "no tier"] = counts.get(customer.tier or "no tier", 0) + 1
    tiers = ", ".join(f"{count} {tier}" for tier, count in counts.items())
    yield f"{len(found.customers)}" + (f" ({tiers})" if tiers else "")
