"""What a template is, and what templates are written with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from santral.domain.hours import Day, Slot, Week
from santral.domain.menu import Menu
from santral.domain.tenant import (
    Consent,
    ConsentPolicy,
    ProfileQueue,
    QueueSpec,
    RoutingProfileSpec,
    Schedule,
    VipRules,
)

Texts = Mapping[str, str]
"""A text in every language that templates are written in, by its code."""

WORKDAYS: Final = (Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI)
EVERYONE: Final = "everyone"  # the routing profile that serves every queue
EMERGENCY: Final = "{emergency}"  # in `closed`: the number that is rung in the business's country
_ANNOUNCED: Final = Consent(ConsentPolicy.ANNOUNCE)
_NO_VIPS: Final = VipRules()


class Trade(StrEnum):
    SHOP = "shop"
    CLINIC = "clinic"
    HOTLINE = "hotline"
    CLIENT = "client"


@dataclass(frozen=True, slots=True)
class Template:
    """
    Attributes:
        title, purpose: what somebody chooses by who signs up.
        menus: the first is where a caller starts.
        queues: the first of them is served first.
        holiday_slots: when it is open on public holidays; none is closed.
        closed: wording in the place of the system's own that names the emergency number; it is
            left out where that number is not known.
    """

    trade: Trade
    title: Texts
    purpose: Texts
    schedules: tuple[Schedule, ...]
    queues: tuple[QueueSpec, ...]
    menus: tuple[Menu, ...]
    front: RoutingProfileSpec
    consent: Consent = _ANNOUNCED
    holiday_slots: tuple[Slot, ...] = ()
    vip: VipRules = _NO_VIPS
    tiers: Mapping[str, int] = field(default_factory=dict)
    closed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def routing_profiles(self) -> tuple[RoutingProfileSpec, ...]:
        """Return the owner's, who serves every queue at first, and one for who comes later."""
        return serving(EVERYONE, *(each.name for each in self.queues)), self.front


def serving(name: str, *queues: str) -> RoutingProfileSpec:
    """Make the routing profile of who serves these queues, the first of them first."""
    in_order = enumerate(queues, start=1)
    return RoutingProfileSpec(
        name, tuple(ProfileQueue(queue, priority=priority) for priority, queue in in_order)
    )


def open_on(days: Iterable[Day], *slots: str) -> Week:
    return dict.fromkeys(days, tuple(Slot.from_text(each) for each in slots))
