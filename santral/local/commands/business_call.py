"""`call`: one call through a business, with its real flows and functions."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from santral.domain.business import Business
from santral.domain.errors import InputError
from santral.domain.tenant import CrmKind, Number, Tenant
from santral.engine.answering import EverybodyAnswers
from santral.engine.contact import Contact
from santral.local import businesses
from santral.local.commands.ringing import Show, Wish, manners, number, people_for, records_of, ring
from santral.local.faults import Fault, Faults
from santral.local.flow_files import logical_names
from santral.local.laptop import Laptop
from santral.local.real_time import RealTime
from santral.local.starts import start_of
from santral.local.terminal import paint_for, say
from santral.local.transcript import Transcript, title

SHOP: Final = "klima"  # rung when nobody else is named
ANSWERS_S: Final = 5


def ring_business(wish: Wish, file: Path | None, faults: list[str]) -> bool:
    """Play the call.

    Args:
        file: of a business; None for the sample ones.

    Returns:
        Whether an error occurred that no branch handled.

    Raises:
        InputError: an option or a file cannot be read.
    """
    wrong = Faults.parse(faults)
    business, dialled = _dialled(wish.to, file)
    tenant = business.tenant
    caller = number(wish.from_, tenant.region, "--from")
    start, why = start_of(
        wish.at,
        wish.date,
        timezone=tenant.timezone,
        hours=tenant.hours(dialled.schedule),
        now=datetime.now(UTC),
    )
    if wrong.crm is not Fault.NONE and tenant.crm.kind is CrmKind.NONE:
        say(f"warning: {tenant.id} has no CRM: its fault changes nothing", error=True)
    people, live = people_for(wish, manners(ANSWERS_S))
    network = EverybodyAnswers()
    show = Show(wish, _transcript(tenant, wish))
    laptop = Laptop(
        [business],
        start=start,
        seed=wish.seed,
        trace=show,
        people=people,
        network=network,
        agents=wish.agents or None,
        faults=wrong,
        real_time=RealTime if wish.live else None,
    )
    network.timeline = laptop.timeline
    with laptop:
        people.board = laptop.switchboard
        for agent in laptop.directory.agents if wish.agents != 0 else ():
            laptop.log_in(agent)
        show.begin(f"{tenant.name}, {title(start, tenant.timezone)}", why)

        def call() -> Contact:
            contact = laptop.call(caller, dialled.e164)
            if contact is None:
                raise AssertionError("every number of a business has its entry flow")
            return contact

        driver = laptop.driver if isinstance(laptop.driver, RealTime) else None
        contact = ring(laptop, wish, call, live, driver)
        laptop.cloud.disturbed = False  # a fault lasts as long as the call
        laptop.drain()
        records = records_of(laptop, contact.chain)
        show.end(records, list(_kept(laptop, tenant, records)))
    return show.failed


def _dialled(to: str | None, file: Path | None) -> tuple[Business, Number]:
    """Find the business that has this number, or this id; without either the shop.

    Raises:
        InputError: there is none; names all that there are.
    """
    if file is not None:
        known = [businesses.read(file)]
    else:
        names = [SHOP] if to is None else sorted(businesses.names(), key=lambda n: n != SHOP)
        known = [businesses.load(name) for name in names]
    for business in known:
        tenant = business.tenant
        if to is None or to == tenant.id:
            return business, tenant.numbers[0]
        try:
            e164 = number(to, tenant.region, "--to")
        except InputError:
            continue
        for each in tenant.numbers:
            if each.e164 == e164:
                return business, each
    numbers = (
        f"{each.e164} ({business.tenant.id}, {each.language})"
        for business in known
        for each in business.tenant.numbers
    )
    raise InputError(f"--to: nobody has that number; there are {', '.join(numbers)}")


def _transcript(tenant: Tenant, wish: Wish) -> Transcript:
    names = {
        arn: name.removeprefix("prompt.").replace("_", " ")
        for name, arn in logical_names().items()
        if name.startswith("prompt.")
    }
    names |= {f"{tenant.id}-{queue.name}": queue.name for queue in tenant.queues}
    names |= {agent.username: agent.first_name for agent in tenant.agents}
    return Transcript(
        tenant.timezone,
        paint=paint_for(sys.stdout),
        names=names,
        warnings=wish.details,
        details=wish.details,
        merges_keys=not wish.live,
    )


def _kept(laptop: Laptop, tenant: Tenant, records: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say what lies in the stores now, by looking."""
    ids = [str(record["ContactId"]) for record in records]
    stored = sum(laptop.stored_record(each, tenant.id) is not None for each in ids)
    yield f"{stored} of {len(ids)} contact records in DynamoDB"
    for key in laptop.objects():
        if any(each in key for each in ids):
            yield f"{key.rpartition('/')[2]} in S3"
