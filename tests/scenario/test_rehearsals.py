"""A dry-run call against the call itself: the same callers, the same words."""

from __future__ import annotations

from typing import Any

import pytest

from functions.dry_run.handler import dry_run
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import AYSE, CLINIC_EN, CLINIC_IT, SHOP_RU, SHOP_TR, STRANGER

AT = "2026-11-23T10:30"  # as the fixture `centre` begins


def rehearsed(tenant: str, from_: str | None, to: str, **wish: Any) -> dict[str, Any]:
    return dry_run({"tenant": tenant, "from": from_, "to": to, "at": AT, **wish})


@pytest.mark.parametrize(
    ("tenant", "from_", "to"),
    [
        ("klima", STRANGER, SHOP_TR),
        ("klima", None, SHOP_RU),
        ("clinica", STRANGER, CLINIC_IT),
        ("clinica", None, CLINIC_EN),
    ],
)
@pytest.mark.opens("klima", "clinica")
def test_a_caller_who_presses_nothing_hears_what_the_dry_run_said(
    centre: WholeCentre, tenant: str, from_: str | None, to: str
) -> None:
    call = centre.call(from_=from_, to=to)
    centre.wait(minutes=2)
    call.hang_up()

    answer = rehearsed(tenant, from_, to, agents="none", hang_up_after_s=120)

    assert call.heard[:6] == answer["heard"][:6]
    assert len(answer["heard"]) >= 4


def test_a_vip_meets_the_agent_whom_the_dry_run_named(centre: WholeCentre) -> None:
    deniz = centre.agent("Deniz").becomes("Available")

    answer = rehearsed("klima", AYSE, SHOP_TR, agents=["deniz"])
    call = centre.call(from_=AYSE, to=SHOP_TR)
    centre.wait(seconds=10)

    assert answer["rang"] == ["deniz"]
    assert deniz.offers[0].is_open
    assert call.heard[:2] == answer["heard"][:2]


def test_a_dry_run_in_the_middle_of_a_call_is_not_noticed(centre: WholeCentre) -> None:
    mert = centre.agent("Mert").becomes("Available")
    call = centre.call(from_=STRANGER, to=SHOP_TR)
    centre.wait(seconds=16)

    answer = rehearsed("klima", STRANGER, SHOP_TR, keys="1")
    call.press("1")
    centre.wait(seconds=15)

    assert answer["outcome"] == "answered"
    assert len(mert.offers) == 1
    mert.accepts()
    centre.wait(seconds=10)
    assert call.talks_to == "Mert"
