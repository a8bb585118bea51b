"""With a dependency hung, failing or lying, the caller still reaches her business's people."""

from __future__ import annotations

import pytest

from santral.local.faults import Fault, Faults
from santral.local.testing.participants import Call
from santral.local.testing.whole import WholeCentre
from tests.scenario.shops import (
    AYSE,
    CLINIC_IT,
    CLINICA,
    KLIMA,
    SHOP_RU,
    SHOP_TR,
    STRANGER,
    with_crm,
)

LONGEST_SILENCE_MS = 3_000
SAID_WHEN_DOWN = "Bir dakika lütfen, sizi ekibimize bağlıyorum."


def rings_and_presses(centre: WholeCentre, to: str, *, from_: str = STRANGER) -> Call:
    call = centre.call(from_=from_, to=to)
    for _ in range(3):
        centre.wait(seconds=8)
        call.press("1")
    centre.wait(seconds=60)
    return call


def longest_silence_ms(call: Call) -> int:
    return max(call.silences_ms, default=0)


@pytest.mark.parametrize(
    "_fault",
    [
        pytest.param(None, marks=pytest.mark.opens(faults=Faults(dynamodb=Fault.HANG)), id="hung"),
        pytest.param(None, marks=pytest.mark.opens(faults=Faults(dynamodb=Fault.FAIL)), id="fails"),
        pytest.param(
            None, marks=pytest.mark.opens(faults=Faults(dynamodb=Fault.RUBBISH)), id="lies"
        ),
    ],
)
@pytest.mark.parametrize("caller", [STRANGER, AYSE])
def test_without_the_database_she_waits_at_the_reception_of_her_business(
    centre: WholeCentre, caller: str, _fault: None
) -> None:
    centre.agent("Mert").becomes("Available")

    call = rings_and_presses(centre, SHOP_TR, from_=caller)

    assert call.waits_in == "klima-reception"
    assert call.heard[0] == SAID_WHEN_DOWN
    assert longest_silence_ms(call) <= LONGEST_SILENCE_MS


@pytest.mark.opens("klima", "clinica", faults=Faults(dynamodb=Fault.HANG))
def test_without_the_database_each_number_still_speaks_its_language_for_its_own_business(
    centre: WholeCentre,
) -> None:
    russian = rings_and_presses(centre, SHOP_RU)
    italian = rings_and_presses(centre, CLINIC_IT)

    assert russian.heard[0] == "Одну минуту, соединяю вас с нашими сотрудниками."
    assert russian.waits_in == "klima-reception"
    assert italian.heard[0].startswith("Un momento, prego.")
    assert italian.waits_in == "clinica-reception"


@pytest.mark.opens(faults=Faults(dynamodb=Fault.HANG))
def test_without_the_database_nobody_is_recorded(centre: WholeCentre) -> None:
    mert = centre.agent("Mert").becomes("Available")
    call = rings_and_presses(centre, SHOP_TR)
    mert.becomes("Available").accepts()
    centre.wait(minutes=1)
    call.hang_up()
    centre.wait(minutes=1)

    assert call.outcome == "answered"
    assert not call.first.recordings


@pytest.mark.parametrize(
    "_fault",
    [
        pytest.param(
            None,
            marks=pytest.mark.opens(with_crm(KLIMA), faults=Faults(crm=fault)),
            id=fault.value,
        )
        for fault in (Fault.NONE, Fault.HANG, Fault.FAIL, Fault.RUBBISH)
    ],
)
def test_whatever_the_customer_system_does_the_caller_waits_for_sales(
    centre: WholeCentre, _fault: None
) -> None:
    centre.agent("Mert").becomes("Available")

    call = rings_and_presses(centre, SHOP_TR)

    assert call.waits_in == "klima-sales"
    assert longest_silence_ms(call) <= LONGEST_SILENCE_MS


@pytest.mark.opens(CLINICA, faults=Faults(crm=Fault.HANG, dynamodb=Fault.HANG))
def test_with_everything_down_at_once_she_waits_for_the_clinic(centre: WholeCentre) -> None:
    call = rings_and_presses(centre, CLINIC_IT)

    assert call.waits_in == "clinica-reception"
    assert longest_silence_ms(call) <= LONGEST_SILENCE_MS
