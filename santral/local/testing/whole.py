"""A whole centre for a test: the shipped flows, the real handlers, moto and sample businesses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from santral.domain.business import Business
from santral.domain.errors import NotFoundError
from santral.engine.timeline import Timeline
from santral.local.faults import Faults
from santral.local.laptop import Laptop
from santral.local.network import SimulatedNetwork
from santral.local.real_time import RealTime
from santral.local.testing.centre import Centre, Spectators, Watch

# Monday, half past ten in the first business's time zone: open, and no holiday.
AT = "2026-11-23 10:30"
# Seeding three hundred customers takes longer than most stories.
CUSTOMERS = 12


class WholeArchive:
    """What the functions made of it: records in DynamoDB, recordings in S3."""

    def __init__(self, laptop: Laptop, tenants: Sequence[str]) -> None:
        self._laptop, self._tenants = laptop, tenants

    def settle(self) -> None:
        self._laptop.drain()

    def find(self, contact_id: str) -> dict[str, Any] | None:
        for tenant in self._tenants:
            with suppress(NotFoundError):
                return self._laptop.stored_record(contact_id, tenant)
        return None

    def objects(self, bucket: str) -> list[str]:
        return self._laptop.objects() if bucket == "recordings" else []


class WholeCentre(Centre):
    """
    Attributes:
        laptop: the rest of it: requests, dead letters, the functions' log.
    """

    laptop: Laptop


@contextmanager
def open_centre(
    businesses: Sequence[Business],
    *,
    at: str = AT,
    seed: int = 1,
    faults: Faults | None = None,
    customers: int | None = CUSTOMERS,
    rate: float | None = None,
) -> Iterator[WholeCentre]:
    """Open a centre, and close it again.

    Args:
        at: local time of the first business, `2026-11-23 10:30`.
        customers: how many of each business's customers are entered; None for all.
        rate: timeline seconds for each second of the wall clock; None for virtual time.
    """
    zone = ZoneInfo(businesses[0].tenant.timezone)
    start = datetime.fromisoformat(at).replace(tzinfo=zone)
    entered = [replace(each, customers=each.customers[:customers]) for each in businesses]
    watch, spectators = Watch(), Spectators()

    def real_time(timeline: Timeline) -> RealTime:
        return RealTime(timeline, rate=rate or 1.0)

    laptop = Laptop(
        entered,
        start=start,
        seed=seed,
        trace=watch,
        people=spectators,
        faults=faults,
        real_time=None if rate is None else real_time,
    )
    with laptop:
        network = SimulatedNetwork(laptop.timeline, Random(f"{seed}/network"))
        laptop.switchboard.network = network
        archive = WholeArchive(laptop, [each.tenant.id for each in businesses])
        driver = laptop.driver if isinstance(laptop.driver, RealTime) else None
        centre = WholeCentre(laptop.switchboard, watch, spectators, network, archive, driver)
        centre.laptop = laptop
        yield centre
